"""How often the claims of notebook 1 hold over 64 training sets: python tools/claims/notebook_1.py

Takes about a minute and a half. Held-out accuracy is measured on 20,000 points.
"""

import torch
from common import accuracies, best_line, draw_sets, make_dataset, report
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from torch import nn

from helpers import train_many

CEILING, WEAK, USUAL = 0.787, 5e-8, 0.005
LAMBDAS = [5e-8, 5e-6, 5e-4, 0.005, 0.05, 0.5, 5.0]
X_new, y_new = make_dataset("circles", n=20_000, seed=1)
X_all, y_all = draw_sets("circles")


def polynomial_model(degree, lam):
    return make_pipeline(
        PolynomialFeatures(degree, include_bias=False),
        StandardScaler(),
        LogisticRegression(C=1 / (2 * 100 * lam), solver="newton-cholesky", max_iter=1000),
    )


def polynomial(degree, lam):
    """Training and held-out accuracy for each training set, two tensors of shape (64,)."""
    rows = []
    for X, y in zip(X_all, y_all, strict=True):
        model = polynomial_model(degree, lam).fit(X.numpy(), y.numpy())
        rows.append([model.score(A.numpy(), b.numpy()) for A, b in ((X, y), (X_new, y_new))])
    return torch.tensor(rows).T


def linear(features):
    """Held-out accuracy of the linear model that training finds, for each training set."""
    X = features(X_all)
    models = [nn.Linear(X.shape[2], 2) for _ in X]
    train_many(models, X, y_all)
    return accuracies(models, features(X_new), y_new)


def with_radius(X):
    return torch.cat([X, X.square().sum(dim=-1, keepdim=True)], dim=-1)


def cross_validated(degree, lam):
    model = polynomial_model(degree, lam)
    sets = zip(X_all.numpy(), y_all.numpy(), strict=True)
    return torch.tensor([cross_val_score(model, X, y, cv=5).mean() for X, y in sets])


torch.manual_seed(0)
line, radius = linear(lambda X: X), linear(with_radius)
best = torch.tensor([best_line(X, y) for X, y in zip(X_all, y_all, strict=True)])
report("the line that training finds: held-out below 0.55", line, line < 0.55)
report("the best line: training accuracy 0.05 below the ceiling", best, best < CEILING - 0.05)
report("one good feature: held-out within 0.03 of the ceiling", radius, radius > CEILING - 0.03)
(wild_train, wild), (_, tame) = polynomial(8, WEAK), polynomial(8, USUAL)
report("degree 8, weak: training 0.05 above the ceiling", wild_train, wild_train > CEILING + 0.05)
report("degree 8, weak: held-out 0.05 below the ceiling", wild, wild < CEILING - 0.05)
report("degree 8: usual beats weak by 0.02, held-out", tame - wild, tame > wild + 0.02)
report("one good feature beats degree 8, usual", radius - tame, radius > tame)
one, two = polynomial(1, WEAK)[1], polynomial(2, WEAK)[1]
report("degree 2, weak, beats degrees 1 and 8", two, (two > one) & (two > wild))

held_out = torch.stack([polynomial(10, lam)[1] for lam in LAMBDAS])
middle = held_out[2:5].amax(dim=0)
report("degree 10: the best lambda is between 5e-4 and 0.05", middle, middle == held_out.amax(0))
largest = polynomial(10, LAMBDAS[-1])[0]
report("degree 10: largest lambda: training below the ceiling", largest, largest < CEILING)
picked = torch.stack([cross_validated(10, lam) for lam in LAMBDAS]).argmax(dim=0)
chosen = held_out.gather(0, picked[None])[0]
report("degree 10: cross-validation picks one of these three", chosen, (picked > 1) & (picked < 5))
gained = chosen - held_out[0]
report("degree 10: its choice beats the smallest lambda, held-out", gained, gained > 0)
