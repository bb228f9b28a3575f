"""Learn the features: data, training, judging and pictures for the five notebooks.

Everything worth learning is in the notebooks; this module holds what would get in the way there.
Rows are points: ``X``, (n, d), holds floats, and ``y``, (n,), holds labels 0..k-1 as int64. A model
is anything that maps (n, d) to scores (n, k). Models and data may be on a GPU; pictures are drawn
on the CPU. In brackets you see the notebook that uses a function first. Functions marked
``@checked`` reject bad input with a one-sentence ``ValueError`` before they change anything. How
that works, and how several models are trained at once, is in ``engine.py``, which you do not need
to read.
"""

import base64
import io
import math
import operator
import os

import contourpy
import matplotlib.pyplot as plt
import numpy as np
import torch
from IPython import get_ipython
from IPython.display import display
from matplotlib.ticker import MaxNLocator
from scipy.special import expit
from sklearn.datasets import make_circles, make_moons
from torch import nn

import engine
from engine import ask, checked, progress, require

# Models this small gain nothing from a second thread, and lose a lot when the machine is busy.
if "OMP_NUM_THREADS" not in os.environ:
    torch.set_num_threads(1)

# Readable from the back row; constrained layout keeps titles, legends and colour bars apart.
plt.rcParams.update({"font.size": 12, "axes.titlesize": 12, "figure.constrained_layout.use": True})

# On white each has a contrast of 3.8 to 1 or better, and colour-blind readers can tell them apart.
COLOURS = ["#0072b2", "#d55e00", "#4b2991", "#00594f", "#b5388f", "#666666", "#8a5a00", "#785ef0"]
plt.rcParams["axes.prop_cycle"] = plt.cycler(color=COLOURS)

CLASS_STYLE = {"cmap": "BrBG", "vmin": -0.5, "vmax": 1.5}  # class 0 brown, class 1 teal


# --------------------------------------------------------------------------------------------- data


@checked
def make_dataset(name="circles", n=100, noise=None, seed=42):
    """Draw a sample in the plane. First used in notebook 1.

    Parameters
    ----------
    name : {"circles", "moons", "xor", "spirals"}, or a picture
        "circles" with the defaults is the chapter's data: 100 points on two noisy rings. A picture
        is a string of several lines, such as "..oo..\\n.oxxo.\\n..oo..", with a letter wherever
        points may fall; the letter that comes first in the alphabet is class 0. A letter is twice
        as high as it is wide, and the longer side of the picture runs from -2 to 2.
    n : int
        Number of points, at least 4; the classes differ in size by at most one.
    noise : float, or None, which means 0.3, or 0.1 for a picture (more would blur it)
        Standard deviation of the Gaussian noise on each coordinate, in units of the data (rings
        of radius 1 and 0.5, moons of radius 1, XOR corners at (+-1, +-1), spirals to radius 4).
    seed : int
        A different seed gives a new sample of the same problem.

    Returns
    -------
    X : tensor of torch's default dtype, shape (n, 2)
    y : int64 tensor, shape (n,), labels 0 and 1, or one for each letter of a picture
    """
    if noise is None:
        noise = 0.1 if "\n" in name else 0.3
    if name == "circles":
        X, y = make_circles(n_samples=n, factor=0.5, noise=noise, random_state=seed)
    elif name == "moons":
        X, y = make_moons(n_samples=n, noise=noise, random_state=seed)
    else:
        rng = np.random.default_rng(seed)
        y = np.arange(n) % 2
        if name == "xor":
            first = 1 - 2 * (np.arange(n) // 2 % 2)
            centres = np.column_stack([first, first * (1 - 2 * y)])  # opposite signs: class 1
        elif "\n" in name:
            centres, y = engine.points_in_letters(name, n, rng)
        else:
            turn = np.sqrt(rng.uniform(0.02, 1, n))  # even along the arm, not crowded inside
            angle = 3 * np.pi * turn + np.pi * y
            centres = 4 * turn[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
        X = centres + rng.normal(scale=noise, size=(n, 2))
        order = rng.permutation(n)  # otherwise the classes would alternate
        X, y = X[order], y[order]
    return torch.tensor(X, dtype=torch.get_default_dtype()), torch.tensor(y, dtype=torch.int64)


# ----------------------------------------------------------------------------------------- training


@checked
def train_model(model, X, y, n_epochs=2000, lr=0.01):
    """Train a model in place by full-batch gradient descent with momentum (notebook 1).

    Parameters
    ----------
    model : nn.Module
        Returns scores, not probabilities, because the loss, cross-entropy, applies softmax itself.
    X, y : tensors, shapes (n, d) and (n,)
    n_epochs : int, number of steps, each on all n points
    lr : float, learning rate

    Returns
    -------
    losses : list of n_epochs floats, each the training loss before that epoch's step
    """
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


@checked
def train_many(models, X, y, n_epochs=2000, lr=0.01, weight_decay=0.0):
    """Train several models of the same architecture at once, as one computation (notebook 3).

    Up to rounding, each step is the one that ``train_model`` would take with each model separately.
    In float64 this holds for 5,000 steps. In float32 rounding errors grow: by then, parameters of
    large models differ by tenths, accuracies by a hundredth or two. Models that cannot be batched,
    such as those with dropout or with a layer that they share, are refused.

    Parameters
    ----------
    models : list of m nn.Module, trained in place, alike in everything but their weights
    X, y : tensors, shapes (n, d) and (n,); or separate points per model, (m, n, d) and (m, n)
    n_epochs, lr : as for ``train_model``
    weight_decay : float, or m of them
        Half of it, times the sum of all squared parameters, is added to the loss that is
        minimised, though not to the losses returned (notebook 4).

    Returns
    -------
    losses : tensor, shape (m, n_epochs), on the CPU, each before that epoch's step
    """
    decay = torch.as_tensor(weight_decay, dtype=X.dtype, device=X.device)
    require(decay.shape in ((), (len(models),)), "weight_decay must be a number, or one per model.")
    require((decay >= 0).all(), "weight_decay must not be negative.")
    alone = train_model.__wrapped__  # without its checks, which the models have passed
    engine.try_in_step(models, X, y, alone)  # refuses models that cannot be batched
    losses = engine.train_in_step(models, X, y, progress(range(n_epochs)), lr, decay)
    for model, points, _ in engine.each_with_points(models, X, y):
        engine.forward(model, points)  # a model that stores its features stores the new ones
    return losses


# ------------------------------------------------------------------------------------------ judging


def log_odds(model, points):
    """Log-odds of class 1 under a two-class model, array (m,), at points (m, 2).

    They are the difference of the scores, or of their logarithms if the model applies softmax.
    """
    scores = ask(model, points).cpu().double()
    k = scores.shape[1]
    require(k == 2, f"model has {k} output{'s' * (k > 1)}; a picture needs 2, one per class.")
    if scores.min() >= 0 and (scores.sum(dim=1) - 1).abs().max() < 1e-4:
        scores = scores.clamp_min(1e-30).log()
    return (scores[:, 1] - scores[:, 0]).numpy()


@checked
def accuracy(model, X, y):
    """Fraction of the points X, (n, d), whose highest score is that of their class y, (n,)."""
    return (ask(model, X).argmax(dim=1) == y).sum().item() / len(y)


@checked
def make_grid(X, steps=101):
    """Cover the window of X, (n, 2), with a grid of points (notebook 1).

    The window reaches half a unit beyond the data on each side.

    Returns
    -------
    xx, yy : arrays, shape (steps, steps), the coordinates as matplotlib takes them
    points : tensor, shape (steps * steps, 2), the same points as rows, like X in dtype and device
    """
    require(X.shape[1] == 2, f"X must have 2 columns to be drawn, not {X.shape[1]}.")
    sides = zip((X.amin(0) - 0.5).tolist(), (X.amax(0) + 0.5).tolist(), strict=True)
    xx, yy = np.meshgrid(*(np.linspace(low, high, steps) for low, high in sides))
    points = torch.tensor(np.column_stack([xx.ravel(), yy.ravel()]), dtype=X.dtype, device=X.device)
    return xx, yy, points


def decision_boundary(model, X, steps=101):
    """Where a two-class model is undecided, within the window of X, (n, 2) (notebook 1).

    Closed curves less than two and a half grid steps across are left out, because a tiny loop may
    be the tip of a wedge that the grid has cut off.

    Returns
    -------
    pieces : list of arrays, shape (m, 2), each an unbroken curve, closed if it ends where it began
    """
    xx, yy, points = make_grid(X, steps)
    odds = log_odds(model, points).reshape(xx.shape)
    pieces = contourpy.contour_generator(xx, yy, odds).lines(0.0)
    step = (points.amax(0) - points.amin(0)).numpy(force=True) / (steps - 1)

    def is_tiny_loop(piece):
        return np.array_equal(piece[0], piece[-1]) and (np.ptp(piece, axis=0) < 2.5 * step).all()

    return [piece for piece in pieces if not is_tiny_loop(piece)]


@checked
def describe(model, X, y, X_test, y_test):
    """Describe a model in one line: both accuracies and the shape of its boundary (notebook 1).

    X, (n, 2), and y, (n,), are the training points, ``X_test`` and ``y_test`` the held-out ones.

    Returns
    -------
    str, such as "train 0.54 · held-out 0.51 · boundary: one straight line"
    """
    counts = {"straight line": 0, "closed curve": 0, "open curve": 0}
    for piece in decision_boundary(model, X):
        centred = piece - piece.mean(axis=0)
        across = np.linalg.svd(centred, full_matrices=False)[2][1]  # the best-fitting line's normal
        straight = np.abs(centred @ across).max() < 1e-3  # the largest distance from that line
        closed = np.allclose(piece[0], piece[-1])
        counts["closed curve" if closed else "straight line" if straight else "open curve"] += 1
    shapes = [f"one {s}" if c == 1 else f"{c} {s}s" for s, c in counts.items() if c]
    boundary = " and ".join(shapes) or "none, one class everywhere"
    train, held_out = accuracy(model, X, y), accuracy(model, X_test, y_test)
    return f"train {train:.2f} · held-out {held_out:.2f} · boundary: {boundary}"


# ----------------------------------------------------------------------------------------- pictures


def _ink():
    """The colour of text in the reader's style: black, or white on a dark background."""
    return plt.rcParams["text.color"]


@checked
def scatter_data(X, y, ax):
    """Draw points X, (n, 2), of classes y, (n,), 0 and 1, as circles and squares (notebook 1)."""
    require(X.shape[1] == 2, f"X must have 2 columns to be drawn, not {X.shape[1]}.")
    require(y.max() < 2, f"y must hold labels 0 and 1 to be drawn, not {y.max()}.")
    X, y = X.detach().cpu().numpy(), y.cpu().numpy()
    style = {"edgecolor": _ink(), "alpha": 0.7, **CLASS_STYLE}
    for label, marker in enumerate(["o", "s"]):
        own = y == label
        ax.scatter(*X[own].T, c=y[own], marker=marker, label=f"Class {label}", **style)


@checked
def plot_decision_contours(model, X, ax):
    """Shade the probability of class 1 in tenths, with a dashed line where it is one half.

    X, (n, 2), sets the window (notebook 1).
    """
    xx, yy, points = make_grid(X)
    odds = log_odds(model, points).reshape(xx.shape)
    ax.contourf(xx, yy, expit(odds), np.linspace(0, 1, 11), alpha=0.3, zorder=-100, **CLASS_STYLE)
    if odds.min() < 0 < odds.max():
        ax.contour(xx, yy, odds, [0], colors=_ink(), linewidths=1, linestyles="--", zorder=-50)


@checked
def plot_contours_and_scatter(model, X, y, ax):
    """Draw a two-class model and points X, (n, 2), y, (n,), with one legend below (notebook 1)."""
    plot_decision_contours(model, X, ax)
    scatter_data(X, y, ax)
    ax.set(aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    fig = ax.get_figure(root=True)
    if not fig.legends:
        if fig.get_layout_engine() is None:  # only a layout engine makes room for an outside legend
            fig.set_layout_engine("constrained")
        both = ax.get_legend_handles_labels()
        fig.legend(*both, loc="outside lower center", ncols=2, frameon=False)


def show(fig, reading):
    """Display a figure, print what there is to see in it, and close it (notebook 1).

    ``reading`` says it in words, which also serves readers who cannot see the figure. The picture
    has twice as many pixels as it takes up on the screen, so that it is sharp on every screen.
    """
    words = isinstance(reading, str) and reading.strip()
    require(words, "reading must be a sentence that says what the figure shows.")
    png = io.BytesIO()
    fig.savefig(png, format="png", dpi=200, metadata={"Description": engine.words_in(fig)})
    plt.close(fig)
    bundle = {"image/png": base64.b64encode(png.getvalue()).decode(), "text/plain": reading}
    seen = {"width": round(100 * fig.get_figwidth()), "alt": reading}
    display(bundle, raw=True, metadata={"image/png": seen})
    print(reading)


@checked
def draw_graph(steps, ax):
    """Draw a computational graph from left to right (notebook 1).

    ``steps`` is a list of (label, kind) pairs, where labels may hold math. A "value" is drawn as a
    circle, a "fixed" operation, which never changes, as a grey box, and a "trainable" one, which
    training can change, as a heavy coloured box.
    """
    styles = {
        "value": {"boxstyle": "circle,pad=0.35", "fc": "white", "ec": "k"},
        "fixed": {"boxstyle": "round,pad=0.5", "fc": "0.88", "ec": "0.4"},
        "trainable": {"boxstyle": "round,pad=0.5", "fc": "#cfe3f7", "ec": "#1f5fa8", "lw": 2.5},
    }
    ax.set(xlim=(-0.6, len(steps) - 0.4), ylim=(-0.75, 0.75))
    ax.set_axis_off()
    middle, boxes = {"ha": "center", "va": "center"}, []
    for place, (text, kind) in enumerate(steps):
        label = ax.text(place, 0, text, fontsize=15, color="k", bbox=styles[kind], **middle)
        boxes.append(label.get_bbox_patch())
        if kind != "value":
            ax.text(place, -0.62, kind, **middle)
        if place:
            arrow = {"arrowstyle": "-|>", "color": _ink(), "shrinkA": 2, "shrinkB": 2}
            arrow |= {"patchA": boxes[-2], "patchB": boxes[-1]}
            ax.annotate("", (place, 0), (place - 1, 0), arrowprops=arrow)


@checked
def plot_feature_maps(features, X, titles=None, n_columns=5, cmap="PuOr", label="value"):
    """Draw p functions of the plane side by side (notebook 2).

    ``features`` takes points (m, 2) and returns values (m, p).

    The maps share one scale, centred at zero, in the diverging colours ``cmap``. It covers 99% of
    all values; arrows at the ends of its bar, labelled ``label``, show that some lie beyond.
    X, (n, 2), sets the window. Without p ``titles``, the maps are numbered from 0. Returns the
    figure.
    """
    xx, yy, points = make_grid(X)
    values = ask(features, points).cpu().double().numpy()
    titles = [str(unit) for unit in range(values.shape[1])] if titles is None else titles
    needed = f"there must be {values.shape[1]} titles, one per map, not {len(titles)}."
    require(len(titles) == values.shape[1], needed)
    columns = min(n_columns, len(titles))
    rows = math.ceil(len(titles) / columns)
    side = min(2.9, 10 / columns)  # of a map, in inches
    size = (columns * side + 1.3, rows * (side + 0.2))
    fig, axes = plt.subplots(rows, columns, squeeze=False, figsize=size, layout="constrained")
    largest = np.abs(values).max() or 1.0
    top = np.percentile(np.abs(values), 99) or largest  # extreme corners would wash out the rest
    style = {"cmap": plt.get_cmap(cmap, 21), "vmin": -top, "vmax": top, "origin": "lower"}
    style |= {"interpolation": "bilinear", "interpolation_stage": "data"}
    extent = (xx.min(), xx.max(), yy.min(), yy.max())
    for ax, title, value in zip(axes.flat, titles, values.T, strict=False):
        image = ax.imshow(value.reshape(xx.shape), extent=extent, **style)
        ax.set(title=title, xticks=[], yticks=[])
    for ax in axes.flat[len(titles) :]:
        ax.set_axis_off()
    bar = {"extend": "both" if top < largest else "neither", "shrink": 0.9, "aspect": 15}
    fig.colorbar(image, ax=axes, label=label, ticks=MaxNLocator(6), **bar)
    return fig


@checked
def plot_hinges(layer, ax):
    """Draw the hinge of each unit, the line where its pre-activation is 0 (notebook 3).

    A short arrow points to the side where the unit is on. ``layer`` is an ``nn.Linear(2, p)``, and
    ``ax`` keeps its limits. Returns the number of hinges that cross the picture.
    """
    ax.autoscale(False)
    low, high = np.transpose([ax.get_xlim(), ax.get_ylim()])
    centre, size, drawn = (low + high) / 2, np.hypot(*(high - low)), 0
    weights = layer.weight.detach().cpu().double().numpy()
    biases = np.zeros(len(weights)) if layer.bias is None else layer.bias.tolist()
    for unit, (w, b) in enumerate(zip(weights, biases, strict=True)):
        if not w.any():
            continue  # a unit with zero weights has no hinge
        across = w / np.hypot(*w)
        along = np.array([-across[1], across[0]])
        nearest = centre - (w @ centre + b) / np.hypot(*w) * across
        hinge = nearest + np.linspace(-size, size, 1001)[:, None] * along
        inside = hinge[((low <= hinge) & (hinge <= high)).all(axis=1)]
        if len(inside):
            style = {"color": f"C{unit}", "linewidth": 2}
            ax.axline(nearest, nearest + along, **style)
            foot = inside[len(inside) // 10]  # near one end, because points hide the middle
            tip, arrow = foot + 0.06 * (high - low)[0] * across, {"arrowstyle": "->", **style}
            ax.annotate("", tip, foot, arrowprops=arrow, annotation_clip=False)
            drawn += 1
    return drawn


# ----------------------------------------------------------------------------- claims and exercises


def claim(sentence, value, relation, bound):
    """Print a sentence with a tick or a cross, and the numbers that decide it (notebook 1).

    ``relation`` is "<", ">" or "=", as in ``claim("A line is a poor model", share, "<", 0.6)``.
    """
    compare = {"<": operator.lt, ">": operator.gt, "=": operator.eq}[relation]
    holds = compare(value, bound)
    relation = relation if holds else f"is not {relation}"
    print(f"{'✓' if holds else '✗'} {sentence} ({value:.3g} {relation} {bound:.3g})")


def check(judge):
    """Run the check of an exercise at once, and print "Not yet: ..." if one of its asserts fails.

    It decorates ``judge``, a function without arguments. An error in the reader's own code is not
    a verdict, so it is shown as Python would show it, from the reader's line on, and the notebook
    keeps running.
    """
    try:
        judge()
    except Exception as error:
        in_check, frames = engine.where_it_failed(error, __file__)
        if in_check and isinstance(error, AssertionError):
            print("Not yet:", error)
        elif in_check and isinstance(error, NameError):
            print(f"Not yet: {error.name} is not defined. Have you run the cells above?")
        elif get_ipython():
            get_ipython().showtraceback((type(error), error, frames))
        else:
            raise


VERSION = "2.0"
