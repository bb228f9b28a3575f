"""How often the claims of notebook 2 hold: python tools/claims/notebook_2.py

Training is tried on 64 training sets and judged on 10,000 held-out points, lines are tried on 64
sets of 1,000 points, and linear stacks with 64 sets of random weights.
"""

import torch
from common import SETS, accuracies, best_line, draw_sets, make_dataset, report
from sklearn.linear_model import LinearRegression
from torch import nn

from helpers import make_grid, train_many


def stack(n_layers, width=20):
    widths = [2] + [width] * (n_layers - 1) + [2]
    return nn.Sequential(*[nn.Linear(*widths[k : k + 2]) for k in range(n_layers)])


def trained(name, make_model, feature=lambda X: X):
    torch.manual_seed(0)
    models = [make_model() for _ in range(SETS)]
    X, y = draw_sets(name, first=1000)
    train_many(models, feature(X), y)
    return models


def between(low, high):
    return lambda values: (low < values) & (values < high)


X_test, y_test = make_dataset(n=10_000, seed=0)
grid, radius = make_grid(X_test)[2], X_test[:1000].square().sum(dim=1)
lines, wide = trained("circles", lambda: stack(1)), trained("circles", lambda: stack(2, 500))
apart, ranks, fits, gaps = [], [], [], []
with torch.no_grad():
    for model, line, A in zip(wide, lines, draw_sets("circles", first=1000)[0], strict=True):
        apart.append((model(grid).softmax(1) - line(grid).softmax(1)).abs().max())
        ranks.append(torch.linalg.matrix_rank(model[0](A) - model[0](A).mean(dim=0)))
        h = model[0](X_test[:1000])
        fits.append(LinearRegression().fit(h, radius).score(h, radius))
    for model in (stack(5) for _ in range(SETS)):
        b = model(torch.zeros(1, 2))
        gaps.append((grid @ (model(torch.eye(2)) - b) + b - model(grid)).abs().max())
report("500 features differ from logistic regression by < 0.01", apart, between(-1, 0.01))
report("their rank is 2", ranks, lambda rank: rank == 2)
report("their R2 for the squared radius is below 0.1", fits, between(-1, 0.1))
report("5 layers differ from one matrix by < 1e-9", gaps, between(-1, 1e-9))
for name, low, high in (("circles", 0.4, 0.6), ("moons", 0.8, 0.9), ("xor", 0.4, 0.6)):
    models = lines if name == "circles" else trained(name, lambda: stack(1))
    found = accuracies(models, *make_dataset(name, n=10_000, seed=0))
    report(f"{name}: the line that training finds: {low} to {high}", found, between(low, high))
    limits = [best_line(X, y) for X, y in zip(*draw_sets(name, 2000, n=1000), strict=True)]
    high = 0.9 if name == "moons" else 0.8
    report(f"{name}: the best line: 0.55 to {high}", limits, between(0.55, high))


def squared_radius(X):
    return X.square().sum(dim=-1, keepdim=True)


def product(X):
    return X[..., :1] * X[..., 1:]


for name, feature, low in (("squared radius", squared_radius, 0.7), ("x1 x2", product, 0.4)):
    found = accuracies(
        trained("circles", lambda: nn.Linear(1, 2), feature), feature(X_test), y_test
    )
    report(f"a cut through {name}: {low} to {low + 0.2:.1f}", found, between(low, low + 0.2))
