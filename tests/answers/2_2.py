"""What a class answers to exercise 2.2: edits of the solution, and what the check says."""

WRONG = [
    (
        "not nn.Linear",
        """\
# Exercise 2.2
def collapse(model):
    return collapse_stack(model)
""",
    ),
    (
        "the scores differ",
        """\
# Exercise 2.2
def collapse(model):
    product, bias = collapse_stack(model)
    single = nn.Linear(2, 2)
    with torch.no_grad():
        single.weight.copy_(product)
        single.bias.copy_(bias)
    return single
""",
    ),
    (
        "widths [3, 4, 5, 1], with bias",
        """\
# Exercise 2.2
def collapse(model):
    product, bias = collapse_stack(model)
    single = nn.Linear(2, 2)
    with torch.no_grad():
        single.weight.copy_(product.T)
        single.bias.copy_(bias)
    return single
""",
    ),
    (
        "without bias",
        """\
# Exercise 2.2
@torch.no_grad()
def collapse(model):
    product, bias = torch.eye(model[0].in_features), torch.zeros(model[0].in_features)
    for layer in model:
        product, bias = product @ layer.weight.T, bias @ layer.weight.T + layer.bias
    single = nn.Linear(model[0].in_features, model[-1].out_features)
    single.weight.copy_(product.T)
    single.bias.copy_(bias)
    return single
""",
    ),
    (
        "the scores differ",
        """\
# Exercise 2.2
@torch.no_grad()
def collapse(model):
    product = torch.eye(model[0].in_features)
    for layer in model:
        product = product @ layer.weight.T
    single = nn.Linear(model[0].in_features, model[-1].out_features)
    single.weight.copy_(product.T)
    single.bias.copy_(model[-1].bias)
    return single
""",
    ),
]

RIGHT = []
