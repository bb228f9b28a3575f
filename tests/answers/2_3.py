"""What a class answers to exercise 2.3: edits of the solution, and what the check says."""

WRONG = [
    ("use its own row only", {"return H.abs()": "return H - H.mean(dim=0)"}),
    ("still linear", {"return H.abs()": "return H.flip(1) - 3 * H"}),
    ("the shape must stay", {"return H.abs()": "return H.sum(dim=1)"}),
    ("not finite", {"return H.abs()": "return H.log()"}),
    ("not NoneType", {"return H.abs()": "H.abs()"}),
]

RIGHT = []
