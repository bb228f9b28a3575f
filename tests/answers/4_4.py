"""What a class answers to exercise 4.4: edits of the solution, and what the check says."""

WRONG = [
    (
        "It stops there and sees no 3",
        """\
# Exercise 4.4
def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...
    return 50 * curve.index(min(curve))
""",
    ),
    ("a place in the list", {"return 50 * lowest_place": "return lowest_place"}),
    ("there it stops, and goes back", {"return 50 * lowest_place": "return 50 * place"}),
    ("two failures do not use up", {"elif place - lowest_place == patience:": "elif place > 0:"}),
    (
        "two failures do not use up",
        {"elif place - lowest_place == patience:": "elif place - lowest_place >= patience - 1:"},
    ),
    (
        "It stops there and sees no 3",
        {"elif place - lowest_place == patience:": "elif place - lowest_place > patience:"},
    ),
    (
        "the curve ends",
        {
            """\
break
    return 50 * lowest_place""": """\
return 50 * lowest_place
    return 50 * place"""
        },
    ),
    (
        "heed the argument",
        {"elif place - lowest_place == patience:": "elif place - lowest_place == 3:"},
    ),
    (
        "renews the patience",
        """\
# Exercise 4.4
def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...
    lowest, failed = 0, 0
    for place, value in enumerate(curve):
        if value < curve[lowest]:
            lowest = place
        elif place > 0:
            failed += 1
            if failed == patience:
                break
    return 50 * lowest
""",
    ),
    (
        "8, 7, 6 are not below 5",
        """\
# Exercise 4.4
def epoch_to_keep(curve, patience=3):  # losses at epochs 0, 50, 100, ...
    rises = 0
    for place in range(1, len(curve)):
        rises = rises + 1 if curve[place] > curve[place - 1] else 0
        if rises == patience:
            break
    return 50 * curve.index(min(curve[: place + 1]))
""",
    ),
    ("not None", {"return 50 * lowest_place": "_ = 50 * lowest_place"}),
]

RIGHT = []
