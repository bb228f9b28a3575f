"""What a class answers to exercise 1.4: edits of the solution, and what the check says."""

WRONG = [
    (
        "class 1 must win inside",
        """\
# Exercise 1.4
def circle_weights(c, r):
    return torch.tensor([[0.0, 0.0, -1.0], [0.0, 0.0, 0.0]]), torch.tensor([r**2, 0.0])
""",
    ),
    (
        "what becomes of the radius",
        """\
# Exercise 1.4
def circle_weights(c, r):
    return torch.tensor([[0.0, 0.0, 0.0], [0.0, 0.0, -1.0]]), torch.tensor([0.0, r])
""",
    ),
    (
        "multiply the squared distance",
        """\
# Exercise 1.4
def circle_weights(c, r):
    return torch.tensor([[0.0, 0.0, 0.0], [0.0, 0.0, -1.0]]), torch.tensor([0.0, r**2])
""",
    ),
    (
        "multiply the squared distance",
        """\
# Exercise 1.4
def circle_weights(c, r):
    return torch.tensor([[0.0, 0.0, 0.0], [2 * c[0], 2 * c[1], -1.0]]), torch.tensor([0.0, r**2])
""",
    ),
    (
        "not ((3,), ())",
        """\
# Exercise 1.4
def circle_weights(c, r):
    return torch.tensor([0.0, 0.0, -1.0]), torch.tensor(r**2)
""",
    ),
]

RIGHT = []
