"""What a class answers to exercise 3.1: edits of the solution, and what the check says."""

WRONG = [
    ("never turns back", {"return z.abs()": "return torch.tanh(z)"}),
    ("never turns back", {"return z.abs()": "return -torch.relu(z)"}),
    ("never turns back", {"return z.abs()": "return z**3"}),
    ("each entry alone", {"return z.abs()": "return torch.softmax(z, dim=-1)"}),
    ("each entry alone", {"return z.abs()": "return z.abs() / z.abs().max()"}),
    ("not NoneType", {"return z.abs()": "z.abs()"}),
    ("alone to a number", {"return z.abs()": "return z.sqrt()"}),
    ("is not enclosed", {"return z.abs()": "return z.abs().detach()"}),
]

RIGHT = []
