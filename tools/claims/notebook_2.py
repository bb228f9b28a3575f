"""Print how often the claims of notebook 2 hold: python tools/claims/notebook_2.py

Training is tried on 64 training sets and judged on 10,000 held-out points, lines are tried on 64
sets of 1,000 points, and linear stacks with 64 sets of random weights.
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
    torch.manual_seed(0)
    models = [make_model() for _ in range(SETS)]
    sets = [make_dataset(name, seed=1000 + k) for k in range(SETS)]
    X, y = torch.stack([feature(A) for A, _ in sets]), torch.stack([b for _, b in sets])
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
    values = torch.tensor(values)
    held = ((low < values) & (values < high)).sum()
    found = f"{values.min():.3g} .. {values.quantile(0.5):.3g} .. {values.max():.3g}"
    print(f"{held} of {SETS} in ({low:g}, {high:g})  {what}: {found}", flush=True)


X_test, y_test = make_dataset(n=10_000, seed=0)
grid, radius = make_grid(X_test)[2], X_test[:1000].square().sum(dim=1)
models, X = trained("circles", lambda: stack(2, 500))
lines = trained("circles", lambda: stack(1))[0]
apart, ranks, fits = [], [], []
with torch.no_grad():
    for model, line, A in zip(models, lines, X, strict=True):
        apart.append((model(grid).softmax(1) - line(grid).softmax(1)).abs().max())
        ranks.append(torch.linalg.matrix_rank(model[0](A) - model[0](A).mean(dim=0)).item())
        fits.append(LinearRegression().fit(h := model[0](X_test[:1000]), radius).score(h, radius))
    report("500 features against logistic regression", apart, -1, 0.01)
    report("their rank", ranks, 1, 3)
    report("R2 for the squared radius", fits, -1, 0.1)
    gaps = []
    for model in (stack(5) for _ in range(SETS)):
        b = model(torch.zeros(1, 2))
        gaps.append((grid @ (model(torch.eye(2)) - b) + b - model(grid)).abs().max())
    report("5 layers against one matrix", gaps, -1, 1e-9)
for name, low, high in (("circles", 0.4, 0.6), ("moons", 0.8, 0.9), ("xor", 0.4, 0.6)):
    judges = make_dataset(name, n=10_000, seed=0)
    found = [accuracy(model, *judges) for model in trained(name, lambda: stack(1))[0]]
    report(f"{name}, the line that training finds", found, low, high)
    limits = [best_line(*make_dataset(name, n=1000, seed=2000 + k)) for k in range(SETS)]
    report(f"{name}, the best line", limits, 0.55, 0.9 if name == "moons" else 0.8)
radius_of, product_of = lambda X: X.square().sum(dim=1, keepdim=True), lambda X: X[:, :1] * X[:, 1:]
for name, f, low in (("squared radius", radius_of, 0.7), ("x1 times x2", product_of, 0.4)):
    readers = trained("circles", lambda: nn.Linear(1, 2), f)[0]
    shares = [accuracy(reader, f(X_test), y_test) for reader in readers]
    report(f"a cut through {name}", shares, low, low + 0.2)
