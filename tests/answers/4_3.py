"""Exercise 4.3, a model for the spirals: choices, and what the check says."""

WRONG = [
    ("It underfits: would less weight decay help?", "my_choice = (MLP, 10, 0.05)"),
    ("It underfits: would less weight decay help?", "my_choice = (DeeperMLP, 50, 0.1)"),
    ("It underfits: would more units, or a second layer, help?", "my_choice = (DeeperMLP, 3, 0.0)"),
    ("give three things", "my_choice = DeeperMLP"),
    ("give three things", "my_choice = None"),
    ("give three things", "my_choice = (DeeperMLP, 50)"),
    ("without quotes", 'my_choice = ("DeeperMLP", 50, 0.0)'),
    ("from 1 to 100 units", "my_choice = (DeeperMLP, 5000, 0.0)"),
    ("which may be 0", "my_choice = (DeeperMLP, 50, None)"),
    ("Error: could not convert", 'my_choice = (DeeperMLP, 50, "none")'),
]

RIGHT = [
    "my_choice = [MLP, 50, 0]",
    "my_choice = DeeperMLP, torch.tensor(20), torch.tensor(0.001)",
    # Chosen in a loop, with other candidates and other names.
    """\
points, classes = make_dataset("spirals")
best, my_choice = float("inf"), None
for units in (5, 20):
    for price in (0.0, 0.01):
        table = cross_validate(DeeperMLP, units, price, points, classes)
        if table[:, 1].mean() < best:
            best, my_choice = table[:, 1].mean(), (DeeperMLP, units, price)
""",
    # The class cell was run again after the choice.
    """\
my_choice = (DeeperMLP, 50, 0.01)
DeeperMLP = type("DeeperMLP", (DeeperMLP,), {})
""",
]
