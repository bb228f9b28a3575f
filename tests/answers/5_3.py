"""What a class answers to exercise 5.3: edits of the solution, and what the check says."""

WRONG = [
    (
        "adds to the others",
        """\
# Exercise 5.3
team = order2[:10].tolist()
""",
    ),
    (
        "adds to the others",
        """\
# Exercise 5.3
team = w.abs().argsort(descending=True)[:10].tolist()
""",
    ),
    (
        "are off on all",
        """\
# Exercise 5.3
team = dead2.nonzero().flatten().tolist()[:5]
""",
    ),
    (
        "one to ten units",
        """\
# Exercise 5.3
team = order2[:30].tolist()
""",
    ),
    (
        "each once",
        """\
# Exercise 5.3
team = [order2[0].item()] * 2
""",
    ),
    (
        "0 to 49",
        """\
# Exercise 5.3
team = [10, 50]
""",
    ),
    (
        "NoneType",
        """\
# Exercise 5.3
team = None
""",
    ),
]

RIGHT = []
