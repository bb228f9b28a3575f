"""Learn the features, under the bonnet: what the two modules above it are built on.

You do not need to read this to take the course. It asks models for their scores, trains many of
them at once, draws quick pictures for controls, and checks input (``CHECKS``, at the end).
"""

import copy
import functools
import inspect
import math
import struct
import zlib

import matplotlib.pyplot as plt
import numpy as np
import torch
from IPython import get_ipython
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.layout_engine import ConstrainedLayoutEngine, PlaceHolderLayoutEngine
from matplotlib.text import Text
from torch import nn
from torch.func import functional_call, stack_module_state, vmap
from tqdm import tqdm


def require(condition, sentence):
    """Raise a ValueError with this sentence if the condition does not hold."""
    if not condition:
        raise ValueError(sentence)


def checked(function):
    """Let a function run only if its arguments pass the ``CHECKS`` listed under their names."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def careful(*args, **kwargs):
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        for name, check in CHECKS.items():
            if name in given.arguments:
                for holds, words in check(given.arguments[name], given.arguments):
                    require(holds, f"{name} {words}.")
        return function(*args, **kwargs)

    return careful


# ----------------------------------------------------------------------------------- asking a model


def ask(model, X):
    """Scores of a model, (n, k), in evaluation mode and without gradients.

    X, (n, d), the model and the state of the random number generator are left unchanged.
    """
    return _scores(model, X.detach().clone())  # forward may change its input in place


def _scores(model, X):
    weights = list(model.parameters()) if isinstance(model, nn.Module) else []
    for place in {each.device for each in weights} - {X.device}:
        raise ValueError(f"model is on {place} and X on {X.device}: move one with .to(device).")
    try:
        scores = forward(model, X)
    except Exception as error:
        reason = f"model fails on X of shape {tuple(X.shape)}: {_first_line(error)}"
        for dtype in {each.dtype for each in weights} - {X.dtype}:
            held, given = (str(each).removeprefix("torch.") for each in (dtype, X.dtype))
            to = {"float32": "float()", "float64": "double()"}
            cure = f"call model.{to.get(given, 'to(X.dtype)')} or X.{to.get(held, 'to(dtype)')}"
            reason = f"model holds {held} and X {given} numbers: {cure}."
        raise ValueError(reason) from error
    shape = tuple(getattr(scores, "shape", ())) or type(scores).__name__
    fits = isinstance(scores, torch.Tensor) and scores.ndim == 2 and len(scores) == len(X)
    require(fits, f"model must return scores of shape ({len(X)}, k), not {shape}.")
    finite = torch.isfinite(scores).all()
    require(finite, "model returns NaN or infinite scores: train a new one with a smaller lr.")
    return scores


def forward(model, X):
    modules = list(model.modules()) if isinstance(model, nn.Module) else []
    modes = [module.training for module in modules]
    try:
        with torch.no_grad(), torch.random.fork_rng(devices=[X.device] if X.is_cuda else []):
            for module in modules:
                module.training = False
            return model(X) if callable(model) else model.forward(X)
    finally:
        for module, mode in zip(modules, modes, strict=True):
            module.training = mode


def _first_line(error):
    return str(error).splitlines()[0] if str(error) else type(error).__name__


# ------------------------------------------------------------------------------------------ in step


class _PointsLast(nn.Linear):
    """The same layer, faster in a batch because its outputs have the points last in memory."""

    def forward(self, X):
        if X.ndim != 2:
            return super().forward(X)
        Z = self.weight @ X.mT
        if self.bias is not None:
            Z += self.bias[:, None]
        return Z.mT


def each_with_points(models, X, y):
    return list(zip(models, X, y, strict=True)) if X.ndim == 3 else [(m, X, y) for m in models]


def train_in_step(models, X, y, epochs, lr, decay):
    """The loop of ``train_model``, with the models along a first axis everywhere.

    torch.func calls the forward of the first model with the weights of all of them at once.
    """
    # A model may have stored features with their graph, which cannot be copied. This call replaces
    # them by features without one.
    forward(*each_with_points(models, X, y)[0][:2])
    base = copy.deepcopy(models[0])
    for module in base.modules():
        if type(module) is nn.Linear:  # a subclass may do anything in its forward
            module.__class__ = _PointsLast
    in_dims = (0, 0, 0 if X.ndim == 3 else None)
    all_scores = vmap(lambda *parts: functional_call(base, parts[:2], parts[2]), in_dims)
    params, buffers = stack_module_state(models)
    trained = [each for each in params.values() if each.requires_grad]
    optimizer = torch.optim.SGD(trained, lr=lr, momentum=0.9, fused=True)
    labels, decays, losses = y.expand(len(models), -1), decay.any(), []
    for _ in epochs:
        optimizer.zero_grad()
        scores = all_scores(params, buffers, X).mT  # (m, k, n)
        loss = nn.functional.cross_entropy(scores, labels, reduction="none").mean(dim=1)
        loss.sum().backward()  # each loss depends on one model only, so the gradients separate
        for each in trained if decays else ():
            if each.grad is not None:
                each.grad += decay.view(-1, *[1] * (each.ndim - 1)) * each.detach()
        optimizer.step()
        losses.append(loss.detach())
    for place, model in enumerate(models):
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                parameter.data.copy_(params[name][place])
    return torch.stack(losses, dim=1).cpu()


def try_in_step(models, X, y, train_alone):
    """Refuse models that two epochs in a batch change differently from two epochs alone.

    Such models differ in more than their weights, or their forward remembers things or uses what
    other models own. The trial uses random weights, because a read-out that starts at zero would
    hide everything before it. ``train_alone`` is ``train_model`` without its checks.
    """
    kinds = {
        str([(name, p.shape, p.requires_grad) for name, p in model.named_parameters()])
        + str([(type(module).__name__, module.training) for module in model.modules()])
        for model in models
    }
    require(len(kinds) == 1, "models must be alike: the same class, sizes and frozen layers.")
    refused = f"train_many cannot batch {type(models[0]).__name__} (train_model can train it): "
    modules = [module for model in models for module in model.modules()]

    def state():
        """Weights, buffers, and plain numbers such as a counter of calls."""
        tensors = [t for m in models for t in (*dict(m.named_parameters()).values(), *m.buffers())]
        numbers = [x for m in modules for x in vars(m).values() if isinstance(x, (int, float))]
        return [*tensors, torch.tensor(numbers, dtype=torch.float64)]

    def move(values):
        for tensor, value in zip(state(), values, strict=True):
            tensor.data.copy_(value)

    def alone():
        losses = [train_alone(*one, 2, 0.1) for one in each_with_points(models, X, y)]
        return torch.tensor(losses, dtype=torch.float64)

    start, dice = [tensor.detach().clone() for tensor in state()], torch.Generator().manual_seed(0)
    noise = [0.3 * torch.randn(value.shape, generator=dice).to(value) for value in start]
    random = [
        value + extra if isinstance(tensor, nn.Parameter) else value
        for tensor, value, extra in zip(state(), start, noise, strict=True)
    ]
    found = []
    try:
        for train in (lambda: train_in_step(models, X, y, range(2), 0.1, torch.zeros(1)), alone):
            move(random)
            losses = train().double()
            ways = [(a - b).flatten().cpu().double() for a, b in zip(state(), random, strict=True)]
            found.append((losses, torch.cat(ways).detach()))
    except Exception as error:
        drawn = "its forward draws random numbers (dropout?)." if "randomness" in str(error) else ""
        raise ValueError(refused + (drawn or _first_line(error))) from error
    finally:
        move(start)
        for model in models:
            model.zero_grad()
    # Rounding may move a point across the kink of a ReLU, where the gradient jumps a little.
    for in_step, by_itself, power in zip(*found, (0.5, 0.25), strict=True):
        slack = torch.finfo(X.dtype).eps ** power
        scale = by_itself.abs().max().item()
        alike = torch.allclose(in_step, by_itself, slack, slack * scale, equal_nan=True)
        require(alike, refused + "it depends on what it shares, remembers or finds elsewhere.")


# ---------------------------------------------------------------------------------- quick pictures


class Canvas(FigureCanvasAgg):
    """A canvas that draws animated artists like all others, as a saved figure does."""

    def is_saving(self):
        return True


def draw_quickly(fig):
    """Draw a figure, with fixed margins where those are enough.

    Constrained layout measures every label twice and takes a third of the time of a picture.
    A row of plain panels can do without it, provided that nothing is cut off or crowded.
    """
    specs, n = [ax.get_subplotspec() for ax in fig.axes], len(fig.axes)
    if not any(specs):
        fig.set_layout_engine("none")  # the reader's function placed everything itself
    canvas, layout, (width, height) = fig.canvas, fig.get_layout_engine(), fig.get_size_inches()
    in_a_row = all(specs) and [s.get_geometry() for s in specs] == [(1, n, j, j) for j in range(n)]
    plain = in_a_row and 0 < n < width / 2 and height > 2 and not fig.texts and not fig.subfigs
    if plain and isinstance(layout, ConstrainedLayoutEngine):
        bottom = 1.0 if fig.legends else 0.7  # inches, here and below
        between = n / (width - 0.1 - n)  # 1 inch, in widths of a panel
        fig.set_layout_engine(PlaceHolderLayoutEngine(True, colorbar_gridspec=False))
        left, right, top = 0.9 / width, 1 - 0.2 / width, 1 - 0.4 / height
        fig.subplots_adjust(left, bottom / height, right, top, wspace=between)
        canvas.draw()
        fig.set_layout_engine(layout)
        pixels = np.asarray(canvas.buffer_rgba())
        edges = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
        # The label of an axis begins where its tick labels end.
        room = 0.4 * fig.dpi
        crowded = any(
            ax.xaxis.label.get_position()[1] < ax.bbox.y0 - room
            or ax.yaxis.label.get_position()[0] < ax.bbox.x0 - 1.5 * room
            or "\n" in ax.get_title() + ax.get_xlabel() + ax.get_ylabel()
            for ax in fig.axes
        )
        if (edges == pixels[0, 0]).all() and not crowded:
            return
    canvas.draw()


def png_of(canvas):
    """What is drawn on a canvas, as the bytes of a PNG.

    Pillow tries five filters on each row. Pictures with flat colours need none, and without them
    this takes a third of Pillow's time.
    """
    pixels = np.asarray(canvas.buffer_rgba())
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 4 * width), np.uint8)  # each row begins with its filter; 0 is none
    rows[:, 1:] = pixels.reshape(height, -1)
    parts = {
        b"IHDR": struct.pack(">2I5B", width, height, 8, 6, 0, 0, 0),  # 8 bits per value, RGBA
        b"pHYs": struct.pack(">2IB", *2 * [round(canvas.figure.dpi / 0.0254)], 1),  # dots per metre
        b"IDAT": zlib.compress(rows, 1),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts.items()
    )


# ------------------------------------------------------------------------- parts of single helpers


def points_in_letters(picture, n, rng):
    """Points (n, 2) within the letters of a picture for ``make_dataset``, and labels (n,)."""
    corners, size = {}, np.array([1.0, 2.0])
    for row, line in enumerate(picture.splitlines()):
        for column, letter in enumerate(line):
            if letter.isalpha():
                corners.setdefault(letter, []).append(size * (column, -row))
    everywhere = np.concatenate(list(corners.values()))
    low, high = everywhere.min(axis=0), everywhere.max(axis=0) + size
    scale = 4 / (high - low).max()
    in_order = [corners[letter] for letter in sorted(corners)]
    in_order = [scale * (np.array(each) - (low + high) / 2) for each in in_order]
    y = np.arange(n) % len(in_order)
    X = np.array([rng.choice(in_order[label]) for label in y])
    return X + scale * size * rng.random((n, 2)), y


class _CellLine:
    """A line below a cell for tqdm to write on. Unlike its widget, it disappears when empty."""

    shown = None

    def write(self, text):
        bundle = {"text/plain": text.strip()}
        if self.shown:
            self.shown.update(bundle, raw=True)
        elif text.strip():
            self.shown = display(bundle, raw=True, display_id=True)

    def flush(self):
        """Do nothing, because nothing is buffered."""


def progress(iterable):
    """Iterate with a progress bar that appears after two seconds and disappears at the end."""
    place = _CellLine() if hasattr(get_ipython(), "kernel") else None  # None means stderr
    return tqdm(iterable, delay=2, leave=False, file=place)


def words_in(fig):
    """The text in a figure and the places of its points, which comparing pixels could miss."""
    says = [text.get_text() for text in fig.findobj(Text) if text.get_text()]
    for points in (each for ax in fig.axes for each in ax.collections):
        if isinstance(points, PathCollection) and len(points.get_offsets()):
            x, y = points.get_offsets().mean(axis=0)
            says.append(f"{len(points.get_offsets())} points around ({x:.3f}, {y:.3f})")
    return " | ".join(says)


def where_it_failed(error, helpers_file):
    """Whether a check failed in its own lines; the traceback from the reader's first line on."""
    frames = error.__traceback__.tb_next  # the first frame is the one that caught the error
    check = frames.tb_frame.f_code.co_filename
    ours = {check, helpers_file, __file__}
    while frames.tb_next and frames.tb_frame.f_code.co_filename in ours:
        frames = frames.tb_next
    return frames.tb_frame.f_code.co_filename == check, frames


# ------------------------------------------------------------------------------------------- checks


def _points(X, given):
    floats = isinstance(X, torch.Tensor) and X.is_floating_point()
    yield floats, "must be a tensor of floats: torch.tensor(X, dtype=torch.float64)"
    own = X.ndim == 3 and len(X) == len(given.get("models", ()))  # each model has its own points
    yield own or X.ndim == 2, f"must have one row per point, shape (n, d), not {tuple(X.shape)}"
    yield X.numel(), f"is empty: its shape is {tuple(X.shape)}"
    yield X.isfinite().all(), "holds NaN or infinite values: remove those points"
    ones = X.shape[-2] > 1 and (X == 1).all(dim=-2).any()
    yield not ones, "has a column of ones: leave it out, because nn.Linear has its own bias"


def _labels(y, X):
    whole = isinstance(y, torch.Tensor) and y.dtype == torch.int64
    yield whole, "must be a tensor of whole numbers: torch.tensor(y, dtype=torch.int64)"
    wanted = f"shape {tuple(X.shape[:-1])}, not {tuple(y.shape)}"
    yield y.shape == X.shape[:-1], f"must have one label per point, {wanted}"
    yield y.device == X.device, f"is on {y.device} and X on {X.device}: move one with .to(device)"
    yield y.min() >= 0, f"must hold labels 0, 1, 2 and so on, not {y.min()}"


def _model(model, given):
    X, trained = given["X"], "n_epochs" in given
    if trained:
        yield isinstance(model, nn.Module), "must be an nn.Module: write class MyModel(nn.Module)"
        leaves = any(each.requires_grad for each in model.parameters())
        yield leaves, "has nothing to train: no parameter requires a gradient"
    k = _scores(model, seen := X.detach().clone()).shape[1]
    if trained:
        yield seen.equal(X), "changes X in place: write, for example, X = X - 1 and not X -= 1"
    for name in given.keys() & {"y", "y_test"}:
        yield k > 1, f"has {k} output, but needs one score per class"
        highest = given[name].max()
        yield (
            highest < k,
            f"has {k} outputs for labels 0 to {k - 1}, but {name} goes up to {highest}",
        )


def _models(models, given):
    listed = isinstance(models, (list, tuple))
    yield listed, f"must be a list of models, not {type(models).__name__}"
    yield len(models), "is an empty list: it needs at least one model"
    different = len({id(model) for model in models}) == len(models)
    yield different, "must be different objects, but one of them is in the list twice"
    for place, (model, X, y) in enumerate(each_with_points(models, given["X"], given["y"])):
        for holds, words in _model(model, given | {"X": X, "y": y}):
            require(holds, f"models[{place}] {words}.")


def _count(n, least):
    whole = isinstance(n, (int, np.integer)) and not isinstance(n, bool)
    yield whole and n >= least, f"must be a whole number, at least {least}, not {n!r:.40}"


def _above_0(x, given):
    number = isinstance(x, (int, float, np.number)) and not isinstance(x, bool)
    yield number and 0 < x < math.inf, f"must be a number above 0, not {x!r:.40}"


def _name(name, given):
    known = ("circles", "moons", "xor", "spirals")
    if isinstance(name, str) and "\n" in name:
        classes = len({letter for letter in name if letter.isalpha()})
        yield classes > 1, "is a picture whose letters are all alike: draw one kind per class"
    else:
        yield name in known, f"must be circles, moons, xor, spirals or a picture, not {name!r:.40}"


def _axes(ax, given):
    yield isinstance(ax, plt.Axes), f"must be one matplotlib axes, not {type(ax).__name__}"


def _layer(layer, given):
    fits = isinstance(layer, nn.Linear) and layer.in_features == 2
    yield fits, "must be an nn.Linear that takes the 2 coordinates of a point"


CHECKS = {  # by the name of the argument; each check may rely on the ones before it
    "name": _name,
    "n": lambda n, given: _count(n, 4),
    "n_epochs": lambda n, given: _count(n, 1),
    "lr": _above_0,
    "ax": _axes,
    "layer": _layer,
    "X": _points,
    "X_test": _points,
    "y": lambda y, given: _labels(y, given["X"]),
    "y_test": lambda y, given: _labels(y, given["X_test"]),
    "model": _model,
    "models": _models,
}

VERSION = "2.0"
