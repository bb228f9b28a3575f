"""What a class answers to exercise 4.3: edits of the solution, and what the check says."""

WRONG = [
    (
        "try a weaker brake",
        """\
# Exercise 4.3
X_arms, y_arms = make_dataset("spirals")
my_choice = (MLP, 10, 0.01)  # class, width, weight decay
""",
    ),
    (
        "try more units, or two layers",
        """\
# Exercise 4.3
X_arms, y_arms = make_dataset("spirals")
my_choice = (DeeperMLP, 3, 0.0)  # class, width, weight decay
""",
    ),
    (
        "It underfits: try a weaker brake",
        """\
# Exercise 4.3
X_arms, y_arms = make_dataset("spirals")
my_choice = (DeeperMLP, 50, 0.1)  # class, width, weight decay
""",
    ),
    (
        "Others do better",
        """\
# Exercise 4.3
X_arms, y_arms = make_dataset("spirals")
my_choice = (MLP, 50, 0.01)  # class, width, weight decay
""",
    ),
    (
        "name three things",
        """\
# Exercise 4.3
X_arms, y_arms = make_dataset("spirals")
my_choice = DeeperMLP  # class, width, weight decay
""",
    ),
    (
        "name three things",
        """\
# Exercise 4.3
X_arms, y_arms = make_dataset("spirals")
my_choice = None  # class, width, weight decay
""",
    ),
    (
        "the class is MLP or DeeperMLP",
        """\
# Exercise 4.3
X_arms, y_arms = make_dataset("spirals")
my_choice = ("DeeperMLP", 50, 0.0)  # class, width, weight decay
""",
    ),
    (
        "expected 3",
        """\
# Exercise 4.3
X_arms, y_arms = make_dataset("spirals")
my_choice = (DeeperMLP, 50)  # class, width, weight decay
""",
    ),
    (
        "1 to 200 units",
        """\
# Exercise 4.3
X_arms, y_arms = make_dataset("spirals")
my_choice = (DeeperMLP, 5000, 0.0)  # class, width, weight decay
""",
    ),
]

RIGHT = []
