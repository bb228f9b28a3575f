"""Print how often the claims of notebook 2 hold: python tools/claims/notebook_2.py

What is said about training is tried on 64 training sets, and judged on 10,000 points; what is said
about all linear stacks is tried on 64 of them with random weights.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import torch
from sklearn.linear_model import LinearRegression
from torch import nn

from helpers import accuracy, make_dataset, make_grid, train_many

torch.set_default_dtype(torch.float64)
SETS = 64


def stack(n_layers, width=20):
    widths = [2] + [width] * (n_layers - 1) + [2]
    return nn.Sequential(*[nn.Linear(*widths[k : k + 2]) for k in range(n_layers)])


def trained(name, make_model, feature=lambda X: X):
    """One model for each training set, and the sets, (64, 100, d)."""
    torch.manual_seed(0)
    models = [make_model() for _ in range(SETS)]
    sets = [make_dataset(name, seed=1000 + k) for k in range(SETS)]
    X, y = torch.stack([feature(X) for X, _ in sets]), torch.stack([y for _, y in sets])
    train_many(models, X, y)
    return models, X


def best_line(X, y):
    best = 0.5
    for angle in torch.arange(180).deg2rad():
        along = X @ torch.stack([angle.cos(), angle.sin()])
        lead = (2 * y - 1)[along.argsort()].cumsum(0)
        best = max(best, 0.5 + lead.abs().max().item() / len(y))
    return best


def report(what, values, low, high):
    """How many values lie between two bounds; the lowest, middle and highest of them."""
    values = torch.tensor(values)
    held = ((low < values) & (values < high)).sum()
    numbers = " .. ".join(f"{v:.3g}" for v in (values.min(), values.median(), values.max()))
    print(f"{held:2} of {len(values)} in ({low}, {high})  {what}: {numbers}", flush=True)


X_test, y_test = make_dataset(n=10_000, seed=0)
X_test, y_test = make_dataset(n=10_000, seed=0)
grid, radius = make_grid(X_test)[2], X_test.square().sum(dim=1)
models, X = trained("circles", lambda: stack(2, 500))
lines, _ = trained("circles", lambda: stack(1))
apart, ranks, fits = [], [], []
with torch.no_grad():
    for model, line, A in zip(models, lines, X, strict=True):
        apart.append((model(grid).softmax(1) - line(grid).softmax(1)).abs().max())
        ranks.append(torch.linalg.matrix_rank(model[0](A) - model[0](A).mean(dim=0)).item())
        h = model[0](X_test[:1000])
        fits.append(LinearRegression().fit(h, radius[:1000]).score(h, radius[:1000]))
    report("500 features against logistic regression", apart, -1, 0.01)
    report("their rank", ranks, 1, 3)
    report("R2 for the squared radius", fits, -1, 0.1)
    for depth in (2, 5):
        gaps = []
        for model in (stack(depth) for _ in range(SETS)):
            bias = model(torch.zeros(1, 2))
            gaps.append((grid @ (model(torch.eye(2)) - bias) + bias - model(grid)).abs().max())
        report(f"{depth} layers against one matrix", gaps, -1, 1e-9)
for name, low, high in (("circles", 0.4, 0.6), ("moons", 0.8, 0.9), ("xor", 0.4, 0.6)):
    judges = make_dataset(name, n=10_000, seed=0)
    found = [accuracy(model, *judges) for model in trained(name, lambda: stack(1))[0]]
    report(f"{name}, the line that training finds", found, low, high)
    limits = [best_line(*make_dataset(name, n=1000, seed=2000 + k)) for k in range(SETS)]
    report(f"{name}, the best line", limits, 0.5, 0.9)
for name, f, low, high in (
    ("squared radius", lambda X: X.square().sum(dim=1, keepdim=True), 0.7, 0.8),
    ("x1 times x2", lambda X: X[:, :1] * X[:, 1:], 0.4, 0.6),
):
    readers = trained("circles", lambda: nn.Linear(1, 2), f)[0]
    shares = [accuracy(reader, f(X_test), y_test) for reader in readers]
    report(f"a cut through {name}", shares, low, high)
