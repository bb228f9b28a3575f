"""What a class answers to exercise 3.5: edits of the solution, and what the check says."""

POSITIVE = "    if c <= 0:\n        return None\n"
WEIGHT = "        twin.feature_layer.weight[unit] *= c\n"
BIAS = "        twin.feature_layer.bias[unit] *= c\n"
READ_OUT = "        twin.output_layer.weight[:, unit] /= c\n"
ALL_WEIGHTS, ALL_BIASES = (each.replace("[unit]", "") for each in (WEIGHT, BIAS))
ALL_READ_OUT = READ_OUT.replace("[:, unit]", "")

WRONG = [
    ("Its hinge has moved", {BIAS: ""}),
    ("be undone", {READ_OUT: ""}),
    ("be undone", {READ_OUT: ALL_READ_OUT}),
    (
        "by the same amount at every point",
        {READ_OUT: READ_OUT + "        twin.output_layer.bias /= c\n"},
    ),
    ("this unit only", {WEIGHT: ALL_WEIGHTS, BIAS: ALL_BIASES, READ_OUT: ALL_READ_OUT}),
    ("work on the twin", {"copy.deepcopy(model)": "model"}),
    ("multiplies the incoming weights of unit 1 by 1 and 1", {WEIGHT: ""}),
    ("does not hold for c = -3", {POSITIVE: ""}),
    ("does not hold for c = 0", {"c <= 0": "c < 0"}),
    ("but c is positive", {"    return twin\n": ""}),
    # right only for unit 1 and for c = 3
    (
        "rescale(model, 3, 0.25) multiplies",
        {WEIGHT: WEIGHT.replace("unit", "1"), BIAS: BIAS.replace("unit", "1")},
    ),
    ("Error: twin.feature_layer.weigh[unit]", {WEIGHT: WEIGHT.replace("weight", "weigh")}),
]

RIGHT = [
    {
        "    with torch.no_grad():\n": "",
        WEIGHT: "    twin.feature_layer.weight.data[unit] *= c\n",
        BIAS: "    twin.feature_layer.bias.data[unit] *= c\n",
        READ_OUT: "    twin.output_layer.weight.data[:, unit] /= c\n",
    },
    {
        "copy.deepcopy(model)": """\
MLP(2, len(model.feature_layer.bias))
    twin.load_state_dict(model.state_dict())"""
    },
    {"    return twin\n": "    return twin.float()\n"},
]
