"""What a class answers to the exercises of notebook 5, and what the checks say to it."""

LESSON = [
    "import copy",
    "class DeeperMLP(",
    "untrained, overfitted = ",
    "def pre1(",
    "def readout(",
]
LESSON += ["def linear_probe(", "def train_networks(", "def median_accuracy(", "def with_useless("]
LESSON += ["load_digits"]  # the cell of exercise 5.5, whose solution needs its data

USED, TEN = "use2(network).argsort(descending=True)[:10]", "most_used = "
FEATURES, CORRELATION = (
    "layer2(network, points)[:, most_used]",
    "torch.corrcoef(pairs.T)[0, 1:].abs()",
)
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
BY_LOT = """\
draw = torch.Generator().manual_seed(1)
tries = [torch.randperm(50, generator=draw)[:5].tolist() for _ in range(500)]
unit, *ramps = max(tries, key=lambda t: accuracy_of_circuit(t[0], t[1:], X_probe, y_probe))
"""
STEEPEST = (
    "V = model.feature_layer1.weight\nramps = {*V.argmax(0).tolist(), *V.argmin(0).tolist()}\n"
)

LINE = "return points[:, 0] + points[:, 5] > 0"

COST = "torch.cdist(all_weights(first), all_weights(second))"
NORMS = "(all_weights(first).norm(dim=1)[:, None] - all_weights(second).norm(dim=1)).abs()"
ACTIVATIONS = "torch.cdist(torch.relu(first[0](X20)).T, torch.relu(second[0](X20)).T)"
WEIGHT, NEXT = "second[0].weight[order]", "second[2].weight[:, order]"
BIAS, TWIN = "twin[0].bias[:] = second[0].bias[order]", "twin = copy.deepcopy(second)"

FREEZE = "network[0].requires_grad_(not frozen)"
TRAIN = "train_model(network, pairs, labels, n_epochs=300, lr=0.1)"
ADAM = """\
adam = torch.optim.Adam((network[2] if frozen else network).parameters(), lr=0.01)
    for _ in range(100):
        adam.zero_grad()
        nn.functional.cross_entropy(network(pairs), labels).backward()
        adam.step()"""
READOUT_FIRST = """\
class Comparer(nn.Module):
    def __init__(self):
        super().__init__()
        self.readout, self.hidden = nn.Linear(50, 2), nn.Linear(128, 50)

    def forward(self, X):
        return self.readout(torch.relu(self.hidden(X)))


def learn(pairs, labels, frozen):
    network = Comparer()
    network.hidden.requires_grad_(not frozen)
    train_model(network, pairs, labels, n_epochs=300, lr=0.1)
    return network
"""

ANSWERS = {
    "5.1": {
        "right": [
            {USED: "(layer2(network, points) * readout(network)).var(dim=0).topk(10).indices"},
            {RETURN: RETURN.replace("abs", "square").replace(".item()", "")},
            NUMPY,
        ],
        "wrong": [
            ("How much does the network", {TEN: "most_used = torch.arange(50)\n    ten = "}),
            ("How much does the network", {USED: USED.replace("10", "20")}),
            ("How much does the network", {USED: "readout(network).abs().topk(10).indices"}),
            ("in use", {USED: "order2[:10]"}),
            ("What do you compare", {FEATURES: "pre2(network, points)[:, most_used]"}),
            ("What do you compare", {RETURN: RETURN.replace(".abs()", "")}),
            ("What do you compare", {RETURN: "return most_used[0].item()"}),
            ("place among the ten?", {RETURN: PLACE}),
            ("numbers 0 to 49", {RETURN: RETURN + " + 50"}),
            ("Does your function return", {RETURN: RETURN.removeprefix("return ")}),
        ],
    },
    "5.2": {
        "right": [
            {RAMPS: "ramps = torch.tensor(most_read[unit])\nunit = torch.tensor([unit])\n"},
            {RAMPS: GREEDY},
            {RAMPS: STEEPEST},
        ],
        "wrong": [
            ("Which does it read most?", {RAMPS: "ramps = order1[:4].tolist()\n"}),
            ("Which does it read most?", {READS: "model.feature_layer2.weight.abs()"}),
            ("Which does it read most?", {RAMPS: GREEDY.replace("X_probe, y_probe", "X, y")}),
            ("Which unit is better?", {UNIT: "unit = 41\n"}),
            ("of 10,000 new points right", {RAMPS: BY_LOT}),
            ("up to four ramps from 0 to 49, not", {RAMPS: "ramps = range(10)\n"}),
            (
                "Error: cannot be converted to Scalar",
                {RAMPS: "ramps = most_read[unit]\nunit = [24, 48]\n"},
            ),
        ],
    },
    "5.3": {
        "right": [
            {LINE: "return points[:, :1] > 0"},
            {LINE: "return [point[3] < 0.1 for point in points.tolist()]"},
            {LINE: "return torch.sign(points.sum(dim=1)).numpy()"},
        ],
        "wrong": [
            ("Here learning pays", {LINE: "return points[:, :2].norm(dim=1) < 0.8"}),
            ("be simpler?", {LINE: "return (points[:, :5] > 0).sum(dim=1) % 2 == 0"}),
            ("ask for balance", {LINE: "return points[:, 0] > 1"}),
            ("2000 different answers", {LINE: "return points[:, 0]"}),
            ("(2000, 20)", {LINE: "return points > 0"}),
            ("Error: no attribute 'summ'", {LINE: "return points.summ(dim=1) > 0"}),
        ],
    },
    "5.4": {
        "right": [
            {COST: "-all_weights(first) @ all_weights(second).T"},
            {COST: ACTIVATIONS},
            {
                TWIN: f"{TWIN}.requires_grad_()\n    twin.requires_grad_(False)\n    order = order.tolist()"
            },
        ],
        "wrong": [
            ("scores have changed", {BIAS: "pass"}),
            ("scores have changed", {NEXT: "second[2].weight[:, order.argsort()]"}),
            ("compare all weights", {COST: "torch.cdist(all_weights(second), all_weights(first))"}),
            ("compare all weights", {COST: "-" + COST}),
            ("compare all weights", {COST: NORMS}),
            ("change only the copy", {TWIN: "twin = second"}),
            ("returns a NoneType", {"    return twin": "    return"}),
        ],
    },
    "5.5": {
        "right": [
            {TRAIN: ADAM},
            {TRAIN: TRAIN.replace("300, lr=0.1", "200, lr=0.2")},
            READOUT_FIRST,
        ],
        "wrong": [
            ("did it learn?", {FREEZE: "network[0].requires_grad_(frozen)"}),
            ("has not moved", {FREEZE: "network[0].requires_grad_(False)"}),
            ("with frozen=False, 0.7", {TRAIN: TRAIN.replace(", lr=0.1", "")}),
            ("jump or stand still?", {TRAIN: TRAIN.replace("0.1", "1.0")}),
            ("train the read-out", {TRAIN: f"frozen or {TRAIN}"}),
            ("7,862 parameters", {"128, 50": "128, 60", "50, 2": "60, 2"}),
            ("returns a list", {f"{TRAIN}\n    return ": f"return {TRAIN}\n    "}),
        ],
    },
}
