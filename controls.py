"""Learn the features, third edition: figures with controls (``explore``), and ``train_live``.

Both show one image widget, whose bytes are replaced at every move, and a line of text below it, so
the picture never flickers and no second figure ever appears.
"""

import asyncio
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
WIDTH, STEPS, TILE = 10, 41, 47  # for live training: inches; points of a map without, with a frame
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
    places = {}  # of the axes, by their labels and limits: finding them is half the work

    def frames(pressed, **values):
        # Each move gets a new figure, so nothing that draw did to the last one is left.
        fig = Figure(figsize, dpi=DOTS, layout="constrained")
        reading = draw(fig, **values, **({"pressed": pressed} if buttons else {}))
        key = str([(a.title, a.xaxis.label, a.yaxis.label, a.axis(), a.bbox.p0) for a in fig.axes])
        if key in places:  # nothing that takes up space has changed
            fig.set_layout_engine("none")
            for ax, place in zip(fig.axes, places[key], strict=True):
                ax.set_position(place)
        FigureCanvasAgg(fig).draw()
        places[key] = [ax.get_position(original=True) for ax in fig.axes]
        yield fig.canvas, reading

    parameters = inspect.signature(draw).parameters.values()
    defaults = {p.name: p.default for p in parameters if p.default is not p.empty}
    Explorer(frames, figsize[0], buttons, controls, defaults).display()


# While the controls are alive, the static picture above and the line below them are hidden; once
# they are not, JupyterLab's message that stands for them is. So there is always one picture.
STYLE = """<style>
.jp-OutputArea-child:has(+ .jp-OutputArea-child .live-figure),
.jp-OutputArea-child:has(.live-figure) + .jp-OutputArea-child,
.output_container:has(+ .output_container .live-figure),
.jp-OutputArea-output.jupyter-widgets:not(:has(*)) { display: none }
.jp-mod-presentationMode .live-figure { --jp-widgets-font-size: 18px }
</style>"""
# ipywidgets.Image has no alternative text. This element, which is never seen, gives it one.
ALT = """<img hidden src="data:," alt="{}" onerror="
this.closest('.live-figure').querySelector('.widget-image').alt = this.alt">"""


class Explorer:
    """Controls, a picture and its reading; ``frames(pressed, **values)`` yields both."""

    def __init__(self, frames, width, buttons, controls, defaults):
        self.frames = frames
        self.controls = {n: _control(n, given, defaults) for n, given in controls.items()}
        self.width = 100 * width  # without it the box would stretch the picture
        layout = {"width": f"{self.width:.0f}px", "max_width": "100%", "object_fit": "contain"}
        self.image, self.line = ipywidgets.Image(format="png", layout=layout), ipywidgets.HTML()
        self.buttons = [ipywidgets.Button(description=name) for name in buttons]
        self.first, self.reading = next(self.play())
        for control in self.controls.values():
            control.observe(self.update, names="value")
        for button in self.buttons:
            button.on_click(self.update)
        lines = list(self.controls.values()), self.buttons
        rows = [ipywidgets.Box(line, layout={"flex_flow": "row wrap"}) for line in lines]
        self.box = ipywidgets.VBox([*rows, self.image, self.line]).add_class("live-figure")

    def play(self, pressed=""):
        """Show each frame, and yield its picture and the text below it."""
        values = {name: control.value for name, control in self.controls.items()}
        for canvas, reading in self.frames(pressed, **values):
            require(isinstance(reading, str), f"draw must return a str, not {reading!r:.80}.")
            image, png = Image.fromarray(np.asarray(canvas.buffer_rgba())), io.BytesIO()
            image.convert("RGB").save(png, "png", compress_level=1)
            self.image.value, self.line.value = png.getvalue(), _status(reading)
            yield image, reading

    def update(self, cause):
        """Show what the current values ask for; ``cause`` is a button or the change of a value."""
        self.playing = self.play(getattr(cause, "description", ""))
        try:
            self.task = asyncio.get_running_loop().create_task(self.go_on(self.playing))
        except RuntimeError:  # outside a notebook
            asyncio.run(self.go_on(self.playing))

    async def go_on(self, playing):
        """Show frames until something else is asked for, which is looked for between two frames."""
        try:
            await asyncio.sleep(0.005)  # if a slider has moved on, only the last value counts
            while self.playing is playing and next(playing, None):
                await asyncio.sleep(0.005)
        except (Exception, KeyboardInterrupt) as error:  # whatever the reader's own code may raise
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
    default = defaults.get(name, inspect.Parameter.empty)
    control = ipywidgets.interactive.widget_from_abbrev(given, default)
    kinds = f"{name} must be (low, high), a list, True, False or a widget, not {given!r:.80}."
    require(getattr(control, "options", control), kinds)  # an empty menu has none
    control.description = (control.description or name).replace("_", " ")
    control.style.description_width = "initial"
    return control


def train_live(make_model, datasets=("circles", "moons", "xor", "spirals"), **choices):
    """Train a model while you watch its boundary, both losses and every hidden unit.

    "step" trains for ``epochs_per_frame`` epochs, "run" for two seconds, and "reset" starts over;
    the training is that of ``train_model``. ``make_model(**values)`` returns a new ``nn.Module``,
    (n, 2) to scores (n, 2), ``choices`` holds controls for its arguments, as for ``explore``, and
    ``datasets`` lists what ``make_dataset`` may draw. The hidden units shown are the inputs of each
    ``nn.Linear`` but the first. First used in notebook 3.
    """
    require(not isinstance(make_model, nn.Module), "make_model must be a function: lambda: MLP(2).")
    controls = {
        "data": [(" / ".join(name.split()), name) for name in datasets],
        "learning_rate": [0.001, 0.003, 0.01, 0.03, 0.1, 0.3],
        "epochs_per_frame": [1, 10, 50, 200],
        "seed": (0, 20),
    }
    defaults = {"learning_rate": 0.01, "epochs_per_frame": 50, "seed": 0}
    settings = training = None  # a fresh run after each reset and each change of problem

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

    Explorer(frames, WIDTH, ["step", "run", "reset"], controls | choices, defaults).display()


class _Training:
    """A model, its losses so far, and the artists that show them. It may be interrupted."""

    def __init__(self, model, data):
        require(isinstance(model, nn.Module), f"make_model must return a model, not {model!r:.80}.")
        self.model, self.history = model, []  # epoch, training loss, held-out loss
        self.X, self.y = helpers.make_dataset(data)
        self.data = (self.X, self.y), helpers.make_dataset(data, n=1000, seed=0)
        xx, yy, self.points = helpers.make_grid(self.X, STEPS)
        self.window = np.array([[xx.min(), yy.min()], [xx.max(), yy.max()]])
        self.optimizer = torch.optim.SGD(model.parameters(), momentum=0.9, fused=True)
        self.train(0)
        self._prepare(_unit_maps(model, self.points)[0])

    def train(self, n_epochs, lr=0.01):
        """Train as ``train_model`` does, continuing where the last call stopped."""
        self.optimizer.param_groups[0]["lr"] = lr
        for _ in range(n_epochs):
            self.optimizer.zero_grad()
            nn.functional.cross_entropy(self.model(self.X), self.y).backward()
            self.optimizer.step()
        epoch = self.history[-1][0] + n_epochs if self.history else 0
        scores = [(helpers.evaluate(self.model, X, y), y) for X, y in self.data]
        losses = [nn.functional.cross_entropy(*each).item() for each in scores]
        self.history.append((epoch, *losses))

    def _prepare(self, sheets):
        """Draw everything that training does not change, and create the artists that move."""
        across, up = self.window[1] - self.window[0]
        widths = [min(max(across / up, 0.5), 2), 1]  # of the panels, which are of one height
        widths += [sheet.shape[1] / sheet.shape[0] for sheet in sheets]
        fig = Figure((WIDTH, 1.3 + (WIDTH - 1.5) / sum(widths)), dpi=DOTS, layout="compressed")
        self.canvas, self.frame = FigureCanvasAgg(fig), None
        plane, self.curve, *rest = fig.subplots(1, len(widths), width_ratios=widths)
        for ax, width in zip(fig.axes, widths, strict=True):
            ax.set_box_aspect(1 / width)
        style = helpers.CLASS_STYLE | {"extent": self.window.T.ravel(), "origin": "lower"}
        self.shade = plane.imshow(np.zeros((STEPS, STEPS)), alpha=0.3, aspect="auto", **style)
        helpers.scatter_data(self.X, self.y, plane)
        plane.set(xlabel="$x_1$", ylabel="$x_2$", title="Boundary")
        style = {"colors": plt.rcParams["text.color"], "linestyles": "--", "linewidths": 2}
        self.edge = plane.add_collection(LineCollection([], **style), autolim=False)
        self.curve.plot([], [], "--", linewidth=2, label="training loss")
        self.curve.plot([], [], "-", linewidth=2, label="held-out loss")
        self.curve.set(xlabel="epoch", title="Loss")
        fig.legend(loc="outside lower left", ncols=4, frameon=False)
        for layer, ax in enumerate(rest, start=1):
            ax.set(xticks=[], yticks=[], frame_on=False, title=f"Layer {layer}")
        self.maps = [ax.imshow(sheet) for ax, sheet in zip(rest, sheets, strict=True)]
        self.moving = [self.shade, *plane.collections, *plane.spines.values(), *self.maps]
        self.moving += [*self.curve.lines, *self.curve.spines.values()]
        fig.draw_without_rendering()
        fig.set_layout_engine("none")  # from here on every panel stays where it is
        for artist in self.moving:
            artist.set_animated(True)

    def picture(self):
        """The canvas, on which only what moves is drawn anew (blitting), and the reading."""
        sheets, odds = _unit_maps(self.model, self.points)
        self.shade.set_data(np.floor(9.99 * expit(odds)).reshape(STEPS, STEPS) / 10 + 0.05)
        low, high = self.window
        curves = helpers.decision_boundary(self.model, self.X, STEPS)
        self.edge.set_segments([low + curve * (high - low) for curve in curves])
        epochs, *losses = zip(*self.history, strict=True)
        for line, values in zip(self.curve.lines, losses, strict=True):
            line.set_data(epochs, values)
        for image, sheet in zip(self.maps, sheets, strict=True):
            image.set_data(sheet)
        sizes = epochs[-1] / 1000, max(self.history[-1][1:])
        limits = [2 ** math.ceil(math.log2(max(1, size))) for size in sizes]
        if self.frame is None or self.frame[0] != limits:
            self.curve.set(xlim=(0, 1000 * limits[0]), ylim=(0, limits[1]))
            self.canvas.draw()  # everything but the animated artists
            self.frame = limits, self.canvas.copy_from_bbox(self.canvas.figure.bbox)
        self.canvas.restore_region(self.frame[1])
        for artist in self.moving:
            artist.axes.draw_artist(artist)
        epoch, loss, fresh = self.history[-1]
        reading = f"epoch {epoch:,} · loss {loss:.2f}, held-out {fresh:.2f} · accuracy: "
        return self.canvas, reading + helpers.describe(self.model, *self.data[0], *self.data[1])


def _unit_maps(model, points):
    """For the points of a grid: a sheet of unit maps for each hidden layer, and log-odds (m,)."""
    seen, layers = [], [m for m in model.modules() if isinstance(m, nn.Linear)]
    hooks = [m.register_forward_pre_hook(lambda _, x: seen.append(x[0].detach())) for m in layers]
    log_odds = helpers.log_odds(model, points)
    for hook in hooks:
        hook.remove()
    hidden = [units.cpu() for units in seen[1:] if units.ndim == 2]
    votes = layers[-1].weight.detach().cpu().diff(dim=0)[0] > 0  # for class 1, not class 0
    frames = [np.full((1, 4), 0.6)] * (len(hidden) - 1)
    frames += [plt.get_cmap("BrBG")(0.2 + 0.6 * votes.numpy())]
    return [_sheet(*both) for both in zip(hidden, frames, strict=False)], log_odds


def _sheet(units, frames):
    """The maps of p units, (m, p), in rows, each in a frame of its own colour, (p, 4)."""
    top = np.percentile(units.abs(), 98) or units.abs().max().item() or 1.0  # one scale per layer
    maps = plt.get_cmap("PuOr")(units.T.reshape(-1, STEPS, STEPS).flip(1).numpy() / (2 * top) + 0.5)
    columns = math.isqrt(len(maps))  # no wider than it is high
    tiles = np.zeros((len(maps) + -len(maps) % columns, TILE, TILE, 4))  # transparent
    tiles[: len(maps), 1:-1, 1:-1] = frames[:, None, None]
    tiles[: len(maps), 3:-3, 3:-3] = maps
    return tiles.reshape(-1, columns, TILE, TILE, 4).swapaxes(1, 2).reshape(-1, columns * TILE, 4)
