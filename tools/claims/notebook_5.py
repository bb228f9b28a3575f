"""How often the claims of notebook 5 hold: python tools/claims/notebook_5.py (some minutes)

Each claim is tried with 64 seeds on the training points of the notebook, then with 64 seeds that
have their own. Of the deeper network you also see the same before training, where what was learned
must be missing. The functions are the notebook's own.
"""

import ast
import copy
import sys
from pathlib import Path

import nbformat
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import PolynomialFeatures
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from helpers import accuracy, make_dataset, train_many  # noqa: E402

torch.set_default_dtype(torch.float64)
SEEDS = 64
PLANE = {"n_epochs": 2500, "lr": 0.02, "weight_decay": 0.01}
SHALLOW = {"n_epochs": 300, "lr": 0.1, "weight_decay": 0.01}


def lesson():
    """The classes and functions that the lesson of notebook 5 defines, as a namespace."""
    here = {**globals(), "torch": torch, "nn": nn, "LogisticRegression": LogisticRegression}
    for cell in nbformat.read(ROOT / "notebooks/05_learned_features.ipynb", as_version=4).cells:
        if "exercise" in cell.metadata.get("tags", []):
            break
        if cell.cell_type == "code" and "# @title Setup" not in cell.source:
            tree = ast.parse(cell.source)
            kinds = ast.FunctionDef | ast.ClassDef
            tree.body = [each for each in tree.body if isinstance(each, kinds)]
            exec(compile(tree, "notebook 5", "exec"), here)
    return here


def say(claim, values, holds):
    """One line: how often a claim holds, and the lowest, median and highest value."""
    values = torch.tensor(values)
    spread = " ".join(f"{q:.2f}" for q in values.quantile(torch.tensor([0.0, 0.5, 1.0])))
    held = sum(map(holds, values.tolist()))
    print(f"{claim:46} {held:3} of {len(values)} ({spread})", flush=True)


def pair(make, seeds):
    """Networks before training, and copies to be trained."""
    before = []
    for seed in seeds:
        torch.manual_seed(seed)
        before.append(make())
    return before, [copy.deepcopy(network) for network in before]


def in_the_plane(L, own_points):
    print("\nThe deeper network,", "64 training sets" if own_points else "one training set")
    X_test, y_test = make_dataset("circles", n=5000, seed=0)
    L["X_many"], _ = make_dataset("circles", n=20_000, seed=3)
    sets = [make_dataset("circles", seed=5000 + k if own_points else 42) for k in range(SEEDS)]
    X, y = (torch.stack(part) for part in zip(*sets, strict=True))
    before, after = pair(lambda: L["DeeperMLP"](2, 50), range(1000, 1000 + SEEDS))
    train_many(after, X, y, **PLANE)
    for when, networks in {"trained": after, "untrained": before}.items():
        follows, work = [], []
        for network, (points, _) in zip(networks, sets, strict=True):
            network.requires_grad_(False)
            L["X"] = points  # use is measured on the training points
            follows.append(L["follows_radius"](network))
            ten = L["use2"](network).argsort(descending=True)[:10]
            work.append(L["accuracy_with"](network, ten, X_test, y_test))
        say(f"{when}: layer 2 follows the radius (> 0.45)", follows, lambda v: v > 0.45)
        say(f"{when}: ten units do the work (> 0.73)", work, lambda v: v > 0.73)


def by_width(L, n_sets=8, n_seeds=32):
    print("\nOne hidden layer in the plane: median of", n_seeds, "seeds, on each training set")
    X_test, y_test = make_dataset("circles", n=5000, seed=0)
    gains = {5: [], 50: []}
    for width, found in gains.items():
        for k in range(n_sets):
            X, y = make_dataset("circles", seed=6000 + k if k else 42)
            random, learned = (
                L["median_accuracy"](L["train_networks"](n_seeds, width, f, X, y), X_test, y_test)
                for f in (True, False)
            )
            found.append(learned - random)
    say("five learned beat five random (> 0.05)", gains[5], lambda v: v > 0.05)
    say("fifty do not (< 0.02)", gains[50], lambda v: v < 0.02)


def among_useless(L, own_points):
    print("\n18 useless coordinates,", "64 training sets" if own_points else "one training set")
    X_test, y_test = L["with_useless"](2000, 0)
    new_test = (X_test[:, 0] * X_test[:, 1] > 0).long()
    gain, ratio, transfer, products = [], [], [], []
    for first in range(0, SEEDS, 8):
        seeds = range(first, first + 8)
        sets = [L["with_useless"](1000, 7000 + k if own_points else 42) for k in seeds]
        X, y = (torch.stack(part) for part in zip(*sets, strict=True))

        def make():
            return nn.Sequential(nn.Linear(20, 50), nn.ReLU(), nn.Linear(50, 2))

        start, learned = pair(make, seeds)
        frozen = [copy.deepcopy(network) for network in start]
        for network in frozen:
            network[0].requires_grad_(False)
        train_many(learned, X, y, **SHALLOW)
        train_many(frozen, X, y, **SHALLOW)
        for network in (*learned, *frozen):
            network.requires_grad_(False)
        for k, one, other in zip(seeds, learned, frozen, strict=True):
            best = accuracy(one, X_test, y_test)
            gain.append(best - accuracy(other, X_test, y_test))
            shares = [L["weight_shares"]([each])[:2].sum().item() for each in (one, other)]
            ratio.append(shares[0] / shares[1])
            few, _ = L["with_useless"](100, 9000 + k)
            new = (few[:, 0] * few[:, 1] > 0).long()
            probe = [
                L["linear_probe"](each[0](few).relu(), new, each[0](X_test).relu(), new_test)
                for each in (one, other)
            ]
            transfer.append(probe[0] - probe[1])
            if own_points and k % 4 == 0:
                degree2 = PolynomialFeatures(2, include_bias=False).fit(X[0])
                maps = [torch.tensor(degree2.transform(P)) for P in (sets[k - first][0], X_test)]
                products.append(
                    best - L["linear_probe"](maps[0], sets[k - first][1], maps[1], y_test)
                )
    say("learned beat random ones (> 0.1)", gain, lambda v: v > 0.1)
    say("the weight on the two grows (> 3 times)", ratio, lambda v: v > 3)
    say("and they carry over (> 0.15)", transfer, lambda v: v > 0.15)
    if products:
        say("products do as well (< 0.05)", products, lambda v: v < 0.05)


if __name__ == "__main__":
    names = lesson()
    for own_points in (False, True):
        among_useless(names, own_points)
    by_width(names)
    for own_points in (False, True):
        in_the_plane(names, own_points)
