"""How often the claims of notebook 2 hold: python tools/claims/notebook_2.py

Models are trained on 64 training sets, those with 500 ReLU features on 16, and judged on 20,000
new points. Takes some four minutes.
"""

import torch
from common import SETS, accuracies, best_line, definitions, draw_sets, report, wrong_class_lines
from sklearn.linear_model import LinearRegression
from torch import nn

from helpers import make_dataset, make_grid, train_many

names = definitions("02_linear_collapse")
linear_stack, squared_radius = names["linear_stack"], names["squared_radius"]
X_new, y_new = make_dataset(n=20_000, seed=1)
grid = make_grid(X_new)[2]
FEW = 16  # sets for the slow parts


def with_relu():
    return nn.Sequential(nn.Linear(2, 500), nn.ReLU(), nn.Linear(500, 2))


def models(make_model, count=SETS):
    """The same starts at every call."""
    torch.manual_seed(0)
    return [make_model() for _ in range(count)]


def trained(name, make_model, feature=lambda X: X, count=SETS):
    found = models(make_model, count)
    X, y = draw_sets(name, first=1000, count=count)
    train_many(found, torch.stack([feature(points) for points in X]), y)
    return found


def probabilities(found):
    with torch.no_grad():
        return torch.stack([model(grid).softmax(dim=1) for model in found])


def apart(found, other):
    """For each pair of models, the largest difference in probability on a grid."""
    return (probabilities(found) - probabilities(other)).abs().amax(dim=(1, 2))


def explained(bend):
    """Share of the variance of the squared radius that bent features explain on new points."""
    radius, shares = X_new[:2000].square().sum(dim=1), []
    for model in wide[:FEW]:
        with torch.no_grad():
            h = bend(model[0](X_new[:2000]))
        fit = LinearRegression().fit(h[:1000], radius[:1000])
        shares.append(fit.score(h[1000:], radius[1000:]))
    return torch.tensor(shares)


lines = trained("circles", lambda: linear_stack(1))
wide = trained("circles", lambda: linear_stack(2, 500))
bending = trained("circles", with_relu, count=FEW)
for name, others in (
    ("500 features", wide),
    ("500 features, untrained", models(lambda: linear_stack(2, 500))),
    ("10 features", trained("circles", lambda: linear_stack(2, 10))),
    ("2 features", trained("circles", lambda: linear_stack(2, 2))),
    ("three layers", trained("circles", lambda: linear_stack(3))),
    ("500 features, with ReLU", bending),
):
    gap = apart(others, lines[: len(others)])
    report(f"{name}: within 0.01 of logistic regression", gap, gap < 0.01)
gained = accuracies(bending, X_new, y_new) - accuracies(wide[:FEW], X_new, y_new)
report("500 features: ReLU raises accuracy by 0.15", gained, gained > 0.15)
ramps, bent = explained(lambda h: h), explained(lambda h: h.clamp(min=0))
report("ramps explain less than 0.1 of the squared radius", ramps, ramps < 0.1)
report("without negative values they explain more than 0.9", bent, bent > 0.9)

for name in ("circles", "moons", "xor", "spirals"):
    many = make_dataset(name, n=20_000, seed=1)
    found = lines if name == "circles" else trained(name, lambda: linear_stack(1))
    gap, limit = best_line(*many) - accuracies(found, *many), 0.03 if name == "moons" else 0.05
    report(f"{name}: training more than {limit} below the best line", gap, gap > limit)
    if name == "xor":
        share = accuracies(found, *many)
        report("xor: training gets half right, within 0.1", share, abs(share - 0.5) < 0.1)
    gap = best_line(*many) - wrong_class_lines(*draw_sets(name, first=1000), *many)
    report(f"{name}: the same with the other loss", gap, gap > limit)

for name in ("circles", "xor"):
    X_many, y_many = make_dataset(name, n=20_000, seed=1)
    radius, x1_x2 = (
        accuracies(trained(name, lambda: nn.Linear(1, 2), feature), feature(X_many), y_many)
        for feature in (squared_radius, names["x1_times_x2"])
    )
    better = radius - x1_x2
    report(f"{name}: the squared radius beats x1 x2 by 0.15", better, better > 0.15)
    report(f"{name}: x1 x2 beats the squared radius by 0.15", -better, better < -0.15)
