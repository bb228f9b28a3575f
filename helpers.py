"""Learn the features: data, training, judging and pictures for the five notebooks.

What there is to learn stands in the notebooks; what would be in the way there stands here.
Conventions: rows are points; ``X`` is (n, d) float, ``y`` is (n,) with labels 0..k-1; a model is
anything that maps (n, d) to (n, k) scores. Public functions check what they are given and say in
one sentence what is wrong (``ValueError``, or ``TypeError`` for the wrong kind of thing) before
they change anything. Models and data may live on a GPU; pictures are drawn on the CPU.
"""

import base64
import copy
import html
import inspect
import io
import math
import os
import time
from functools import partial
from types import SimpleNamespace

import contourpy
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import torch
from IPython import get_ipython
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from scipy.special import expit
from sklearn.datasets import make_circles, make_moons
from torch import nn
from tqdm.auto import tqdm

__all__ = [
    "accuracy",
    "decision_boundary",
    "describe",
    "draw_graph",
    "explore",
    "make_dataset",
    "make_grid",
    "plot_contours_and_scatter",
    "plot_decision_contours",
    "plot_feature_maps",
    "plot_hinges",
    "progress",
    "scatter_data",
    "show",
    "train_live",
    "train_many",
    "train_model",
]

# Models this small gain nothing from a second thread, and lose much when the machine is busy.
if "OMP_NUM_THREADS" not in os.environ:
    torch.set_num_threads(1)

# Readable from the last row; constrained layout keeps titles, legends and colour bars apart.
plt.rcParams.update({"font.size": 12, "axes.titlesize": 12, "figure.constrained_layout.use": True})

CLASS_STYLE = {"cmap": "BrBG", "vmin": -0.5, "vmax": 1.5}  # class 0 brown, class 1 teal
MARKERS = ("o", "s")


# ---------------------------------------------------------------------------------------- data


def make_dataset(name="circles", n=100, noise=0.3, seed=42):
    """Draw a two-class sample in the plane; another seed is a fresh sample of the same problem.

    Parameters
    ----------
    name : {"circles", "moons", "xor", "spirals"}
        "circles" with the defaults is the chapter's data: 100 points on two noisy rings.
    n : int
        Number of points, at least 4; the classes differ in size by at most one.
    noise : float
        Standard deviation of the Gaussian noise added to each coordinate, in units of the data
        (rings of radius 1 and 0.5, moons of radius 1, XOR corners at (+-1, +-1), spirals out to
        radius 4).
    seed : int

    Returns
    -------
    X : tensor of torch's default dtype, shape (n, 2)
    y : int64 tensor, shape (n,), labels 0 and 1
    """
    if not isinstance(name, str):
        raise TypeError(f"name must be circles, moons, xor or spirals, not {_shown(name)}.")
    _check_number("n", n, at_least=4, whole=True)
    _check_number("noise", noise, at_least=0)
    _check_number("seed", seed, at_least=0, whole=True)
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2
    if name == "circles":
        X, y = make_circles(n_samples=n, factor=0.5, noise=noise, random_state=seed)
    elif name == "moons":
        X, y = make_moons(n_samples=n, noise=noise, random_state=seed)
    elif name == "xor":
        first = 1 - 2 * (np.arange(n) // 2 % 2)
        corners = np.column_stack([first, first * (1 - 2 * y)])  # opposite signs: class 1
        X = corners + rng.normal(scale=noise, size=(n, 2))
    elif name == "spirals":
        turn = np.sqrt(rng.uniform(0.02, 1, n))  # even along the arm, not crowded at the centre
        angle = 3 * np.pi * turn + np.pi * y
        arms = 4 * turn[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
        X = arms + rng.normal(scale=noise, size=(n, 2))
    else:
        raise ValueError(f"name must be circles, moons, xor or spirals, not {name!r}.")
    X = torch.tensor(X, dtype=torch.get_default_dtype())
    return X, torch.tensor(y, dtype=torch.int64)


# ------------------------------------------------------------------------------------ training


def train_model(model, X, y, n_epochs=2000, lr=0.01):
    """Train ``model`` in place by full-batch gradient descent with momentum on cross-entropy.

    The same lines are written out and explained in notebook 1.

    Parameters
    ----------
    model : nn.Module
        Maps (n, d) to scores (n, k), not probabilities: the loss applies softmax itself.
    X : float tensor, shape (n, d)
    y : int64 tensor, shape (n,), labels 0..k-1
    n_epochs : int
        Number of steps, each on all n points.
    lr : float
        Learning rate.

    Returns
    -------
    losses : list of n_epochs floats, each the training loss before that epoch's step
    """
    _check_training(model, X, y, n_epochs, lr)
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


def train_many(models, X, y, n_epochs=2000, lr=0.01, weight_decay=0.0):
    """Train models of one architecture in step, as one batched computation.

    Each ends with the parameters that ``train_model`` would have given it alone, up to rounding;
    64 small models take a tenth of the time of 64 runs. A progress bar appears after two seconds.

    Parameters
    ----------
    models : list of nn.Module, trained in place
        Built of ``nn.Linear`` and element-wise operations, alike in all sizes.
    X, y
        The points of all models, as for ``train_model``; or each model's own, stacked, shapes
        (n_models, n, d) and (n_models, n).
    n_epochs, lr
        As for ``train_model``.
    weight_decay : float
        Adds half of it times the sum of all squared parameters to each model's loss.

    Returns
    -------
    losses : tensor, shape (n_models, n_epochs), on the CPU, each before that epoch's step
    """
    _check_number("weight_decay", weight_decay, at_least=0)
    batch = _as_one_model(models, X, y, n_epochs, lr)
    settings = {"lr": lr, "momentum": 0.9, "weight_decay": weight_decay, "fused": True}
    optimizer = torch.optim.SGD(batch.parameters(), **settings)
    targets = y.expand(len(models), -1)
    losses = torch.empty(n_epochs, len(models), dtype=X.dtype)
    for epoch in progress(range(n_epochs)):
        optimizer.zero_grad()
        scores = batch(X).mT  # (n_models, k, n): the loss is faster along the points
        loss = nn.functional.cross_entropy(scores, targets, reduction="none").mean(dim=1)
        loss.sum().backward()  # no model has a part in another's loss, so none in its gradient
        optimizer.step()
        losses[epoch] = loss.detach()
    for name, stack in batch.named_modules():
        if isinstance(stack, _LinearStack):
            stack.give_back([model.get_submodule(name) for model in models])
    return losses.T


def progress(iterable, total=None):
    """Go through an iterable under a progress bar that waits two seconds and goes at the end.

    ``total`` is the number of steps, where the iterable cannot tell.
    """
    if not hasattr(iterable, "__iter__"):
        raise TypeError(f"iterable must be a list or a range, say, not {_shown(iterable)}.")
    if total is not None:
        _check_number("total", total, at_least=0, whole=True)
    silent = "TQDM_DISABLE" in os.environ  # in a notebook tqdm itself does not heed it
    return tqdm(iterable, total=total, delay=2, leave=False, disable=silent)


class _LinearStack(nn.Module):
    """One ``nn.Linear`` of each of m models as a single layer: (n, d) or (m, n, d) to (m, n, p)."""

    def __init__(self, layers):
        super().__init__()
        W, b = layers[0].weight, layers[0].bias
        weights = torch.stack([layer.weight.detach() for layer in layers])
        self.weight = nn.Parameter(weights, requires_grad=W.requires_grad)
        self.bias = None
        if b is not None:
            biases = torch.stack([layer.bias.detach()[None] for layer in layers])
            self.bias = nn.Parameter(biases, requires_grad=b.requires_grad)

    def forward(self, X):
        X = X.expand(len(self.weight), -1, -1)
        W = self.weight.mT
        return X @ W if self.bias is None else self.bias.baddbmm(X, W)

    @torch.no_grad()
    def give_back(self, layers):
        for place, layer in enumerate(layers):
            layer.weight.copy_(self.weight[place])
            if self.bias is not None:
                layer.bias.copy_(self.bias[place, 0])


def _as_one_model(models, X, y, n_epochs, lr):
    """A copy of the first model with a stack of all models' layers for each ``nn.Linear``."""
    if not isinstance(models, (list, tuple)) or not models:
        raise TypeError(f"models must be a list of models, not {_shown(models)}.")
    if len({id(model) for model in models}) < len(models):
        raise ValueError("models must be different objects: the same one is in the list twice.")
    own = isinstance(X, torch.Tensor) and X.ndim == 3
    if own and not (isinstance(y, torch.Tensor) and len(X) == len(models) and len(y) == len(X)):
        raise ValueError(
            f"X and y must stack the points of each of the {len(models)} models, "
            "shapes (n_models, n, d) and (n_models, n)."
        )
    points = list(zip(X, y, strict=True)) if own else [(X, y)] * len(models)
    for model, (X_own, y_own) in zip(models, points, strict=True):
        _check_training(model, X_own, y_own, n_epochs, lr)
        kinds = [
            (type(each), str(each), [parameter.requires_grad for parameter in each.parameters()])
            for each in (model, models[0])
        ]
        if kinds[0] != kinds[1]:
            raise ValueError("models must be alike: the same class, sizes and frozen layers.")
    alone = torch.stack(
        [_outputs(model, own[0]) for model, own in zip(models, points, strict=True)]
    )
    batch = copy.deepcopy(models[0])
    for name, module in models[0].named_modules():
        kind = type(module).__name__
        if isinstance(module, nn.Linear):
            stack = _LinearStack([model.get_submodule(name) for model in models])
            if name == "":
                batch = stack
            else:
                batch.set_submodule(name, stack)
        elif module._parameters or module._buffers or "Dropout" in kind:
            raise ValueError(f"train_many batches nn.Linear and element-wise steps, not {kind}.")
    try:
        together = batch(X).detach()
        alike = torch.allclose(together, alone, rtol=1e-4, atol=1e-5)
    except RuntimeError:
        alike = False
    if not alike:
        raise ValueError(
            f"train_many cannot batch {type(models[0]).__name__}: its forward does more than apply "
            "nn.Linear and element-wise steps (a softmax must have dim=-1, not dim=1)."
        )
    return batch


# ------------------------------------------------------------------------------------- judging


def accuracy(model, X, y):
    """Share of the n points whose highest score is that of their own class, from 0 to 1.

    ``model`` maps X, float (n, d), to scores or probabilities (n, k); ``y`` is int64 (n,).
    """
    _check_data(X)
    _check_labels(y, X)
    scores = _outputs(model, X)
    _check_labels(y, X, scores.shape[1])
    return (scores.argmax(dim=1) == y).cpu().double().mean().item()


def make_grid(X, steps=101):
    """Cover the picture of X, float (n, 2), with steps x steps points, half a unit beyond the data.

    Returns
    -------
    xx, yy : arrays, shape (steps, steps), the coordinates as matplotlib takes them
    points : tensor, shape (steps * steps, 2), the same points as rows, like X in type and device
    """
    _check_data(X, n_features=2)
    _check_number("steps", steps, at_least=2, whole=True)
    low, high = (X.amin(0) - 0.5).tolist(), (X.amax(0) + 0.5).tolist()
    xx, yy = np.meshgrid(*(np.linspace(low[j], high[j], steps) for j in range(2)))
    points = torch.tensor(np.column_stack([xx.ravel(), yy.ravel()]), dtype=X.dtype, device=X.device)
    return xx, yy, points


def decision_boundary(model, X, steps=101):
    """Where a two-class model is undecided, within the picture of X, float (n, 2).

    Returns
    -------
    pieces : list of arrays, shape (m, 2), each one unbroken curve; closed if it ends where it began
    """
    xx, yy, points = make_grid(X, steps)
    log_odds = _log_odds(model, points).reshape(xx.shape)
    return contourpy.contour_generator(xx, yy, log_odds).lines(0.0)


def describe(model, X, y, X_test, y_test):
    """What the picture shows, in one line: both accuracies and the shape of the boundary.

    ``X`` (n, 2) and ``y`` (n,) are the training points, ``X_test``, ``y_test`` the held-out ones.

    Returns
    -------
    str, such as "train 0.54 · held-out 0.51 · boundary: one straight line"
    """
    judged = f"train {accuracy(model, X, y):.2f} · held-out {accuracy(model, X_test, y_test):.2f}"
    pieces = decision_boundary(model, X)
    if not pieces:
        return f"{judged} · boundary: none, one class everywhere"
    open_pieces = [piece for piece in pieces if not np.allclose(piece[0], piece[-1])]
    straight = sum(_bend(piece) < 1e-3 for piece in open_pieces)
    kinds = {
        "straight line": straight,
        "closed curve": len(pieces) - len(open_pieces),
        "open curve": len(open_pieces) - straight,
    }
    counts = [
        f"{'one' if count == 1 else count} {kind}{'s' if count > 1 else ''}"
        for kind, count in kinds.items()
        if count
    ]
    return f"{judged} · boundary: {' and '.join(counts)}"


# ------------------------------------------------------------------------------------ pictures


def scatter_data(X, y, ax):
    """Draw the points X, float (n, 2), of classes y, (n,), 0 or 1, as circles and squares."""
    _check_axes(ax)
    _check_data(X, n_features=2)
    _check_labels(y, X, 2)
    X, y = X.detach().cpu().numpy(), y.cpu().numpy()
    for label in range(2):
        ax.scatter(
            *X[y == label].T,
            c=y[y == label],
            marker=MARKERS[label],
            label=f"Class {label}",
            edgecolor="k",
            alpha=0.7,
            **CLASS_STYLE,
        )


def plot_decision_contours(model, X, ax):
    """Shade the probability of class 1 in steps of a tenth; dash the line where it is one half.

    ``model`` maps (m, 2) to two scores, or two probabilities, a row; X, float (n, 2), sets the
    window.
    """
    _check_axes(ax)
    xx, yy, points = make_grid(X)
    log_odds = _log_odds(model, points).reshape(xx.shape)
    levels = np.linspace(0, 1, 11)
    ax.contourf(xx, yy, expit(log_odds), levels, alpha=0.3, zorder=-100, **CLASS_STYLE)
    if log_odds.min() < 0 < log_odds.max():
        ax.contour(xx, yy, log_odds, [0], colors="k", linewidths=1, linestyles="--", zorder=-50)


def plot_contours_and_scatter(model, X, y, ax):
    """Draw a two-class model and the points X, (n, 2), y, (n,); one legend, below the figure."""
    _check_data(X, n_features=2)
    _check_labels(y, X, 2)
    plot_decision_contours(model, X, ax)
    scatter_data(X, y, ax)
    ax.set(aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    if not ax.figure.legends:
        handles, labels = ax.get_legend_handles_labels()
        ax.figure.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False)


def plot_hinges(layer, ax):
    """Draw where each unit of a layer has pre-activation 0: the line along which its ReLU bends.

    A short arrow points to the side where the unit is active. ``layer`` is ``nn.Linear(2, p)``;
    ``ax`` keeps its limits. Returns the number of hinges that cross the picture.
    """
    if not isinstance(layer, nn.Linear) or layer.in_features != 2:
        raise TypeError("layer must be an nn.Linear that takes the 2 coordinates of a point.")
    if not all(torch.isfinite(parameter).all() for parameter in layer.parameters()):
        raise ValueError("layer holds NaN or infinite weights: train it anew with a smaller lr.")
    _check_axes(ax)
    ax.autoscale(False)
    weights = layer.weight.detach().cpu().double().numpy()
    biases = np.zeros(len(weights)) if layer.bias is None else layer.bias.detach().cpu().numpy()
    (x_low, x_high), (y_low, y_high) = ax.get_xlim(), ax.get_ylim()
    # No point of the picture is farther from the origin than its farthest corner.
    corner = np.hypot(max(-x_low, x_high), max(-y_low, y_high))
    reach = corner * np.linspace(-1, 1, 1001)[:, None]
    drawn = 0
    for unit, (w, b) in enumerate(zip(weights, biases, strict=True)):
        length = np.hypot(*w)
        if length == 0:
            continue  # a unit that sees nothing has no hinge
        normal = w / length
        line = -b / length * normal + reach * np.array([-normal[1], normal[0]])
        x, y = line.T
        inside = line[(x >= x_low) & (x <= x_high) & (y >= y_low) & (y <= y_high)]
        if len(inside) < 2:
            continue
        colour = f"C{unit % 10}"
        ax.plot(*inside[[0, -1]].T, color=colour, linewidth=2)
        start = inside[len(inside) // 8]
        head = start + 0.06 * (x_high - x_low) * normal
        arrow = {"arrowstyle": "->", "color": colour, "lw": 2}
        ax.annotate("", head, start, arrowprops=arrow, annotation_clip=False)
        drawn += 1
    return drawn


def plot_feature_maps(features, X, titles=None, n_columns=5, cmap="PuOr", label="value"):
    """Draw functions of the plane side by side, on one scale that is centred at zero.

    The scale holds 99 % of all values; arrows at the colour bar's ends say that some lie beyond.

    Parameters
    ----------
    features : callable
        Maps (m, 2) to (m, p): p functions, one map each.
    X : float tensor, shape (n, 2)
        Sets the window.
    titles : list of p strings, optional
        Without it the maps are numbered from 0.
    n_columns : int
    cmap : str
        A diverging colour map.
    label : str
        What the colour bar measures.

    Returns
    -------
    fig : the figure, of one axes a map and the colour bar
    """
    xx, yy, points = make_grid(X)
    _check_number("n_columns", n_columns, at_least=1, whole=True)
    if cmap not in plt.colormaps():
        raise ValueError(f"cmap must name a colour map of matplotlib, not {_shown(cmap)}.")
    if not isinstance(titles, (list, tuple, type(None))):
        raise TypeError(f"titles must be a list of strings, not {_shown(titles)}.")
    values = _outputs(features, points).cpu().double().numpy()
    n_maps = values.shape[1]
    titles = [str(unit) for unit in range(n_maps)] if titles is None else list(titles)
    if len(titles) != n_maps:
        raise ValueError(f"titles must be one for each of the {n_maps} maps, not {len(titles)}.")
    columns = min(n_columns, n_maps)
    rows = math.ceil(n_maps / columns)
    side = min(2.9, 10 / columns)  # inches of one map; a layout of our own is 3 times as fast
    width, height = columns * side + 1.3, rows * (side + 0.3) + 0.5
    fig, axes = plt.subplots(rows, columns, figsize=(width, height), squeeze=False, layout="none")
    fig.subplots_adjust(0.1 / width, 0.1 / height, 1 - 1.3 / width, 1 - 0.7 / height)
    fig.subplots_adjust(wspace=0.08, hspace=0.35 / side)
    largest = np.abs(values).max() or 1.0
    top = np.percentile(np.abs(values), 99) or largest  # a few far corners must not fade the rest
    extent = (xx.min(), xx.max(), yy.min(), yy.max())
    for ax, title, value in zip(axes.flat, titles, values.T, strict=False):
        image = ax.imshow(
            value.reshape(xx.shape),
            origin="lower",
            extent=extent,
            cmap=plt.get_cmap(cmap, 21),  # bands, so that a ramp and a bend can be told apart
            vmin=-top,
            vmax=top,
            interpolation="bilinear",
            interpolation_stage="data",
        )
        ax.set_title(title)
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[])
    for ax in axes.flat[n_maps:]:
        ax.set_axis_off()
    ends = "both" if top < largest else "neither"
    bar = fig.add_axes([1 - 1.1 / width, 0.2, 0.2 / width, 0.5])
    fig.colorbar(image, cax=bar, label=label, extend=ends)
    return fig


def draw_graph(steps, ax):
    """Draw a computational graph from left to right.

    Parameters
    ----------
    steps : list of (label, kind) pairs
        kind "value" is a circle, what flows; "fixed" a grey box, an operation that never changes;
        "trainable" a heavy coloured box, an operation that training may change. Labels may hold
        math, and line breaks.
    ax : matplotlib axes, emptied of its frame
    """
    styles = {
        "value": {"boxstyle": "circle,pad=0.35", "fc": "white", "ec": "k"},
        "fixed": {"boxstyle": "round,pad=0.5", "fc": "0.88", "ec": "0.4"},
        "trainable": {"boxstyle": "round,pad=0.5", "fc": "#cfe3f7", "ec": "#1f5fa8", "lw": 2.5},
    }
    _check_axes(ax)
    if not isinstance(steps, (list, tuple)) or not steps:
        raise TypeError(f"steps must be a list of (label, kind) pairs, not {_shown(steps)}.")
    for step in steps:
        pair = isinstance(step, (list, tuple)) and len(step) == 2
        if not pair or step[1] not in list(styles):
            raise ValueError(
                f"each step is (label, 'value', 'fixed' or 'trainable'), not {_shown(step)}."
            )
    ax.set(xlim=(-0.6, len(steps) - 0.4), ylim=(-0.75, 0.75))
    ax.set_axis_off()
    before = None
    for place, (text, kind) in enumerate(steps):
        box = ax.text(place, 0, text, ha="center", va="center", fontsize=15, bbox=styles[kind])
        if kind != "value":
            ax.text(place, -0.62, kind, ha="center", va="center", color=styles[kind]["ec"])
        if before is not None:
            arrow = {
                "arrowstyle": "-|>",
                "color": "k",
                "patchA": before,
                "patchB": box.get_bbox_patch(),
            }
            ax.annotate(
                "", (place, 0), (place - 1, 0), arrowprops=arrow | {"shrinkA": 2, "shrinkB": 2}
            )
        before = box.get_bbox_patch()


def show(fig, reading):
    """Display a figure with its reading as text alternative, print the reading, close the figure.

    ``reading`` is one line of text that says what there is to see, for those who do not see it.
    """
    if not isinstance(reading, str) or not reading.strip():
        raise TypeError("reading must be a sentence that says what the figure shows.")
    if not isinstance(fig, plt.Figure):
        raise TypeError(f"fig must be a matplotlib figure, not {_shown(fig)}.")
    # What is written in the figure and where its points lie travels inside the picture, so that a
    # test can compare what no comparison of pixels sees.
    says = [text.get_text() for text in fig.findobj(Text) if text.get_text()]
    for points in (each for ax in fig.axes for each in ax.collections):
        if isinstance(points, PathCollection) and len(points.get_offsets()):
            x, y = points.get_offsets().mean(axis=0)
            says.append(f"{len(points.get_offsets())} points around ({x:.3f}, {y:.3f})")
    drawn, small, info = io.BytesIO(), io.BytesIO(), PngInfo()
    info.add_text("Description", " | ".join(says))
    fig.savefig(drawn, format="png", dpi=100)
    few = Image.open(drawn).convert("RGB").quantize(dither=Image.Dither.NONE)  # 256 colours do
    few.save(small, "png", optimize=True, pnginfo=info)
    picture = base64.b64encode(small.getvalue()).decode()
    plt.close(fig)
    bundle = {"image/png": picture, "text/plain": reading}
    display(bundle, raw=True, metadata={"image/png": {"alt": reading}})
    print(reading)


# --------------------------------------------------------------------------------- interaction

_explorers = {}  # what explore shows, by cell: a cell that is run again replaces its own


def explore(draw, figsize=(6, 5.2), buttons=(), **controls):
    """Show a figure under controls; it is drawn again, in place, when one of them moves.

    Parameters
    ----------
    draw : callable
        ``draw(fig, **values)`` draws on an empty figure and returns its reading, a line of text
        that says what there is to see. If it yields readings instead, each is shown with a picture
        of its own; nothing else is answered meanwhile, so let it end within two seconds. A figure
        with animated artists is not emptied, so that draw may move those instead.
    figsize : (width, height), in inches
    buttons : list of str
        With buttons, draw also gets ``pressed``, the name of the one just pressed, or "".
    controls
        For each argument of draw what ``ipywidgets.interact`` takes: (low, high) or
        (low, high, step) for a slider, a list for a menu, True or False, a widget; and
        ``ipywidgets.fixed(value)`` for no control. Defaults of draw are where controls start.

    Raises
    ------
    What draw raises at the start. Later it appears as a line under the figure.
    """
    if not callable(draw):
        raise TypeError(f"draw must be a function of a figure and values, not {_shown(draw)}.")
    if not isinstance(buttons, (list, tuple)) or not all(isinstance(b, str) for b in buttons):
        raise TypeError(f"buttons must be a list of names, not {_shown(buttons)}.")
    if not isinstance(figsize, (list, tuple)) or len(figsize) != 2:
        raise TypeError(f"figsize must be (width, height) in inches, not {_shown(figsize)}.")
    for side in figsize:
        _check_number("figsize", side, above=0)
    made = _controls(draw, controls)
    own = [control for name, control in made.items() if control is not controls[name]]
    fig = _Stage(figsize, dpi=100)
    FigureCanvasAgg(fig)

    def frames(pressed=""):
        """Draw, and give picture and reading of each frame."""
        fig.sweep()
        values = {name: control.value for name, control in made.items()}
        reading = draw(fig, **values, **({"pressed": pressed} if buttons else {}))
        for each in reading if inspect.isgenerator(reading) else [reading]:
            yield fig.png(), each

    def update(_=None, pressed=""):
        try:
            for image.value, reading in frames(pressed):
                line.value = _status(reading)
        except Exception as error:  # whatever a student's own code may raise
            line.value = _status(f"⚠ {type(error).__name__}: {_first_line(error)}")

    start = time.perf_counter()
    try:
        *_, (picture, reading) = frames()
    except Exception:
        _close(own)
        raise
    slow = time.perf_counter() - start > 0.3
    width = f"{fig.bbox.width:.0f}px"  # without it the box would stretch the picture
    layout = ipywidgets.Layout(width=width, max_width="100%", object_fit="contain")
    image = ipywidgets.Image(value=picture, format="png", layout=layout)
    line = ipywidgets.HTML(_status(reading))
    visible = {n: each for n, each in made.items() if isinstance(each, ipywidgets.DOMWidget)}
    for name, control in visible.items():
        control.description = (control.description or name).replace("_", " ")
        control.style.description_width = "initial"
        control.observe(update, names="value")
        if slow and hasattr(control, "continuous_update"):
            control.continuous_update = False  # draw when the hand lets go
    pressable = [ipywidgets.Button(description=name) for name in buttons]
    for button in pressable:
        button.on_click(partial(lambda name, _: update(pressed=name), button.description))
    wrap = ipywidgets.Layout(flex_flow="row wrap")
    rows = [ipywidgets.Box(row, layout=wrap) for row in ([*visible.values()], pressable) if row]
    box = ipywidgets.VBox([*rows, image, line])

    def close():
        for control in visible.values():
            control.unobserve(update, names="value")
        _close([*own, *pressable, *rows, image, line, box])

    if _cell(draw) in _explorers:
        _explorers[_cell(draw)].close()
    _explorers[_cell(draw)] = SimpleNamespace(
        controls=made, buttons=pressable, image=image, line=line, close=close
    )
    bundle = {
        "text/plain": f"A figure with controls for {', '.join(made)}. At the start: {reading}",
        "image/png": base64.b64encode(fig.png(level=9)).decode(),
        "application/vnd.jupyter.widget-view+json": box.get_view_spec(),
    }
    display(bundle, raw=True)
    print(f"At the start: {reading}")


def _controls(draw, given):
    """The controls that explore is asked for, at the defaults of draw."""
    defaults, made = inspect.signature(draw).parameters, {}
    for name, control in given.items():
        default = getattr(defaults.get(name), "default", inspect.Parameter.empty)
        try:
            made[name] = ipywidgets.interactive.widget_from_abbrev(control, default)
        except (ValueError, TypeError):
            made[name] = None
        if made[name] is None or control == []:
            _close(widget for other, widget in made.items() if widget is not given[other])
            raise ValueError(
                f"{name} must be (low, high), a list, True, False or a widget, "
                f"not {_shown(control)}."
            )
    return made


def _close(widgets):
    """Close widgets, and what ipywidgets keeps beside each."""
    for widget in widgets:
        for part in (getattr(widget, "layout", None), getattr(widget, "style", None), widget):
            if isinstance(part, ipywidgets.Widget):
                part.close()


def _cell(draw):
    """What tells the cell that runs from others: its id, or, where there is none, its source."""
    message = getattr(get_ipython(), "parent_header", None) or {}
    source = getattr(getattr(draw, "__code__", None), "co_filename", "")
    return message.get("metadata", {}).get("cellId", source), getattr(draw, "__qualname__", "")


class _Stage(Figure):
    """A figure that is swept rather than cleared, and of which only the contents are drawn again.

    New axes, their ticks and the room for their labels are two thirds of the work of a figure.
    """

    asked = kept = frame = background = None

    def subplots(self, *args, **options):
        if self.asked != (args, options):
            self.clear()
            self.asked, self.kept = (args, options), super().subplots(*args, **options)
        return self.kept

    def clear(self, **options):
        self.asked = self.frame = None
        super().clear(**options)

    def contents(self):
        """What is drawn in the frames of the axes, by axes, from bottom to top."""
        for ax in self.axes:
            parts = [*ax.collections, *ax.lines, *ax.images, *ax.patches, *ax.texts]
            yield ax, sorted(parts, key=lambda part: part.get_zorder())

    def sweep(self):
        """Take away all but what is animated and the axes that subplots made."""
        if any(part.get_animated() for _, parts in self.contents() for part in parts):
            return
        if self.asked is None or self.axes != list(np.ravel(self.kept)):
            self.clear()
            return
        for artist in [*self.legends, *self.texts]:
            artist.remove()
        for ax, parts in self.contents():
            for part in parts:
                part.remove()
            ax.set(title="", xlabel="", ylabel="")
            ax.set_prop_cycle(None)
            ax.dataLim.set_points(np.array([[np.inf, np.inf], [-np.inf, -np.inf]]))
            ax.autoscale()

    def png(self, level=1):
        """The figure as bytes of a PNG, compressed from 1, fast, to 9, small."""
        frame = [[text.get_text() for each in self.legends for text in each.get_texts()]]
        frame += [text.get_text() for text in self.texts]
        for ax in self.axes:
            frame += [ax.get_xlim(), ax.get_ylim(), ax.get_xlabel(), ax.get_ylabel()]
            frame += [axis.get_major_formatter() for axis in (ax.xaxis, ax.yaxis)]
            frame += [ax, ax.axison, ax.get_aspect(), "\n" in ax.get_title(), not ax.get_title()]
        if frame != self.frame:
            if any(ax.get_subplotspec() for ax in self.axes):
                self.set_layout_engine("constrained")
                self.get_layout_engine().execute(self)
            self.set_layout_engine("none")
            shown = [part for _, parts in self.contents() for part in parts if part.get_visible()]
            titles = [ax.get_title() for ax in self.axes]
            for ax in self.axes:
                ax.title.set_text("")
            for part in shown:
                part.set_visible(False)
            self.canvas.draw()
            self.background = self.canvas.copy_from_bbox(self.bbox)
            for part in shown:
                part.set_visible(True)
            for ax, title in zip(self.axes, titles, strict=True):
                ax.title.set_text(title)
            self.frame = frame
        self.canvas.restore_region(self.background)
        for ax, parts in self.contents():
            framed = ax.axison and ax.get_frame_on()
            for part in [*parts, *(ax.spines.values() if framed else ()), ax.title]:
                ax.draw_artist(part)
        buffer = io.BytesIO()
        pixels = np.asarray(self.canvas.buffer_rgba())[:, :, :3]
        Image.fromarray(pixels).save(buffer, "png", compress_level=level)
        return buffer.getvalue()


def _status(text):
    """A line that screen readers speak when it changes."""
    lines = html.escape(str(text)).replace("\n", "<br>")
    return f'<div role="status" style="line-height: 1.4">{lines}</div>'


def train_live(make_model, datasets=("circles", "moons", "xor", "spirals"), **choices):
    """Train a model before one's eyes: its boundary, both losses and every hidden unit.

    "step" trains for one frame, "run" for two seconds, "reset" starts again.

    Parameters
    ----------
    make_model : callable
        ``make_model(**values)`` returns an untrained ``nn.Module``, (n, 2) to scores (n, 2). The
        hidden units that are drawn are the inputs of each of its ``nn.Linear`` but the first.
    datasets : list of str, names that ``make_dataset`` knows
    choices
        Further controls, as for ``explore``; their values go to ``make_model``.
    """
    if not callable(make_model):
        raise TypeError(
            f"make_model must be callable and return a model, not {_shown(make_model)}."
        )
    if not isinstance(datasets, (list, tuple)) or not datasets:
        raise TypeError(f"datasets must be a list of names, not {_shown(datasets)}.")
    now = SimpleNamespace(settings=None)

    def train(fig, data, learning_rate=0.01, epochs_per_frame=50, seed=0, pressed="", **values):
        settings = data, seed, values
        try:
            if pressed == "reset" or settings != now.settings:
                now.run = _Run(fig, data, seed, partial(make_model, **values))
                now.settings = settings
            until = time.perf_counter() + (2 if pressed == "run" else 0)
            while pressed in ("step", "run"):
                now.run.train(epochs_per_frame, learning_rate)
                yield now.run.draw()
                if time.perf_counter() >= until:
                    return
            yield now.run.draw()
        except Exception:
            now.settings = None  # the next move starts with a new model
            raise

    explore(
        train,
        figsize=(10, 4.4),
        buttons=["step", "run", "reset"],
        data=list(datasets),
        learning_rate=[0.001, 0.003, 0.01, 0.03, 0.1, 0.3],
        epochs_per_frame=[1, 10, 50, 200],
        seed=(0, 20),
        **choices,
    )


class _Run:
    """A model in training, and its picture."""

    def __init__(self, fig, data, seed, make_model):
        self.X, self.y = make_dataset(data)
        self.fresh = make_dataset(data, n=1000, seed=0)
        torch.manual_seed(seed)
        self.model = make_model()
        _check_training(self.model, self.X, self.y, 1, 1)
        self.optimizer = torch.optim.SGD(self.model.parameters(), momentum=0.9, fused=True)
        self.epochs, self.losses, self.held_out = [0], [], []
        self._note_losses()
        self.xx, self.yy, self.points = make_grid(self.X, 41)
        units, _ = _hidden_units(self.model, self.points)
        self._prepare(fig, [layer.shape[1] for layer in units])

    def _note_losses(self):
        for losses, (X, y) in ((self.losses, (self.X, self.y)), (self.held_out, self.fresh)):
            losses.append(nn.functional.cross_entropy(_outputs(self.model, X), y).item())

    def train(self, n_epochs, lr):
        self.optimizer.param_groups[0]["lr"] = lr
        for _ in range(n_epochs):
            self.optimizer.zero_grad()
            nn.functional.cross_entropy(self.model(self.X), self.y).backward()
            self.optimizer.step()
        self.epochs.append(self.epochs[-1] + n_epochs)
        self._note_losses()

    def _prepare(self, fig, widths):
        """All that stays as it is while training goes on, and empty artists for what moves."""
        fig.clear()
        rows = max(len(widths), 1)
        grid = fig.add_gridspec(rows, 3)
        plane, self.curve = fig.add_subplot(grid[:, 0]), fig.add_subplot(grid[:, 1])
        extent = (self.xx.min(), self.xx.max(), self.yy.min(), self.yy.max())
        frame = {"origin": "lower", "extent": extent, "animated": True}
        empty = np.zeros(self.xx.shape)
        self.shade = plane.imshow(empty, alpha=0.3, **CLASS_STYLE, **frame)
        scatter_data(self.X, self.y, plane)
        self.edge = LineCollection([], colors="k", linestyles="--", linewidths=1)
        plane.add_collection(self.edge, autolim=False)
        for artist in plane.collections:
            artist.set_animated(True)
        plane.set(xlabel="$x_1$", ylabel="$x_2$", title="Boundary")
        for style, label in (("--", "training points"), ("-", "held-out points")):
            self.curve.plot([], [], style, linewidth=2, label=label, animated=True)
        self.curve.set(xlim=(0, 1000), ylim=(0, 1), xlabel="epoch", title="Loss")
        fig.legend(handles=self.curve.lines, loc="outside lower center", ncols=2, frameon=False)
        self.maps = []
        for row, width in enumerate(widths):
            ax = fig.add_subplot(grid[row, 2])
            columns = math.ceil(math.sqrt(2 * width))
            shape = math.ceil(width / columns) * 42 + 1, columns * 42 + 1
            cmap = plt.get_cmap("PuOr").with_extremes(bad="0.6")
            tiles = ax.imshow(np.zeros(shape), cmap=cmap, interpolation="nearest", animated=True)
            ax.set(title=f"The {width} units of layer {row + 1}", xticks=[], yticks=[])
            ax.set_frame_on(False)
            self.maps.append((tiles, columns))

    def draw(self):
        """Bring the picture up to date, and say what it shows."""
        units, log_odds = _hidden_units(self.model, self.points)
        log_odds = log_odds.reshape(self.xx.shape)
        self.shade.set_data((10 * expit(log_odds)).clip(0, 9.99).astype(int) / 10 + 0.05)
        self.edge.set_segments(decision_boundary(self.model, self.X, 41))
        for curve, losses in zip(self.curve.lines, (self.losses, self.held_out), strict=True):
            curve.set_data(self.epochs, losses)
        if self.epochs[-1] > self.curve.get_xlim()[1]:
            self.curve.set_xlim(0, 2 * self.epochs[-1])
        highest = max(self.losses[-1], self.held_out[-1])
        if highest > self.curve.get_ylim()[1]:
            self.curve.set_ylim(0, 1.5 * highest)
        for (tiles, columns), values in zip(self.maps, units, strict=True):
            values = values.cpu().numpy()
            sheet = np.full(tiles.get_size(), np.nan)
            for unit, value in enumerate(values.T):
                top, left = 42 * (unit // columns) + 1, 42 * (unit % columns) + 1
                sheet[top : top + 41, left : left + 41] = value.reshape(41, 41)[::-1]
            tiles.set_data(sheet)
            top = np.percentile(np.abs(values), 98) or np.abs(values).max() or 1.0
            tiles.set_clim(-top, top)  # a scale for each layer
        losses = f"loss {self.losses[-1]:.2f}, held-out {self.held_out[-1]:.2f}"
        judged = describe(self.model, self.X, self.y, *self.fresh)
        return f"epoch {self.epochs[-1]:,} · {losses} · accuracy: {judged}"


def _hidden_units(model, points):
    """Activations of each hidden layer, a list of (m, p), and the log-odds (m,), at the points."""
    seen = []
    hooks = [
        layer.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].detach()))
        for layer in model.modules()
        if isinstance(layer, nn.Linear)
    ]
    try:
        log_odds = _log_odds(model, points)
    finally:
        for hook in hooks:
            hook.remove()
    return [units for units in seen[1:] if units.ndim == 2], log_odds


# -------------------------------------------------------------------------------------- checks


def _shown(value):
    """The value on one short line, for a message."""
    return " ".join(repr(value).split())[:80]


def _first_line(error):
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _check_axes(ax):
    if not isinstance(ax, plt.Axes):
        raise TypeError(f"ax must be one matplotlib axes, not {_shown(ax)}.")


def _check_number(name, value, at_least=None, above=None, whole=False):
    kinds = (int, np.integer) if whole else (int, float, np.integer, np.floating)
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise TypeError(f"{name} must be a {'whole ' * whole}number, not {_shown(value)}.")
    if not math.isfinite(value):
        raise ValueError(f"{name} must be finite, not {value!r}.")
    if at_least is not None and value < at_least:
        raise ValueError(f"{name} must be at least {at_least}, not {value!r}.")
    if above is not None and value <= above:
        raise ValueError(f"{name} must be above {above}, not {value!r}.")


def _check_data(X, n_features=None):
    if not isinstance(X, torch.Tensor) or not X.is_floating_point():
        raise TypeError("X must be a tensor of floats: torch.tensor(X, dtype=torch.float64).")
    if X.ndim != 2 or 0 in X.shape:
        raise ValueError(f"X must have a row for each point, shape (n, d), not {tuple(X.shape)}.")
    if X.is_meta:
        raise ValueError("X is on the device meta and has no values: make it anew on the CPU.")
    if not torch.isfinite(X).all():
        raise ValueError("X holds NaN or infinite values: take those points out first.")
    if len(X) > 1 and (X == 1).all(dim=0).any():
        raise ValueError("X has a column of ones: leave it out, nn.Linear brings its own bias.")
    if n_features is not None and X.shape[1] != n_features:
        raise ValueError(f"X must have {n_features} columns to be drawn, not {X.shape[1]}.")


def _check_labels(y, X, k=None):
    if not isinstance(y, torch.Tensor) or y.dtype != torch.int64:
        raise TypeError("y must be a tensor of whole numbers: torch.tensor(y, dtype=torch.int64).")
    if y.shape != X.shape[:1]:
        raise ValueError(
            f"y must have one label for each of the {len(X)} points, not {tuple(y.shape)}."
        )
    if y.device != X.device:
        raise ValueError(f"X is on {X.device} and y on {y.device}: move one with .to(device).")
    if k is not None and (y.min() < 0 or y.max() >= k):
        raise ValueError(
            f"y must hold labels 0 to {k - 1}, not {y.min().item()} to {y.max().item()}."
        )


def _check_training(model, X, y, n_epochs, lr):
    if not isinstance(model, nn.Module):
        raise TypeError("model must be an nn.Module: write class MyModel(nn.Module).")
    _check_data(X)
    _check_labels(y, X)
    _check_number("n_epochs", n_epochs, at_least=1, whole=True)
    _check_number("lr", lr, above=0)
    if not any(parameter.requires_grad for parameter in model.parameters()):
        raise ValueError("model has nothing to train: give it a layer with parameters.")
    _check_labels(y, X, _outputs(model, X).shape[1])


# ------------------------------------------------------------------------------------- asking


def _outputs(model, X):
    """What the model returns for X, shape (n, k), as a tensor without gradient, or one sentence.

    It is asked in evaluation mode and with dice of its own: dropout, batch norm and the random
    numbers of the caller come to no change.
    """
    if isinstance(model, nn.Module):
        devices = {parameter.device for parameter in model.parameters()} - {X.device}
        if devices:
            raise ValueError(
                f"model is on {devices.pop()} and X on {X.device}: move one with .to(device)."
            )
    ask = model if callable(model) else getattr(model, "forward", None)
    if ask is None:
        raise TypeError("model must be callable: an nn.Module or a function of X.")
    modules = list(model.modules()) if isinstance(model, nn.Module) else []
    modes = [module.training for module in modules]
    try:
        with torch.no_grad(), torch.random.fork_rng(devices=[]):
            for module in modules:
                module.training = False
            outputs = ask(X)
    except Exception as error:
        reason = f"model fails on X of shape {tuple(X.shape)}: {_first_line(error)}"
        modules_of = model.parameters() if isinstance(model, nn.Module) else ()
        if {parameter.dtype for parameter in modules_of} - {X.dtype}:
            reason = (
                f"model and X differ in precision: bring them together with model.to({X.dtype})."
            )
        raise ValueError(reason) from error
    finally:
        for module, mode in zip(modules, modes, strict=True):
            module.training = mode
    shape = tuple(outputs.shape) if isinstance(outputs, torch.Tensor) else ()
    if len(shape) != 2 or shape[0] != len(X) or shape[1] == 0:
        got = shape or type(outputs).__name__
        raise ValueError(f"model must return scores of shape ({len(X)}, k), not {got}.")
    if not torch.isfinite(outputs).all():
        raise ValueError("model returns NaN or infinite scores: train it anew with a smaller lr.")
    return outputs


def _log_odds(model, points):
    """Log-odds of class 1, array (m,): the score difference, or that of logs where a model has
    applied softmax itself (rows that are not negative and add up to 1)."""
    outputs = _outputs(model, points).cpu().double()
    if outputs.shape[1] != 2:
        raise ValueError(f"a model to be drawn has 2 outputs, one a class, not {outputs.shape[1]}.")
    if outputs.min() >= 0 and torch.allclose(outputs.sum(1), torch.ones(()).double(), atol=1e-4):
        outputs = outputs.clamp_min(1e-30).log()
    return (outputs[:, 1] - outputs[:, 0]).numpy()


def _bend(piece):
    """Largest distance of the points (m, 2) from the straight line that fits them best."""
    centred = piece - piece.mean(axis=0)
    across = np.linalg.svd(centred, full_matrices=False)[2][1]
    return np.abs(centred @ across).max()


# ------------------------------------------------------------------------------------ exercises


def check(judge):
    """Run the check of an exercise at once, and say "Not yet: ..." where one of its asserts fails.

    ``judge`` takes no arguments and is decorated with this. An error in the reader's own code is
    no verdict: it is shown as Python shows it, from the reader's line on, and stops nothing.
    """
    try:
        judge()
    except Exception as error:
        frames = error.__traceback__.tb_next  # the first frame is this function
        own = frames.tb_frame.f_code.co_filename
        while frames.tb_next and frames.tb_frame.f_code.co_filename in (own, __file__):
            frames = frames.tb_next
        if isinstance(error, AssertionError) and frames.tb_frame.f_code.co_filename == own:
            print("Not yet:", error)
        elif get_ipython():
            get_ipython().showtraceback((type(error), error, frames))
        else:
            raise
