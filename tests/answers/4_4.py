"""Exercise 4.4, early stopping by the book: edits of the solution, and what the check says."""

LOWER = "if value < curve[lowest_place]:"
STOP = "elif place - lowest_place == patience:"
RETURN = "return 50 * lowest_place"

WRONG = [
    ("so you stop and never see the 3", {f"break\n    {RETURN}": "pass\n    " + RETURN}),
    ("an index of the list", {RETURN: "return lowest_place"}),
    ("then you go back", {RETURN: "return 50 * place"}),
    ("two failures do not use up", {STOP: "elif place - lowest_place >= patience - 1:"}),
    ("the curve ends", {f"break\n    {RETURN}": f"{RETURN}\n    return 50 * place"}),
    ("the argument `patience` is 2", {STOP: "elif place - lowest_place == 3:"}),
    ("the first failure is the last", {STOP: "elif place - lowest_place == max(patience, 2):"}),
    (
        "the first loss can be the lowest",
        {
            "lowest_place = 0": "lowest_place = 1",
            LOWER: "if place and value < curve[lowest_place]:",
        },
    ),
    ("only equals the lowest", {LOWER: "if value <= curve[lowest_place]:"}),
    ("a small step down", {LOWER: "if value < curve[lowest_place] - 0.001:"}),
    (
        "renews the patience",
        {
            "lowest_place = 0": "lowest_place, failed = 0, 0",
            STOP: "elif (failed := failed + (place > 0)) == patience:",
        },
    ),
    ("returns nothing yet", {RETURN: "epoch = 50 * lowest_place"}),
    ("Error: is not defined", {RETURN: "return 50 * lowest_plaec"}),
]

RIGHT = [
    {
        "lowest_place = 0": """\
import numpy as np

    curve, lowest_place = np.asarray(curve), np.int64(0)"""
    },
    {RETURN: "return float(50 * lowest_place)", STOP: "elif place >= lowest_place + patience:"},
    {
        "for place, value in enumerate(curve):": """\
for place in range(len(curve)):
        value = torch.tensor(curve[place])""",
        RETURN: "return torch.tensor(50 * lowest_place)",
    },
]
