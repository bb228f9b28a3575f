"""Learn the features: figures with controls, and training that can be watched.

Notebooks use two functions: ``explore`` puts controls above a figure, and ``train_live`` trains a
model while you watch. Both show one image widget, whose bytes are replaced at every move, and a
line of text below it, so the picture never flickers and no second figure ever appears.
"""

import html
import inspect
import io
import math
import sys
import time

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import torch
from IPython import get_ipython
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from PIL import Image
from scipy.special import expit
from torch import nn

import helpers
from helpers import require

DOTS = 150  # per inch, for screens of high resolution
SIZE, STEPS = (10, 4.4), 41  # of live training: inches, and grid points along a side
explorers = []  # the figures with controls that are alive, in the order in which cells ran


def explore(draw, figsize=(6, 5.2), buttons=(), **controls):
    """Show a figure with controls above it, and redraw it in place when one of them moves.

    ``draw(fig, **values)`` draws on an empty matplotlib figure and returns its reading, a line of
    text that says what there is to see. ``controls`` holds, for each argument of draw, what
    ``ipywidgets.interact`` takes: (low, high) or (low, high, step) for a slider, a list for a menu,
    True or False for a tick box, or a widget. They start at draw's default values. If there are
    ``buttons``, a list of names, draw also gets ``pressed``, the one just pressed, or "".

    ``figsize`` is in inches. Whatever draw raises at the start is raised here; later errors become
    a line below the last good picture. First used in notebook 1.
    """

    def frames(pressed, **values):
        # Each move gets a new figure, so nothing that draw did to the last one is left.
        canvas = FigureCanvasAgg(Figure(figsize, dpi=DOTS, layout="constrained"))
        reading = draw(canvas.figure, **values, **({"pressed": pressed} if buttons else {}))
        canvas.draw()
        yield canvas, reading

    parameters = inspect.signature(draw).parameters.values()
    defaults = {p.name: p.default for p in parameters if p.default is not p.empty}
    Explorer(frames, figsize, buttons, controls, defaults).display()


# The static picture is hidden while the controls below it are alive, and the message that stands
# for them in JupyterLab once they are not is hidden too, so that there always is one picture.
STYLE = """<style>
.jp-OutputArea-child:has(+ .jp-OutputArea-child .live-figure),
.output_container:has(+ .output_container .live-figure),
.jp-OutputArea-output.jupyter-widgets:not(:has(*)) { display: none }
</style>"""
# ipywidgets.Image has no alternative text. This element, which is never seen, gives it one.
ALT = """<img hidden src="data:," alt="{}" onerror="
this.closest('.live-figure').querySelector('.widget-image').alt = this.alt">"""


class Explorer:
    """Controls, a picture and its reading; ``frames(pressed, **values)`` yields both."""

    def __init__(self, frames, figsize, buttons, controls, defaults):
        self.frames = frames
        self.controls = {n: _control(n, given, defaults) for n, given in controls.items()}
        self.width = 100 * figsize[0]  # without it the box would stretch the picture
        layout = {"width": f"{self.width:.0f}px", "max_width": "100%", "object_fit": "contain"}
        self.image = ipywidgets.Image(format="png", layout=layout)
        self.line = ipywidgets.HTML()
        self.buttons = [ipywidgets.Button(description=name) for name in buttons]
        start = time.perf_counter()
        self.first, self.reading = self.draw()
        slow = time.perf_counter() - start > 0.3
        visible = [c for c in self.controls.values() if isinstance(c, ipywidgets.DOMWidget)]
        for control in visible:
            control.observe(self.update, names="value")
            if slow and hasattr(control, "continuous_update"):
                control.continuous_update = False  # redraw only when the slider is released
        for button in self.buttons:
            button.on_click(self.update)
        wrap = {"flex_flow": "row wrap"}
        rows = [ipywidgets.Box(each, layout=wrap) for each in (visible, self.buttons)]
        self.box = ipywidgets.VBox([*rows, self.image, self.line]).add_class("live-figure")

    def draw(self, pressed=""):
        """Show all frames, and return the last picture and the text below it."""
        values = {name: control.value for name, control in self.controls.items()}
        for canvas, reading in self.frames(pressed, **values):
            says = "the function must return a line of text that says what there is to see"
            require(isinstance(reading, str), f"{says}, not {reading!r:.80}.")
            image, png = Image.fromarray(np.asarray(canvas.buffer_rgba())), io.BytesIO()
            image.convert("RGB").save(png, "png", compress_level=1)
            self.image.value, self.line.value = png.getvalue(), _status(reading)
        return image, reading

    def update(self, cause):
        """Redraw for the current values; ``cause`` is a button or the change of a value."""
        try:
            self.draw(getattr(cause, "description", ""))
        except KeyboardInterrupt:
            self.line.value = _status("⚠ Stopped. Move a control to continue.")
        except Exception as error:  # whatever the reader's own code may raise
            reason = (str(error) or "no reason given").splitlines()[0]
            self.line.value = _status(f"⚠ {type(error).__name__}: {reason}")

    def display(self):
        """Show a static picture, which stays in the saved notebook, and the controls."""
        shell = get_ipython()
        request = shell.get_parent() if hasattr(shell, "get_parent") else {}
        self.cell = request.get("metadata", {}).get("cellId"), getattr(shell, "execution_count", 0)
        for other in list(explorers):
            if self.cell[0] and other.cell[0] == self.cell[0] and other.cell != self.cell:
                other.close()  # the cell runs again
        explorers.append(self)
        display({"text/html": STYLE, "text/plain": "A figure with controls"}, raw=True)
        if "google.colab" not in sys.modules:  # Colab itself saves what the controls show
            helpers.show_picture(self.first, self.width, self.reading)
        display({"application/vnd.jupyter.widget-view+json": self.box.get_view_spec()}, raw=True)
        print(f"At the start: {self.reading}")

    def close(self):
        """Let go of everything; otherwise ipywidgets would keep it as long as the kernel lives."""
        explorers.remove(self)
        for control in self.controls.values():
            control.unobserve_all()
        for widget in (*self.buttons, self.image, self.line, *self.box.children, self.box):
            widget.close()


def _status(text):
    """A line that screen readers read aloud when it changes, and the picture's alternative text."""
    words = html.escape(text)
    return f'<div role="status" style="white-space: pre-line">{words}</div>' + ALT.format(words)


def _control(name, given, defaults):
    """The widget for one argument, with its starting value and a readable name."""
    given = list(given) if isinstance(given, (range, np.ndarray)) else given
    default = defaults.get(name, inspect.Parameter.empty)
    control = ipywidgets.interactive.widget_from_abbrev(given, default)
    kinds = f"{name} must be (low, high), a list, True, False or a widget, not {given!r:.80}."
    require(control is not None and given != [], kinds)
    if isinstance(control, ipywidgets.DOMWidget):
        control.description = (control.description or name).replace("_", " ")
        control.style.description_width = "initial"
    return control


def train_live(make_model, datasets=("circles", "moons", "xor", "spirals"), **choices):
    """Train a model while you watch its boundary, both losses and every hidden unit.

    "step" trains for ``epochs_per_frame`` epochs, "run" for two seconds, and "reset" starts over.
    The training is that of ``train_model``. First used in notebook 3.

    ``make_model(**values)`` returns an untrained ``nn.Module``, (n, 2) to scores (n, 2), and
    ``choices`` holds controls for its arguments, as for ``explore``. The hidden units drawn are the
    inputs of all its ``nn.Linear`` but the first. ``datasets`` lists what ``make_dataset`` draws.
    """
    ready = "make_model must be a function that returns a new model: lambda: MLP(2)."
    require(not isinstance(make_model, nn.Module), ready)
    datasets = [datasets] if isinstance(datasets, str) else datasets
    controls = {
        "data": [(" / ".join(name.split()), name) for name in datasets],
        "learning_rate": [0.001, 0.003, 0.01, 0.03, 0.1, 0.3],
        "epochs_per_frame": [1, 10, 50, 200],
        "seed": (0, 20),
    }
    defaults = {"learning_rate": 0.01, "epochs_per_frame": 50, "seed": 0}
    settings = training = None  # a new training after each reset and each change of the problem

    def frames(pressed, data, learning_rate, epochs_per_frame, seed, **values):
        nonlocal settings, training
        if pressed == "reset" or settings != (data, seed, values):
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(seed)
                training = _Training(make_model(**values), data)
            settings = data, seed, values
        until = time.perf_counter() + 2
        while True:
            if pressed in ("step", "run"):
                training.train(epochs_per_frame, learning_rate)
            yield training.picture()
            if pressed != "run" or time.perf_counter() >= until:
                return

    buttons = ["step", "run", "reset"]
    Explorer(frames, SIZE, buttons, controls | choices, defaults).display()


class _Training:
    """A model, its losses so far, and the artists that show them. It may be interrupted."""

    def __init__(self, model, data):
        require(isinstance(model, nn.Module), f"make_model must return a model, not {model!r:.80}.")
        self.model, self.history = model, []  # epoch, training loss, held-out loss
        self.X, self.y = helpers.make_dataset(data)
        self.fresh = helpers.make_dataset(data, n=1000, seed=0)
        xx, yy, self.points = helpers.make_grid(self.X, STEPS)
        self.window = np.array([[xx.min(), yy.min()], [xx.max(), yy.max()]])
        self.optimizer = torch.optim.SGD(model.parameters(), momentum=0.9, fused=True)
        self.train(0)
        self._prepare(_hidden_units(model, self.points)[0])

    def train(self, n_epochs, lr=0.01):
        """Train as ``train_model`` does, continuing where the last call stopped."""
        self.optimizer.param_groups[0]["lr"] = lr
        for _ in range(n_epochs):
            self.optimizer.zero_grad()
            nn.functional.cross_entropy(self.model(self.X), self.y).backward()
            self.optimizer.step()
        losses = []
        for X, y in ((self.X, self.y), self.fresh):
            scores = helpers.evaluate(self.model, X, y)
            losses.append(nn.functional.cross_entropy(scores, y).item())
        epoch = self.history[-1][0] + n_epochs if self.history else 0
        self.history.append((epoch, *losses))

    def _prepare(self, units):
        """Draw everything that training does not change, and create the artists that move."""
        fig = Figure(SIZE, dpi=DOTS, layout="constrained")
        self.canvas, self.frame = FigureCanvasAgg(fig), None
        grid = fig.add_gridspec(max(len(units), 1), 3)
        plane, self.curve = fig.add_subplot(grid[:, 0]), fig.add_subplot(grid[:, 1])
        plane.set(xlabel="$x_1$", ylabel="$x_2$", title="Boundary")
        style = helpers.CLASS_STYLE | {"extent": self.window.T.ravel(), "origin": "lower"}
        self.shade = plane.imshow(np.zeros((STEPS, STEPS)), alpha=0.3, **style)
        helpers.scatter_data(self.X, self.y, plane)
        ink = plt.rcParams["text.color"]
        self.edge = LineCollection([], colors=ink, linestyles="--", linewidths=1)
        plane.add_collection(self.edge, autolim=False)
        self.curve.plot([], [], "--", linewidth=2, label="training points")
        self.curve.plot([], [], "-", linewidth=2, label="held-out points")
        self.curve.set(xlim=(0, 1000), ylim=(0, 1), xlabel="epoch", title="Loss")
        fig.legend(handles=self.curve.lines, loc="outside lower center", ncols=2, frameon=False)
        cmap = plt.get_cmap("PuOr").with_extremes(bad="0.6")  # of the lines between the maps
        self.maps = []
        for row, values in enumerate(units):
            ax = fig.add_subplot(grid[row, 2], xticks=[], yticks=[], frame_on=False)
            ax.set_title(f"The {values.shape[1]} units of layer {row + 1}")
            self.maps.append(ax.imshow(self._sheet(values), cmap=cmap, interpolation="nearest"))
        self.moving = [self.shade, *plane.collections, *plane.spines.values()]
        self.moving += [*self.curve.lines, *self.curve.spines.values(), *self.maps]
        for artist in self.moving:
            artist.set_animated(True)

    def _sheet(self, values):
        """The maps of p units, (m, p), in rows on one sheet, with a line of NaN around each."""
        maps = values.T.reshape(-1, STEPS, STEPS).flip(1).cpu().numpy()
        columns, side = math.ceil(math.sqrt(2 * len(maps))), STEPS + 1
        around = [(0, -len(maps) % columns), (1, 0), (1, 0)]
        tiles = np.pad(maps, around, constant_values=np.nan).reshape(-1, columns, side, side)
        sheet = tiles.transpose(0, 2, 1, 3).reshape(-1, columns * side)
        return np.pad(sheet, [(0, 1), (0, 1)], constant_values=np.nan)

    def picture(self):
        """The canvas, on which only what moves is drawn anew (blitting), and the reading."""
        units, log_odds = _hidden_units(self.model, self.points)
        share = expit(log_odds.reshape(STEPS, STEPS))
        self.shade.set_data((10 * share).clip(0, 9.99).astype(int) / 10 + 0.05)
        low, high = self.window
        curves = helpers.decision_boundary(self.model, self.X, STEPS)
        self.edge.set_segments([low + curve * (high - low) for curve in curves])
        epochs, *losses = zip(*self.history, strict=True)
        for line, values in zip(self.curve.lines, losses, strict=True):
            line.set_data(epochs, values)
        if epochs[-1] > self.curve.get_xlim()[1]:
            self.curve.set_xlim(0, 2 * epochs[-1])
        highest = max(self.history[-1][1:])
        if highest > self.curve.get_ylim()[1]:
            self.curve.set_ylim(0, 1.5 * highest)
        for image, values in zip(self.maps, units, strict=True):
            sizes = values.abs().cpu().numpy()
            largest = np.percentile(sizes, 98) or sizes.max() or 1.0
            image.set(data=self._sheet(values), clim=(-largest, largest))  # one scale per layer
        limits = self.curve.get_xlim(), self.curve.get_ylim()
        if self.frame is None or self.frame[0] != limits:
            self.canvas.draw()  # everything but the animated artists
            self.frame = limits, self.canvas.copy_from_bbox(self.canvas.figure.bbox)
        self.canvas.restore_region(self.frame[1])
        for artist in self.moving:
            artist.axes.draw_artist(artist)
        epoch, loss, held_out = self.history[-1]
        judged = helpers.describe(self.model, self.X, self.y, *self.fresh)
        losses = f"loss {loss:.2f}, held-out {held_out:.2f}"
        return self.canvas, f"epoch {epoch:,} · {losses} · accuracy: {judged}"


def _hidden_units(model, points):
    """Activations of each hidden layer, a list of (m, p), and the log-odds (m,), at the points."""
    seen, layers = [], [layer for layer in model.modules() if isinstance(layer, nn.Linear)]
    hooks = [m.register_forward_pre_hook(lambda _, x: seen.append(x[0].detach())) for m in layers]
    log_odds = helpers.log_odds(model, points)
    for hook in hooks:
        hook.remove()
    return [units for units in seen[1:] if units.ndim == 2], log_odds
