"""Answers to exercise 5.5: a network that reads digits, and what its two layers give."""

TRAIN = "train_model(network, images, labels, n_epochs=300, lr=0.05)"
FIRST = "first = torch.relu(network.feature_layer1(images))"
BOTH = "return first, torch.relu(network.feature_layer2(first))"

WRONG = [
    ("train longer", {TRAIN: "pass"}),
    ("that are given", {TRAIN: "train_model(network, pixels, digits, 300, 0.05)"}),
    (
        "returns a NoneType",
        """\
def learn_digits(images, labels):
    train_model(DeeperMLP(64, output_dim=10), images, labels, n_epochs=10)
""",
    ),
    (
        "Error: labels 0 to 1",
        """\
def learn_digits(images, labels):
    train_model(DeeperMLP(64), images, labels)
""",
    ),
    ("layer 1 is not what forward", {FIRST: "first = network.feature_layer1(images)"}),
    ("layer 2 is not what", {BOTH: "return first, network.feature_layer2(first)"}),
    ("with shape (1797, 64)", {BOTH: "return images, first"}),
    (
        "forward of the given network",
        {FIRST: "first = torch.relu(reads_digits.feature_layer1(images))"},
    ),
    ("has to return two tensors", {BOTH: "return (first,)"}),
    ("has to return two tensors", {BOTH: "torch.relu(network.feature_layer2(first))"}),
    ("Error: no attribute 'reluu'", {BOTH: "return first, network.feature_layer2(first).reluu()"}),
]

RIGHT = [
    {
        TRAIN: """\
adam = torch.optim.Adam(network.parameters(), lr=0.01)
    for _ in range(200):
        adam.zero_grad()
        nn.functional.cross_entropy(network(images), labels).backward()
        adam.step()"""
    },
    {
        "return network.requires_grad_(False)": "return network",
        "reads_digits.feature_layer1.weight": "reads_digits.feature_layer1.weight.detach()",
    },
    {
        FIRST: "first = network.feature_layer1(images).clamp(min=0)",
        BOTH: "return [first.numpy(), network.feature_layer2(first).relu().numpy()]",
    },
    {BOTH: "return torch.stack([first, network.feature_layer2(first).relu()])"},
]
