"""What a class answers to exercise 3.1: edits of the solution, and what the check says."""

LINE = "return z.abs()"

WRONG = [
    ("never changes direction", {LINE: "return torch.tanh(z)"}),
    ("act on each separately", {LINE: "return torch.softmax(z, dim=-1)"}),
    ("returns nothing so far", {LINE: "z.abs()"}),
    ("has shape ()", {LINE: "return z.abs().sum()"}),
    ("bend(-6.0) is not a finite number", {LINE: "return z.sqrt()"}),
    ("no gradient gets through", {LINE: "return z.abs().detach()"}),
    ("none of 16 pairs encloses", {LINE: "return torch.relu(1 - z.abs())"}),
    ("blows up", {LINE: "return 1000 * z**6"}),
    ("Error: Can't call numpy() on Tensor", {LINE: "import numpy as np\n    return np.abs(z)"}),
    ("Error: return z.summ().abs()", {LINE: "return z.summ().abs()"}),
]

RIGHT = [
    {LINE: "return z.square().float()"},
    {LINE: "z[z < 0] *= -1\n    return z"},
    {LINE: "return torch.sigmoid(z) * (1 - torch.sigmoid(z))"},
    "# Exercise 3.1\nbend = torch.cos\n",
    # The check draws its own points, whatever X and y have become.
    '# Exercise 3.1\nX, y = make_dataset("xor")\nbend = abs\n',
]
