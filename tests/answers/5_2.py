"""What a class answers to exercise 5.2: edits of the solution, and what the check says."""

WRONG = [
    (
        "is ReLU applied?",
        """\
# Exercise 5.2
def probe_accuracy(network, points, labels, new_points, new_labels):
    def see(points):
        return network.feature_layer1(points)

    fitted = LogisticRegression(C=0.1, max_iter=10_000)
    fitted.fit(see(points).numpy(), labels.numpy())
    return fitted.score(see(new_points).numpy(), new_labels.numpy())


torch.manual_seed(12345)
untrained = DeeperMLP(n_features=2, hidden_dim=50).requires_grad_(False)
""",
    ),
    (
        "ask the network that is given",
        """\
# Exercise 5.2
def probe_accuracy(network, points, labels, new_points, new_labels):
    def see(points):
        return layer1(points)

    fitted = LogisticRegression(C=0.1, max_iter=10_000)
    fitted.fit(see(points).numpy(), labels.numpy())
    return fitted.score(see(new_points).numpy(), new_labels.numpy())


torch.manual_seed(12345)
untrained = DeeperMLP(n_features=2, hidden_dim=50).requires_grad_(False)
""",
    ),
    (
        "right or wrong",
        """\
# Exercise 5.2
def probe_accuracy(network, points, labels, new_points, new_labels):
    def see(points):
        return torch.relu(network.feature_layer1(points))

    fitted = LogisticRegression(C=0.1, max_iter=10_000)
    fitted.fit(see(points).numpy(), labels.numpy())
    return fitted.score(see(points).numpy(), labels.numpy())


torch.manual_seed(12345)
untrained = DeeperMLP(n_features=2, hidden_dim=50).requires_grad_(False)
""",
    ),
    (
        "right or wrong",
        """\
# Exercise 5.2
def probe_accuracy(network, points, labels, new_points, new_labels):
    def see(points):
        return torch.relu(network.feature_layer1(points))

    fitted = LogisticRegression(C=0.1, max_iter=10_000)
    fitted.fit(see(points).numpy(), labels.numpy())
    return fitted.score(see(X_test).numpy(), y_test.numpy())


torch.manual_seed(12345)
untrained = DeeperMLP(n_features=2, hidden_dim=50).requires_grad_(False)
""",
    ),
    (
        "trained?",
        """\
# Exercise 5.2
def probe_accuracy(network, points, labels, new_points, new_labels):
    def see(points):
        return torch.relu(network.feature_layer1(points))

    fitted = LogisticRegression(C=0.1, max_iter=10_000)
    fitted.fit(see(points).numpy(), labels.numpy())
    return fitted.score(see(new_points).numpy(), new_labels.numpy())


torch.manual_seed(12345)
untrained = model
""",
    ),
    (
        "like with like",
        """\
# Exercise 5.2
def probe_accuracy(network, points, labels, new_points, new_labels):
    def see(points):
        return torch.relu(network.feature_layer1(points))

    fitted = LogisticRegression(C=0.1, max_iter=10_000)
    fitted.fit(see(points).numpy(), labels.numpy())
    return fitted.score(see(new_points).numpy(), new_labels.numpy())


torch.manual_seed(12345)
untrained = DeeperMLP(n_features=2).requires_grad_(False)
""",
    ),
    (
        "requires grad",
        """\
# Exercise 5.2
def probe_accuracy(network, points, labels, new_points, new_labels):
    def see(points):
        return torch.relu(network.feature_layer1(points))

    fitted = LogisticRegression(C=0.1, max_iter=10_000)
    fitted.fit(see(points).numpy(), labels.numpy())
    return fitted.score(see(new_points).numpy(), new_labels.numpy())


torch.manual_seed(12345)
untrained = DeeperMLP(n_features=2, hidden_dim=50)
""",
    ),
]

RIGHT = []
