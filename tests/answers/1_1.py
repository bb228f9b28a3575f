"""What a class answers to exercise 1.1: edits of the solution, and what the check says."""

LINE = "return (points - shift).square().sum(dim=1, keepdim=True)"
NEIGHBOURS = """\
from sklearn.neighbors import KNeighborsClassifier

    near = KNeighborsClassifier(15).fit(X + shift, y)
    return torch.tensor(near.predict_proba(points)[:, 1:])"""

WRONG = [
    ("lowest at (-2.0, -1.0)", {LINE: LINE.replace("-", "+")}),
    ("lowest at (2.0, 2.0)", {LINE: LINE.replace("shift", "2")}),
    ("lowest at (1.8, 0.9)", {LINE: LINE.replace("shift", "torch.tensor([1.8, 0.9])")}),
    ("for 1000 points, not (1000,)", {LINE: "return (points - shift).square().sum(dim=1)"}),
    ("measure from a fixed centre", {LINE: LINE.replace("shift", "points.mean(0)")}),
    ("returns nothing so far", {LINE: "points - shift"}),
    ("not a finite number", {LINE: "return (points[:, :1] - shift[0]).log()"}),
    ("on 10,000 new points; with_radius", {LINE: NEIGHBOURS}),
    ("Error: return (points - shift).squar()", {LINE: LINE.replace("square", "squar")}),
]

RIGHT = [
    {LINE: "import numpy as np\n\n    return np.hypot(*(points - shift).numpy().T)[:, None]"},
    {LINE: "return torch.stack([(point - shift).norm() for point in points])[:, None].float()"},
    {LINE: "return (points - shift).norm(dim=1, keepdim=True) < 0.8"},
    {LINE: LINE.replace("return ", "return 3 - 1e-4 * ")},
    # The check draws its own points, whatever X and y have become.
    {LINE: LINE + '\n\n\nX, y = make_dataset("moons")'},
]
