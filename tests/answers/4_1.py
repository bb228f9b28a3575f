"""Exercise 4.1, a brake for fewer points: edits of the solution, and what the check says."""

LINE = "brake = 0.02"

WRONG = [
    ("brake too weak", {LINE: "brake = 0.0"}),
    ("brake too weak", {LINE: "brake = 0.005"}),
    ("brake too strong", {LINE: "brake = 0.03"}),
    ("far too strong", {LINE: "brake = 0.05"}),
    ("take 1 or less", {LINE: "brake = 50"}),
    ("take 0 or more", {LINE: "brake = -0.01"}),
    ("still None", {LINE: "brake = None"}),
    ("Error: not 'list'", {LINE: "brake = [0.01, 0.02, 0.05]"}),
]

RIGHT = [
    {LINE: "brake = 0.01 * 100 / 40"},
    {LINE: "brake = torch.tensor(0.02)"},
    # Other data under the names of the lesson: the check draws its own.
    {LINE: "X, y = make_dataset('spirals')\nbrake = 1 / 55"},
]
