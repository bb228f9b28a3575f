"""Exercise 4.3, a model for the spirals: choices, and what the check says."""

WRONG = [
    ("It underfits: would less weight decay help?", "my_choice = (MLP, 10, 0.05)"),
    ("It underfits: would more units, or a second layer, help?", "my_choice = (DeeperMLP, 3, 0.0)"),
    ("give three things", "my_choice = DeeperMLP"),
    ("give three things", "my_choice = (DeeperMLP, 50)"),
    ("without quotes", 'my_choice = ("DeeperMLP", 50, 0.0)'),
    ("from 1 to 100 units", "my_choice = (DeeperMLP, 5000, 0.0)"),
    ("which may be 0", "my_choice = (DeeperMLP, 50, None)"),
    ("Error: could not convert", 'my_choice = (DeeperMLP, 50, "none")'),
]

RIGHT = [
    "my_choice = [MLP, 50, 0]",
    "my_choice = DeeperMLP, torch.tensor(20), torch.tensor(0.001)",
    # The class cell was run again after the choice.
    """\
my_choice = (DeeperMLP, 50, 0.01)
DeeperMLP = type("DeeperMLP", (DeeperMLP,), {})
""",
]
