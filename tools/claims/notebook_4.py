"""How often the claims of notebook 4 hold: python tools/claims/notebook_4.py (ten minutes)

Each model has its own training set and its own initial weights, and is judged on 10,000 held-out
points. The functions are the notebook's own.
"""

import torch
from common import SETS, definitions, draw_sets, make_dataset, report
from sklearn.model_selection import RepeatedStratifiedKFold

import helpers

names = definitions("04_depth")
names["splitter"] = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=0)
MLP, DeeperMLP, SoftmaxTwice = (names[name] for name in ("MLP", "DeeperMLP", "SoftmaxTwice"))
trained, judge, cross_validate = (names[name] for name in ("trained", "judge", "cross_validate"))


def run(data, cls, width, **settings):
    """Training accuracy, held-out accuracy and confidence, (sets, 3), and what was trained."""
    models = trained(cls, width, *data[:2], **settings)
    return judge(models, *data), models


def report_sign(claim, difference, sign):
    report(claim, difference, sign * difference > 0)


rings = *draw_sets("circles"), *make_dataset("circles", n=10_000, seed=11)
small, _ = run(rings, MLP, 10)
wide, _ = run(rings, MLP, 560)
fifth, _ = run(rings, DeeperMLP, 20)
deep, _ = run(rings, DeeperMLP, 50)
report_sign("rings: 50 + 50 worse than 560", deep[:, 1] - wide[:, 1], -1)
report_sign("rings: 20 + 20 (522 parameters) worse than 560 (2,802)", fifth[:, 1] - wide[:, 1], -1)
report_sign("rings: 50 + 50 worse than 10", deep[:, 1] - small[:, 1], -1)
report_sign("rings: 560 worse than 10", wide[:, 1] - small[:, 1], -1)
for name, rows in {"10": small, "560": wide, "50 + 50": deep}.items():
    over = rows[:, 2] - rows[:, 1]
    report(f"rings: {name} surer than right by 0.05", over, over > 0.05)

held_back = {
    "50 epochs": (DeeperMLP, 50, {"n_epochs": 50}),
    "5 + 5 units": (DeeperMLP, 5, {}),
    "weight decay": (DeeperMLP, 50, {"weight_decay": 0.01}),
    "softmax twice": (SoftmaxTwice, 50, {}),
}
for name, (cls, width, settings) in held_back.items():
    kept, models = run(rings, cls, width, **settings)
    title = f"rings, held back by {name}"
    report_sign(f"{title}: better than 50 + 50", kept[:, 1] - deep[:, 1], 1)
    own = zip(models, *rings[:2], strict=True)
    said = [helpers.describe(model, X, y, *rings[2:]) for model, X, y in own]
    closed = [each.endswith("boundary: one closed curve") for each in said]
    report(f"{title}: one closed curve", kept[:, 1], closed)
    if name != "softmax twice":
        over = kept[:, 2] - kept[:, 1]
        report(f"{title}: confidence within 0.05", over, over.abs() < 0.05)

pools = [slice(12 * k, 12 * k + 12) for k in range(SETS // 12)]
X_pools = torch.stack([rings[0][pool].reshape(-1, 2) for pool in pools])
y_pools = torch.stack([rings[1][pool].reshape(-1) for pool in pools])
fed, _ = run((X_pools, y_pools, *rings[2:]), DeeperMLP, 50)
gap = fed[:, 0] - fed[:, 1]
report("rings, 1,200 points: training within 0.04 of held-out", gap, gap.abs() < 0.04)
best = torch.stack([deep[pool, 1].max() for pool in pools])
report("rings, 1,200 points: above the best of its twelve", fed[:, 1], fed[:, 1] > best)

candidates = [(c, w, d) for c in (MLP, DeeperMLP) for d in (0.0, 0.01) for w in (2, 5, 10, 50)]
rows = []  # of left-out losses
for X, y in zip(rings[0][: SETS // 8], rings[1][: SETS // 8], strict=True):
    left_out = torch.stack([cross_validate(*candidate, X, y) for candidate in candidates])
    rows.append(left_out[:, :, 1].mean(dim=1))
rows = torch.stack(rows)  # (sets, candidates)
worst = rows.argmax(dim=1) == 11
report("cross-validation: 50 + 50 without decay is worst", rows[:, 11], worst)
report_sign("cross-validation: 50 + 50 better with decay", rows[:, 15] - rows[:, 11], -1)
rise = rows[:, 11] - rows[:, 9]
report_sign("cross-validation: two layers without decay, 50 worse than 5", rise, 1)

arms = *draw_sets("spirals"), *make_dataset("spirals", n=10_000, seed=11)
wide, _ = run(arms, MLP, 560, n_epochs=300)
for name, width in {"50 + 50": 50, "20 + 20": 20}.items():
    deep, _ = run(arms, DeeperMLP, width, n_epochs=300)
    report_sign(f"spirals: {name} better than 560", deep[:, 1] - wide[:, 1], 1)
