"""What a class answers to exercise 2.1: edits of the solution, and what the check says."""

WRONG = [
    (
        "three layers of nn.Linear, please",
        {
            "return nn.Sequential(nn.Linear(2, 20), nn.Linear(20, 1), nn.Linear(1, 2))": "return nn.Sequential(nn.Linear(2, 20), nn.Linear(20, 2))"
        },
    ),
    (
        "have rank 2",
        {
            "return nn.Sequential(nn.Linear(2, 20), nn.Linear(20, 1), nn.Linear(1, 2))": "return nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2), nn.Linear(2, 2))"
        },
    ),
    (
        "scores are (100, 2), not (100, 1)",
        {
            "return nn.Sequential(nn.Linear(2, 20), nn.Linear(20, 1), nn.Linear(1, 2))": "return nn.Sequential(nn.Linear(2, 1), nn.Linear(1, 1), nn.Linear(1, 1))"
        },
    ),
    (
        "mat1 and mat2",
        {
            "return nn.Sequential(nn.Linear(2, 20), nn.Linear(20, 1), nn.Linear(1, 2))": "return nn.Sequential(nn.Linear(2, 1), nn.Linear(20, 20), nn.Linear(20, 2))"
        },
    ),
]

RIGHT = []
