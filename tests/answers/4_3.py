"""Exercise 4.3, a model for the spirals: choices, and what the check says."""

WRONG = [
    ("It underfits: would a weaker brake help?", "my_choice = (MLP, 10, 0.01)"),
    ("It underfits: would a weaker brake help?", "my_choice = (DeeperMLP, 50, 0.1)"),
    ("It underfits: would more units, or a second layer, help?", "my_choice = (DeeperMLP, 3, 0.0)"),
    ("Others do better", "my_choice = (MLP, 50, 0.01)"),
    ("name three things", "my_choice = DeeperMLP"),
    ("name three things", "my_choice = None"),
    ("name three things", "my_choice = (DeeperMLP, 50)"),
    ("without quotes", 'my_choice = ("DeeperMLP", 50, 0.0)'),
    ("from 1 to 100 units", "my_choice = (DeeperMLP, 5000, 0.0)"),
    ("which may be 0", "my_choice = (DeeperMLP, 50, None)"),
    ("Error: could not convert", 'my_choice = (DeeperMLP, 50, "none")'),
]

RIGHT = [
    "my_choice = [MLP, 50, 0]",
    "my_choice = DeeperMLP, torch.tensor(20), torch.tensor(0.001)",
    # Chosen by accuracy, with more candidates and other names.
    """\
points, classes = make_dataset("spirals")
best, my_choice = 0, None
for units in (5, 20):
    for price in (0.0, 0.01):
        tables = cross_validate(partial(DeeperMLP, 2, units), points, classes, price, 1000)
        if tables[:, 1].mean() > best:
            best, my_choice = tables[:, 1].mean(), (DeeperMLP, units, price)
""",
    # The class cell was run again after the choice.
    """\
my_choice = (DeeperMLP, 50, 0.01)
DeeperMLP = type("DeeperMLP", (DeeperMLP,), {})
""",
]
