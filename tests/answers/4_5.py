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

# A subclass that finds each point in a table.
TABLE = """\
class Table(MLP):
    def forward(self, X):
        row = torch.cdist(X.detach(), self.points).argmin(dim=1)
        return torch.eye(2)[self.labels[row]]


def memorise(points, labels):
    parrot = Table(2, hidden_dim=1)
    parrot.points, parrot.labels = points, labels
    return parrot
"""

# One unit where the label changes, and no more: a zigzag, computed slope by slope.
ZIGZAG = """\
import numpy as np
def memorise(points, labels):
    z = points.numpy() @ np.array([1.0, 0.37])
    order = np.argsort(z)
    z, t = z[order], 2.0 * labels.numpy()[order] - 1
    slopes = np.diff(t) / np.diff(z)
    bends = np.diff(slopes, prepend=0)
    parrot = MLP(2, hidden_dim=len(z) - 1)
    with torch.no_grad():
        for unit, (place, bend) in enumerate(zip(z, bends)):
            parrot.feature_layer.weight[unit] = torch.tensor([1.0, 0.37])
            parrot.feature_layer.bias[unit] = -place
            parrot.output_layer.weight[0, unit] = 0
            parrot.output_layer.weight[1, unit] = bend
        parrot.output_layer.bias[:] = torch.tensor([0, t[0]])
    return parrot
"""

WRONG = [
    ("Does one more unit turn on for each further point?", TRAINED),
    ("500 units for 100 points", "memorise = lambda points, labels: MLP(2, hidden_dim=500)"),
    ("Error: must match the existing size (60)", {"hidden_dim=len(points)": "hidden_dim=100"}),
    ("wrong with your read-out?", {"labels[order]": "labels"}),
    ("changed places?", {READOUT: "torch.stack([readout, -readout])"}),
    ("for each further point?", {"bias[:] = -kinks": "bias[:] = kinks"}),
    ("at the same place", {DIRECTION: "torch.tensor([1.0, 0.0])"}),
    ("these weights and biases get", TABLE),
    ("returns NoneType", {"    return parrot\n": ""}),
    ("returns Tensor", {"return parrot": "return labels"}),
    ("Error: has no attribute 'sorted'", {".sort()": ".sorted()"}),
]

RIGHT = [
    ZIGZAG,
    {"return parrot": "return parrot.double()"},
    {"return parrot": "return parrot.float()"},
    {
        DIRECTION: "torch.randn(2, generator=torch.Generator().manual_seed(3))",
        KINKS: "kinks = torch.cat([z[:1] - 1, (z[:-1] + z[1:]) / 2])",
    },
]
