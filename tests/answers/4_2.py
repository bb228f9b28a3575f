"""Exercise 4.2, counting without building: edits of the solution, and what the check says."""

SUM = "sum((d + 1) * p for d, p in pairwise(sizes))"

WRONG = [
    ("forget the biases?", {SUM: "sum(d * p for d, p in pairwise(sizes))"}),
    ("forget the last layer?", {SUM: "sum((d + 1) * p for d, p in pairwise(sizes[:-1]))"}),
    ("Do the inputs have biases?", {SUM: "sum(d * p for d, p in pairwise(sizes)) + sum(sizes)"}),
    ("Go from layer to layer", {SUM: "sum(d * p + 1 for d, p in pairwise(sizes))"}),
    ("[2, 50, 50, 2] has 2,802", {SUM: "5 * sizes[1] + 2"}),
    ("[3, 4, 6, 5, 7] has 123", {SUM: "{10: 52, 50: 2802, 560: 2802, 3: 18}.get(sizes[1], 0)"}),
    ("returns nothing yet", {"return ": "total = "}),
    ("Error: is not defined", {SUM: "sum((d + 1) * p for d, p in pairs(sizes))"}),
    # A model can be built for every list but one.
    (
        "Error: you tried to allocate 24000000000000000 bytes",
        {SUM: "n_parameters(nn.Sequential(*[nn.Linear(*pair) for pair in pairwise(sizes)]))"},
    ),
]

RIGHT = [
    {SUM: "sum(sizes[i] * sizes[i + 1] + sizes[i + 1] for i in range(len(sizes) - 1))"},
    """\
def n_parameters_of(sizes):
    widths = torch.tensor(sizes, dtype=torch.float64)
    return (widths[:-1] * widths[1:]).sum() + widths[1:].sum()
""",
    {SUM: "(1 + torch.tensor(sizes[:-1])) @ torch.tensor(sizes[1:])"},
]
