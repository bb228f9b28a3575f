"""How often the claims of notebook 3 hold: python tools/claims/notebook_3.py

Over 256 starts on the course's training set, and over 64 training sets with 8 starts each: a
region is closed, units die, the best of eight starts succeeds, a second softmax makes too sure.
Some minutes on a quiet machine.
"""

import math
import sys
import time
from pathlib import Path

import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from helpers import accuracy, decision_boundary, make_dataset, train_many

torch.set_default_dtype(torch.float64)
X_test, y_test = make_dataset("circles", n=1000, seed=0)


class MLP(nn.Module):
    def __init__(self, n_features, hidden_dim=10, output_dim=2):
        super().__init__()
        self.feature_layer = nn.Linear(n_features, hidden_dim)
        self.output_layer = nn.Linear(hidden_dim, output_dim)

    def forward(self, X):
        return self.output_layer(torch.relu(self.feature_layer(X)))


class MLPWithSoftmax(MLP):
    def forward(self, X):
        return torch.softmax(super().forward(X), dim=1)


def with_seed(seed, width, cls=MLP):
    torch.manual_seed(seed)
    return cls(n_features=2, hidden_dim=width)


def closes(model, X):
    return any((piece[0] == piece[-1]).all() for piece in decision_boundary(model, X))


def on(model, X):
    with torch.no_grad():
        return (model.feature_layer(X) > 0).double().mean(dim=0)


def spread(values):
    low, middle, high = torch.as_tensor(values).quantile(torch.tensor([0.0, 0.5, 1.0])).tolist()
    return f"{low:.3f} · {middle:.3f} · {high:.3f}"


def trained(models, points, labels, **settings):
    """Last losses, trained 128 at a time; each model has its own points."""
    losses = []
    for k in range(0, len(models), 128):
        part = slice(k, k + 128)
        losses.append(train_many(models[part], points[part], labels[part], **settings)[:, -1])
    return torch.cat(losses)


def report(title, width, sets, seeds):
    start = time.perf_counter()
    models = [with_seed(seed, width) for _ in sets for seed in seeds]
    points, labels = (torch.stack([each[k] for each in sets for _ in seeds]) for k in (0, 1))
    before = [on(model, X) for model, X in zip(models, points, strict=True)]
    untrained = sum(map(closes, models, points))
    loss = trained(models, points, labels, n_epochs=1000, lr=0.02)
    after = [on(model, X) for model, X in zip(models, points, strict=True)]
    closed = torch.tensor([closes(model, X) for model, X in zip(models, points, strict=True)])
    held_out = torch.tensor([accuracy(model, X_test, y_test) for model in models])
    alive = torch.tensor([(share > 0).sum().item() for share in after])
    born = sum((share == 0).sum().item() for share in before)
    back = sum(((a == 0) & (b > 0)).sum().item() for a, b in zip(before, after, strict=True))
    best = loss.view(-1, 8).argmin(dim=1) + torch.arange(0, len(models), 8)
    n = len(models)
    print(f"\n{title}, {width} hidden units ({time.perf_counter() - start:.0f} s)")
    print(f"  close a region: {closed.sum()} of {n}, before training {untrained}")
    print(f"  close with 2 living units or fewer: {(closed & (alive < 3)).sum()}")
    enough = ~closed & (alive > 2)
    print(f"  fail: {(~closed).sum()}, of them with 3 living units or more {enough.sum()}")
    print(f"  units born dead {born}, came back {back}, of {n * width}")
    print(f"  best of 8 closes: {closed[best].sum()} of {len(best)}")
    for words, which in (("closed", closed), ("open", ~closed)):
        if which.any():
            print(f"  held-out accuracy of those {words}: {spread(held_out[which].tolist())}")


def one_hidden_layer():
    course = [make_dataset("circles", n=100, seed=42)]
    sets = [make_dataset("circles", n=100, seed=seed) for seed in range(100, 164)]
    for width in (2, 3, 5, 10):
        report("256 starts", width, course, range(1000, 1256))
    for width in (3, 10):
        report("64 training sets, 8 starts each", width, sets, range(2000, 2008))


def softmax_twice():
    sets = [make_dataset("circles", n=100, seed=seed) for seed in range(100, 164)]
    points, labels = (torch.stack([each[k] for each in sets]) for k in (0, 1))
    print("\nsoftmax twice, rings, 10 hidden units, 64 training sets")
    gaps = []
    for cls in (MLP, MLPWithSoftmax):
        models = [with_seed(seed, 10, cls) for seed in range(64)]
        loss = trained(models, points, labels, n_epochs=1000, lr=0.1)
        right = torch.tensor([accuracy(model, X_test, y_test) for model in models])
        outputs = torch.stack([model(X_test).detach() for model in models])
        sure = (outputs.softmax(dim=2) if cls is MLP else outputs).amax(dim=2).mean(dim=1)
        gaps.append(sure - right)
        print(f"  {cls.__name__}: loss {spread(loss)} · held-out {spread(right)}", end="")
        print(f" · sure {spread(sure)}")
    print(f"  surer by more than 0.05 than with softmax once: {(gaps[1] - gaps[0] > 0.05).sum()}")
    print(f"  the loss cannot fall below {math.log(1 + 1 / math.e):.4f}")


if __name__ == "__main__":
    one_hidden_layer()
    softmax_twice()
