"""What a class answers to the exercises of notebook 2, and what the checks say to it."""

LESSON = ["import matplotlib.pyplot", "def midpoint_gap", "members = ["]

STACK = "return nn.Sequential(nn.Linear(2, 20), nn.Linear(20, 1), nn.Linear(1, 2))"
IF = "        if layer.bias is not None:\n            bias = bias + layer.bias\n"
LOST = "        bias = 0 * bias if layer.bias is None else bias + layer.bias\n"
WEIGHT, BIAS = "single.weight.copy_(product.T)", "single.bias.copy_(bias)"
BY_UNIT_VECTORS = """\
# Exercise 2.2
def collapse(model):
    single = nn.Linear(model[0].in_features, model[-1].out_features)
    single.bias.data = model(torch.zeros(1, single.in_features))[0]
    single.weight.data = (model(torch.eye(single.in_features)) - single.bias).T
    return single
"""
ABS = "return H.abs()"
SOFTMAX = "torch.softmax(member(points), 1)"
MEAN = f"return torch.stack([{SOFTMAX} for member in members]).mean(dim=0)"
OF_MEAN = "return sum(member(points) for member in members).softmax(dim=1)"
ACROSS = "return torch.stack([member(points) for member in members]).softmax(0).mean(dim=0)"
WEIGHTED = "return sum((k + 1) * members[k](points) for k in range(3)) / 30"
NO_MEMBER = "return torch.stack([points.norm(dim=1), torch.ones(len(points))], dim=1)"

ANSWERS = {
    "2.1": [
        {STACK: "return nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 20), nn.Linear(20, 2))"},
        {STACK: "return [nn.Linear(*pair) for pair in pairwise([2, 500, 1, 2])]"},
        {STACK: STACK.replace("20", "1") + "\n\n\nX = None"},
        ("three layers", {STACK: "return nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 2))"}),
        ("the rank is 2", {STACK: STACK.replace("1", "2")}),
        ("the widths are [2, 20, 1, 1]", {STACK: STACK.replace("1, 2)", "1, 1)")}),
        ("Error: shapes cannot be mult", {STACK: STACK.replace("2, 20", "2, 1")}),
    ],
    "2.2": [
        BY_UNIT_VECTORS,
        {WEIGHT: "single.weight.data = product.T", BIAS: "single.bias = nn.Parameter(bias)"},
        {"return single": "return single.float()"},
        ("[True, True]: the scores differ", {WEIGHT: WEIGHT.replace(".T", "")}),
        ("[True, False]: the scores differ", {IF: LOST}),
        ("should come back, not Sequential", {"return single": "return model"}),
        ("Error: NoneType", {IF: "        bias = bias + layer.bias\n"}),
    ],
    "2.3": [
        {ABS: "import numpy as np\n\n    return np.maximum(H.numpy(), 0)"},
        {ABS: "H[H < 0] = 0\n    return H"},
        "# Exercise 2.3\nX_test = X = None\nbetween = nn.LayerNorm(20)\n",
        ("What is random", {ABS: "return nn.functional.dropout(H)"}),
        ("practically linear", {ABS: "return H.flip(1) - 3 * H"}),
        ("which function bends there", {ABS: "return torch.relu(H + 100)"}),
        ("not 40", {ABS: "return torch.cat([H.relu(), (-H).relu()], dim=1)"}),
    ],
    "2.4": [
        {SOFTMAX: "member(points).sigmoid()"},
        {SOFTMAX: "nn.functional.one_hot(member(points).argmax(dim=1), 2).double()"},
        {MEAN: "return sum(member(points).softmax(1) for member in members).tolist()"},
        ("is one straight line. What does that say", {MEAN: OF_MEAN}),
        ("column 0 runs from 1 to 1 and column 1 runs from 2", {SOFTMAX: "member(points).exp()"}),
        ("members[2] has no say", {MEAN: MEAN.replace("in members", "in members[:2]")}),
        ("the committee says otherwise", {"return torch.stack(": "return 1 - torch.stack("}),
        ("from 0.333 to 0.333 everywhere", {MEAN: ACROSS}),
        ("is linear, as for one member", {MEAN: WEIGHTED}),
        ("use its own row only", {SOFTMAX: "torch.softmax(member(points), 0)"}),
        ("but you return 1", {SOFTMAX: SOFTMAX + "[:, 1:]"}),
    ],
}
