"""What a class answers to exercise 4.5: edits of the solution, and what the check says."""

WRONG = [
    (
        "one unit more should turn on",
        """\
# Exercise 4.5
def by_heart(points, labels):  # shapes (n, 2) and (n,), to an MLP with n hidden units
    parrot = MLP(n_features=2, hidden_dim=len(points))
    train_many([parrot], points, labels, n_epochs=500)
    return parrot
""",
    ),
    (
        "more units than points",
        """\
# Exercise 4.5
def by_heart(points, labels):  # shapes (n, 2) and (n,), to an MLP with n hidden units
    parrot = MLP(n_features=2, hidden_dim=500)
    train_many([parrot], points, labels, n_epochs=500)
    return parrot
""",
    ),
    (
        "look at the read-out",
        {
            "targets = 2.0 * labels[order, None] - 1  # -1 or 1": "targets = 2.0 * labels[:, None] - 1  # -1 or 1"
        },
    ),
    (
        "swap",
        {
            "parrot.output_layer.weight[:] = torch.cat([-readout.T, readout.T])": "parrot.output_layer.weight[:] = torch.cat([readout.T, -readout.T])"
        },
    ),
    (
        "of 100 labels are right",
        {"parrot.feature_layer.bias[:] = -kinks": "parrot.feature_layer.bias[:] = kinks"},
    ),
    (
        "not NoneType",
        """\
# Exercise 4.5
def by_heart(points, labels):  # shapes (n, 2) and (n,), to an MLP with n hidden units
    parrot = MLP(n_features=2, hidden_dim=len(points))
    direction = torch.tensor([0.6, 0.8])
    z, order = (points @ direction).sort()
    kinks = torch.cat([z[:1] - 1, z[:-1]])  # unit j turns on at point j - 1
    features = torch.relu(z[:, None] - kinks)
    targets = 2.0 * labels[order, None] - 1  # -1 or 1
    readout = torch.linalg.solve_triangular(features, targets, upper=False)
    with torch.no_grad():
        parrot.feature_layer.weight[:] = direction
        parrot.feature_layer.bias[:] = -kinks
        parrot.output_layer.weight[:] = torch.cat([-readout.T, readout.T])
        parrot.output_layer.bias[:] = 0
""",
    ),
    ("not Tensor", {"return parrot": "return labels"}),
]

RIGHT = []
