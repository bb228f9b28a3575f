"""What a class answers to exercise 2.4: edits of the solution, and what the check says."""

WRONG = [
    ("is it linear", {"torch.softmax(member(points), 1)": "torch.log_softmax(member(points), 1)"}),
    (
        "is it linear",
        {
            "return torch.stack([torch.softmax(member(points), 1) for member in members]).mean(dim=0)": "return torch.softmax(torch.stack([member(points) for member in members]).mean(dim=0), 1)"
        },
    ),
    (
        "not all three",
        {
            "return torch.stack([torch.softmax(member(points), 1) for member in members]).mean(dim=0)": "return torch.softmax(members[0](points), 1)"
        },
    ),
    ("says another class", {"return torch.stack(": "return 1 - torch.stack("}),
    (
        "two numbers a point",
        {"torch.softmax(member(points), 1)": "member(points).argmax(dim=1).float()"},
    ),
]

RIGHT = []
