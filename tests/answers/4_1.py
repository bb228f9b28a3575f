"""Exercise 4.1, weight decay for fewer points: edits of the solution, and what the check says."""

LINE = "decay = 0.02"

WRONG = [
    ("too little weight decay?", {LINE: "decay = 0.005"}),
    ("that too much weight decay?", {LINE: "decay = 0.03"}),
    ("far too much weight decay?", {LINE: "decay = 0.05"}),
    ("take 1 or less", {LINE: "decay = 50"}),
    ("take 0 or more", {LINE: "decay = -0.01"}),
    ("still None", {LINE: "decay = None"}),
    ("Error: not 'list'", {LINE: "decay = [0.01, 0.02, 0.05]"}),
]

RIGHT = [
    {LINE: "decay = 0.01 * 100 / 40"},
    {LINE: "decay = torch.tensor(0.02)"},
    # Other data under the names of the lesson: the check draws its own.
    {LINE: "X, y = make_dataset('spirals')\ndecay = 1 / 55"},
]
