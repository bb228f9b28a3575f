"""What a class answers to exercise 2.1: edits of the solution, and what the check says."""

LINE = "return nn.Sequential(nn.Linear(2, 20), nn.Linear(20, 1), nn.Linear(1, 2))"

WRONG = [
    ("three layers of", {LINE: "return nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 2))"}),
    ("have rank 2", {LINE: LINE.replace("20", "2").replace("1", "2")}),
    ("not from 2 to 1", {LINE: LINE.replace("1, 2)", "1, 1)")}),
    ("returns 1 numbers and the next takes 20", {LINE: LINE.replace("2, 20", "2, 1")}),
    ("Sequential, please, not list", {LINE: "return [nn.Linear(2, 1), nn.Linear(1, 2)]"}),
    ("returns nothing so far", {LINE: LINE.removeprefix("return ")}),
    ("Error: has no attribute 'LinearLayer'", {LINE: LINE.replace("Linear(2,", "LinearLayer(2,")}),
]

RIGHT = [
    {LINE: "return nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 20), nn.Linear(20, 2))"},
    {
        LINE: "widths = [2, 500, 1, 2]\n    return nn.Sequential(*[nn.Linear(*pair) for pair in pairwise(widths)])"
    },
    "# Exercise 2.1\nX = None\nnarrow_stack = lambda: nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 1), nn.Linear(1, 2))\n",
]
