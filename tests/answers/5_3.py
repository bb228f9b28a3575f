"""Answers to exercise 5.3: at most ten units of layer 2 that do nearly as well as all."""

WRONG = [
    ("adds to the others", "team = order2[:10].tolist()"),
    ("adds to the others", "team = w.abs().argsort(descending=True)[:10]"),
    ("of them class", "team = [w.argmax()]"),
    ("are off on all of them", "team = order2[-5:].tolist()"),
    ("30 members", "team = order2[:30].tolist()"),
    ("0 members", "team = []"),
    ("can join once", "team = [order2[0].item()] * 2"),
    ("0 to 49", "team = [10, 50]"),
    ("team is None", "team = None"),
    ("numbers of units", 'team = ["unit 3"]'),
    ("Error: name 'team' is not defined", "del team"),
]

RIGHT = [
    {"len(team) < 10": "len(team) < 5"},
    {'print(f"{max(trials):.2f} with unit {team[-1]}")': "pass\nteam = torch.tensor(team)"},
    {
        "team = []\n": """\
draw = torch.Generator().manual_seed(0)
teams = [torch.randperm(50, generator=draw)[:10] for _ in range(300)]
team = max(teams, key=lambda units: team_accuracy(units, X_probe, y_probe))
"""
    },
    """\
team = set(range(50))
while len(team) > 10:
    team.remove(max(team, key=lambda unit: team_accuracy([*team - {unit}], X_probe, y_probe)))
""",
]
