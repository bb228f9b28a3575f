"""Exercise 4.4, early stopping by the book: edits of the solution, and what the check says."""

LOWER = "if value < curve[lowest_place]:"
STOP = "elif place - lowest_place == patience:"
RETURN = "return 50 * lowest_place"

WRONG = [
    ("so you stop and never see the 3", {f"break\n    {RETURN}": "pass\n    " + RETURN}),
    ("so you stop and never see the 3", {STOP: "elif place - lowest_place > patience:"}),
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
    (
        "8, 7, 6 are not below 5",
        """\
def epoch_to_keep(curve, patience=3):
    rises = 0
    for place in range(1, len(curve)):
        rises = rises + 1 if curve[place] > curve[place - 1] else 0
        if rises == patience:
            break
    return 50 * curve.index(min(curve[: place + 1]))
""",
    ),
    ("returns nothing yet", {RETURN: "epoch = 50 * lowest_place"}),
    ("Error: is not defined", {RETURN: "return 50 * lowest_plaec"}),
]

RIGHT = [
    """\
import numpy as np
def epoch_to_keep(curve, patience=3):
    curve = np.asarray(curve)
    for end in range(1, len(curve) + 1):
        lowest = np.argmin(curve[:end])
        if end - 1 - lowest >= patience:
            break
    return lowest * 50
""",
    {RETURN: "return float(50 * lowest_place)", STOP: "elif place >= lowest_place + patience:"},
    """\
def epoch_to_keep(curve, patience=3):
    keep = 0
    while True:
        ahead = torch.tensor(curve[keep + 1 : keep + 1 + patience])
        lower = (ahead < curve[keep]).nonzero()
        if len(lower) == 0:
            return torch.tensor(50 * keep)
        keep += 1 + int(lower[0])
""",
]
