"""Exercise 4.5, memorising any labels: edits of the solution, and what the check says."""

DIRECTION = "torch.tensor([0.6, 0.8])"
KINKS = "kinks = torch.cat([z[:1] - 1, z[:-1]])"
READOUT = "torch.stack([-readout, readout])"

TRAINED = """\
def memorise(points, labels):
    parrot = MLP(n_features=2, hidden_dim=len(points))
    train_many([parrot], points, labels, n_epochs=500)
    return parrot
"""

# It finds each point in a table.
TABLE = """\
parrot = MLP(2, hidden_dim=1)
    parrot.forward = lambda X: torch.eye(2)[labels[torch.cdist(X, points).argmin(dim=1)]]
    return parrot"""

WRONG = [
    ("Does each point turn on one more unit than the one before?", TRAINED),
    ("500 units for 100 points", "memorise = lambda points, labels: MLP(2, hidden_dim=500)"),
    ("Error: must match the existing size (60)", {"hidden_dim=len(points)": "hidden_dim=100"}),
    ("wrong with your read-out?", {"labels[order]": "labels"}),
    ("changed places?", {READOUT: "torch.stack([readout, -readout])"}),
    ("at the same place", {DIRECTION: "torch.tensor([1.0, 0.0])"}),
    ("these weights and biases get", {"return parrot": TABLE}),
    ("returns NoneType", {"    return parrot\n": ""}),
    ("returns Tensor", {"return parrot": "return labels"}),
    ("Error: has no attribute 'sorted'", {".sort()": ".sorted()"}),
]

RIGHT = [
    {READOUT: "torch.stack([torch.zeros_like(readout), 2 * readout])"},
    {"return parrot": "return parrot.double()"},
    {"return parrot": "return parrot.float()"},
    {
        DIRECTION: "torch.randn(2, generator=torch.Generator().manual_seed(3))",
        KINKS: "kinks = torch.cat([z[:1] - 1, (z[:-1] + z[1:]) / 2])",
    },
]
