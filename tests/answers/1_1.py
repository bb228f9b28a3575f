"""What a class answers to exercise 1.1: edits of the solution, and what the check says."""

WRONG = [
    (
        "lowest at [-2, -1]",
        {
            "return (points - shift).square().sum(dim=1, keepdim=True)": "return (points + shift).square().sum(dim=1, keepdim=True)"
        },
    ),
    (
        "lowest at [2, 2]",
        {
            "return (points - shift).square().sum(dim=1, keepdim=True)": "return (points - 2).square().sum(dim=1, keepdim=True)"
        },
    ),
    (
        "not (100,)",
        {
            "return (points - shift).square().sum(dim=1, keepdim=True)": "return (points - shift).square().sum(dim=1)"
        },
    ),
    (
        "not (100, 2)",
        {
            "return (points - shift).square().sum(dim=1, keepdim=True)": "return (points - shift).square()"
        },
    ),
    (
        "take a fixed place",
        {
            "return (points - shift).square().sum(dim=1, keepdim=True)": "return (points - points.mean(0)).square().sum(dim=1, keepdim=True)"
        },
    ),
    (
        "not NoneType",
        {"return (points - shift).square().sum(dim=1, keepdim=True)": "points - shift"},
    ),
]

RIGHT = []
