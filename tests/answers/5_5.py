"""Answers to exercise 5.5: do two handwritten digits agree?"""

FREEZE = "network[0].requires_grad_(not frozen)"
TRAIN = "train_model(network, pairs, labels, n_epochs=300, lr=0.1)"

WRONG = [
    ("did the layer learn?", {f"    {FREEZE}\n": ""}),
    ("has not moved", {FREEZE: "network[0].requires_grad_(False)"}),
    ("did the layer learn?", {FREEZE: "network[0].requires_grad_(frozen)"}),
    ("train longer", {"n_epochs=300": "n_epochs=300 if frozen else 20"}),
    ("train the read-out", {TRAIN: "frozen or train_model(network, pairs, labels, 300, 0.1)"}),
    ("50 have to be enough", {"128, 50": "128, 60", "50, 2": "60, 2"}),
    ("returns a NoneType", {"return network.requires": "network.requires"}),
    ("Error: name 'freeze' is not defined", {FREEZE: "network[0].requires_grad_(not freeze)"}),
]

RIGHT = [
    {TRAIN: "train_many([network], pairs, labels, 300, 0.1, weight_decay=0.01)"},
    {
        TRAIN: """\
adam = torch.optim.Adam([p for p in network.parameters() if p.requires_grad], lr=0.01)
    for _ in range(100):
        adam.zero_grad()
        nn.functional.cross_entropy(network(pairs), labels).backward()
        adam.step()"""
    },
    """\
def learn(pairs, labels, frozen):
    (network,) = train_networks(1, 50, frozen, pairs, labels)
    return network
""",
]
