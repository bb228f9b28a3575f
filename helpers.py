"""Learn the features: data, training, judging and pictures for the five notebooks.

What there is to learn stands in the notebooks; what would be in the way there stands here, in the
order in which the course needs it. Rows are points: ``X``, (n, d), holds floats, ``y``, (n,), holds
labels 0..k-1, int64. A model is anything that maps (n, d) to scores (n, k). Models and data may
live on a GPU; pictures are drawn on the CPU. Functions marked ``@checked`` say in one sentence what
is wrong with their input (``ValueError``, or ``TypeError`` for the wrong kind of thing) before they
change anything; the table of those checks is at the end.
"""

import base64
import copy
import functools
import inspect
import io
import math
import os

import contourpy
import matplotlib.pyplot as plt
import numpy as np
import torch
from IPython import get_ipython
from IPython.display import display
from matplotlib.collections import PathCollection
from matplotlib.text import Text
from scipy.special import expit
from sklearn.datasets import make_circles, make_moons
from torch import nn
from torch.func import functional_call, stack_module_state, vmap
from tqdm import tqdm

VERSION = "2.0"

# Models this small gain nothing from a second thread, and lose much when the machine is busy.
if "OMP_NUM_THREADS" not in os.environ:
    torch.set_num_threads(1)

# Readable from the last row; constrained layout keeps titles, legends and colour bars apart.
plt.rcParams.update({"font.size": 12, "axes.titlesize": 12, "figure.constrained_layout.use": True})

CLASS_STYLE = {"cmap": "BrBG", "vmin": -0.5, "vmax": 1.5}  # class 0 brown, class 1 teal


def checked(function):
    """Let a function run only after the ``CHECKS`` of its arguments, which go by their names."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def careful(*args, **kwargs):
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        for name, check in CHECKS.items():
            if name in given.arguments:
                check(name, given.arguments[name], given.arguments)
        return function(*args, **kwargs)

    return careful


# ---------------------------------------------------------------------------------------- data


@checked
def make_dataset(name="circles", n=100, noise=0.3, seed=42):
    """Draw a two-class sample in the plane (notebook 1).

    Parameters
    ----------
    name : {"circles", "moons", "xor", "spirals"}
        "circles" with the defaults is the chapter's data: 100 points on two noisy rings.
    n : int
        Number of points, at least 4; the classes differ in size by at most one.
    noise : float
        Standard deviation of the Gaussian noise on each coordinate, in units of the data (rings
        of radius 1 and 0.5, moons of radius 1, XOR corners at (+-1, +-1), spirals to radius 4).
    seed : int
        Another seed is a fresh sample of the same problem.

    Returns
    -------
    X : tensor of torch's default dtype, shape (n, 2)
    y : int64 tensor, shape (n,), labels 0 and 1
    """
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
        else:
            turn = np.sqrt(rng.uniform(0.02, 1, n))  # even along the arm, not crowded inside
            angle = 3 * np.pi * turn + np.pi * y
            centres = 4 * turn[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
        X = centres + rng.normal(scale=noise, size=(n, 2))
        order = rng.permutation(n)  # or every second point would be of the same class
        X, y = X[order], y[order]
    return torch.tensor(X, dtype=torch.get_default_dtype()), torch.tensor(y, dtype=torch.int64)


# ------------------------------------------------------------------------------------ training


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
    """Train models of one architecture in step, as one batched computation (notebook 3).

    Each step is, up to rounding, the step that ``train_model`` would take with each model alone.
    In float64 long runs agree as well. In float32 rounding grows: after thousands of steps single
    parameters of large models differ, their accuracies hardly.

    Parameters
    ----------
    models : list of nn.Module, trained in place, alike in all but their weights
    X, y : tensors, the points of all models, shapes (n, d) and (n,); or each model's own, shapes
        (n_models, n, d) and (n_models, n)
    n_epochs, lr : as for ``train_model``
    weight_decay : float, or one for each model
        Adds half of it times the sum of all squared parameters to a model's loss (notebook 4).

    Returns
    -------
    losses : tensor, shape (n_models, n_epochs), on the CPU

    Raises
    ------
    ValueError, for models that cannot be trained in step, with dropout or batch norm for example
    """
    decay = torch.as_tensor(weight_decay, dtype=X.dtype, device=X.device)
    if decay.shape not in ((), (len(models),)) or not (decay >= 0).all():
        raise ValueError("weight_decay must be one number, or one for each model, not below 0.")
    all_scores = _in_step(models, X, y)
    params, buffers = stack_module_state(models)
    trained = [each for each in params.values() if each.requires_grad]
    optimizer = torch.optim.SGD(trained, lr=lr, momentum=0.9, fused=True)
    losses = []
    for _ in progress(range(n_epochs)):
        optimizer.zero_grad()
        loss = _losses(all_scores(params, buffers, X), y)
        loss.sum().backward()  # no model has a part in another's loss, so none in its gradient
        for each in trained if decay.any() else ():
            if each.grad is not None:
                each.grad += decay.view(-1, *[1] * (each.ndim - 1)) * each.detach()
        optimizer.step()
        losses.append(loss.detach())
    for place, model in enumerate(models):
        _set_parameters(model, params, place)
        ask(model, X[place] if X.ndim == 3 else X)  # renews features that a forward keeps
    return torch.stack(losses, dim=1).cpu()


def _losses(scores, y):
    """The loss of each of m models, (m,), from their scores, (m, n, k)."""
    y = y.expand(len(scores), -1)
    return nn.functional.cross_entropy(scores.mT, y, reduction="none").mean(dim=1)


@torch.no_grad()
def _set_parameters(model, params, place):
    for name, parameter in model.named_parameters():
        parameter.copy_(params[name][place])


class _PointsLast(nn.Linear):
    """The same layer, faster in step because the points are last in memory."""

    def forward(self, X):
        if X.ndim != 2:
            return super().forward(X)
        Z = self.weight @ X.mT
        return (Z if self.bias is None else Z + self.bias[:, None]).mT


def _in_step(models, X, y):
    """A function from stacked parameters, stacked buffers and X to the scores of all models.

    torch.func runs the first model's forward with the weights of all. That is right unless the
    models differ in more than weights, or a forward remembers something or uses what is not its
    own. So scores and gradients are compared with those of each model alone, at random weights,
    because at the start a read-out of zeros may hide everything.
    """
    refused = f"train_many cannot train {type(models[0]).__name__} in step (train_model can): "
    kinds, memory = set(), []
    for model in models:
        own = [(name, p.shape, p.requires_grad) for name, p in model.named_parameters()]
        kinds.add(str([own, [(type(module), module.training) for module in model.modules()]]))
        trained = [p for p in model.parameters() if p.requires_grad]
        memory += {p.untyped_storage().data_ptr() for p in trained}
    if len(kinds) > 1:
        raise ValueError("models must be alike: the same class, sizes and frozen layers.")
    if len(set(memory)) < len(memory):
        raise ValueError("models must not share what is trained: make each its own layers.")
    base = copy.deepcopy(models[0])
    for module in base.modules():
        if type(module) is nn.Linear:  # a subclass may do anything in its forward
            module.__class__ = _PointsLast
    all_scores = vmap(
        lambda params, buffers, points: functional_call(base, (params, buffers), (points,)),
        in_dims=(0, 0, 0 if X.ndim == 3 else None),
    )
    params, buffers = stack_module_state(models)
    dice, trial = np.random.default_rng(0), {}
    for name, each in params.items():
        noise = torch.tensor(dice.normal(scale=0.3, size=each.shape), dtype=each.dtype)
        trial[name] = (each.detach() + noise.to(each.device)).requires_grad_(each.requires_grad)
    try:
        together = all_scores(trial, buffers, X.clone())
        _losses(together, y).sum().backward()
    except Exception as error:  # torch.func has many ways to say what it cannot do
        raise ValueError(refused + _first_line(error)) from error
    for place, model in enumerate(models):
        points, labels = (X[place], y[place]) if X.ndim == 3 else (X, y)
        named, before = dict(model.named_parameters()), _memory(model)
        leaves = [p for p in model.parameters() if p.requires_grad]
        try:
            _set_parameters(model, trial, place)
            alone = model(points.clone())
            loss = nn.functional.cross_entropy(alone, labels)
            slopes = torch.autograd.grad(loss, leaves, allow_unused=True)
            after = _memory(model)
        finally:
            _set_parameters(model, params, place)
            for buffer, value in zip(model.buffers(), before, strict=False):
                buffer.copy_(value)
        if not all(map(torch.equal, before, after)):
            raise ValueError(f"{refused}its forward changes the model itself (batch norm?).")
        slopes, alike = dict(zip(leaves, slopes, strict=True)), _agree(together[place], alone, 0.5)
        for name, p in named.items():
            slope = None if trial[name].grad is None else trial[name].grad[place]
            alike = alike and _agree(slope, slopes.get(p), 0.25)  # a kink of ReLU may be crossed
        if not alike:
            raise ValueError(f"{refused}more than its own weights decides what it computes.")
    return all_scores


def _memory(model):
    """All that a forward might change in its model: buffers, and numbers such as a counter."""
    values = [value for module in model.modules() for value in vars(module).values()]
    numbers = [value for value in values if isinstance(value, (int, float))]
    return [*(buffer.clone() for buffer in model.buffers()), torch.tensor(numbers)]


def _agree(a, b, power):
    """Whether two tensors are equal up to a power of the machine's precision, or both None."""
    if a is None or b is None:
        return a is b
    error = torch.finfo(b.dtype).eps ** power
    return torch.allclose(a, b, error, error * b.abs().max().nan_to_num().item(), equal_nan=True)


class _CellLine:
    """A line below a cell for tqdm's bar; emptied it leaves nothing, as tqdm's own widget does."""

    line = None

    def write(self, text):
        text = {"text/plain": text.strip()}
        if self.line:
            self.line.update(text, raw=True)
        elif text["text/plain"]:
            self.line = display(text, raw=True, display_id=True)

    def flush(self):
        pass


def progress(iterable, total=None):
    """Go through an iterable under a progress bar that waits two seconds and goes at the end.

    ``total`` is the number of steps, where the iterable cannot tell (notebook 4).
    """
    place = _CellLine() if hasattr(get_ipython(), "kernel") else None  # None: standard error
    return tqdm(iterable, total=total, delay=2, leave=False, file=place)


# ------------------------------------------------------------------------------------- judging


def ask(model, X):
    """Scores of a model, (n, k), in evaluation mode, without gradient.

    X, (n, d), the model and the caller's random numbers stay as they are.
    """
    modules = list(model.modules()) if isinstance(model, nn.Module) else []
    weights = [each for module in modules for each in module.parameters()]
    if away := {each.device for each in weights} - {X.device}:
        raise ValueError(f"model is on {away.pop()} and X on {X.device}: move one with .to(device).")
    modes = [module.training for module in modules]
    try:
        with torch.no_grad(), torch.random.fork_rng(devices=[X.device] if X.is_cuda else []):
            for module in modules:
                module.training = False
            function = model if callable(model) else model.forward
            scores = function(X.clone())  # a forward may change what it is given
    except Exception as error:
        reason = f"model fails on X of shape {tuple(X.shape)}: {_first_line(error)}"
        if other := {each.dtype for each in weights} - {X.dtype}:
            held, given = (str(dtype).removeprefix("torch.") for dtype in (other.pop(), X.dtype))
            to = {"float32": "float()", "float64": "double()", "float16": "half()"}
            cure = f"call model.{to.get(given, 'to(X.dtype)')} or X.{to.get(held, 'to(dtype)')}."
            reason = f"model holds {held} and X {given} numbers: {cure}"
        raise ValueError(reason) from error
    finally:
        for module, mode in zip(modules, modes, strict=True):
            module.training = mode
    shape = tuple(scores.shape) if isinstance(scores, torch.Tensor) else type(scores).__name__
    if len(shape) != 2 or shape[0] != len(X):
        raise ValueError(f"model must return scores of shape ({len(X)}, k), not {shape}.")
    if not torch.isfinite(scores).all():
        raise ValueError("model returns NaN or infinite scores: train a new one with a smaller lr.")
    return scores


def log_odds(model, points):
    """Log-odds of class 1 under a two-class model: array (m,) from points (m, 2).

    They are the difference of the scores, or of their logarithms if the model has applied softmax.
    """
    scores = ask(model, points).cpu().double()
    if scores.shape[1] != 2:
        raise ValueError(f"model has {scores.shape[1]} outputs; a picture needs 2, one a class.")
    if scores.min() >= 0 and torch.allclose(scores.sum(1), torch.ones(()).double(), atol=1e-4):
        scores = scores.clamp_min(1e-30).log()
    return (scores[:, 1] - scores[:, 0]).numpy()


@checked
def accuracy(model, X, y):
    """Share of the points X, (n, d), whose highest score is that of their own class y, (n,)."""
    return (ask(model, X).argmax(dim=1) == y).sum().item() / len(y)


@checked
def make_grid(X, steps=101):
    """Cover the picture of X, (n, 2), with points, up to half a unit beyond the data (notebook 1).

    Returns
    -------
    xx, yy : arrays, shape (steps, steps), the coordinates as matplotlib takes them
    points : tensor, shape (steps * steps, 2), the same points as rows, in X's dtype and device
    """
    _check_plane(X)
    low, high = (X.amin(0) - 0.5).tolist(), (X.amax(0) + 0.5).tolist()
    xx, yy = np.meshgrid(*(np.linspace(low[j], high[j], steps) for j in range(2)))
    points = torch.tensor(np.column_stack([xx.ravel(), yy.ravel()]), dtype=X.dtype, device=X.device)
    return xx, yy, points


@checked
def decision_boundary(model, X, steps=101):
    """Where a two-class model is undecided, within the picture of X, (n, 2) (notebook 2).

    Returns
    -------
    pieces : list of arrays, shape (m, 2), each one unbroken curve; closed if it ends where it began
    """
    xx, yy, points = make_grid(X, steps)
    return contourpy.contour_generator(xx, yy, log_odds(model, points).reshape(xx.shape)).lines(0.0)


@checked
def describe(model, X, y, X_test, y_test):
    """Both accuracies of a two-class model and the shape of its boundary, in one line (notebook 1).

    X, (n, 2), and y, (n,), are the training points, X_test and y_test the held-out ones.

    Returns
    -------
    str, such as "train 0.54 · held-out 0.51 · boundary: one straight line"
    """
    counts = {"straight line": 0, "closed curve": 0, "open curve": 0}
    for piece in decision_boundary(model, X):
        centred = piece - piece.mean(axis=0)
        across = np.linalg.svd(centred, full_matrices=False)[2][1]
        bend = np.abs(centred @ across).max()  # largest distance from the straight line that fits
        if np.allclose(piece[0], piece[-1]):
            counts["closed curve"] += 1
        else:
            counts["straight line" if bend < 1e-3 else "open curve"] += 1
    shapes = [f"one {s}" if c == 1 else f"{c} {s}s" for s, c in counts.items() if c]
    boundary = " and ".join(shapes) or "none, one class everywhere"
    train, held_out = accuracy(model, X, y), accuracy(model, X_test, y_test)
    return f"train {train:.2f} · held-out {held_out:.2f} · boundary: {boundary}"


# ------------------------------------------------------------------------------------ pictures


def _ink():
    """The colour of lines and letters under the reader's style: black, unless it is a dark one."""
    return plt.rcParams["text.color"]


@checked
def scatter_data(X, y, ax):
    """Draw points X, (n, 2), of classes y, (n,), 0 and 1, as circles and squares (notebook 1)."""
    _check_plane(X)
    if y.max() > 1:
        raise ValueError(f"y must hold labels 0 and 1 to be drawn, not {y.max().item()}.")
    X, y = X.detach().cpu().numpy(), y.cpu().numpy()
    style = {"edgecolor": _ink(), "alpha": 0.7, **CLASS_STYLE}
    for label, marker in enumerate("os"):
        own = y == label
        ax.scatter(*X[own].T, c=y[own], marker=marker, label=f"Class {label}", **style)


@checked
def plot_decision_contours(model, X, ax):
    """Shade the probability of class 1 in tenths, and dash the line where it is one half.

    ``model`` has two outputs; X, (n, 2), sets the window.
    """
    xx, yy, points = make_grid(X)
    odds = log_odds(model, points).reshape(xx.shape)
    ax.contourf(xx, yy, expit(odds), np.linspace(0, 1, 11), alpha=0.3, zorder=-100, **CLASS_STYLE)
    if odds.min() < 0 < odds.max():
        ax.contour(xx, yy, odds, [0], colors=_ink(), linewidths=1, linestyles="--", zorder=-50)


@checked
def plot_contours_and_scatter(model, X, y, ax):
    """Draw a two-class model and the points X, (n, 2), y, (n,), with one legend below the figure.

    An "outside" legend gets its room from the layout engine, so a figure without one is given one.
    """
    plot_decision_contours(model, X, ax)
    scatter_data(X, y, ax)
    ax.set(aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    fig = ax.get_figure(root=True)
    if not fig.legends:
        if fig.get_layout_engine() is None:
            fig.set_layout_engine("constrained")
        handles, labels = ax.get_legend_handles_labels()
        fig.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False)


@checked
def plot_hinges(layer, ax):
    """Draw where each unit of a layer has pre-activation 0, its ReLU's hinge (notebook 3).

    A short arrow points to the side where the unit is active. ``layer`` is ``nn.Linear(2, p)``;
    ``ax`` keeps its limits. Returns the number of hinges that cross the picture.
    """
    ax.autoscale(False)
    low, high = np.transpose([ax.get_xlim(), ax.get_ylim()])
    weights = layer.weight.detach().cpu().double().numpy()
    biases = np.zeros(len(weights)) if layer.bias is None else layer.bias.tolist()
    drawn = 0
    for unit, (w, b) in enumerate(zip(weights, biases, strict=True)):
        if not w.any():
            continue  # a unit that sees nothing has no hinge
        normal = w / np.hypot(*w)
        along = np.array([-normal[1], normal[0]])
        centre = (low + high) / 2
        nearest = centre - (w @ centre + b) / np.hypot(*w) * normal
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = np.sort((np.array([low, high]) - nearest) / along, axis=0)
        start, end = reach[0].max(), reach[1].min()  # where it enters the picture and leaves it
        if start < end:
            style = {"color": f"C{unit % 10}", "linewidth": 2}
            ax.axline(nearest, nearest + along, **style)
            foot = nearest + np.clip(0, start, end) * along
            tip = foot + 0.06 * (high - low)[0] * normal
            arrow = {"arrowstyle": "->", **style}
            ax.annotate("", tip, foot, arrowprops=arrow, annotation_clip=False)
            drawn += 1
    return drawn


@checked
def plot_feature_maps(features, X, titles=None, n_columns=5, cmap="PuOr", label="value"):
    """Draw p functions of the plane side by side, on one scale centred at zero (notebook 2).

    The scale holds 99 % of all values; arrows at the colour bar's ends say that some lie beyond.

    Parameters
    ----------
    features : callable, maps (m, 2) to (m, p)
    X : tensor, shape (n, 2), sets the window
    titles : list of p strings; without it the maps are numbered from 0
    n_columns : int, maps side by side
    cmap : str, a diverging colour map
    label : str, what the colour bar measures

    Returns
    -------
    fig : the figure, of one axes a map and the colour bar
    """
    xx, yy, points = make_grid(X)
    values = ask(features, points).cpu().double().numpy()
    titles = [str(unit) for unit in range(values.shape[1])] if titles is None else titles
    if len(titles) != values.shape[1]:
        raise ValueError(f"titles must be {values.shape[1]}, one for each map, not {len(titles)}.")
    columns = min(n_columns, len(titles))
    rows = math.ceil(len(titles) / columns)
    side = min(2.9, 10 / columns)  # inches of one map; a layout of our own is 3 times as fast
    width, height = columns * side + 1.3, rows * (side + 0.3) + 0.5
    fig, axes = plt.subplots(rows, columns, figsize=(width, height), squeeze=False, layout="none")
    fig.subplots_adjust(0.1 / width, 0.1 / height, 1 - 1.3 / width, 1 - 0.7 / height)
    fig.subplots_adjust(wspace=0.08, hspace=0.35 / side)
    largest = np.abs(values).max() or 1.0
    top = np.percentile(np.abs(values), 99) or largest  # a few far corners must not fade the rest
    style = {"cmap": plt.get_cmap(cmap, 21), "vmin": -top, "vmax": top, "origin": "lower"}
    style |= {"interpolation": "bilinear", "interpolation_stage": "data"}
    extent = (xx.min(), xx.max(), yy.min(), yy.max())
    for ax, title, value in zip(axes.flat, titles, values.T, strict=False):
        image = ax.imshow(value.reshape(xx.shape), extent=extent, **style)
        ax.set(title=title, xticks=[], yticks=[])
    for ax in axes.flat[len(titles) :]:
        ax.set_axis_off()
    bar = fig.add_axes([1 - 1.1 / width, 0.2, 0.2 / width, 0.5])
    fig.colorbar(image, cax=bar, label=label, extend="both" if top < largest else "neither")
    return fig


@checked
def draw_graph(steps, ax):
    """Draw a computational graph from left to right (notebook 1).

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


def show(fig, reading):
    """Display a figure, print what there is to see in it, and close it (notebook 1).

    ``reading`` says that in words, for those who do not see it; it is the picture's alternative
    text as well. The picture has twice the dots of its size on the screen, and remains sharp there.
    """
    if not isinstance(reading, str) or not reading.strip():
        raise TypeError("reading must be a sentence that says what the figure shows.")
    # What is written in the figure and where its points lie travels inside the picture, so that a
    # test can compare what no comparison of pixels sees.
    says = [text.get_text() for text in fig.findobj(Text) if text.get_text()]
    for points in (each for ax in fig.axes for each in ax.collections):
        if isinstance(points, PathCollection) and len(points.get_offsets()):
            x, y = points.get_offsets().mean(axis=0)
            says.append(f"{len(points.get_offsets())} points around ({x:.3f}, {y:.3f})")
    png = io.BytesIO()
    fig.savefig(png, format="png", dpi=200, metadata={"Description": " | ".join(says)})
    plt.close(fig)
    bundle = {"image/png": base64.b64encode(png.getvalue()).decode(), "text/plain": reading}
    seen = {"width": round(100 * fig.get_figwidth()), "alt": reading}
    display(bundle, raw=True, metadata={"image/png": seen})
    print(reading)


# -------------------------------------------------------------------------------------- checks


def _first_line(error):
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _check_plane(X):
    if X.shape[1] != 2:
        raise ValueError(f"X must have 2 columns to be drawn, not {X.shape[1]}.")


def _check_points(name, X, given):
    if not isinstance(X, torch.Tensor) or not X.is_floating_point():
        raise TypeError(f"{name} must be a tensor of floats: torch.tensor(X, dtype=torch.float64).")
    stacked = "models" in given and X.ndim == 3 and len(X) == len(given["models"])
    if (X.ndim != 2 and not stacked) or 0 in X.shape:
        shape = tuple(X.shape)
        raise ValueError(f"{name} must have a row for each point, shape (n, d), not {shape}.")
    if not torch.isfinite(X).all():
        raise ValueError(f"{name} holds NaN or infinite values: take those points out first.")
    if X.shape[-2] > 1 and (X == 1).all(dim=-2).any():
        raise ValueError(f"{name} has a column of ones: leave it out, nn.Linear has a bias already.")


def _check_labels(name, y, given):
    X = given[name.replace("y", "X")]
    if not isinstance(y, torch.Tensor) or y.dtype != torch.int64:
        raise TypeError(f"{name} must hold whole numbers: torch.tensor(y, dtype=torch.int64).")
    if y.shape != X.shape[:-1]:
        shapes = f"{tuple(X.shape[:-1])}, not {tuple(y.shape)}"
        raise ValueError(f"{name} must have one label for each point, shape {shapes}.")
    if y.device != X.device:
        raise ValueError(f"X is on {X.device} and y on {y.device}: move one with .to(device).")
    if y.min() < 0:
        raise ValueError(f"{name} must hold labels from 0 on, not {y.min().item()}.")


def _check_model(name, model, given):
    """A model's outputs must fit the labels; one that is trained must be a module, and gentle."""
    X, labels = given["X"], [given[key] for key in ("y", "y_test") if key in given]
    if "n_epochs" in given:
        if not isinstance(model, nn.Module):
            raise TypeError("model must be an nn.Module: write class MyModel(nn.Module).")
        if not any(parameter.requires_grad for parameter in model.parameters()):
            raise ValueError("model has nothing to train: give it a layer with parameters.")
    k = ask(model, X).shape[1]
    if labels and k < 2:
        raise ValueError(f"model has {k} output; it needs one score for each class.")
    if highest := max((y.max().item() for y in labels), default=0) >= k:
        raise ValueError(f"y must hold labels 0 to {k - 1}, one a score, not {highest}.")


def _check_models(name, models, given):
    if not isinstance(models, (list, tuple)) or not models:
        raise TypeError(f"models must be a list of models, not {type(models).__name__}.")
    if len({id(model) for model in models}) < len(models):
        raise ValueError("models must be different objects: the same one is in the list twice.")
    X, y = given["X"], given["y"]
    for place, model in enumerate(models):
        points, labels = (X[place], y[place]) if X.ndim == 3 else (X, y)
        _check_model("model", model, given | {"X": points, "y": labels})


def _check_name(name, value, given):
    if value not in ("circles", "moons", "xor", "spirals"):
        raise ValueError(f"name must be circles, moons, xor or spirals, not {value!r}.")


def _check_count(least, name, value, given):
    if not isinstance(value, (int, np.integer)) or value < least:
        raise ValueError(f"{name} must be a whole number, at least {least}, not {value!r}.")


def _check_rate(name, value, given):
    if not isinstance(value, (int, float, np.number)) or not 0 < value < math.inf:
        raise ValueError(f"{name} must be a number above 0, not {value!r}.")


def _check_axes(name, ax, given):
    if not isinstance(ax, plt.Axes):
        raise TypeError(f"ax must be one matplotlib axes, not {type(ax).__name__}.")


def _check_layer(name, layer, given):
    if not isinstance(layer, nn.Linear) or layer.in_features != 2:
        raise TypeError("layer must be an nn.Linear that takes the 2 coordinates of a point.")


CHECKS = {  # in the order in which they are made: each may rely on those before it
    "name": _check_name,
    "n": functools.partial(_check_count, 4),
    "n_epochs": functools.partial(_check_count, 1),
    "lr": _check_rate,
    "ax": _check_axes,
    "layer": _check_layer,
    "X": _check_points,
    "X_test": _check_points,
    "y": _check_labels,
    "y_test": _check_labels,
    "model": _check_model,
    "models": _check_models,
}
