"""What a class answers to exercise 4.2: edits of the solution, and what the check says."""

WRONG = [
    (
        "and the biases?",
        {
            "return sum((d + 1) * p for d, p in pairwise(sizes))": "return sum(d * p for d, p in pairwise(sizes))"
        },
    ),
    (
        "and the last layer?",
        {
            "return sum((d + 1) * p for d, p in pairwise(sizes))": "return sum((d + 1) * p for d, p in pairwise(sizes[:-1]))"
        },
    ),
    (
        "inputs have no bias",
        {
            "return sum((d + 1) * p for d, p in pairwise(sizes))": "return sum(d * p for d, p in pairwise(sizes)) + sum(sizes)"
        },
    ),
    (
        "go from layer to layer",
        {
            "return sum((d + 1) * p for d, p in pairwise(sizes))": "return sum(d * p + 1 for d, p in pairwise(sizes))"
        },
    ),
    (
        "that built a model",
        {
            "return sum((d + 1) * p for d, p in pairwise(sizes))": "return n_parameters(nn.Sequential(*[nn.Linear(d, p) for d, p in pairwise(sizes)]))"
        },
    ),
    (
        "[2, 50, 50, 2] has 2,802",
        {"return sum((d + 1) * p for d, p in pairwise(sizes))": "return 5 * sizes[1] + 2"},
    ),
    (
        "not None",
        {
            "return sum((d + 1) * p for d, p in pairwise(sizes))": "_ = (sum((d + 1) * p for d, p in pairwise(sizes)))"
        },
    ),
]

RIGHT = []
