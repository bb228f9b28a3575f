"""How often the claims of notebook 4 hold: python tools/claims/notebook_4.py (ten minutes)

Each model has its own training set and its own initial weights, and is judged on 10,000 held-out
points. The functions are the notebook's own. Cross-validation is tried on 32 training sets.
"""

import torch
from common import SETS, accuracies, definitions, draw_sets, make_dataset, report
from sklearn.model_selection import RepeatedStratifiedKFold
from torch import nn

from helpers import describe, make_grid, train_many

names = definitions("04_depth")
MLP, DeeperMLP, new_models = (names[name] for name in ("MLP", "DeeperMLP", "new_models"))
trained, judge, stopped_at = (names[name] for name in ("trained", "judge", "stopped_at"))
n_regions = names["n_regions"]
GROUP = 8  # as many training sets as in the notebook


def run(data, cls, width, **settings):
    """Training accuracy, held-out accuracy, confidence and training loss: (sets, 4)."""
    models = trained(cls, width, *data[:2], **settings)
    return judge(models, *data), models


def report_sign(claim, difference, sign):
    report(claim, difference, sign * difference > 0)


def loss(model, X, y):
    with torch.no_grad():
        return nn.functional.cross_entropy(model(X), y).item()


rings = *draw_sets("circles"), *make_dataset("circles", n=10_000, seed=11)
arms = *draw_sets("spirals"), *make_dataset("spirals", n=10_000, seed=11)

# ---------------------------------------- linear regions at equal numbers of parameters
shapes = {"32": (MLP, 32), "10 + 10": (DeeperMLP, 10), "20": (MLP, 20)}
for name, data, n_epochs in ("rings", rings, 500), ("spirals", arms, 250):
    grids = [make_grid(X, steps=301)[2] for X in data[0]]
    counts, right = {}, {}
    for units, shape in shapes.items():
        models = new_models(*shape, SETS)
        before = [n_regions(*each) for each in zip(models, grids, strict=True)]
        train_many(models, *data[:2], n_epochs=n_epochs, lr=0.1)
        after = [n_regions(*each) for each in zip(models, grids, strict=True)]
        counts[units] = torch.tensor([before, after]).double()
        right[units] = judge(models, *data)
        change = counts[units][1] / counts[units][0]
        report(f"{name}: training leaves {units} units fewer regions", change, change < 1)
    for time, place in ("untrained", 0), ("trained", 1):
        for units in "32", "20":
            ratio = counts[units][place] / counts["10 + 10"][place]
            report(f"{name}, {time}: {units} units, more regions than 10 + 10", ratio, ratio > 1)
    for column, points in enumerate(("training", "held-out")):
        lead = (right["10 + 10"] - right["32"])[:, column]
        report_sign(f"{name}: 10 + 10 units fit the {points} points better than 32", lead, 1)

# ------------------------------------------------ wide and deep, by epochs and at equal loss
for name, data, n_epochs in ("rings", rings, 500), ("spirals", arms, 200):
    wide, _ = run(data, MLP, 216, n_epochs=n_epochs)
    deep, _ = run(data, DeeperMLP, 30, n_epochs=n_epochs)
    stopped = judge(stopped_at(wide[:, 3], *data[:2]), *data)
    sign = 1 if name == "spirals" else -1
    word = "better" if name == "spirals" else "worse"
    ahead, ahead_stopped = deep[:, 1] - wide[:, 1], stopped[:, 1] - wide[:, 1]
    report_sign(f"{name}: deep fits its training points better", deep[:, 0] - wide[:, 0], 1)
    report_sign(f"{name}: deep {word} than wide after all epochs", ahead, sign)
    report_sign(f"{name}: deep {word} than wide at equal training loss", ahead_stopped, sign)
    if name == "rings":
        plain = deep

# ------------------------------------------------------------------------------- regularisation
sure = {}
for name, width, settings in (
    ("50 epochs", 30, {"n_epochs": 50}),
    ("5 + 5 units", 5, {}),
    ("weight decay", 30, {"weight_decay": 0.01}),
):
    sure[name], models = run(rings, DeeperMLP, width, **settings)
    report_sign(f"{name}: better than 30 + 30", sure[name][:, 1] - plain[:, 1], 1)
    own = zip(models, *rings[:2], strict=True)
    said = [describe(model, X, y, *rings[2:]) for model, X, y in own]
    closed = [line.endswith("boundary: one closed curve") for line in said]
    report(f"{name}: one closed curve", sure[name][:, 1], closed)
    off = sure[name][:, 2] - sure[name][:, 1]
    report(f"{name}: confidence within 0.05 of accuracy", off, off.abs() < 0.05)
best = torch.stack([rows[:, 1] for rows in sure.values()]).argmax(dim=0)
for place, name in enumerate(sure):
    report(f"{name}: the most accurate of the three", sure[name][:, 1], best == place)
early, decayed = sure["50 epochs"], sure["weight decay"]
report_sign("50 epochs: more accurate than weight decay", early[:, 1] - decayed[:, 1], 1)
off = [(rows[:, 2] - rows[:, 1]).abs() for rows in (early, decayed)]
report_sign("weight decay: confidence closer to accuracy than 50 epochs", off[1] - off[0], -1)
over = plain[:, 2] - plain[:, 1]
report("no regularisation: overconfident by 0.08", over, over > 0.08)

# ------------------------------------------------------------------------------------ more data
X_pools, y_pools = rings[0].reshape(SETS // GROUP, -1, 2), rings[1].reshape(SETS // GROUP, -1)
fed = new_models(DeeperMLP, 30, SETS // GROUP)
train_many(fed, X_pools, y_pools, n_epochs=500, lr=0.1)
rows = judge(fed, X_pools, y_pools, *rings[2:])
gap = (rows[:, 0] - rows[:, 1]).abs()
report("800 points: training within 0.04 of held-out", gap, gap < 0.04)
starved = plain[::GROUP]  # the first set of each pool, with other initial weights
report_sign("800 points: better held-out than 100", rows[:, 1] - starved[:, 1], 1)

# ----------------------------------------------------------------------------- cross-validation
splitter = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=0)
FEW = 32
pairs = [(X, y, *split) for X, y in zip(*rings[:2], strict=True) for split in splitter.split(X, y)]
pairs = pairs[: 10 * FEW]
X_kept, y_kept = (torch.stack([pair[k][pair[2]] for pair in pairs]) for k in (0, 1))
left_out, true = [], []  # losses of the same models, on the left-out part and on 10,000 points
shapes = [(MLP, 2), (MLP, 10), (MLP, 50), (DeeperMLP, 50)]
candidates = [(cls, width, decay) for decay in (0.0, 0.01) for cls, width in shapes]
for cls, width, decay in candidates:
    models = new_models(cls, width, len(pairs))
    train_many(models, X_kept, y_kept, n_epochs=200, lr=0.15, weight_decay=decay)
    own = zip(models, pairs, strict=True)
    left_out.append([loss(model, X[left], y[left]) for model, (X, y, _, left) in own])
    true.append([loss(model, *rings[2:]) for model in models])
left_out, true = (torch.tensor(part).reshape(8, FEW, 10) for part in (left_out, true))
worst = left_out.mean(dim=2).argmax(dim=0) == 3
report("cross-validation: 50 + 50 without decay is worst", left_out.mean(dim=2)[3], worst)


def report_cover(name, values, true):
    """How often the mean of ten left-out losses is within one standard error of the true one."""
    off = (values.mean(dim=-1) - true.mean(dim=-1)).flatten()
    for kind, factor in ("std / sqrt(10)", 0.1), ("corrected", 0.1 + 0.25):
        error = values.std(dim=-1).flatten() * factor**0.5
        report(f"{name}: within one error, {kind}", off / error, off.abs() < error)


kept = [1, 2, 3, 5, 6, 7]  # not two units, which underfit
report_cover("losses", left_out[kept], true[kept])
differences = [part[[1, 2, 3, 5, 7]] - part[6] for part in (left_out, true)]
report_cover("difference from 50 units, decay", *differences)

chosen = []
for s in range(FEW):
    gap = left_out[:, s] - left_out[left_out[:, s].mean(dim=1).argmin(), s]
    good = [i for i in range(8) if gap[i].mean() <= gap[i].std() * (0.1 + 0.25) ** 0.5]
    chosen.append(min(good, key=lambda i: (i % 4, i)))  # simplest shape first
print("chosen:", [f"{candidates[i][0].__name__} {candidates[i][1:]}" for i in sorted(set(chosen))])
final = []
for i, *data in zip(chosen, *rings[:2], strict=False):
    cls, width, decay = candidates[i]
    models = new_models(cls, width, 4)
    train_many(models, *data, n_epochs=200, lr=0.15, weight_decay=decay)
    final.append(accuracies(models, *rings[2:]).median())
final = torch.stack(final)
report("the chosen model: test accuracy within 0.02 of the ceiling", final, final > 0.787 - 0.02)
large = new_models(DeeperMLP, 50, FEW)
train_many(large, rings[0][:FEW], rings[1][:FEW], n_epochs=200, lr=0.15)
report_sign("and above 50 + 50 without decay", final - accuracies(large, *rings[2:]), 1)
