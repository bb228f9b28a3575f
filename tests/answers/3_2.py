"""What a class answers to exercise 3.2: edits of the solution, and what the check says."""

UNITS = "into_units = [[1.0, -1.0], [-1.0, 1.0]]"
UNIT_BIASES = "unit_biases = [0.0, 0.0]"
SCORES = "into_scores = [[0.0, 0.0], [1.0, 1.0]]"
SWAPPED = "into_scores = [[1.0, 1.0], [0.0, 0.0]]"
SCORE_BIASES = "score_biases = [1.0, 0.0]"

WRONG = [
    ("leave more room", {SCORE_BIASES: "score_biases = [0.1, 0.0]"}),
    ("changed places", {SCORES: SWAPPED, SCORE_BIASES: "score_biases = [0.0, 1.0]"}),
    ("on at [[-1, 1], [1, -1], [1, 1]]", {UNITS: "into_units = [[1, 1], [1, 1]]"}),
    ("3 of 4 corners are right", {UNITS: "into_units = [[1, -1], [1, 0]]"}),
    ("into_units has shape (3, 2)", {UNITS: "into_units = [[1, -1], [-1, 1], [1, 1]]"}),
    ("into_units has shape (2,)", {UNITS: "into_units = [[1, -1], [-1]]"}),
    ("into_scores has shape (2,)", {SCORES: "into_scores = [1.0, 1.0]"}),
    ("unit_biases is still None", {UNIT_BIASES: "unit_biases = None"}),
    ("unit_biases is not defined", {SCORE_BIASES: SCORE_BIASES + "\ndel unit_biases"}),
]

RIGHT = [
    {
        UNITS: "import numpy as np\n\ninto_units = np.array([[1, -1], [-1, 1]])",
        SCORES: "into_scores = torch.tensor([[0, 0], [1, 1]])",
    },
    {  # along the other diagonal, read out as for 0 and 1
        UNITS: "into_units = ((1, 1), (1, 1))",
        UNIT_BIASES: "unit_biases = [2, 0]",
        SCORES: "into_scores = [[0, 0], [1, -2]]",
    },
    {  # class 0 where a unit is on
        UNITS: "into_units = [[1, 1], [-1, -1]]",
        SCORES: SWAPPED,
        SCORE_BIASES: "score_biases = [0, 1]",
    },
]
