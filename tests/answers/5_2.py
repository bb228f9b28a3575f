"""Answers to exercise 5.2: at most ten units of the overfitted network that beat all fifty."""

WRONG = [
    ("helps most", "team = use2(overfitted).argsort(descending=True)[:10].tolist()"),
    ("off for every training point", "team = use2(overfitted).argsort()[:5].tolist()"),
    ("30 members", "team = use2(overfitted).argsort()[:30].tolist()"),
    ("0 members", "team = []"),
    ("can join once", "team = [20, 20]"),
    ("numbers 0 to 49", "team = [10, 50]"),
    ("team is None", "team = None"),
    ("numbers of units", 'team = ["unit 3"]'),
    ("team is not defined", "del team"),
]

RIGHT = [
    {"range(6)": "range(10)"},
    {'print(f"{max(trials):.2f} with unit {team[-1]}")': "pass\nteam = torch.tensor(team)"},
    """\
draw = torch.Generator().manual_seed(0)
teams = [torch.randperm(50, generator=draw)[:10] for _ in range(500)]
team = max(teams, key=lambda units: accuracy_with(overfitted, units, X_probe, y_probe))
""",
]
