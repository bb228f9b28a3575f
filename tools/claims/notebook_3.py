"""How often the claims of notebook 3 hold: python tools/claims/notebook_3.py (minutes)

Over 256 starts on the course's training set, and 64 others with 8 starts of their own: which runs
enclose a region, and what changes if no unit can die, if every hinge starts in the middle, or if
the failures are trained longer. How often eight starts beat one trained eight times as long, and
ten units three. What training does to the points among three units; what a second softmax does.
"""

import copy
import math

import torch
from common import SETS, accuracies, best_line, definitions, draw_sets, make_dataset, report
from torch import nn

from helpers import decision_boundary, train_many

names = definitions("03_multilayer_perceptron")
MLP, LeakyMLP, LeakierMLP = names["MLP"], names["LeakyMLP"], names["LeakierMLP"]
MLPWithSoftmax = names["MLPWithSoftmax"]
with_seed = names["with_seed"]
X_test, y_test = make_dataset("circles", n=1000, seed=0)


def train(models, X, y, lr=0.04, n_epochs=500):
    """Last losses, trained 128 at a time; each model has its own points."""
    losses = []
    for k in range(0, len(models), 128):
        part = slice(k, k + 128)
        losses.append(train_many(models[part], X[part], y[part], n_epochs, lr)[:, -1])
    return torch.cat(losses)


def which_enclose(models, X):
    pairs = zip(models, X, strict=True)
    found = [any((c[0] == c[-1]).all() for c in decision_boundary(m, A)) for m, A in pairs]
    return torch.tensor(found)


def living_units(models, X):
    """How many units of each model are on for at least one of its points."""
    with torch.no_grad():
        pairs = zip(models, X, strict=True)
        return torch.tensor([(m.feature_layer(A) > 0).any(dim=0).sum() for m, A in pairs])


def runs(title, width, X, y, seeds):
    """Train a model for each training set, (m, n, 2), and seed; report, and return what follows."""
    models = [with_seed(seed, width) for seed in seeds]
    untrained, born = which_enclose(models, X), living_units(models, X)
    loss, held_out = train(models, X, y), accuracies(models, X_test, y_test)
    closed, living = which_enclose(models, X), living_units(models, X)
    print(f"\n{title}, {width} hidden units; held-out accuracy, or living units")
    report("encloses a region", held_out, closed)
    report("does so before training", held_out, untrained)
    report("encloses no region, with two living units or fewer", living, ~closed & (living < 3))
    best = loss.view(-1, 8).argmin(dim=1) + torch.arange(0, len(models), 8)
    report("the best of eight starts encloses a region", held_out[best], closed[best])
    report("a unit dead at the start is alive at the end", living - born, living > born)
    for words, group in (("enclose one", closed), ("do not", ~closed)):
        if group.any():
            report(f"held-out above 0.7, runs that {words}", held_out[group], lambda v: v > 0.7)
    return models, closed, living


def other_causes(X, y, seeds, closed, living):
    """The same starts of three units, with one thing changed."""
    dead = ~closed & (living < 3)
    starts = {"leak of 0.05": [with_seed(seed, 3, LeakyMLP) for seed in seeds]}
    starts["leak of 0.3"] = [with_seed(seed, 3, LeakierMLP) for seed in seeds]
    starts["hinges in the middle"] = [with_seed(seed, 3) for seed in seeds]
    for model in starts["hinges in the middle"]:
        nn.init.zeros_(model.feature_layer.bias)
    for name, models in starts.items():
        train(models, X, y)
        now, alive = which_enclose(models, X), living_units(models, X)
        report(f"{name}: encloses a region; units on somewhere", alive, now)
        report(f"{name}: so do runs that had two living units", alive[dead], now[dead])
        still = dead & ~now
        with torch.no_grad():
            pairs = zip(models, X, strict=True)
            shares = torch.stack([(m.feature_layer(A) > 0).double().mean(dim=0) for m, A in pairs])
        outside = ((shares == 0) | (shares == 1)).sum(dim=1)
        report(f"{name}: the other runs that had: a hinge outside", outside[still], lambda v: v > 0)


def patience(models, X, y, closed, living):
    """Train the failures with three living units or more for as long again."""
    k = (~closed & (living > 2)).nonzero().flatten()
    longer = [copy.deepcopy(models[place]) for place in k]
    loss = train(longer, X[k], y[k], lr=0.2)
    report("a failure with three alive closes later; loss", loss, which_enclose(longer, X[k]))


def eight_times_as_long(models, X, y):
    """The first of each eight starts, trained for eight times as long, against the best of all."""
    first = [copy.deepcopy(model) for model in models[::8]]
    loss = train(first, X[::8], y[::8], n_epochs=3500)
    trios = zip(models, X, y, strict=True)
    short = torch.stack([nn.functional.cross_entropy(m(A), b).detach() for m, A, b in trios])
    best = short.view(-1, 8).argmin(dim=1) + torch.arange(0, len(models), 8)
    won = which_enclose([models[k] for k in best], X[best]).double()
    long = which_enclose(first, X[::8])
    report("one start, trained eight times as long, encloses a region", loss, long)
    lead = won - long.double()
    report("the best of eight does, and the long run does not", lead, lead > 0)
    report("the long run does, and the best of eight does not", lead, lead < 0)


def disagreement(models):
    """For each training set, the share of held-out points on which two of its eight runs differ."""
    labels = torch.stack([model(X_test).argmax(dim=1) for model in models]).double()
    p = labels.view(-1, 8, len(X_test)).mean(dim=1)
    return (2 * p * (1 - p)).mean(dim=1) * 8 / 7  # a run is not compared with itself


def hidden_space(X, y, seeds):
    """The best of every 8 starts against the best line, untrained, and with only a new plane."""
    models = [with_seed(seed, 3) for seed in seeds]
    best = train(models, X, y).view(-1, 8).argmin(dim=1) + torch.arange(0, len(models), 8)
    before = [with_seed(seeds[k], 3) for k in best]
    untrained = accuracies(before, X_test, y_test)
    with torch.no_grad():
        fixed = [torch.relu(m.feature_layer(X[k])) for m, k in zip(before, best, strict=True)]
    train([model.output_layer for model in before], torch.stack(fixed), y[best])
    trained = accuracies([models[k] for k in best], X_test, y_test)
    only_plane, line = accuracies(before, X_test, y_test), best_line(X_test, y_test)
    print("\nThe best of eight runs with three units: a plane among the activations")
    report("trained: 0.05 above the best line", trained - line, lambda v: v > 0.05)
    report("untrained: below the best line", untrained - line, lambda v: v < 0)
    gap = trained - only_plane
    report("trained: above the untrained units with a trained plane", gap, gap > 0)
    report("by 0.05", gap, gap > 0.05)


X, y = draw_sets("circles", first=42, count=1)
X, y, seeds = X.expand(256, -1, -1), y.expand(256, -1), range(1000, 1256)
for width in (2, 3, 5, 10):
    models, *found = runs("256 starts", width, X, y, seeds)
    if width == 3:
        other_causes(X, y, seeds, *found)
        patience(models, X, y, *found)
seeds = range(2000, 2000 + 8 * SETS)  # fresh starts for each set
X, y = (part.repeat_interleave(8, dim=0) for part in draw_sets("circles"))
apart, successes = {}, {}
for width in (3, 5, 10):
    models, *found = runs("64 training sets, 8 starts each", width, X, y, seeds)
    apart[width], successes[width] = disagreement(models), found[0].view(-1, 8).sum(dim=1)
    report("two runs disagree on a tenth or more", apart[width], lambda v: v > 0.1)
    if width == 3:
        other_causes(X, y, seeds, *found)
        hidden_space(X, y, seeds)
        eight_times_as_long(models, X, y)
        patience(models, X, y, *found)
gap = apart[3] - apart[10]
report("two runs of three units disagree more often than two of ten", gap, gap > 0)
more = successes[10] - successes[3]
report("of eight, more enclose a region with ten units than with three", more, more > 0)

print("\n64 training sets, 10 hidden units, softmax once and twice")
X, y = draw_sets("circles")
too_sure, right = [], []
for cls in (MLP, MLPWithSoftmax):
    models = [with_seed(seed, 10, cls) for seed in range(SETS)]
    loss = train(models, X, y, lr=0.2, n_epochs=250)
    right.append(accuracies(models, X_test, y_test))
    outputs = torch.stack([model(X_test).detach() for model in models])
    sure = (outputs.softmax(dim=2) if cls is MLP else outputs).amax(dim=2).mean(dim=1)
    too_sure.append(sure - right[-1])
    bound = math.log(1 + 1 / math.e)
    report(f"{cls.__name__}: training loss below {bound:.4f}", loss, loss < bound)
    report(f"{cls.__name__}: overconfident", too_sure[-1], too_sure[-1] > 0)
more, gain = too_sure[1] - too_sure[0], right[1] - right[0]
report("the second softmax adds more than 0.05 to that", more, more > 0.05)
report("it costs more than 0.01 of held-out accuracy", gain, gain < -0.01)
