"""What a class answers to exercise 3.2: edits of the solution, and what the check says."""

WRONG = [
    ("leave more room", {"score_biases = [1.0, 0.0]": "score_biases = [0.1, 0.0]"}),
    ("leave more room", {"score_biases = [1.0, 0.0]": "score_biases = [1.9, 0.0]"}),
    (
        "swapped",
        {
            """\
into_scores = [[0.0, 0.0], [1.0, 1.0]]  # a row for each class
score_biases = [1.0, 0.0]""": """\
into_scores = [[1.0, 1.0], [0.0, 0.0]]
score_biases = [0.0, 1.0]"""
        },
    ),
    (
        "2 of 4 corners",
        """\
# Exercise 3.2
into_units = [[1, 1], [1, 1]]
unit_biases = [0, -1]
into_scores = [[0, 0], [1, -2]]
score_biases = [0.5, 0]
""",
    ),
    (
        "of 4 corners are right",
        """\
# Exercise 3.2
into_units = [[1, 1], [1, 0]]
unit_biases = [1, 0]
into_scores = [[0.0, 0.0], [1.0, 1.0]]
score_biases = [0.5, 0]
""",
    ),
    (
        "do not fit",
        """\
# Exercise 3.2
into_units = [[1, -1], [-1, 1], [1, 1]]
unit_biases = [0, 0, 0]
into_scores = [[0, 0, 0], [1, 1, 0]]
score_biases = [1, 0]
""",
    ),
    (
        "do not fit",
        """\
# Exercise 3.2
into_units = [[1.0, -1.0], [-1.0, 1.0]]
unit_biases = [0, 0]
into_scores = [1, 1]
score_biases = [-1]
""",
    ),
    (
        "NoneType",
        """\
# Exercise 3.2
into_units = None
unit_biases = [0, 0]
into_scores = [[0.0, 0.0], [1.0, 1.0]]
score_biases = [1, 0]
""",
    ),
]

RIGHT = []
