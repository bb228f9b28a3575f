"""What a class answers to exercise 2.1: edits of the solution, and what the check says."""

LINE = "return nn.Sequential(nn.Linear(2, 20), nn.Linear(20, 1), nn.Linear(1, 2))"
WIDE = "nn.Sequential(nn.Linear(2, 20), nn.Linear(20, 20), nn.Linear(20, 2))"
HOOK = f"""\
stack = {WIDE}
    stack[0].register_forward_hook(lambda layer, given, out: out[:, :1].expand(-1, 20))
    return stack"""
ZEROS = f"""\
stack = {WIDE}
    with torch.no_grad():
        stack[1].weight.zero_()
    return stack"""

WRONG = [
    (
        "three layers of nn.Linear, please",
        {LINE: "return nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 2))"},
    ),
    (
        "have rank 2",
        {LINE: "return nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2), nn.Linear(2, 2))"},
    ),
    (
        "not from 2 to 1",
        {LINE: "return nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 1), nn.Linear(1, 1))"},
    ),
    ("has out_features 1 and the next in_features 20", {LINE: LINE.replace("2, 20", "2, 1")}),
    # Other weights bring the rank back.
    ("have rank 2", {LINE: HOOK}),
    ("have rank 2", {LINE: ZEROS}),
    (
        "return an nn.Sequential, please, not list",
        {LINE: "return [nn.Linear(2, 1), nn.Linear(1, 2)]"},
    ),
    ("returns nothing so far", {LINE: LINE.removeprefix("return ")}),
    (
        "Error: has no attribute 'LinearLayer'",
        {LINE: LINE.replace("nn.Linear(2, 20)", "nn.LinearLayer(2, 20)")},
    ),
]

RIGHT = [
    {LINE: "return nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 20), nn.Linear(20, 2))"},
    {
        LINE: "return nn.Sequential(nn.Linear(2, 1, bias=False), nn.Linear(1, 1), nn.Linear(1, 2)).float()"
    },
    {
        LINE: "widths = [2, 500, 1, 2]\n    return nn.Sequential(*[nn.Linear(*pair) for pair in pairwise(widths)])"
    },
    "# Exercise 2.1\nX = None\nnarrow_stack = lambda: nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 1), nn.Linear(1, 2))\n",
]
