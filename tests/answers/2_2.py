"""What a class answers to exercise 2.2: edits of the solution, and what the check says."""

SIZES = "d, k = model[0].in_features, model[-1].out_features"
PASS = "product, bias = product @ layer.weight.T, bias @ layer.weight.T"
IF = "        if layer.bias is not None:\n            bias = bias + layer.bias\n"
WEIGHT = "single.weight.copy_(product.T)"
BIAS = "single.bias.copy_(bias)"
BACK = "    return single\n"

WRONG = [
    # one of the two mistakes is still there
    ("widths [2, 20, 2], with bias [True, True]: the scores differ", {WEIGHT: WEIGHT[:-3] + ")"}),
    (
        "widths [2, 2, 2], with bias [True, False]: the scores differ",
        {
            PASS: "product = product @ layer.weight.T",
            IF: "        if layer.bias is not None:\n            bias = bias @ layer.weight.T + layer.bias\n",
        },
    ),
    ("return one nn.Linear, not tuple", {BACK: "    return single, single.bias\n"}),
    ("the weight has shape (20, 2)", {BACK: "    return model[0]\n"}),
    ("Error: mat1 and mat2", {SIZES: "d, k = 2, 2"}),
    ("Error: NoneType", {IF: "        bias = bias + layer.bias\n"}),
    ("What becomes of a point", {BIAS: "single.bias.copy_(model[-1].bias)"}),
    ("collapse has changed the model itself", {BACK: "    model[0].weight.mul_(2)\n" + BACK}),
    ("returns nothing so far", {BACK: ""}),
    ("Error: product.t_()", {WEIGHT: "product.t_().copi()"}),
]

RIGHT = [
    """\
# Exercise 2.2
def collapse(model):
    d, k = model[0].in_features, model[-1].out_features
    single = nn.Linear(d, k)
    single.bias.data = model(torch.zeros(1, d))[0]
    single.weight.data = (model(torch.eye(d)) - single.bias).T
    return single
""",
    {WEIGHT: "single.weight.data = product.T", BIAS: "single.bias = nn.Parameter(bias)"},
    {BACK: "    return single.float()\n"},
]
