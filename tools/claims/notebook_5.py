"""How often the claims of notebook 5 hold: python tools/claims/notebook_5.py (some minutes)

Each claim is tried with 64 seeds on the training points of the notebook, then with 64 seeds that
have their own. Of the deeper network you also see the same before training, where what was learned
must be missing. The functions are the notebook's own.
"""

import copy

import torch
from common import SETS, accuracies, definitions, draw_sets, make_dataset, report
from sklearn.preprocessing import PolynomialFeatures
from torch import nn

from helpers import train_many

L = definitions("05_learned_features")
PLANE = {"n_epochs": 2500, "lr": 0.02, "weight_decay": 0.01}
SHALLOW = {"n_epochs": 300, "lr": 0.1, "weight_decay": 0.01}
X_test, y_test = make_dataset("circles", n=5000, seed=0)


def new_networks(make, seeds):
    networks = []
    for seed in seeds:
        torch.manual_seed(seed)
        networks.append(make())
    return networks


def in_the_plane(X, y):
    """The deeper network: each has its own training set, (64, n, 2) and (64, n)."""
    L["X_many"], _ = make_dataset("circles", n=20_000, seed=3)
    before = new_networks(lambda: L["DeeperMLP"](2, 50), range(1000, 1000 + SETS))
    after = copy.deepcopy(before)
    train_many(after, X, y, **PLANE)
    for when, networks in {"trained": after, "untrained": before}.items():
        follows, work = [], []
        for network, points in zip(networks, X, strict=True):
            network.requires_grad_(False)
            L["X"] = points  # use is measured on the training points
            follows.append(L["follows_radius"](network))
            ten = L["use2"](network).argsort(descending=True)[:10]
            work.append(L["accuracy_with"](network, ten, X_test, y_test))
        report(f"{when}: layer 2 follows the radius (> 0.45)", follows, lambda v: v > 0.45)
        report(f"{when}: ten units do the work (> 0.73)", work, lambda v: v > 0.73)


def by_width(width, n_sets=8, n_seeds=32):
    """What learned features gain over random ones, medians of all seeds, for each training set."""
    gains = []
    for k in range(n_sets):
        X, y = make_dataset("circles", seed=6000 + k if k else 42)
        random, learned = (
            L["median_accuracy"](L["train_networks"](n_seeds, width, frozen, X, y), X_test, y_test)
            for frozen in (True, False)
        )
        gains.append(learned - random)
    return gains


def products_against(learned_accuracy, X, y, X_test, y_test):
    """What 50 learned features gain over a linear probe on all products of degree 2."""
    degree2 = PolynomialFeatures(2, include_bias=False).fit(X)
    maps = [torch.tensor(degree2.transform(points)) for points in (X, X_test)]
    return learned_accuracy - L["linear_probe"](maps[0], y, maps[1], y_test)


def among_useless(X, y):
    """Learned and random features of 20 coordinates: each network has its own training set."""
    X_test, y_test = L["with_useless"](2000, 0)
    new_test = (X_test[:, 0] * X_test[:, 1] > 0).long()
    learned = new_networks(
        lambda: nn.Sequential(nn.Linear(20, 50), nn.ReLU(), nn.Linear(50, 2)), range(SETS)
    )
    random = copy.deepcopy(learned)
    for network in random:
        network[0].requires_grad_(False)
    for k in range(0, SETS, 8):
        part = slice(k, k + 8)
        train_many(learned[part], X[part], y[part], **SHALLOW)
        train_many(random[part], X[part], y[part], **SHALLOW)
    ratio, transfer = [], []
    for k, pair in enumerate(zip(learned, random, strict=True)):
        shares = [L["weight_shares"]([net.requires_grad_(False)])[:2].sum() for net in pair]
        ratio.append(shares[0] / shares[1])
        few, _ = L["with_useless"](100, 9000 + k)
        new = (few[:, 0] * few[:, 1] > 0).long()
        probe = [
            L["linear_probe"](net[0](few).relu(), new, net[0](X_test).relu(), new_test)
            for net in pair
        ]
        transfer.append(probe[0] - probe[1])
    best = accuracies(learned, X_test, y_test)
    gain = best - accuracies(random, X_test, y_test)
    report("learned beat random ones (> 0.1)", gain, lambda v: v > 0.1)
    report("the weight on the two grows (> 3 times)", ratio, lambda v: v > 3)
    report("and they carry over (> 0.15)", transfer, lambda v: v > 0.15)
    some = range(0, SETS, 4)
    products = [products_against(best[k], X[k], y[k], X_test, y_test) for k in some]
    report("products do as well (< 0.05)", products, lambda v: v < 0.05)


for title, first, step in (("one training set", 42, 0), ("64 training sets", 7000, 1)):
    print(f"\n18 useless coordinates, {title}")
    sets = [L["with_useless"](1000, first + step * k) for k in range(SETS)]
    among_useless(torch.stack([X for X, _ in sets]), torch.stack([y for _, y in sets]))
print("\nOne hidden layer in the plane: medians of 32 seeds, on each of 8 training sets")
report("five learned beat five random (> 0.05)", by_width(5), lambda v: v > 0.05)
report("fifty do not (< 0.02)", by_width(50), lambda v: v < 0.02)
print("\nThe deeper network, one training set")
X, y = draw_sets("circles", first=42, count=1)
in_the_plane(X.expand(SETS, -1, -1), y.expand(SETS, -1))
print("\nThe deeper network, 64 training sets")
in_the_plane(*draw_sets("circles", first=5000))
