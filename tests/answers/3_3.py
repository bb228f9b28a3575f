"""What a class answers to exercise 3.3: edits of the solution, and what the check says."""

WRONG = [
    ("is on at (0, 0)", {"biases = [-1.0, -1.0, -1.0]": "biases = [1.0, 1.0, 1.0]"}),
    ("points are wrong", {"biases = [-1.0, -1.0, -1.0]": "biases = [-1.0, -1.0, -2.0]"}),
    (
        "points are wrong",
        {
            "looks = [[-1.0, 0.0], [0.0, -1.0], [1.0, 1.0]]  # a row for each unit": "looks = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]"
        },
    ),
    (
        "3 rows of 2 weights",
        {
            """\
looks = [[-1.0, 0.0], [0.0, -1.0], [1.0, 1.0]]  # a row for each unit
biases = [-1.0, -1.0, -1.0]""": """\
looks = [[-1.0, 0.0], [0.0, -1.0]]
biases = [-1.0, -1.0]"""
        },
    ),
    (
        "NoneType",
        {"looks = [[-1.0, 0.0], [0.0, -1.0], [1.0, 1.0]]  # a row for each unit": "looks = None"},
    ),
]

RIGHT = []
