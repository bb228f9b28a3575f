"""What a class answers to the exercises of notebook 4, and what the checks say to it."""

LESSON = ["from itertools import pairwise", "class MLP(", "class DeeperMLP(", "def n_parameters("]
LESSON += ["def training_sets(", "splitter = ", "def sweep("]

SUM = "sum((d + 1) * p for d, p in pairwise(sizes))"
BUILT = "n_parameters(nn.Sequential(*[nn.Linear(*pair) for pair in pairwise(sizes)]))"

LOWER, FIRST = "if value < curve[lowest_place]:", "lowest_place = 0"
STOP, KEEP = "elif place - lowest_place == patience:", "return 50 * lowest_place"
LOOP, LAST = "for place, value in enumerate(curve):", f"break\n    {KEEP}"

DIRECTION, TARGETS = "torch.tensor([0.6, 0.8])", "labels[order]"
HINGES = "hinges = torch.cat([z[:1] - 1, z[:-1]])"
SCORES = "torch.stack([-output_weights, output_weights])"
TRAINED = """\
def memorise(points, labels):
    parrot = MLP(n_features=2, hidden_dim=len(points))
    train_many([parrot], points, labels, n_epochs=20)
    return parrot
"""

ANSWERS = {
    "4.1": [
        "decay = 0.01 * 100 / 40",
        "decay = [torch.tensor(0.02, requires_grad=True)]",
        "X, y = make_dataset('spirals')\ndecay = 1 / 55",
        ("too little weight decay?", "decay = 0.005"),
        ("underconfident. Is that too much", "decay = 0.03"),
        ("underfit: is that far too much", "decay = 0.05"),
        ("take 0 or more", "decay = -0.01"),
    ],
    "4.2": [
        {SUM: "sum(sizes[i] * sizes[i + 1] + sizes[i + 1] for i in range(len(sizes) - 1))"},
        {SUM: "(1 + torch.tensor(sizes[:-1])) @ torch.tensor(sizes[1:])"},
        {SUM: "sum(torch.tensor([(d + 1.0) * p]) for d, p in pairwise(sizes))"},
        ("forget the biases?", {SUM: "sum(d * p for d, p in pairwise(sizes))"}),
        ("the last layer?", {SUM: "sum((d + 1) * p for d, p in pairwise(sizes[:-1]))"}),
        ("layer to layer", {SUM: "sum(d * p for d, p in pairwise(sizes)) + sum(sizes)"}),
        ("has 2,802, not 2700", {SUM: f"{SUM} if len(sizes) == 3 else 2700"}),
        ("without building?", {SUM: BUILT}),
    ],
    "4.3": [
        "my_choice = [MLP, 50, None]",
        "my_choice = DeeperMLP, torch.tensor(20), torch.tensor([0.001])",
        'my_choice = (DeeperMLP, 50.0, 0)\nDeeperMLP = type("DeeperMLP", (DeeperMLP,), {})',
        ("Without weight decay, held-out is", "my_choice = (DeeperMLP, 50, 0.05)"),
        ("Would more units help?", "my_choice = (DeeperMLP, 3, 0.0)"),
        ("Would a second layer help?", "my_choice = (MLP, 5, 0.0)"),
        ("not a DeeperMLP object", "my_choice = (DeeperMLP(2, 50), 50, 0.01)"),
        ("from 1 to 100 units", "my_choice = (DeeperMLP, 5000, 0.0)"),
    ],
    "4.4": [
        {FIRST: "import numpy as np\n\n    curve, lowest_place = np.array(curve), np.int64(0)"},
        {KEEP: "return float(50 * lowest_place)", STOP: "elif place >= lowest_place + patience:"},
        {LOOP: f"{LOOP}\n        value = torch.tensor(value)", KEEP: KEEP.replace("50", "[50][0]")},
        ("and never see the 3", {LAST: f"pass\n    {KEEP}"}),
        ("an index into the list", {KEEP: "return lowest_place"}),
        ("then you go back", {KEEP: "return 50 * place"}),
        ("two failures do not", {STOP: "elif place - lowest_place >= patience - 1:"}),
        ("the curve ends", {LAST: f"{KEEP}\n    return 50 * place"}),
        ("argument `patience` is 2", {STOP: "elif place - lowest_place == 3:"}),
        ("only equals the lowest", {LOWER: LOWER.replace("<", "<=")}),
        ("a small step down", {LOWER: LOWER.replace(":", " - 0.001:")}),
    ],
    "4.5": [
        {SCORES: "torch.stack([0 * output_weights, 2 * output_weights])"},
        {"return parrot": "return parrot.float()"},
        {DIRECTION: "torch.randn(2)", HINGES: f"{HINGES}\n    hinges[1:] = (z[:-1] + z[1:]) / 2"},
        ("At 1 of the points no unit is on", {HINGES: "hinges = z"}),
        ("Are targets and output weights right?", {TARGETS: "labels"}),
        ("e+308, and rounding swamps the scores", {HINGES: "hinges = z - 1e-9"}),
        ("changed places?", {SCORES: "torch.stack([output_weights, -output_weights])"}),
        ("25 points turn on no new unit", {DIRECTION: "torch.tensor([1.0, 0.0])"}),
        ("point in different directions", TRAINED),
        ("500 units for 90 points", "memorise = lambda points, labels: MLP(2, 500)"),
        ("Does your function return its result?", {"    return parrot\n": ""}),
    ],
}
