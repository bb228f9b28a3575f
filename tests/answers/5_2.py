"""Answers to exercise 5.2: a probe of layer 1, and of a network that was never trained."""

SEE = "torch.relu(network.feature_layer1(points)).detach().numpy()"
JUDGE = "judge = LogisticRegression(C=0.1, max_iter=10_000).fit(see(points), labels.numpy())"
FITTED = ".fit(see(points), labels.numpy())"
SCORE = "judge.score(see(new_points), new_labels.numpy())"
BUILT = "DeeperMLP(n_features=2, hidden_dim=50).requires_grad_(False)"

WRONG = [
    ("is a probe fitted", {SCORE: "accuracy(network, new_points, new_labels)"}),
    ("is a probe fitted", {FITTED: ".fit(see(X), y.numpy())"}),
    ("is the probe fitted to points", {FITTED: ".fit(see(new_points), new_labels.numpy())"}),
    ("and judged on new_points", {SCORE: "judge.score(see(points), labels.numpy())"}),
    ("and judged on new_points", {SCORE: "judge.score(see(X_test), y_test.numpy())"}),
    ("is ReLU applied", {SEE: "network.feature_layer1(points).detach().numpy()"}),
    (
        "which layer is it",
        {
            SEE: "network.feature_layer2(torch.relu(network.feature_layer1(points))).relu().detach().numpy()"
        },
    ),
    ("the network that is given", {SEE: "torch.relu(model.feature_layer1(points)).numpy()"}),
    ("returns a NoneType", {f"return {SCORE}": SCORE}),
    ("this one is 7", {SCORE: f"100 * {SCORE}"}),
    ("is this network as it was built?", {BUILT: "model"}),
    (
        "holds gradients of its training",
        {
            BUILT: "DeeperMLP(2, 50)\ntrain_model(untrained, X, y, n_epochs=1)\nuntrained.requires_grad_(False)"
        },
    ),
    ("like with like", {BUILT: "DeeperMLP(n_features=2).requires_grad_(False)"}),
    ("Error: requires grad", {".detach()": "", ".requires_grad_(False)": ""}),
    ("Error: no attribute 'feature_layer'", {"network.feature_layer1": "network.feature_layer"}),
]

RIGHT = [
    {"C=0.1, max_iter": "C=10, max_iter"},
    {SCORE: "float((judge.predict(see(new_points)) == new_labels.numpy()).mean())"},
    {SCORE: f"torch.tensor({SCORE})"},
    {BUILT: "DeeperMLP(2, 50)"},
    {
        JUDGE: """\
head = nn.Linear(network.feature_layer1.out_features, 2)
    train_model(head, torch.tensor(see(points)), labels, n_epochs=300, lr=0.5)""",
        SCORE: "accuracy(head, torch.tensor(see(new_points)), new_labels)",
    },
    {
        SEE: "(points @ network.feature_layer1.weight.T + network.feature_layer1.bias).detach().numpy().clip(0)"
    },
]
