"""What a class answers to exercise 3.5: edits of the solution, and what the check says."""

WRONG = [
    (
        "think of the biases",
        """\
# Exercise 3.5
import copy


def rescale(model, unit, c):
    twin = copy.deepcopy(model)
    if c <= 0:
        return None
    with torch.no_grad():
        twin.feature_layer.weight[unit] *= c
        twin.output_layer.weight[:, unit] /= c
    return twin
""",
    ),
    (
        "undo the factor",
        """\
# Exercise 3.5
import copy


def rescale(model, unit, c):
    twin = copy.deepcopy(model)
    if c <= 0:
        return None
    with torch.no_grad():
        twin.feature_layer.weight[unit] *= c
        twin.feature_layer.bias[unit] *= c
    return twin
""",
    ),
    (
        "undo the factor",
        """\
# Exercise 3.5
import copy


def rescale(model, unit, c):
    twin = copy.deepcopy(model)
    if c <= 0:
        return None
    with torch.no_grad():
        twin.feature_layer.weight[unit] *= c
        twin.feature_layer.bias[unit] *= c
        twin.output_layer.weight /= c
    return twin
""",
    ),
    (
        "leave it",
        """\
# Exercise 3.5
import copy


def rescale(model, unit, c):
    twin = copy.deepcopy(model)
    if c <= 0:
        return None
    with torch.no_grad():
        twin.feature_layer.weight[unit] *= c
        twin.feature_layer.bias[unit] *= c
        twin.output_layer.weight[:, unit] /= c
        twin.output_layer.bias /= c
    return twin
""",
    ),
    (
        "this unit only",
        """\
# Exercise 3.5
import copy


def rescale(model, unit, c):
    twin = copy.deepcopy(model)
    if c <= 0:
        return None
    with torch.no_grad():
        twin.feature_layer.weight *= c
        twin.feature_layer.bias *= c
        twin.output_layer.weight /= c
    return twin
""",
    ),
    (
        "work on the twin",
        """\
# Exercise 3.5
import copy


def rescale(model, unit, c):
    twin = copy.deepcopy(model)
    if c <= 0:
        return None
    with torch.no_grad():
        model.feature_layer.weight[unit] *= c
    return twin
""",
    ),
    (
        "does not hold for c = -3",
        """\
# Exercise 3.5
import copy


def rescale(model, unit, c):
    twin = copy.deepcopy(model)
    with torch.no_grad():
        twin.feature_layer.weight[unit] *= c
        twin.feature_layer.bias[unit] *= c
        twin.output_layer.weight[:, unit] /= c
    return twin
""",
    ),
    (
        "does not hold for c = 0",
        """\
# Exercise 3.5
import copy


def rescale(model, unit, c):
    twin = copy.deepcopy(model)
    if c < 0:
        return None
    with torch.no_grad():
        twin.feature_layer.weight[unit] *= c
        twin.feature_layer.bias[unit] *= c
        twin.output_layer.weight[:, unit] /= c
    return twin
""",
    ),
    (
        "not NoneType",
        """\
# Exercise 3.5
import copy


def rescale(model, unit, c):
    twin = copy.deepcopy(model)
    if c <= 0:
        return None
    with torch.no_grad():
        twin.feature_layer.weight[unit] *= c
        twin.feature_layer.bias[unit] *= c
        twin.output_layer.weight[:, unit] /= c
""",
    ),
]

RIGHT = []
