"""What a class answers to exercise 3.3: edits of the solution, and what the check says."""

LOOKS = "looks = [[-1.0, 0.0], [0.0, -1.0], [1.0, 1.0]]"
BIASES = "biases = [-1.0, -1.0, -1.0]"

WRONG = [
    ("unit 0 is on at (0.0, 0.0), inside", {BIASES: "biases = [1.0, 1.0, 1.0]"}),
    ("no unit is on at", {BIASES: "biases = [-1.0, -1.0, -2.0]"}),
    ("unit 0 is on at", {BIASES: "biases = [-0.9, -1.0, -1.0]"}),
    ("unit 2 is on at", {BIASES: "biases = [-1.0, -1.0, -0.85]"}),
    ("unit 2 is on at", {LOOKS: "looks = [[-1, 0], [0, -1], [0.87, 0.5]]"}),
    ("unit 0 is on at", {LOOKS: "looks = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]"}),
    ("no unit is on at", {LOOKS: "looks = [[0.0, 0.0], [0.0, -1.0], [1.0, 1.0]]"}),
    ("looks has the shape (2, 2)", {LOOKS: "looks = [[-1.0, 0.0], [0.0, -1.0]]"}),
    ("looks has the shape (3,)", {LOOKS: "looks = [[-1.0, 0.0], [0.0, -1.0], [1.0]]"}),
    ("biases is None", {BIASES: "biases = None"}),
    ("Error: name 'looks' is not defined", {BIASES: BIASES + "\ndel looks"}),
]

RIGHT = [
    {LOOKS: "looks = [[-0.1, 0], [0, -0.1], [0.1, 0.1]]", BIASES: "biases = [-0.1, -0.1, -0.1]"},
    {LOOKS: "looks = ((7, 7), (-100, 0), (0, -0.001))", BIASES: "biases = (-7, -100, -0.001)"},
    {
        LOOKS: "angles = torch.tensor([180.0, 270.0, 45.0]).deg2rad()\n"
        "looks = torch.stack([angles.cos(), angles.sin()], dim=1)",
        BIASES: "biases = -torch.tensor([1.0, 1.0, 0.5**0.5])",
    },
    {
        LOOKS: 'import numpy as np\n\nlooks = np.array([[-1, 0], [0, -1], [0.71, 0.71]], dtype="float32")',
        BIASES: "biases = np.array([-1, -1, -0.71])",
    },
]
