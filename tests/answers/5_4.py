"""Answers to exercise 5.4: the units of layer 1 in another order, and the same function."""

TWIN = "twin = copy.deepcopy(network).requires_grad_(False)"
WEIGHT = "twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]"
BIAS = "twin.feature_layer1.bias[:] = network.feature_layer1.bias[order]"
NEXT = "twin.feature_layer2.weight[:] = network.feature_layer2.weight[:, order]"
REST = f"{WEIGHT}\n    {BIAS}\n    {NEXT}"

WRONG = [
    ("without their biases", {f"    {BIAS}\n": ""}),
    ("which weights of layer 2", {f"    {NEXT}\n": ""}),
    (
        "which weights of layer 2",
        {"feature_layer2.weight[:, order]": "feature_layer2.weight[order]"},
    ),
    ("which weights of layer 2", {"weight[:, order]": "weight[:, order.argsort()]"}),
    ("and order[0] is", {TWIN: f"{TWIN}\n    order = order.argsort()"}),
    ("and order[0] is", {TWIN: f"{TWIN}\n    order = torch.arange(50).roll(7)"}),
    ("and order[25] is", {TWIN: f"{TWIN}\n    order[25:] = order[25:].sort().values"}),
    ("given network has changed", {TWIN: "twin = network"}),
    ("given network has changed", {TWIN: "twin = copy.copy(network)"}),
    ("of no unit of the given network", {TWIN: "twin = copy.deepcopy(model)\n    network = model"}),
    ("returns a NoneType", {"return twin": "return"}),
    (
        "Error: no attribute 'feature_layer_1'",
        {"twin.feature_layer1.bias": "twin.feature_layer_1.bias"},
    ),
]

RIGHT = [
    {
        REST: """\
parts = network.state_dict()
    for name in ("feature_layer1.weight", "feature_layer1.bias"):
        parts[name] = parts[name][order]
    parts["feature_layer2.weight"] = parts["feature_layer2.weight"][:, order]
    twin.load_state_dict(parts)"""
    },
    {
        REST: """\
P = torch.eye(50)[order]
    twin.feature_layer1.weight.copy_(P @ network.feature_layer1.weight)
    twin.feature_layer1.bias.copy_(P @ network.feature_layer1.bias)
    twin.feature_layer2.weight.copy_(network.feature_layer2.weight @ P.T)"""
    },
    {
        REST: """\
for new, old in enumerate(order.tolist()):
        twin.feature_layer1.weight.data[new] = network.feature_layer1.weight[old]
        twin.feature_layer1.bias.data[new] = network.feature_layer1.bias[old]
        twin.feature_layer2.weight.data[:, new] = network.feature_layer2.weight[:, old]"""
    },
    {
        TWIN: "twin = DeeperMLP(2, hidden_dim=50)\n    twin.load_state_dict(network.state_dict())",
        WEIGHT: "twin.feature_layer1.weight = nn.Parameter(network.feature_layer1.weight[order])",
        BIAS: "twin.feature_layer1.bias = nn.Parameter(network.feature_layer1.bias[order])",
        NEXT: "twin.feature_layer2.weight = nn.Parameter(network.feature_layer2.weight[:, order])",
    },
]
