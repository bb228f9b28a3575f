"""What a class answers to exercise 1.4: edits of the solution, and what the check says."""

W = "W = torch.tensor([[0.0, 2 * c[0]], [0.0, 2 * c[1]], [0.0, -1.0]])"
B = "b = torch.tensor([0.0, r**2 - c[0] ** 2 - c[1] ** 2])"
BACK = "return W, b"

WRONG = [
    ("does class 1 win inside", {BACK: "return W.flip(1), b.flip(0)"}),
    ("becomes of the radius", {B: B.replace("r**2", "r")}),
    ("expand the squared distance", {B: "b = torch.tensor([0.0, r**2])"}),
    # right for the centre (2, -1) alone
    (
        "expand the squared distance",
        {B: B.replace("c[0] ** 2 - c[1] ** 2", "2 * c[0] - c[1] ** 2")},
    ),
    ("not ((2, 3), (2,))", {BACK: "return W.T, b"}),
    ("not ((3,), ())", {BACK: "return W[:, 1], b[1]"}),
    ("return two things", {BACK: "return W"}),
    ("returns nothing so far", {BACK: "W, b"}),
    ("Error: name 'R' is not defined", {B: B.replace("r**2", "R**2")}),
]

RIGHT = [
    {W: W.replace("torch.tensor", ""), B: B.replace("torch.tensor", "")},
    # the squared distance as the score of class 0, or any multiple of the gap
    {
        W: "W = torch.tensor([[-2 * c[0], 0.0], [-2 * c[1], 0.0], [1.0, 0.0]])",
        B: "b = torch.tensor([c[0] ** 2 + c[1] ** 2, r**2])",
    },
    {BACK: "return [100 * W + 7, 100 * b - 3]"},
    {BACK: "return nn.Parameter(W / 50), nn.Parameter(b / 50)"},
]
