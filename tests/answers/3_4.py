"""What a class answers to exercise 3.4: edits of the solution, and what the check says."""

LINE = "return math.ceil(math.log(1 - sure) / math.log(1 - share))"
RATIO = "math.log(1 - sure) / math.log(1 - share)"

WRONG = [
    ("return a whole number", {LINE: f"return {RATIO}"}),
    ("too often", {LINE: f"return math.floor({RATIO})"}),
    ("fewer make", {LINE: f"return math.ceil({RATIO}) + 1"}),
    ("too often", {LINE: "return math.ceil(sure / share)"}),
    ("starts_needed(0.1, 0.75) is 1:", {LINE: "return math.ceil(math.log(1 - sure, share))"}),
    ("fewer make", {LINE: "return 20"}),
    ("returns nothing so far", {LINE: "n = math.log(1 - sure)"}),
    ("too often", {LINE: "return {0.1: 14, 0.4: 3, 0.95: 1}.get(share, 2)"}),
    ("starts_needed(0.5, 0.75) is 3:", {LINE: f"return int({RATIO}) + 1"}),
    (
        "starts_needed(0.5, 0.75) is 3:",
        {LINE: "n = 1\n    while (1 - share) ** n >= 1 - sure:\n        n += 1\n    return n"},
    ),
    (
        "starts_needed(0.95, 0.75) is 2:",
        {LINE: "n = 2\n    while (1 - share) ** n > 1 - sure:\n        n += 1\n    return n"},
    ),
    ("return a whole number", {LINE: "return -3"}),
    ("Error: return math.cel(", {LINE: f"return math.cel({RATIO})"}),
]

RIGHT = [
    {
        LINE: "import numpy as np\n\n    return np.int64(np.ceil(np.log(1 - sure) / np.log(1 - share)))"
    },
    {LINE: "n = 1\n    while (1 - share) ** n > 1 - sure:\n        n += 1\n    return n"},
    {LINE: "return (torch.tensor(1 - sure).log() / torch.tensor(1 - share).log()).ceil()"},
    "# Exercise 3.4\nstarts_needed = lambda q, p: -int(math.log10(1 - p) / -math.log10(1 - q) // 1)\n",
    # The check does not rely on the results of the lesson.
    {LINE: f"return math.ceil({RATIO})\n\n\ngood = None"},
]
