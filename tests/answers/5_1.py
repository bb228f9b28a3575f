"""What a class answers to exercise 5.1: edits of the solution, and what the check says."""

WRONG = [
    (
        "A straight line nearly does it",
        {"return points[:, 0] * points[:, 1] > 0": "return points[:, 1] > points[:, 0]"},
    ),
    (
        "distance, or the model itself",
        {"return points[:, 0] * points[:, 1] > 0": "return points.norm(dim=1) > 1"},
    ),
    (
        "distance, or the model itself",
        {"return points[:, 0] * points[:, 1] > 0": "return points.square().sum(dim=1) < 0.5"},
    ),
    (
        "or the model itself, tells it",
        {"return points[:, 0] * points[:, 1] > 0": "return model(points).argmax(dim=1)"},
    ),
    (
        "Too fine a pattern",
        {"return points[:, 0] * points[:, 1] > 0": "return (20 * points[:, 0]).sin() > 0"},
    ),
    (
        "compare numbers",
        {"return points[:, 0] * points[:, 1] > 0": "return points[:, 0] * points[:, 1]"},
    ),
    ("both to some", {"return points[:, 0] * points[:, 1] > 0": "return points[:, 0] > 10"}),
    ("(1000, 2)", {"return points[:, 0] * points[:, 1] > 0": "return points > 0"}),
    ("(1000,), (1000,)", {"return points[:, 0] * points[:, 1] > 0": "return y_test == 1"}),
    (
        "shapes [(), ()]",
        {"return points[:, 0] * points[:, 1] > 0": "points[:, 0] * points[:, 1] > 0"},
    ),
]

RIGHT = []
