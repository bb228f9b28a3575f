"""What a class answers to exercise 3.5: edits of the solution, and what the check says."""

POSITIVE = "    if c <= 0:\n        return None\n"
WEIGHT = "        twin.feature_layer.weight[unit] *= c\n"
BIAS = "        twin.feature_layer.bias[unit] *= c\n"
READ_OUT = "        twin.output_layer.weight[:, unit] /= c\n"

WRONG = [
    ("Its hinge has moved", {BIAS: ""}),
    ("be undone", {READ_OUT: ""}),
    ("be undone", {READ_OUT: "        twin.output_layer.weight /= c\n"}),
    (
        "by the same amount at every point",
        {READ_OUT: READ_OUT + "        twin.output_layer.bias /= c\n"},
    ),
    (
        "this unit only",
        {
            WEIGHT: "        twin.feature_layer.weight *= c\n",
            BIAS: "        twin.feature_layer.bias *= c\n",
            READ_OUT: "        twin.output_layer.weight /= c\n",
        },
    ),
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
    (
        "rescale(model, 3, 0.25) multiplies the incoming weights of unit 3 by 3 and 3",
        {
            WEIGHT: WEIGHT.replace("*= c", "*= 3"),
            BIAS: BIAS.replace("*= c", "*= 3"),
            READ_OUT: READ_OUT.replace("/= c", "/= 3"),
        },
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
    """\
# Exercise 3.5
def rescale(model, unit, c):
    if not c > 0:
        return
    twin = MLP(2, len(model.feature_layer.bias))
    state = {name: part.clone() for name, part in model.state_dict().items()}
    state["feature_layer.weight"][unit] = c * state["feature_layer.weight"][unit]
    state["feature_layer.bias"][unit] = c * state["feature_layer.bias"][unit]
    for k in range(2):
        state["output_layer.weight"][k][unit] = state["output_layer.weight"][k][unit] / c
    twin.load_state_dict(state)
    return twin
""",
    {"    return twin\n": "    return twin.float()\n"},
    """\
# Exercise 3.5
import copy

import numpy as np


def rescale(model, unit, c):
    if c > 0:
        twin = copy.deepcopy(model)
        V, b, W, _ = (parameter.detach().numpy() for parameter in twin.parameters())
        V[unit], b[unit], W[:, unit] = np.multiply(V[unit], c), c * b[unit], W[:, unit] / c
        return twin
""",
]
