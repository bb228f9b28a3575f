"""How often the claims of notebook 1 hold over 64 training sets: python tools/claims/notebook_1.py

Takes about a minute and a half. Held-out accuracy is measured on 20,000 points.
"""

import sys
from pathlib import Path

import torch
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from torch import nn

sys.path.append(str(Path(__file__).resolve().parents[2]))
from helpers import accuracy, make_dataset, train_many

torch.set_default_dtype(torch.float64)
SETS, CEILING, WEAK, USUAL = 64, 0.787, 5e-8, 0.005
LAMBDAS = [5e-8, 5e-6, 5e-4, 0.005, 0.05, 0.5, 5.0]
X_new, y_new = make_dataset("circles", n=20_000, seed=1)
TRAINING = [make_dataset("circles", n=100, seed=100 + k) for k in range(SETS)]


def polynomial_model(degree, lam):
    return make_pipeline(
        PolynomialFeatures(degree, include_bias=False),
        StandardScaler(),
        LogisticRegression(C=1 / (2 * 100 * lam), solver="newton-cholesky", max_iter=1000),
    )


def polynomial(degree, lam):
    """Training and held-out accuracy for each training set, two tensors of shape (64,)."""
    rows = []
    for X, y in TRAINING:
        model = polynomial_model(degree, lam).fit(X.numpy(), y.numpy())
        rows.append([model.score(A.numpy(), b.numpy()) for A, b in ((X, y), (X_new, y_new))])
    return torch.tensor(rows).T


def linear(features, d):
    """Held-out accuracy of the linear model that training finds, for each training set."""
    models = [nn.Linear(d, 2) for _ in TRAINING]
    X_all = torch.stack([features(X) for X, _ in TRAINING])
    train_many(models, X_all, torch.stack([y for _, y in TRAINING]))
    return torch.tensor([accuracy(model, features(X_new), y_new) for model in models])


def with_radius(X):
    return torch.cat([X, X.square().sum(dim=1, keepdim=True)], dim=1)


def best_line(X, y):
    """Training accuracy of the best of all straight lines, to half a degree."""
    angles = torch.linspace(0, 2 * torch.pi, 721)
    along = X @ torch.stack([angles.cos(), angles.sin()])
    beyond = along[:, None] > along[None]  # point, threshold, direction
    return (beyond == (y == 1)[:, None, None]).double().mean(dim=0).max().item()


def cross_validated(degree, lam):
    model = polynomial_model(degree, lam)
    rows = [cross_val_score(model, X.numpy(), y.numpy(), cv=5).mean() for X, y in TRAINING]
    return torch.tensor(rows)


def report(claim, holds, value):
    low, middle, high = (value.quantile(q).item() for q in (0.0, 0.5, 1.0))
    print(
        f"{claim:62} | {holds.sum():2} of {SETS} | {low:5.2f} {middle:5.2f} {high:5.2f}", flush=True
    )


print(f"{'claim':62} | holds    | lowest, median and highest value")
torch.manual_seed(0)
line, radius = linear(lambda X: X, 2), linear(with_radius, 3)
best = torch.tensor([best_line(X, y) for X, y in TRAINING])
report("the line that training finds: held-out below 0.55", line < 0.55, line)
report("the best line: training accuracy 0.05 below the ceiling", best < CEILING - 0.05, best)
report("one good feature: held-out within 0.03 of the ceiling", radius > CEILING - 0.03, radius)
(wild_train, wild), (_, tame) = polynomial(8, WEAK), polynomial(8, USUAL)
report("degree 8, weak: training 0.05 above the ceiling", wild_train > CEILING + 0.05, wild_train)
report("degree 8, weak: held-out 0.05 below the ceiling", wild < CEILING - 0.05, wild)
report("degree 8: usual beats weak by 0.02, held-out", tame > wild + 0.02, tame - wild)
report("one good feature beats degree 8, usual", radius > tame, radius - tame)
one, two = polynomial(1, WEAK)[1], polynomial(2, WEAK)[1]
report("degree 2, weak, beats degrees 1 and 8", (two > one) & (two > wild), two)

held_out = torch.stack([polynomial(10, lam)[1] for lam in LAMBDAS])
middle = held_out[2:5].amax(dim=0)
report("degree 10: the best lambda is between 5e-4 and 0.05", middle == held_out.amax(0), middle)
largest = polynomial(10, LAMBDAS[-1])[0]
report("degree 10: largest lambda: training below the ceiling", largest < CEILING, largest)
picked = torch.stack([cross_validated(10, lam) for lam in LAMBDAS]).argmax(dim=0)
chosen = held_out.gather(0, picked[None])[0]
report("degree 10: cross-validation picks one of these three", (picked > 1) & (picked < 5), chosen)
gained = chosen - held_out[0]
report("degree 10: its choice beats the smallest lambda, held-out", gained > 0, gained)
