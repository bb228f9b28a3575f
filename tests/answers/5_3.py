"""Answers to exercise 5.3: a question that the raw coordinates answer as well as learned features."""

LINE = "return points[:, 0] + points[:, 5] > 0"

WRONG = [
    ("Here learning pays", {LINE: "return points[:, 0] * points[:, 1] > 0"}),
    ("Here learning pays", {LINE: "return points[:, :2].norm(dim=1) < 0.8"}),
    ("what would be simpler?", {LINE: "return (points[:, :5] > 0).sum(dim=1) % 2 == 0"}),
    ("ask for balance", {LINE: "return points[:, 0] > 1"}),
    ("2000 different answers", {LINE: "return points[:, 0]"}),
    ("(2000, 20)", {LINE: "return points > 0"}),
    ("returns nothing", {LINE: "points[:, 0] > 0"}),
    ("Error: no attribute 'summ'", {LINE: "return points.summ(dim=1) > 0"}),
]

RIGHT = [
    {LINE: "return points[:, 0] > 0"},
    {LINE: "return [point[3] < 0.1 for point in points.tolist()]"},
    {LINE: "return (points[:, 0] > points[:, 1]).numpy()"},
    "question = lambda points: (points[:, 2] - 2 * points[:, 9] > 0).long()",
]
