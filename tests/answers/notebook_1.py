"""What a class answers to the exercises of notebook 1, and what the checks say to it."""

LESSON = ["import matplotlib.pyplot", 'X, y = make_dataset("circles"', "def with_radius"]

LINE = "return (points - shift).square().sum(dim=1, keepdim=True)"
FIT = "model.fit(points[~left_out], labels[~left_out])"
SCORE = "shares.append(model.score(points[left_out], labels[left_out]))"
MEAN = "return np.mean(shares)"
MOONS = "return torch.stack([x1, x2, x1**2, x1**3], dim=1)"
W = "W = torch.tensor([[0.0, 2 * c[0]], [0.0, 2 * c[1]], [0.0, -1.0]])"
B = "b = torch.tensor([0.0, r**2 - c[0] ** 2 - c[1] ** 2])"
PAIR = "return W, b"
OF_CLASS_0 = "return [[-2 * c[0], 0], [-2 * c[1], 0], [1, 0]], [c[0] ** 2 + c[1] ** 2, r**2]"

ANSWERS = {
    "1.1": [
        {LINE: "return np.hypot(*(points - shift).numpy().T)[:, None]"},
        {LINE: "points -= shift\n    return points.norm(dim=1, keepdim=True) < 0.8"},
        {LINE: "return 3 - 1e-4 * (points - nn.Parameter(shift)).norm(dim=1, keepdim=True)"},
        ("lowest at (-2.0, -1.0)", {LINE: LINE.replace("-", "+")}),
        ("has shape (1000,). Is that one row for each", {LINE: LINE.replace(", keepdim=True", "")}),
        ("only one feature, but you give it 3", {LINE: "return with_radius(points - shift)"}),
        ("Does your function return its result", {LINE: "points - shift"}),
        ("Error: no attribute 'squar'", {LINE: LINE.replace("re()", "r()")}),
    ],
    "1.2": [
        {MEAN: "return torch.tensor(shares).mean()"},
        {MEAN: "return [round(100 * np.mean(shares), 1)]"},
        {MEAN: "return cross_val_score(model, points, labels, cv=7).mean()"},
        ("Which points has it seen", {FIT: "model.fit(points, labels)"}),
        ("trained on only 60", {FIT: FIT.replace("~", ""), SCORE: SCORE.replace("[l", "[~l")}),
        ("gets 1.617", {MEAN: "return sum(shares)"}),
        ("Which points count", {"range(5)": "range(4)"}),
    ],
    "1.3": [
        {MOONS: "return PolynomialFeatures(3, include_bias=False).fit_transform(points)"},
        {MOONS: "return 1e-3 * torch.stack([x1, x2, (2 * x1).sin(), (2 * x1).cos()], dim=1)"},
        {MOONS: "torch.manual_seed(1)\n    return torch.relu(nn.Linear(2, 50)(points))"},
        ("Where must a curve", {MOONS: MOONS.replace("x1**3", "x1 * x2, x2**2")}),
        ("has shape (4, 1000)", {MOONS: "return [x1, x2, x1**2, x1**3]"}),
        ("What is random", {MOONS: "return torch.relu(nn.Linear(2, 50)(points))"}),
        ("rows become infinite or NaN", {MOONS: MOONS.replace("x1**3", "x1.log()")}),
    ],
    "1.4": [
        {PAIR: OF_CLASS_0},
        {PAIR: "return (100 * W + 7).numpy(), 100 * b[None] - 3"},
        {PAIR: "return nn.Parameter(W / 50), nn.Parameter(b / 50)"},
        ("classes 0 and 1 score -49 and", {PAIR: "return W.flip(1), b.flip(0)"}),
        ("becomes of the radius", {B: B.replace("r**2", "r")}),
        ("What are the terms", {B: "b = torch.tensor([0.0, r**2])"}),
        ("the shape is (10000,), not (10000, 2)", {PAIR: "return W[:, 1], b[1]"}),
    ],
}
