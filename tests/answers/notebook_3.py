"""What a class answers to the exercises of notebook 3, and what the checks say to it."""

LESSON = ["import matplotlib.pyplot", "class MLP(nn.Module)", "def with_seed"]

ABS = "return z.abs()"
UNITS, UNIT_BIASES = "into_units = [[1.0, -1.0], [-1.0, 1.0]]", "unit_biases = [0.0, 0.0]"
INTO_SCORES, SCORE_BIASES = "into_scores = [[0.0, 0.0], [1.0, 1.0]]", "score_biases = [1.0, 0.0]"
SWAPPED = "into_scores = [[1.0, 1.0], [0.0, 0.0]]"
OTHER_DIAGONAL = """\
# Exercise 3.2
into_units, unit_biases = ((1, 1), (1, 1)), [2, 0]
into_scores, score_biases = torch.tensor([[0, 0], [1, -2]]), nn.Parameter(torch.tensor([1.0, 0]))
"""
CHESS = '"""\nxoxo\noxox\n"""'
OUTPUT = "self.output_layer(h)"
FLOOR = "return math.log(1 + (k - 1) / math.e)"
POSITIVE = "    if c <= 0:\n        return None\n"
WEIGHT = "        twin.feature_layer.weight[unit] *= c\n"
BIAS = "        twin.feature_layer.bias[unit] *= c\n"
READ_OUT = "        twin.output_layer.weight[:, unit] /= c\n"
IN_PLACE = "with torch.no_grad():"
BY_DATA = (WEIGHT + BIAS + READ_OUT).replace("[", ".data[")
COPY = "copy.deepcopy(model)"
BY_STATE = "MLP(2, len(model.feature_layer.bias))\n    twin.load_state_dict(model.state_dict())"

ANSWERS = {
    "3.1": [
        {ABS: "return z.square().float()"},
        {ABS: "z[z < 0] *= -1\n    return z"},
        '# Exercise 3.1\nX, y = make_dataset("xor")\nbend = torch.cos\n',
        ("never turns back", {ABS: "return torch.tanh(z)"}),
        ("no gradient gets through", {ABS: "return (z.abs() > 1).double()"}),
        ("rising on both sides", {ABS: "return torch.relu(1 - z.abs())"}),
        ("blows up", {ABS: "return 1000 * z**6"}),
    ],
    "3.2": [
        {UNITS: "import numpy as np\n\ninto_units = np.array([[1, -1], [-1, 1]])"},
        {UNITS: "into_units = [[1, 1], [-1, -1]]", INTO_SCORES: SWAPPED, "[1.0, 0": "[0, 1"},
        OTHER_DIAGONAL,
        ("leave more room", {SCORE_BIASES: "score_biases = [0.1, 0.0]"}),
        ("classes are swapped", {INTO_SCORES: SWAPPED, SCORE_BIASES: "score_biases = [0, 1]"}),
        ("wrong at [[-1, 1], [1, -1], [1, 1]]", {UNITS: "into_units = [[1, 1], [1, 1]]"}),
        ("are [(3, 2), (2,)", {UNITS: "into_units = [[1, -1], [-1, 1], [1, 1]]"}),
    ],
    "3.3": [
        {CHESS: '"""\nbabab\nababa\n"""'},
        {CHESS: '"""\nx.o.x\nox.xo\n..x..\nox.xo\nx.o.x\n"""'},
        {CHESS: '"\\n".join(["oxox", "xoxo"])'},
        ("need more bends", {CHESS: '"""\nxxoo\nxxoo\n"""'}),
        ("Ten are too few as well", {CHESS: '"""\nxoxoxoxo\noxoxoxox\nxoxoxoxo\n"""'}),
        ("the letters ['o', 's', 'x']", {CHESS: '"""\nxoxo\noxos\n"""'}),
        ("one line of text", {CHESS: '"xoxoxoxo"'}),
    ],
    "3.4": [
        {OUTPUT: "torch.log_softmax(self.output_layer(h), dim=1)"},  # twice is once
        {FLOOR: "return torch.tensor([math.e + k - 1], requires_grad=True).log() - 1"},
        {FLOOR: "return round(-math.log(math.e / (math.e + k - 1)), 3)"},
        ("the loss ends at 0.5", {OUTPUT: "self.output_layer(h).softmax(dim=1)"}),
        ("else has changed", {"torch.relu(self.feature_layer(X))": "self.feature_layer(X)"}),
        ("each point needs three scores", {OUTPUT: "h"}),
        ("floor(3) is 0.3133", {FLOOR: "return math.log(1 + 1 / math.e)"}),
    ],
    "3.5": [
        {IN_PLACE: "if True:", WEIGHT: BY_DATA, BIAS: "", READ_OUT: ""},
        {COPY: BY_STATE},
        {"return twin": "return twin.float()"},
        ("the hinge of unit 1 has moved", {BIAS: ""}),
        ("What does unit 1 meet on its way", {READ_OUT: READ_OUT.replace("[:, unit]", "")}),
        ("weights of unit 0 by 3 and 3, not by 1", {WEIGHT: WEIGHT.replace("[unit]", "")}),
        ("work on the twin", {COPY: "model"}),
        ("but c is positive", {"    return twin\n": ""}),
        ("hold for c = -3", {POSITIVE: ""}),
    ],
}
