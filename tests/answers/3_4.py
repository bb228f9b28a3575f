"""What a class answers to exercise 3.4: edits of the solution, and what the check says."""

WRONG = [
    (
        "Return a whole number",
        {
            "return math.ceil(math.log(1 - sure) / math.log(1 - share))": "return math.log(1 - sure) / math.log(1 - share)"
        },
    ),
    (
        "too often",
        {
            "return math.ceil(math.log(1 - sure) / math.log(1 - share))": "return math.floor(math.log(1 - sure) / math.log(1 - share))"
        },
    ),
    (
        "fewer make",
        {
            "return math.ceil(math.log(1 - sure) / math.log(1 - share))": "return math.ceil(math.log(1 - sure) / math.log(1 - share)) + 1"
        },
    ),
    (
        "too often",
        {
            "return math.ceil(math.log(1 - sure) / math.log(1 - share))": "return math.ceil(sure / share)"
        },
    ),
    (
        "2 starts all get stuck",
        {
            "return math.ceil(math.log(1 - sure) / math.log(1 - share))": "return math.ceil(math.log(1 - sure) / math.log(share))"
        },
    ),
    ("fewer make", {"return math.ceil(math.log(1 - sure) / math.log(1 - share))": "return 20"}),
    ("None starts", {"return math.ceil(math.log(1 - sure) / math.log(1 - share))": "pass"}),
]

RIGHT = []
