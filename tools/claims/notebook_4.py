"""How often the claims of notebook 4 hold: python tools/claims/notebook_4.py [SETS]

With 64 training sets, the default, it takes about ten minutes. Each model has its own training
set and its own initial weights, and is judged on 10,000 held-out points.
"""

import sys
from pathlib import Path

import nbformat
import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))
import helpers  # noqa: E402

SETS = int(sys.argv[1]) if len(sys.argv) > 1 else 64
DEFINITIONS = ("import torch", "class MLP", "class DeeperMLP", "def training_sets")
DEFINITIONS += ("def confidence", "class SoftmaxTwice", "def cross_validate")


def lesson():
    """The names that the lesson defines, without what it trains below its definitions."""
    notebook = nbformat.read(ROOT / "notebooks" / "04_depth.ipynb", as_version=4)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    names = {}
    for definition in DEFINITIONS:
        source = next(cell for cell in cells if definition in cell and "@title Setup" not in cell)
        exec(source.split("\n\n\ntwice =")[0].split("\n\n\nfor cls")[0], names)
    return names


names = lesson()
MLP, DeeperMLP, SoftmaxTwice = (names[name] for name in ("MLP", "DeeperMLP", "SoftmaxTwice"))
trained, judge, cross_validate = (names[name] for name in ("trained", "judge", "cross_validate"))


def sets_of(problem):
    """Training sets that the lesson has not drawn, and the points to judge on."""
    drawn = [helpers.make_dataset(problem, n=100, seed=100 + k) for k in range(SETS)]
    X, y = (torch.stack(part) for part in zip(*drawn, strict=True))
    return X, y, *helpers.make_dataset(problem, n=10_000, seed=11)


def run(data, cls, width, **settings):
    """Training accuracy, held-out accuracy and confidence, (sets, 3), and what was trained."""
    models = trained(cls, width, *data[:2], **settings)
    return judge(models, *data), models


def report(claim, holds, value):
    low, middle, high = (value.double().quantile(q).item() for q in (0.0, 0.5, 1.0))
    share = f"{int(holds.sum())}/{len(holds)}"
    print(f"{claim:68} | {share:>6} | {low:.3f} {middle:.3f} {high:.3f}", flush=True)


print(f"{'claim':68} |  holds | lowest, median, highest value")
rings = sets_of("circles")
small, _ = run(rings, MLP, 10)
wide, _ = run(rings, MLP, 560)
fifth, _ = run(rings, DeeperMLP, 20)
deep, models = run(rings, DeeperMLP, 50)


def deep_minus(rows, column=1):
    return deep[:, column] - rows[:, column]


report("rings: 50 + 50 worse than 560", deep_minus(wide) < 0, deep_minus(wide))
less = fifth[:, 1] - wide[:, 1]
report("rings: 20 + 20 (522 parameters) worse than 560 (2,802)", less < 0, less)
report("rings: 50 + 50 worse than 10", deep_minus(small) < 0, deep_minus(small))
report("rings: 560 worse than 10", wide[:, 1] < small[:, 1], wide[:, 1] - small[:, 1])
for name, rows in {"10": small, "560": wide, "50 + 50": deep}.items():
    over = rows[:, 2] - rows[:, 1]
    report(f"rings: {name} surer than right by 0.05", over > 0.05, over)

held_back = {
    "50 epochs": (DeeperMLP, 50, {"n_epochs": 50}),
    "5 + 5 units": (DeeperMLP, 5, {}),
    "weight decay": (DeeperMLP, 50, {"weight_decay": 0.01}),
    "softmax twice": (SoftmaxTwice, 50, {}),
}
kept = {}
for name, (cls, width, settings) in held_back.items():
    kept[name], models = run(rings, cls, width, **settings)
    gain = kept[name][:, 1] - deep[:, 1]
    report(f"rings, held back by {name}: better than 50 + 50", gain > 0, gain)
    own = zip(models, *rings[:2], strict=True)
    said = [helpers.describe(model, X, y, *rings[2:]) for model, X, y in own]
    closed = torch.tensor([each.endswith("boundary: one closed curve") for each in said])
    report(f"rings, held back by {name}: one closed curve", closed, kept[name][:, 1])
    if name != "softmax twice":
        over = kept[name][:, 2] - kept[name][:, 1]
        report(f"rings, held back by {name}: confidence within 0.05", over.abs() < 0.05, over)

pools = [slice(12 * k, 12 * k + 12) for k in range(max(SETS // 12, 1))]
X_pools = torch.stack([rings[0][pool].reshape(-1, 2) for pool in pools])
y_pools = torch.stack([rings[1][pool].reshape(-1) for pool in pools])
fed, _ = run((X_pools, y_pools, *rings[2:]), DeeperMLP, 50)
gap = fed[:, 0] - fed[:, 1]
report("rings, 1,200 points: training within 0.04 of held-out", gap.abs() < 0.04, gap)
best = torch.stack([deep[pool, 1].max() for pool in pools])
report("rings, 1,200 points: above the best of its twelve", fed[:, 1] > best, fed[:, 1])

candidates = [(c, w, d) for c in (MLP, DeeperMLP) for d in (0.0, 0.01) for w in (2, 5, 10, 50)]
rows = []  # of left-out losses
for X, y in list(zip(*rings[:2], strict=True))[: max(SETS // 8, 1)]:
    left_out = [cross_validate(*each, X, y) for each in candidates]
    rows.append(torch.stack(left_out)[:, :, 1].mean(dim=1))
left_out = torch.stack(rows)  # (sets, candidates)
worst = left_out.argmax(dim=1)
report("cross-validation: 50 + 50 without decay is worst", worst == 11, left_out[:, 11])
tamed = left_out[:, 15] - left_out[:, 11]
report("cross-validation: 50 + 50 better with decay", tamed < 0, tamed)
rise = left_out[:, 11] - left_out[:, 9]
report("cross-validation: two layers without decay, 50 worse than 5", rise > 0, rise)

arms = sets_of("spirals")
wide, _ = run(arms, MLP, 560, n_epochs=300)
for name, width in {"50 + 50": 50, "20 + 20": 20}.items():
    deep, _ = run(arms, DeeperMLP, width, n_epochs=300)
    more = deep[:, 1] - wide[:, 1]
    report(f"spirals: {name} better than 560", more > 0, more)
