"""Answers to exercise 5.1: a unit worth showing is used, and judged by what it passes on."""

USED = "most_used = use2(network).argsort(descending=True)[:10]"
FEATURES = "features = layer2(network, points)[:, most_used]"
RETURN = "return most_used[torch.corrcoef(pairs.T)[0, 1:].abs().argmax()].item()"

WRONG = [
    (
        "off for every point",
        {
            FEATURES: "features = pre2(network, points)",
            RETURN: "return torch.corrcoef(pairs.T)[0, 1:].abs().argmax().item()",
        },
    ),
    (
        "read-out weights are 0",
        {USED: "most_used = layer2(network, points).std(dim=0).nonzero()[:, 0]"},
    ),
    ("What do you compare?", {RETURN: "return most_used[0].item()"}),
    ("What do you compare?", {".abs().argmax()": ".abs().argmin()"}),
    ("return the number", {"return most_used[": "most_used["}),
    ("return the number", {".argmax()].item()": ".argmax()].item() + 50"}),
    ("Error: no attribute 'argsrt'", {"use2(network).argsort": "use2(network).argsrt"}),
]

RIGHT = [
    {USED: "most_used = (layer2(network, points) * readout(network)).std(dim=0).topk(10).indices"},
    {RETURN: "return most_used[torch.corrcoef(pairs.T)[0, 1:].square().argmax()]"},
    {"torch.corrcoef(pairs.T)[0, 1:].abs()": "torch.corrcoef(pairs.T.float())[0, 1:].abs()"},
]
