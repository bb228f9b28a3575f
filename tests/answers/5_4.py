"""What a class answers to exercise 5.4: edits of the solution, and what the check says."""

WRONG = [
    (
        "without their biases",
        """\
# Exercise 5.4
import copy


def renumber(network, order):
    twin = copy.deepcopy(network)
    twin.requires_grad_(False)
    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]
    return twin
""",
    ),
    (
        "which weights of layer 2",
        """\
# Exercise 5.4
import copy


def renumber(network, order):
    twin = copy.deepcopy(network)
    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]
    twin.feature_layer1.bias[:] = network.feature_layer1.bias[order]
    return twin
""",
    ),
    (
        "which weights of layer 2",
        """\
# Exercise 5.4
import copy


def renumber(network, order):
    twin = copy.deepcopy(network)
    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]
    twin.feature_layer1.bias[:] = network.feature_layer1.bias[order]
    twin.feature_layer2.weight[:] = network.feature_layer2.weight[order]
    return twin
""",
    ),
    (
        "which weights of layer 2",
        """\
# Exercise 5.4
import copy


def renumber(network, order):
    twin = copy.deepcopy(network)
    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]
    twin.feature_layer1.bias[:] = network.feature_layer1.bias[order]
    twin.feature_layer2.weight[:] = network.feature_layer2.weight[:, order.argsort()]
    return twin
""",
    ),
    (
        "and order[0] is",
        {
            "twin = copy.deepcopy(network).requires_grad_(False)": """\
twin = copy.deepcopy(network)
    order = order.argsort()"""
        },
    ),
    (
        "network has changed too",
        {
            "twin = copy.deepcopy(network).requires_grad_(False)": """\
twin = copy.deepcopy(network)
    twin = network"""
        },
    ),
    (
        "not NoneType",
        """\
# Exercise 5.4
import copy


def renumber(network, order):
    twin = copy.deepcopy(network)
    twin.feature_layer1.weight[:] = network.feature_layer1.weight[order]
    twin.feature_layer1.bias[:] = network.feature_layer1.bias[order]
    twin.feature_layer2.weight[:] = network.feature_layer2.weight[:, order]
    return
    return twin
""",
    ),
]

RIGHT = []
