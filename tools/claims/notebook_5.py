"""How often the claims of notebook 5 hold: python tools/claims/notebook_5.py (a quarter of an hour)

Each network has a training set of its own. Each effect is shown beside controls without
training, with shuffled labels or without weight decay, where it should be absent.
"""

import copy
from itertools import product

import numpy as np
import torch
from common import SETS, accuracies, best_line, definitions, draw_sets, make_dataset, report
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import GridSearchCV
from sklearn.preprocessing import PolynomialFeatures
from sklearn.svm import LinearSVC
from torch import nn

from helpers import accuracy, train_many

L = definitions("05_learned_features")
L["device"] = "cpu"
ridge = RidgeCV(alphas=np.logspace(-1, 3, 9))
svm = LinearSVC(penalty="l1", dual=False, random_state=0, max_iter=10_000)
with_l1 = GridSearchCV(svm, {"C": np.logspace(-1.5, 0.5, 5)})
FEW = 16  # sets for the slow parts
SIGNS = torch.tensor([-1.0, 1.0])


def new_networks(make, first):
    networks = []
    for seed in range(first, first + SETS):
        torch.manual_seed(seed)
        networks.append(make())
    return networks


def in_the_plane(X, y):
    """The deeper network: each has its own training set, (64, n, 2) and (64, n)."""
    X_test, y_test = make_dataset("circles", n=5000, seed=0)
    X_probe, y_probe = make_dataset("circles", n=1000, seed=2)
    L["X_many"], _ = make_dataset("circles", n=20_000, seed=3)
    before = new_networks(lambda: L["DeeperMLP"](2, 50), 1000)
    trained, plain = copy.deepcopy(before), copy.deepcopy(before)

    def follows(networks):
        found = []
        for network, points in zip(networks, X, strict=True):
            L["X"] = points  # use is measured on the training points
            with torch.no_grad():
                found.append(L["follows_radius"](network))
        return torch.tensor(found)

    start = follows(before)
    report("untrained: layer 2 follows the radius (> 0.45)", start, lambda v: v > 0.45)
    gained = {}
    for epochs, more in ((125, 125), (2500, 2375)):
        train_many(trained, X, y, n_epochs=more, lr=0.02, weight_decay=0.01)
        train_many(plain, X, y, n_epochs=more, lr=0.02)
        for name, networks in {"with weight decay": trained, "without": plain}.items():
            gained[epochs, name] = follows(networks) - start
    for name in ("with weight decay", "without"):
        left = gained[2500, name] / gained[125, name]
        report(f"{name}, the end keeps under half of the early gain", left, lambda v: v < 0.5)
    line = best_line(X_test, y_test)
    for name, networks in {"untrained": before, "trained": trained}.items():
        cut = accuracies(networks, X_test, y_test) - line
        report(f"{name}: its cut beats the best line by > 0.1", cut, lambda v: v > 0.1)
        tops = [(network(X_test) @ SIGNS).topk(10).indices for network in networks]
        far = torch.stack([X_test[top].norm(dim=1).mean() for top in tops])
        report(f"{name}: the 10 points at the tip are within 0.5", far, lambda v: v < 0.5)
    loss = {"best unit": [], 1: [], 2: [], 10: []}
    for network, points in zip(trained, X, strict=True):
        L["X"] = points
        network.requires_grad_(False)
        alone = [L["accuracy_with"](network, [j], X_probe, y_probe) for j in range(50)]
        order = L["use2"](network).argsort(descending=True)
        whole = accuracy(network, X_test, y_test)
        kept = {n: order[:n] for n in (1, 2, 10)} | {"best unit": [np.argmax(alone)]}
        for name, units in kept.items():
            loss[name].append(whole - L["accuracy_with"](network, units, X_test, y_test))
    for name, values in loss.items():
        report(f"keeping {name} loses less than 0.02", values, lambda v: v < 0.02)


def by_width(widths, n_sets=8, n_seeds=16):
    """What learned features gain over random ones, medians of all seeds, for each training set."""
    X_test, y_test = make_dataset("circles", n=5000, seed=0)
    gains = []
    for k in range(n_sets):
        X, y = make_dataset("circles", seed=6000 + k if k else 42)
        learned, random = (
            L["median_accuracy"](L["train_networks"](n_seeds, width, frozen, X, y), X_test, y_test)
            for width, frozen in zip(widths, (False, True), strict=True)
        )
        gains.append(learned - random)
    return gains


def among_useless(X, y):
    """Features of 20 coordinates: each network has its own training set."""
    X_test, y_test = L["with_useless"](2000, 0)
    start = new_networks(lambda: nn.Sequential(nn.Linear(20, 50), nn.ReLU(), nn.Linear(50, 2)), 0)
    shuffled = torch.stack([labels[torch.randperm(len(labels))] for labels in y])
    shares, networks = {}, {}
    kinds = {"with": (y, 0.01), "without": (y, 0.0), "shuffled": (shuffled, 0.01)}
    for name, (labels, decay) in kinds.items():
        networks[name] = copy.deepcopy(start)
        for k in range(0, SETS, 8):
            part = slice(k, k + 8)
            options = {"n_epochs": 300, "lr": 0.1, "weight_decay": decay}
            train_many(networks[name][part], X[part], labels[part], **options)
        squares = [net[0].weight.detach().square().sum(dim=0) for net in networks[name]]
        shares[name] = torch.stack([(s[:2].sum() / s.sum()) for s in squares])
        report(f"{name}: weight on the two real coordinates > 0.2", shares[name], lambda v: v > 0.2)
    report("weight decay adds > 0.1", shares["with"] - shares["without"], lambda v: v > 0.1)
    learned = [net.requires_grad_(False) for net in networks["with"]]
    best, gain = accuracies(learned, X_test, y_test), []
    for k in range(FEW):
        gain.append(best[k] - L["kernel_accuracy"](X[k], y[k], X_test, y_test))
    report("fifty learned beat infinitely many random ones", gain, lambda v: v > 0)
    plain = best - accuracies(networks["without"], X_test, y_test)
    report("without weight decay they do, too", torch.tensor(gain) - plain[:FEW], lambda v: v > 0)
    most = plain[:FEW] / torch.tensor(gain)
    report("weight decay makes more than half of the lead", most, lambda v: v > 0.5)
    circle = (X_test[:, :2].norm(dim=1) < 0.815) == y_test
    report("the Bayes classifier is better still", circle.double().mean() - best, lambda v: v > 0)
    in_ten_steps(X, {"true": y, "shuffled": shuffled}, y, best)
    return learned


def in_ten_steps(X, kinds, y, best):
    """Ten steps with layer 1 alone; `best` holds the accuracies of the networks of 300 epochs."""
    X_test, y_test = L["with_useless"](2000, 0)
    for name, labels in kinds.items():
        share, worth = [], []
        for k in range(SETS):
            layers = L["ten_steps"](X[k], labels[k], seed=k)
            share.append(L["weight_shares"]([[layers[10]]])[:2].sum())
            maps = [L["hidden_units"](layers[step]) for step in (0, 1, 2, 3, 5, 10)]
            data = X[k], y[k], X_test, y_test
            worth.append([L["fit_accuracy"](ridge, phi, *data) for phi in maps])
        worth = torch.tensor(np.array(worth))
        medians = " ".join(f"{value:.2f}" for value in worth.median(dim=0).values)
        print(f"{name} labels, median accuracy after 0, 1, 2, 3, 5, 10 steps: {medians}")
        report(f"ten steps, {name}: weight on the two > 0.4", share, lambda v: v > 0.4)
        report(f"ten steps, {name}: gain > 0.1", worth[:, 5] - worth[:, 0], lambda v: v > 0.1)
        report(f"ten steps, {name}: at most 0.03 behind", best - worth[:, 5], lambda v: v < 0.03)


def by_kernels(sets):
    """The kernel that weights inputs, and the network, from 1,000 points and from 200."""
    new = L["with_useless"](2000, 0)
    torch.manual_seed(5)
    turn = torch.linalg.qr(torch.randn(20, 20))[0]
    turned = new[0] @ turn, new[1]
    for n in (1000, 200):
        few = [(X[:n], y[:n]) for X, y in sets]
        mixed = [(X, y[torch.randperm(n)]) for X, y in few]
        own, noise = (torch.tensor([L["kernel_rounds"](*s, *new) for s in k]) for k in (few, mixed))
        lost = torch.tensor([L["kernel_rounds"](X @ turn, y, *turned) for X, y in few])
        report(f"kernel, {n}: weight on the two > 0.8", own[:, 4, 0], lambda v: v > 0.8)
        report(f"kernel, {n}, shuffled: the same", noise[:, 4, 0], lambda v: v > 0.8)
        gain, none = (found[:, 4, 1] - found[:, 0, 1] for found in (own, lost))
        report(f"kernel, {n}: four rounds gain > 0.04", gain, lambda v: v > 0.04)
        report(f"kernel, {n}, points rotated: the same", none, lambda v: v > 0.04)
        X, y = (torch.stack(part) for part in zip(*few, strict=True))
        ahead = own[:, 4, 1] - accuracies(L["train_networks"](FEW, 50, False, X, y), *new)
        report(f"kernel, {n}: ahead of the network by > 0.05", ahead, lambda v: v > 0.05)


def in_batches(sets, best):
    """The network in batches and single precision, against that of the lesson."""
    X_test, y_test = L["with_useless"](2000, 0)
    for name in ("true", "shuffled"):
        found = []
        for X, y in sets:
            labels = y if name == "true" else y[torch.randperm(len(y))]
            network = L["train_in_batches"](X, labels)
            found.append(accuracy(network, X_test.float(), y_test))
        behind = (best - torch.tensor(found)).abs()
        report(f"in batches, {name} labels: within 0.05", behind, lambda v: v < 0.05)


def new_questions(learned):
    """Learned features against the opponents, each on its own 100 labels, then on 300."""
    X_test, _ = L["with_useless"](2000, 0)
    degree2 = PolynomialFeatures(2, include_bias=False).fit(X_test)
    questions = {"x1 * x2": lambda X: X[..., 0] * X[..., 1] > 0, "x3": lambda X: X[..., 2] > 0}
    for n, (name, question) in product((100, 300), questions.items()):
        few = torch.stack([L["with_useless"](n, 9000 + k)[0] for k in range(FEW)])
        labels, new = question(few).long(), question(X_test).long()
        scratch = accuracies(L["train_networks"](FEW, 50, False, few, labels), X_test, new)
        found = []
        for k in range(FEW):
            data = few[k], labels[k], X_test, new
            before = L["random_layer"](k)  # the same units before training
            rows = [(ridge, L["hidden_units"](layer)) for layer in (learned[k][0], before)]
            rows += [(ridge, lambda P: P), (with_l1, lambda P: torch.tensor(degree2.transform(P)))]
            found.append([L["fit_accuracy"](fit, phi, *data) for fit, phi in rows])
        own, *others = torch.tensor(np.array(found)).T
        opponents = ("before training", "raw coordinates", "products with L1", "from scratch")
        for opponent, theirs in zip(opponents, (*others, scratch), strict=True):
            report(f"{name} > 0, {n} labels: beat {opponent}", own - theirs, lambda v: v > 0)


print(f"\n18 irrelevant coordinates, {SETS} training sets ({FEW} for the slow parts)")
sets = [L["with_useless"](1000, 7000 + k) for k in range(SETS)]
learned = among_useless(torch.stack([X for X, _ in sets]), torch.stack([y for _, y in sets]))
by_kernels(sets[:FEW])
in_batches(sets[:FEW], accuracies(learned[:FEW], *L["with_useless"](2000, 0)))
new_questions(learned)
print("\nOne hidden layer in the plane: medians of 16 seeds, on each of 8 training sets")
report("five learned beat five random (> 0.05)", by_width((5, 5)), lambda v: v > 0.05)
report("five learned and twenty random (within 0.02)", by_width((5, 20)), lambda v: v.abs() < 0.02)
report("fifty learned beat fifty random by < 0.02", by_width((50, 50)), lambda v: v < 0.02)
print(f"\nThe deeper network, {SETS} training sets")
in_the_plane(*draw_sets("circles", first=5000))
