"""Answers to exercise 5.1: a question that layer 1 answers better than the coordinates."""

LINE = "return points[:, 0] * points[:, 1] > 0"

WRONG = [
    ("A straight line nearly does it", {LINE: "return points[:, 1] > points[:, 0]"}),
    ("The coordinates know much", {LINE: "return (points[:, 0] > 0) & (points[:, 1] > -0.5)"}),
    (
        "The coordinates know much",
        {LINE: "return (points - torch.tensor([0.7, 0.0])).norm(dim=1) < 0.8"},
    ),
    ("Too fine a pattern", {LINE: "return (20 * points[:, 0]).sin() > 0"}),
    ("the distance, with the model's", {LINE: "return points.norm(dim=1) > 1"}),
    ("the distance, with the model's", {LINE: "return points.norm(dim=1) < 0.5"}),
    ("the distance, with the model's", {LINE: "return model(points).argmax(dim=1)"}),
    ("4% of the points get a yes", {LINE: "return points.norm(dim=1) > 1.5"}),
    ("2000 different answers", {LINE: "return points[:, 0] * points[:, 1]"}),
    ("the same answer", {LINE: "return points[:, 0] > 10"}),
    ("(2000, 2)", {LINE: "return points > 0"}),
    ("(1000,)", {LINE: "return y_test == 1"}),
    (
        "points beside it",
        {LINE: "product = points[:, 0] * points[:, 1]\n    return product > product.mean()"},
    ),
    ("returns nothing yet", {LINE: "points[:, 0] * points[:, 1] > 0"}),
    ("Error: no attribute 'prodd'", {LINE: "return points.prodd(dim=1) > 0"}),
]

RIGHT = [
    {LINE: "return (points[:, 0] > 0) ^ (points[:, 1] > 0)"},
    {LINE: "return [x1 * x2 > 0 for x1, x2 in points.tolist()]"},
    {LINE: "return points.numpy().prod(axis=1) > 0"},
    {LINE: "return points.prod(dim=1).sign()"},
    {LINE: "return (points[:, 0].abs() > points[:, 1].abs()).float()"},
    "question = lambda points: points[:, 0].abs() > 0.5",
]
