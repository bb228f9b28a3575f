"""What a class answers to exercise 1.3: edits of the solution, and what the check says."""

WRONG = [
    (
        "has to bend twice",
        {
            "return torch.stack([x1, x2, x1**2, x1**3], dim=1)": "return torch.stack([x1, x2, x1**2 + x2**2], dim=1)"
        },
    ),
    (
        "has to bend twice",
        {
            "return torch.stack([x1, x2, x1**2, x1**3], dim=1)": "return torch.stack([x1, x2, x1 * x2], dim=1)"
        },
    ),
    (
        "not (4, 100)",
        {
            "return torch.stack([x1, x2, x1**2, x1**3], dim=1)": "return torch.stack([x1, x2, x1**2, x1**3])"
        },
    ),
    ("not (100,)", {"return torch.stack([x1, x2, x1**2, x1**3], dim=1)": "return x1**3"}),
    (
        "use its own row only",
        {
            "return torch.stack([x1, x2, x1**2, x1**3], dim=1)": "return torch.stack([x1 - x1.mean(), x2, x1**2, (x1 - x1.mean()) ** 3], dim=1)"
        },
    ),
    (
        "NaN",
        {
            "return torch.stack([x1, x2, x1**2, x1**3], dim=1)": "return torch.stack([x1, x2, x1.log()], dim=1)"
        },
    ),
    ("not list", {"return torch.stack([x1, x2, x1**2, x1**3], dim=1)": "return [x1, x2, x1**3]"}),
]

RIGHT = []
