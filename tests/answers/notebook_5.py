"""What a class answers to the exercises of notebook 5, and what the checks say to it."""

LESSON = ["import copy", "class DeeperMLP(", "untrained, overfitted = ", "networks = {"]
LESSON += ["def pre1(", "def favours(", "def with_units(", "X_probe, y_probe = "]
LESSON += ["def train_networks(", "def with_useless("]
LESSON += ["def accuracy_of_circuit(", "load_digits"]  # exercises whose solutions need their cells
STAND_INS = {"median_accuracy": lambda networks, X, y: 0.0}  # its cell trains 96 networks

USED = "use2(network).argsort(descending=True)[:10]"
CORRELATION = "torch.corrcoef(pairs.T)[0, 1:].abs()"
RETURN = f"return most_used[{CORRELATION}.argmax()].item()"
PLACE = f"return {CORRELATION}.argmax().item()"
NUMPY = """\
import numpy as np

def showcase(network, points):
    H, best = layer2(network, points).numpy(), (-1, None)
    for unit in np.argsort(use2(network).numpy())[-10:]:
        best = max(best, (abs(np.corrcoef(H[:, unit], points.norm(dim=1))[0, 1]), unit))
    return best[1]
"""

READS = "model.feature_layer2.weight.abs() * layer1(model, X).std(dim=0)"
UNIT, RAMPS = "unit = reached.index(max(reached))\n", "ramps = most_read[unit]\n"
GREEDY = """\
unit, ramps = 48, []
for _ in range(4):
    tried = [[*ramps, ramp] for ramp in range(50) if ramp not in ramps]
    ramps = max(tried, key=lambda ramps: accuracy_of_circuit(unit, ramps, X_probe, y_probe))
"""
STEEPEST = "V = model.feature_layer1.weight\nramps = V.argmax(0).tolist() + V.argmin(0).tolist()\n"

LINE = "return points[:, 0] + points[:, 5] > 0"

COST = "torch.cdist(all_weights(first), all_weights(second))"
ACTIVATIONS = "torch.cdist(torch.relu(first[0](X20)).T, torch.relu(second[0](X20)).T)"
WEIGHT, NEXT = "second[0].weight[order]", "second[2].weight[:, order]"
BIAS, TWIN = "twin[0].bias[:] = second[0].bias[order]", "twin = copy.deepcopy(second)"

FREEZE = "network[0].requires_grad_(not frozen)"
BY_HAND = "for part in network[0].parameters():\n        part.requires_grad = not frozen"
TRAIN = "train_model(network, pairs, labels, n_epochs=300, lr=0.1)"
START = "start = copy.deepcopy(network[0])"
RESTORED = f"{TRAIN}\n    network[0] = start if frozen else network[0]"
ADAM = """\
adam = torch.optim.Adam((network[2] if frozen else network).parameters(), lr=0.01)
    for _ in range(100):
        adam.zero_grad()
        nn.functional.cross_entropy(network(pairs), labels).backward()
        adam.step()"""

ANSWERS = {
    "5.1": [
        {USED: "(layer2(network, points) * favours(network)).var(dim=0).topk(10).indices"},
        {RETURN: RETURN.replace("abs", "square").replace(".item()", ".tolist(),")},
        NUMPY,
        ("How much does the network", {USED: "favours(network).abs().topk(10).indices"}),
        ("are used more", {USED: "order2[:10]"}),
        ("count minus signs, too?", {RETURN: RETURN.replace(".abs()", "")}),
        ("place among the ten?", {RETURN: PLACE}),
        ("whole number, 0 to 49, not 0.", {RETURN: PLACE.replace("argmax", "max")}),
    ],
    "5.2": [
        {RAMPS: "ramps = torch.tensor(most_read[unit])\nunit = torch.tensor([unit])\n"},
        {RAMPS: GREEDY},
        {RAMPS: STEEPEST},
        ("Which does it read most?", {RAMPS: "ramps = order1[:4].tolist()\n"}),
        ("Which does it read most?", {READS: "model.feature_layer2.weight.abs()"}),
        ("Which unit is better?", {UNIT: "unit = 41\n"}),
        ("You give 1 and 50", {RAMPS: "ramps = torch.arange(50) < 2\n"}),
    ],
    "5.3": [
        {LINE: "return points[:, :1] > 0"},
        {LINE: "return [point[3] < 0.1 for point in points.tolist()]"},
        {LINE: "return torch.sign(points.sum(dim=1)).numpy()"},
        ("Here learning pays", {LINE: "return points[:, :2].norm(dim=1) < 0.8"}),
        ("be simpler?", {LINE: "return (points[:, :5] > 0).sum(dim=1) % 2 == 0"}),
        ("ask a more balanced question", {LINE: "return points[:, 0] > 1"}),
        ("2000 different answers", {LINE: "return points[:, 0]"}),
        ("(2000, 20)", {LINE: "return points > 0"}),
    ],
    "5.4": [
        {COST: "-all_weights(first) @ all_weights(second).T"},
        {COST: ACTIVATIONS},
        {
            TWIN: f"{TWIN}.requires_grad_()\n    twin.requires_grad_(False)\n    order = order.tolist()"
        },
        ("scores have changed", {BIAS: "pass"}),
        ("scores have changed", {NEXT: "second[2].weight[:, order.argsort()]"}),
        ("compare all weights", {COST: "torch.cdist(all_weights(second), all_weights(first))"}),
        ("change only the copy", {TWIN: "twin = second"}),
        ("Does your function return its result?", {"    return twin": "    return"}),
    ],
    "5.5": [
        {TRAIN: ADAM},
        {TRAIN: TRAIN.replace("300, lr=0.1", "200, lr=0.2")},
        {FREEZE: BY_HAND},
        {TRAIN: TRAIN.replace("network, pairs", "network.float(), pairs.float()")},
        ("do weights or biases learn?", {FREEZE: "network[0].weight.requires_grad_(not frozen)"}),
        ("on frozen features", {FREEZE: START, TRAIN: RESTORED}),
        ("all 128 raw pixels?", {"nn.Linear(128": "nn.AvgPool1d(2), nn.Linear(64"}),
        ("has not moved", {FREEZE: "network[0].requires_grad_(False)"}),
        ("with frozen=False, the accuracy is 0.7", {TRAIN: TRAIN.replace(", lr=0.1", "")}),
        ("Was the output layer trained", {TRAIN: f"frozen or {TRAIN}"}),
        ("7,862 parameters", {"128, 50": "128, 60", "50, 2": "60, 2"}),
    ],
}
