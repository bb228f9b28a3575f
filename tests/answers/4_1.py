"""What a class answers to exercise 4.1: edits of the solution, and what the check says."""

WRONG = [
    ("the brake is too weak", {"brake = 0.02  # weight decay": "brake = 0.0  # weight decay"}),
    ("the brake is too weak", {"brake = 0.02  # weight decay": "brake = 0.005  # weight decay"}),
    ("too modest", {"brake = 0.02  # weight decay": "brake = 0.03  # weight decay"}),
    ("underfits", {"brake = 0.02  # weight decay": "brake = 0.05  # weight decay"}),
    ("underfits", {"brake = 0.02  # weight decay": "brake = 0.1  # weight decay"}),
    ("at least 0", {"brake = 0.02  # weight decay": "brake = -0.01  # weight decay"}),
    ("must be a number", {"brake = 0.02  # weight decay": "brake = None  # weight decay"}),
]

RIGHT = []
