"""What a class answers to exercise 2.3: edits of the solution, and what the check says."""

LINE = "return H.abs()"

WRONG = [
    ("use its own row only", {LINE: "return H - H.mean(dim=0)"}),
    ("different features the second time", {LINE: "return nn.functional.dropout(H)"}),
    ("still linear", {LINE: "return H.flip(1) - 3 * H"}),
    ("still linear", {LINE: "return (H @ torch.ones(20, 20) + 1).float()"}),
    ("must stay 500 × 20 and not become (500,)", {LINE: "return H.sum(dim=1)"}),
    ("not finite", {LINE: "return H.log()"}),
    ("returns nothing so far", {LINE: "H.abs()"}),
    ("Error: return H.abz()", {LINE: "return H.abz()"}),
]

RIGHT = [
    {LINE: "return H > 0"},
    {LINE: "import numpy as np\n\n    return np.maximum(H.numpy(), 0)"},
    {LINE: "H[H < 0] = 0\n    return H"},
    {LINE: "return [[h * h for h in row] for row in H.tolist()]"},
    # The check draws its own points, whatever X and X_test have become.
    "# Exercise 2.3\nX_test = X = None\nbetween = nn.ReLU()\n",
]
