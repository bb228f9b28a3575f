"""Learn the features, third edition: data, training and pictures for the five notebooks.

Everything worth learning is in the notebooks; this module holds what would get in the way there.
Rows are points: ``X``, (n, d), holds floats, and ``y``, (n,), holds labels 0..k-1 as int64. A model
is anything that maps (n, d) to scores (n, k). In brackets: the notebook that uses a function first.
What students often get wrong raises a one-sentence ``ValueError`` before anything is changed.
"""

import base64
import copy
import io
import os
import sys

import contourpy
import matplotlib.pyplot as plt
import numpy as np
import torch
from IPython import get_ipython
from IPython.display import display
from PIL import Image
from scipy.special import expit
from sklearn.datasets import make_circles, make_moons
from torch import nn
from torch.func import functional_call, stack_module_state, vmap
from tqdm import tqdm

if "OMP_NUM_THREADS" not in os.environ:
    torch.set_num_threads(1)  # models this small gain nothing from a second thread

# Readable from the back row; constrained layout keeps titles, legends and colour bars apart.
plt.rcParams.update({"font.size": 12, "axes.titlesize": 12, "figure.constrained_layout.use": True})
# On white, each has a contrast of 3.8:1 or better, and colour-blind readers can tell them apart.
COLOURS = ["#0072b2", "#d55e00", "#4b2991", "#00594f", "#b5388f", "#666666", "#8a5a00", "#785ef0"]
plt.rcParams["axes.prop_cycle"] = plt.cycler(color=COLOURS)
CLASS_STYLE = {"cmap": "BrBG", "vmin": -0.5, "vmax": 1.5}  # 0 halfway to brown, 1 to teal


def _show_error_alone(shell, kind, error, trace, tb_offset=None):
    """Show the error of a cell, and not the empty figure that the cell had begun."""
    plt.close("all")
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


if shell := get_ipython():
    shell.set_custom_exc((Exception,), _show_error_alone)


def require(condition, sentence):
    """Raise a ValueError with this sentence if the condition does not hold."""
    if not condition:
        raise ValueError(sentence)


def make_dataset(name="circles", n=100, noise=None, seed=42):
    """Draw a sample in the plane: X, (n, 2), of torch's default dtype, and y, (n,) (notebook 1).

    "circles" with the defaults is the chapter's data: 100 points on two noisy rings. ``name`` may
    also be "moons", "xor", "spirals" or a picture, a string of several lines with a letter wherever
    points may fall, such as "..oo..\\n.oxxo.\\n..oo..". The letter that comes first in the alphabet
    is class 0; the longer side runs from -2 to 2. Classes differ in size by at most one. ``noise``,
    by default 0.3, or 0.1 in a picture, is the standard deviation on each coordinate; rings have
    radii 1 and 0.5, moons 1, spirals 4, and XOR has corners at (+-1, +-1).
    """
    known = name in ("circles", "moons", "xor", "spirals") or "\n" in str(name)
    require(known, f"name must be circles, moons, xor, spirals or a picture, not {name!r:.40}.")
    noise = (0.1 if "\n" in name else 0.3) if noise is None else noise
    if name == "circles":
        X, y = make_circles(n_samples=n, factor=0.5, noise=noise, random_state=seed)
    elif name == "moons":
        X, y = make_moons(n_samples=n, noise=noise, random_state=seed)
    else:
        rng = np.random.default_rng(seed)
        y = np.arange(n) % 2
        if name == "xor":
            first = np.where(np.arange(n) % 4 < 2, 1, -1)  # 1 1 -1 -1, while y is 0 1 0 1
            centres = np.column_stack([first, first * (1 - 2 * y)])  # opposite signs: class 1
        elif name == "spirals":
            turn = np.sqrt(rng.uniform(0.02, 1, n))  # even along the arm, not crowded inside
            angle = 3 * np.pi * turn + np.pi * y
            centres = 4 * turn[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
        else:
            centres, y = _points_in_letters(name, n, rng)
        X = centres + rng.normal(scale=noise, size=(n, 2))
        order = rng.permutation(n)  # otherwise the classes would alternate
        X, y = X[order], y[order]
    return torch.tensor(X, dtype=torch.get_default_dtype()), torch.tensor(y, dtype=torch.int64)


def _points_in_letters(picture, n, rng):
    """Draw points (n, 2) within the letters of a picture, and their labels (n,)."""
    corners, size = {}, np.array([1.0, 2.0])  # a letter is twice as high as it is wide
    for row, line in enumerate(picture.splitlines()):
        for column, letter in enumerate(line):
            if letter.isalpha():
                corners.setdefault(letter, []).append(size * (column, -row))  # lower left corner
    require(len(corners) > 1, "the picture must hold two kinds of letters, one for each class.")
    low = np.concatenate(list(corners.values())).min(axis=0)
    high = np.concatenate(list(corners.values())).max(axis=0) + size
    scale = 4 / (high - low).max()
    cells = [scale * (np.array(corners[letter]) - (low + high) / 2) for letter in sorted(corners)]
    y = np.arange(n) % len(cells)
    X = np.array([rng.choice(cells[label]) for label in y])  # a letter of its class, by its corner
    return X + scale * size * rng.random((n, 2)), y


def check_data(X, y=None, model=None):
    """Refuse points X, (n, d), labels y, (n,), or a model that cannot be used, in one sentence."""
    real, dtype = isinstance(X, torch.Tensor) and X.is_floating_point(), torch.get_default_dtype()
    require(real, f"X must be a tensor of floats: torch.tensor(X, dtype={dtype}).")
    require(X.ndim == 2, f"X must have one row per point, shape (n, d), not {tuple(X.shape)}.")
    require(X.numel(), f"X is empty: its shape is {tuple(X.shape)}.")
    require(X.isfinite().all(), "X holds NaN or infinite values: remove those points.")
    ones = len(X) > 1 and (X == 1).all(dim=0).any()
    require(not ones, "X has a column of ones: leave it out, because nn.Linear has its own bias.")
    require(X.grad_fn is None, "X carries the graph of what computed it: use X.detach().")
    if y is not None:
        whole = isinstance(y, torch.Tensor) and y.dtype == torch.int64
        require(whole, "y must be a tensor of whole numbers: torch.tensor(y, dtype=torch.int64).")
        shape = tuple(y.shape)
        require(shape == (len(X),), f"y must have {len(X)} labels, one per point, not {shape}.")
        require(y.min() >= 0, f"y must hold labels 0, 1, 2 and so on, not {y.min()}.")
    name = getattr(model, "__name__", "")
    require(not isinstance(model, type), f"{name} is a class: make a model with {name}(...).")
    weight = next(model.parameters(), X) if isinstance(model, nn.Module) else X  # X if it has none
    cure = "model.double() or X.float()" if X.dtype == torch.float64 else "X.double()"
    differ = f"the model is {weight.dtype} and X is {X.dtype}: call {cure}."
    require(weight.dtype == X.dtype, differ)


def scaling_advice(X):
    """How to standardise X, (n, d), if training cannot cope with a column's size; otherwise ""."""
    sizes = X.abs().amax(dim=0)
    fine = sizes.min() > 0.1 and sizes.max() < 100
    return "" if fine else "standardise X first: X = (X - X.mean(dim=0)) / X.std(dim=0)"


def evaluate(model, X, y=None):
    """Scores (n, k) of a model at the points X, (n, d), in evaluation mode and without gradients.

    The model is called once. A ValueError says why it, X or the labels y, (n,), cannot be used.
    """
    check_data(X, y, model)
    modes = {m: m.training for m in model.modules()} if isinstance(model, nn.Module) else {}
    try:
        for module in modes:
            module.training = False
        with torch.no_grad():
            scores = model(X.detach().clone())  # a forward may change its input in place
    finally:
        for module, mode in modes.items():
            module.training = mode  # train() would change layers that were frozen in eval mode
    name = getattr(model, "__name__", type(model).__name__)
    fits = isinstance(scores, torch.Tensor) and scores.ndim == 2 and len(scores) == len(X)
    got = tuple(scores.shape) if isinstance(scores, torch.Tensor) else type(scores).__name__
    require(fits, f"{name} must return a tensor of shape ({len(X)}, k), not {got}.")
    cure = f"If training did that, {scaling_advice(X) or 'try a new model with a smaller lr'}."
    require(scores.isfinite().all(), f"{name} returns NaN or infinite scores. {cure}")
    if y is not None:
        k, lowest, highest = scores.shape[1], y.min(), y.max()
        require(k > 1, f"{name} has one output, but needs a score for each class.")
        labels = f"y holds labels from {lowest} to {highest}{' (use y - 1)' if lowest == 1 else ''}"
        require(highest < k, f"{labels}, but {name} has {k} outputs, for labels 0 to {k - 1}.")
    return scores


def accuracy(model, X, y):
    """Fraction of the points X, (n, d), whose highest score is that of their class y, (n,)."""
    return (evaluate(model, X, y).argmax(dim=1) == y).sum().item() / len(y)


def train_model(model, X, y, n_epochs=2000, lr=0.01):
    """Train a model in place by full-batch gradient descent with momentum (notebook 1).

    The model, an ``nn.Module``, returns scores, not probabilities, because the loss, cross-entropy,
    applies softmax itself. X is (n, d) and y (n,); each epoch is one step on all points, with
    learning rate ``lr``. Returns the training loss before each step, a list of floats.
    """
    evaluate(model, X, y)  # refuses what cannot be trained, before the first step
    free = [w for w in model.parameters() if w.requires_grad and not w.is_inference()]
    require(free and torch.is_grad_enabled(), "all weights are frozen, or this is under no_grad().")
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9, fused=True)
    loss_fn = nn.CrossEntropyLoss()
    losses = []
    for _ in range(n_epochs):
        optimizer.zero_grad()
        loss = loss_fn(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


class _PointsLast(nn.Linear):
    """nn.Linear with the points last in memory, which is a quarter faster in train_many."""

    def forward(self, X):
        Z = self.weight @ X.mT  # (outputs, n)
        return (Z if self.bias is None else Z + self.bias[:, None]).mT


def _batch_scores(base, params, buffers, X):
    """Scores (m, n, k) of m models that have the forward of ``base`` and weights of their own."""
    in_dims = (None, 0, 0 if X.ndim == 3 else None)  # base shared, weights per model, X either
    return vmap(functional_call, in_dims)(base, (params, buffers), (X,))  # base(X), m times


def _require_agreement(twins, judge, params, buffers, X):
    """Refuse twins (copies of the models) whose scores differ from judge's with their weights."""
    with torch.no_grad():
        batch = _batch_scores(judge, params, buffers, X)
        own_X = X if X.ndim == 3 else [X] * len(twins)
        own = torch.stack([twin.eval()(x) for twin, x in zip(twins, own_X, strict=True)])
    slack = torch.finfo(X.dtype).eps ** 0.5  # to half of the digits of the largest score, or of 1
    alike = torch.allclose(own, batch, slack, atol=slack * max(1, own.abs().max()), equal_nan=True)
    require(alike, "the models differ in more than their weights, so train them one by one.")


def train_many(models, X, y, n_epochs=2000, lr=0.01, weight_decay=0.0):
    """Train several models of the same architecture at once, as one computation (notebook 3).

    Up to rounding, each of the m models, a list, takes the steps of ``train_model``, in place. If
    they differ in more than weights, or share some that train, that raises a ValueError, and none
    is changed. X is (n, d), y (n,), or each has its own points, (m, n, d) and (m, n). Weight
    decay, one number or m, adds weight_decay / 2 times the sum of the squared parameters to
    what is minimised (notebook 4). Returns losses before each step, without decay: (m, n_epochs).
    """
    data = zip(X, y, strict=True) if getattr(X, "ndim", 2) == 3 else [(X, y)] * len(models)
    twins = copy.deepcopy(list(models))  # the models themselves change only at the end
    for twin, points_and_labels in zip(twins, data, strict=True):
        evaluate(twin, *points_and_labels)
    alike = len({str(twin) for twin in twins}) == 1  # cheap, and says where to look
    require(alike, "the models differ in more than their weights: look at print(models).")
    free = [w for twin in twins for w in twin.parameters() if w.requires_grad]
    require(free and torch.is_grad_enabled(), "all weights are frozen, or this is under no_grad().")
    require(len(set(free)) == len(free), "the models must not share weights that train.")
    decay = torch.as_tensor(np.asarray(weight_decay, float), dtype=X.dtype, device=X.device)
    fits = decay.numel() in (1, len(twins)) and (decay >= 0).all()
    require(fits, f"weight_decay must be 1 or {len(twins)} numbers >= 0, not {weight_decay}.")
    base, judge = copy.deepcopy(models[0]), copy.deepcopy(models[0]).eval()  # to train, to check
    for module in base.modules():
        if type(module) is nn.Linear:  # a subclass may do anything in its forward
            module.__class__ = _PointsLast  # faster, same weights; judge keeps nn.Linear
    params, buffers = stack_module_state(twins)  # (m, ...) each
    _require_agreement(twins, judge, params, buffers, X)
    trained = [weight for weight in params.values() if weight.requires_grad]
    optimizer = torch.optim.SGD(trained, lr=lr, momentum=0.9, fused=True)
    labels, losses = y.expand(len(models), -1), []
    for _ in progress(range(n_epochs)):
        optimizer.zero_grad()
        scores = _batch_scores(base, params, buffers, X).mT  # (m, k, n), as cross_entropy wants
        loss = nn.functional.cross_entropy(scores, labels, reduction="none").mean(dim=1)
        loss.sum().backward()  # each loss depends on one model only, so the gradients separate
        if decay.any():  # SGD's own is one number for all; the view is (m, 1, ...)
            for weight in (w for w in trained if w.grad is not None):  # an unused one has none
                weight.grad += decay.view(-1, *[1] * (weight.ndim - 1)) * weight.detach()
        optimizer.step()
        losses.append(loss.detach())
    for place, twin in enumerate(twins):
        own = {name: values[place] for name, values in {**params, **buffers}.items()}
        twin.load_state_dict(own, strict=False)  # strict would miss a tied weight's second name
    _require_agreement(twins, judge, params, buffers, X)  # different forwards may start out alike
    for model, twin in zip(models, twins, strict=True):
        model.load_state_dict(twin.state_dict())
    return torch.stack(losses, dim=1).cpu()


def progress(iterable):
    """Iterate with a progress bar that appears after two seconds and disappears at the end."""
    return tqdm(iterable, delay=2, leave=False, file=sys.stdout)  # stderr would be red


def log_odds(model, points):
    """Log-odds of class 1 under a two-class model, array (m,), at points (m, 2) (notebook 4).

    They are the difference of the scores, or of their logarithms if the model applies softmax.
    """
    scores = evaluate(model, points).cpu().double()
    require(scores.shape[1] == 2, f"the model has {scores.shape[1]} outputs; a picture needs 2.")
    if scores.min() >= 0 and (scores.sum(dim=1) - 1).abs().max() < 1e-4:  # probabilities
        scores = scores.clamp_min(1e-30).log()
    return (scores[:, 1] - scores[:, 0]).numpy()


def make_grid(X, steps=101):
    """Cover the window of X, (n, 2), with a grid of points (notebook 2).

    On each side the window reaches beyond the data by 0.175 of their range. Returns arrays ``xx``
    and ``yy``, (steps, steps), as matplotlib takes them, and a tensor of the same points as rows.
    """
    check_data(X)
    require(X.shape[1] == 2, f"X must have 2 columns to be drawn, not {X.shape[1]}.")
    low, high = torch.stack([X.amin(0), X.amax(0)]).detach().cpu().double().numpy()
    margin = np.where(high > low, 0.175 * (high - low), 0.5)
    xx, yy = np.meshgrid(*np.linspace(low - margin, high + margin, steps, axis=1))  # (2, steps)
    points = torch.tensor(np.column_stack([xx.ravel(), yy.ravel()]), dtype=X.dtype, device=X.device)
    return xx, yy, points


def _kind_of(curve):
    """What to call a curve, (m, 2), in units of the window."""
    if np.array_equal(curve[0], curve[-1]):
        return "closed curve"
    centred = curve - curve.mean(axis=0)
    across = np.linalg.svd(centred, full_matrices=False)[2][1]  # the best-fitting line's normal
    return "straight line" if np.abs(centred @ across).max() < 3e-4 else "open curve"


def decision_boundary(model, X, steps=101):
    """Where a two-class model is undecided, within the window of X, (n, 2): a list of curves.

    Each is (m, 2), in units of the window, which runs from 0 to 1 both ways. A closed one less than
    2.5 grid steps across is left out: it may be the tip of a wedge, cut off by the grid.
    """
    odds = log_odds(model, make_grid(X, steps)[2]).reshape(steps, steps)
    side, tiny = np.linspace(0, 1, steps), 2.5 / (steps - 1)
    curves = contourpy.contour_generator(side, side, odds).lines(0.0)
    return [c for c in curves if _kind_of(c) != "closed curve" or np.ptp(c, axis=0).max() >= tiny]


def describe(model, X, y, X_test, y_test):
    """Describe a model in one line: both accuracies and the shape of its boundary (notebook 1).

    For example "train 0.54 · held-out 0.51 · boundary: one straight line": accuracies on X, (n, 2),
    and y, (n,), and on ``X_test`` and ``y_test``. Where training failed, advice on scaling follows.
    """
    train, held_out = accuracy(model, X, y), accuracy(model, X_test, y_test)
    found = [_kind_of(curve) for curve in decision_boundary(model, X)]
    counts = {kind: found.count(kind) for kind in ("straight line", "closed curve", "open curve")}
    shapes = [f"one {kind}" if n == 1 else f"{n} {kind}s" for kind, n in counts.items() if n]
    boundary = " and ".join(shapes) or "none, one class everywhere"
    chance = y.bincount().max().item() / len(y)  # always guessing the larger class
    advice = "" if shapes and train > chance else scaling_advice(X)
    line = f"train {train:.2f} · held-out {held_out:.2f} · boundary: {boundary}"
    return f"{line} · {advice}" if advice else line


def scatter_data(X, y, ax):
    """Draw points X, (n, 2), of classes y, (n,), 0 and 1, as circles and squares (notebook 1)."""
    check_data(X, y)
    columns = 3 if ax.name == "3d" else 2
    require(X.shape[1] == columns, f"X must have {columns} columns to be drawn, not {X.shape[1]}.")
    require(y.max() < 2, f"y must hold labels 0 and 1 to be drawn, not {y.max()}.")
    X, y = X.detach().cpu().numpy(), y.cpu().numpy()
    style = {"edgecolor": plt.rcParams["text.color"], "alpha": 0.7, **CLASS_STYLE}
    for label, marker in enumerate(["o", "s"]):
        own = y == label
        ax.scatter(*X[own].T, c=y[own], marker=marker, label=f"Class {label}", **style)


def plot_decision_contours(model, X, ax):
    """Shade the probability of class 1 in tenths around X, (n, 2), with dashes at one half."""
    xx, yy, points = make_grid(X)
    odds = log_odds(model, points).reshape(xx.shape)
    ax.contourf(xx, yy, expit(odds), np.linspace(0, 1, 11), alpha=0.3, zorder=-100, **CLASS_STYLE)
    if odds.min() < 0 < odds.max():
        ink = plt.rcParams["text.color"]  # black, or white on a dark background
        ax.contour(xx, yy, odds, [0], colors=ink, linewidths=2, linestyles="--", zorder=2)
    ax.set(aspect="equal" if 0.2 < np.ptp(xx) / np.ptp(yy) < 5 else "auto")  # equal: just a sliver


def plot_contours_and_scatter(model, X, y, ax):
    """Draw a two-class model and points X, (n, 2), y, (n,), with one legend below (notebook 1)."""
    plot_decision_contours(model, X, ax)
    scatter_data(X, y, ax)
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    fig = ax.get_figure(root=True)
    if not fig.legends:
        marks = ax.get_legend_handles_labels()
        fig.legend(*marks, loc="outside lower center", ncols=2, frameon=False)


def show(fig, reading):
    """Display a figure, close it, and print its reading: what there is to see (notebook 1)."""
    png, quick = io.BytesIO(), {"compress_level": 1}  # show_picture compresses it again
    fig.savefig(png, format="png", dpi=150, transparent=False, pil_kwargs=quick)
    plt.close(fig)
    show_picture(Image.open(png), 100 * fig.get_figwidth(), reading)
    print(reading)


def show_picture(image, width, reading):
    """Display a PIL image, ``width`` pixels wide, with its reading as the alternative text."""
    few_colours = image.convert("RGB").quantize(dither=Image.Dither.NONE)  # a quarter of the bytes
    png, dpi = io.BytesIO(), round(100 * image.width / width)
    few_colours.save(png, "png", optimize=True, dpi=(dpi, dpi))
    bundle = {"image/png": base64.b64encode(png.getvalue()).decode(), "text/plain": reading}
    display(bundle, raw=True, metadata={"image/png": {"width": round(width), "alt": reading}})


def claim(sentence, value, relation, bound):
    """Print a sentence, whether it holds, and the numbers that decide it (notebook 1).

    ``relation`` is "<", ">" or "=", as in ``claim("A line is a poor model", share, "<", 0.6)``.
    """
    holds = {"<": value < bound, ">": value > bound, "=": value == bound}.get(relation)
    require(holds is not None, f"relation must be <, > or =, not {relation}.")
    digits = 10 if value != bound and f"{value:.3g}" == f"{bound:.3g}" else 3
    decided = f"{value:.{digits}g} {'' if holds else 'is not '}{relation} {bound:.{digits}g}"
    print(f"{'Holds' if holds else 'FAILS'}: {sentence} ({decided})")
