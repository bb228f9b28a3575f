"""Answers to exercise 5.4: the units of one network in the order of another."""

COST = "torch.cdist(all_weights(first), all_weights(second))"
WEIGHT = "twin[0].weight[:] = second[0].weight[order]"
BIAS = "twin[0].bias[:] = second[0].bias[order]"
NEXT = "twin[2].weight[:] = second[2].weight[:, order]"
TWIN = "twin = copy.deepcopy(second)"

WRONG = [
    ("scores have changed", {f"    {BIAS}\n": ""}),
    ("scores have changed", {NEXT: "twin[2].weight[:] = second[2].weight[:, order.argsort()]"}),
    ("out of place", {COST: "torch.cdist(all_weights(second), all_weights(first))"}),
    ("out of place", {COST: "-torch.cdist(all_weights(first), all_weights(second))"}),
    ("change only the copy", {TWIN: "twin = second"}),
    ("returns a NoneType", {"    return twin": "    return"}),
    ("Error: no attribute 'biases'", {BIAS: "twin[0].bias[:] = second[0].biases[order]"}),
]

RIGHT = [
    {COST: "-all_weights(first) @ all_weights(second).T"},
    {
        WEIGHT: "state = second.state_dict()",
        BIAS: "state = state | {k: state[k][order] for k in ('0.weight', '0.bias')}",
        NEXT: "twin.load_state_dict(state | {'2.weight': state['2.weight'][:, order]})",
    },
    {
        WEIGHT: "for new, old in enumerate(order):\n        twin[0].weight[new] = second[0].weight[old]",
        BIAS: "    twin[0].bias[new] = second[0].bias[old]",
        NEXT: "    twin[2].weight[:, new] = second[2].weight[:, old]",
    },
]
