"""How often the claims of notebook 3 hold: python tools/claims/notebook_3.py (some minutes)

Over 256 starts on the course's training set, and over 64 training sets with 8 starts each: a
region is closed, units die, the best of eight starts succeeds, a second softmax makes too sure.
"""

import math

import torch
from common import SETS, accuracies, definitions, draw_sets, make_dataset, report

from helpers import decision_boundary, train_many

names = definitions("03_multilayer_perceptron")
MLP, MLPWithSoftmax = names["MLP"], names["MLPWithSoftmax"]
X_test, y_test = make_dataset("circles", n=1000, seed=0)


def new_models(seeds, width, cls=MLP):
    models = []
    for seed in seeds:
        torch.manual_seed(seed)
        models.append(cls(n_features=2, hidden_dim=width))
    return models


def train(models, X, y, lr):
    """Last losses, trained 128 at a time; each model has its own points."""
    losses = []
    for k in range(0, len(models), 128):
        part = slice(k, k + 128)
        losses.append(train_many(models[part], X[part], y[part], 1000, lr)[:, -1])
    return torch.cat(losses)


def closes(model, X):
    return any((curve[0] == curve[-1]).all() for curve in decision_boundary(model, X))


def shares_on(models, X):
    """On which share of its points each unit is on, a tensor (models, units)."""
    with torch.no_grad():
        pairs = zip(models, X, strict=True)
        return torch.stack([(m.feature_layer(A) > 0).double().mean(dim=0) for m, A in pairs])


def closed_regions(title, width, X, y, seeds):
    """Train a model for each training set, (m, n, 2), and seed, m of them."""
    models = new_models(seeds, width)
    before = shares_on(models, X)
    untrained = torch.tensor([closes(model, A) for model, A in zip(models, X, strict=True)])
    loss = train(models, X, y, lr=0.02)
    after = shares_on(models, X)
    closed = torch.tensor([closes(model, A) for model, A in zip(models, X, strict=True)])
    held_out, living = accuracies(models, X_test, y_test), (after > 0).sum(dim=1)
    print(f"\n{title}, {width} hidden units; held-out accuracy, or living units")
    report("a region is closed", held_out, closed)
    report("it is so before training", held_out, untrained)
    report("a region is closed by two living units or fewer", living, closed & (living < 3))
    report("no region is closed, with three living units or more", living, ~closed & (living > 2))
    best = loss.view(-1, 8).argmin(dim=1) + torch.arange(0, len(models), 8)
    report("the best of eight starts closes a region", held_out[best], closed[best])
    for words, group in (("closed", closed), ("open", ~closed)):
        if group.any():
            report(f"held-out above 0.7 where it is {words}", held_out[group], lambda v: v > 0.7)
    born, back = (before == 0).sum(), ((before == 0) & (after > 0)).sum()
    print(f"of {after.numel()} units {born} are born dead, and {back} of them come back")


X, y = draw_sets("circles", first=42, count=1)
for width in (2, 3, 5, 10):
    own = X.expand(256, -1, -1), y.expand(256, -1)
    closed_regions("256 starts", width, *own, range(1000, 1256))
X, y = draw_sets("circles")
for width in (3, 10):
    own = X.repeat_interleave(8, dim=0), y.repeat_interleave(8, dim=0)
    closed_regions("64 training sets, 8 starts each", width, *own, [*range(2000, 2008)] * SETS)

print("\n64 training sets, 10 hidden units, softmax once and twice")
too_sure = []
for cls in (MLP, MLPWithSoftmax):
    models = new_models(range(SETS), 10, cls)
    loss, right = train(models, X, y, lr=0.1), accuracies(models, X_test, y_test)
    outputs = torch.stack([model(X_test).detach() for model in models])
    sure = (outputs.softmax(dim=2) if cls is MLP else outputs).amax(dim=2).mean(dim=1)
    too_sure.append(sure - right)
    bound = math.log(1 + 1 / math.e)
    report(f"{cls.__name__}: training loss below {bound:.4f}", loss, loss < bound)
    report(f"{cls.__name__}: surer than right", sure - right, sure > right)
more = too_sure[1] - too_sure[0]
report("the second softmax makes surer by more than 0.05", more, more > 0.05)
