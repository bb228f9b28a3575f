"""What a class answers to exercise 1.3: edits of the solution, and what the check says."""

LINE = "return torch.stack([x1, x2, x1**2, x1**3], dim=1)"
LOOK_UP = """\
known, classes = make_dataset("moons", n=2000, seed=2)
    both = torch.cat([known, make_dataset("moons")[0]])
    classes = torch.cat([classes, make_dataset("moons")[1]])
    return classes[torch.cdist(points, both).argmin(dim=1)][:, None]"""

WRONG = [
    ("has to bend twice", {LINE: "return torch.stack([x1, x2, x1**2, x1 * x2, x2**2], dim=1)"}),
    ("not (4, 100)", {LINE: "return torch.stack([x1, x2, x1**2, x1**3])"}),
    ("not (100,)", {LINE: "return x1**3"}),
    ("use its own row only", {LINE: "return torch.stack([x1, (x1 - x1.mean()) ** 3], dim=1)"}),
    ("NaN", {LINE: "return torch.stack([x1, x2, x1.log()], dim=1)"}),
    ("list of tensors", {LINE: "return [x1, x2, x1**2, x1**3]"}),
    ("returns nothing so far", {LINE: "torch.stack([x1, x2, x1**2, x1**3], dim=1)"}),
    ("know so many labels", {LINE: LOOK_UP}),
    ("Error: name 'x3' is not defined", {LINE: "return torch.stack([x1, x2, x3], dim=1)"}),
]

RIGHT = [
    {LINE: "return PolynomialFeatures(3, include_bias=False).fit_transform(points)"},
    {LINE: "return [[a, b, a**2, a**3] for a, b in points.tolist()]"},
    {LINE: "return 1e-3 * torch.stack([x1, x2, (2 * x1).sin(), (2 * x1).cos()], dim=1).float()"},
    {LINE: 'return (-torch.cdist(points, make_dataset("moons")[0]).square()).exp()'},
]
