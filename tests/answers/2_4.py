"""What a class answers to exercise 2.4: edits of the solution, and what the check says."""

LINE = "return torch.stack([torch.softmax(member(points), 1) for member in members]).mean(dim=0)"
SOFTMAX = "torch.softmax(member(points), 1)"

WRONG = [
    ("is it linear", {SOFTMAX: "torch.log_softmax(member(points), 1)"}),
    (
        "is it linear",
        {
            LINE: "return torch.softmax(torch.stack([member(points) for member in members]).mean(dim=0), 1)"
        },
    ),
    ("is it linear", {LINE: LINE.replace("mean(dim=0)", "log().sum(dim=0).exp()")}),
    ("only members[0]", {LINE: "return torch.softmax(members[0](points), 1)"}),
    ("predicts a different class", {"return torch.stack(": "return 1 - torch.stack("}),
    ("one number per point and class", {SOFTMAX: "member(points).argmax(dim=1).double()"}),
    ("one number per point and class", {LINE: LINE.replace("dim=0", "dim=1")}),
    ("not finite", {SOFTMAX: "member(points).log()"}),
    ("returns nothing so far", {LINE: LINE.removeprefix("return ")}),
    ("Error: torch.sofmax", {SOFTMAX: "torch.sofmax(member(points), 1)"}),
]

RIGHT = [
    {SOFTMAX: "member(points).sigmoid()"},
    # votes, and the middle one of the scores
    {SOFTMAX: "nn.functional.one_hot(member(points).argmax(dim=1), 2).double()"},
    {LINE: "return torch.stack([member(points) for member in members]).median(dim=0).values"},
    # The check draws its own points, whatever those of the lesson have become.
    {LINE: LINE + '\n\n\nX, y = make_dataset("xor")\ngrid = X_test = None'},
]
