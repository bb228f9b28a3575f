"""Learn the features: figures with controls, and training that can be watched.

Two functions are meant for notebooks: ``explore`` puts controls above a figure, and ``train_live``
trains a model while you watch. You do not need to read on to use them.

Both show one image widget, whose bytes are replaced at every move, and a line of text below it.
The picture therefore never flickers, and no second figure ever appears.
"""

import base64
import html
import inspect
import math
import time
from functools import partial

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import torch
from IPython.display import display
from IPython.utils.capture import capture_output
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from scipy.special import expit
from torch import nn

from engine import Canvas, ask, draw_quickly, png_of
from helpers import (
    CLASS_STYLE,
    decision_boundary,
    describe,
    log_odds,
    make_dataset,
    make_grid,
    scatter_data,
)

explorers = []  # all figures with controls in this kernel, in the order in which cells ran


def explore(draw, figsize=(6, 5.2), buttons=(), **controls):
    """Show a figure with controls above it, and redraw it in place when one of them moves.

    First used in notebook 1.

    Parameters
    ----------
    draw : callable
        ``draw(fig, **values)`` draws on an empty matplotlib figure and returns its reading, a line
        of text that says what there is to see. If it yields readings instead, each is shown with
        the picture at that moment. The controls do not respond meanwhile, so keep it short.
    figsize : (width, height), in inches
    buttons : list of str
        If there are any, draw also gets ``pressed``, the name of the button just pressed, or "".
    controls
        For each argument of draw, what ``ipywidgets.interact`` takes: (low, high) or
        (low, high, step) for a slider, a list for a menu, True or False for a tick box, or a
        widget; ``ipywidgets.fixed(value)`` passes a value without a control. Controls start at
        draw's default values.

    Raises
    ------
    TypeError, ValueError
        If one of the arguments cannot be used.
    Whatever draw raises at the start. Later errors become a line below the last good picture.
    """
    canvas = Canvas(Figure(figsize, dpi=DOTS))

    def frames(pressed, **values):
        # Each move gets a new figure, so nothing that draw did to the last one is left.
        fig = canvas.figure = Figure(figsize, dpi=DOTS, layout="constrained")
        fig.set_canvas(canvas)
        readings = draw(fig, **values, **({"pressed": pressed} if buttons else {}))
        for reading in readings if inspect.isgenerator(readings) else [readings]:
            draw_quickly(fig)
            yield png_of(canvas), reading

    defaults = {
        name: parameter.default
        for name, parameter in inspect.signature(draw).parameters.items()
        if parameter.default is not inspect.Parameter.empty
    }
    Explorer(frames, figsize, buttons, controls, defaults).display()


# ------------------------------------------------------------------------------- the mechanism

DOTS = 200  # per inch, twice the usual number, for screens of high resolution


class Explorer:
    """Controls, a picture, and a line of text that says what there is to see.

    ``frames(pressed, **values)`` yields the bytes of a PNG and a reading, once or many times.
    """

    def __init__(self, frames, figsize, buttons, controls, defaults):
        self.frames = frames
        self.controls = {
            name: _control(name, given, defaults.get(name, inspect.Parameter.empty))
            for name, given in controls.items()
        }
        # Without its width the box would stretch the picture.
        self.width = 100 * figsize[0]
        layout = {"width": f"{self.width:.0f}px", "max_width": "100%"}
        self.image = ipywidgets.Image(format="png", layout=layout | {"object_fit": "contain"})
        self.line = ipywidgets.HTML()
        self.buttons = [ipywidgets.Button(description=name) for name in buttons]
        start = time.perf_counter()
        self.reading = self.draw()
        slow = time.perf_counter() - start > 0.3
        visible = [c for c in self.controls.values() if isinstance(c, ipywidgets.DOMWidget)]
        for control in visible:
            control.observe(self.update, names="value")
            if slow and hasattr(control, "continuous_update"):
                control.continuous_update = False  # redraw only when the slider is released
        for button in self.buttons:
            button.on_click(self.update)
        rows = [
            ipywidgets.Box(row, layout={"flex_flow": "row wrap"})
            for row in (visible, self.buttons)
            if row
        ]
        self.still = f"still-{self.image.model_id}"
        hide = ipywidgets.HTML(f"<style>.{self.still} {{display: none !important}}</style>")
        hide.layout.display = "none"
        self.box = ipywidgets.VBox([hide, *rows, self.image, self.line])

    def draw(self, pressed=""):
        """Show all frames, and return the text below the last one."""
        values = {name: control.value for name, control in self.controls.items()}
        open_before, said = set(plt.get_fignums()), ""
        try:
            with capture_output(stderr=False) as caught:
                for picture, reading in self.frames(pressed, **values):
                    strays = set(plt.get_fignums()) - open_before
                    said = _judged(reading, caught, strays)
                    self.image.value, self.line.value = picture, _status(said)
        finally:
            for number in set(plt.get_fignums()) - open_before:
                plt.close(number)  # otherwise the notebook would show it below the cell
        return said

    def update(self, cause):
        """Redraw for the current values; ``cause`` is a button or the change of a value."""
        try:
            self.draw(getattr(cause, "description", ""))
        except KeyboardInterrupt:
            self.line.value = _status("⚠ Stopped. Move a control to continue.")
        except Exception as error:  # whatever the reader's own code may raise
            reason = str(error).splitlines()[0] if str(error) else "no reason given"
            self.line.value = _status(f"⚠ {type(error).__name__}: {reason}")

    def display(self):
        """Show the controls, or only the picture where no kernel can move it.

        The two are separate outputs. A style inside the controls (``hide``) hides the static
        picture for as long as they are alive. When they are not, JupyterLab shows a message in
        their place, and a style beside the picture hides that. So a notebook that is opened again
        still shows its picture.
        """
        explorers.append(self)
        picture = base64.b64encode(self.image.value).decode()
        says = f"A figure with controls for {', '.join(self.controls)}. At the start: "
        bundle = {
            "text/plain": says + self.reading,
            "image/png": picture,
            "text/html": "<style>.jp-OutputArea-output.jupyter-widgets:not(:has(*)) "
            f"{{display: none}}</style><img class='{self.still}' width='{self.width:.0f}' "
            f"alt='{html.escape(self.reading)}' src='data:image/png;base64,{picture}'>",
        }
        display(bundle, raw=True, metadata={"image/png": {"width": self.width}})
        display({"application/vnd.jupyter.widget-view+json": self.box.get_view_spec()}, raw=True)
        print(f"At the start: {self.reading}")


def _status(text):
    """A line that screen readers read aloud when it changes."""
    lines = html.escape(text).replace("\n", "<br>")
    return f'<div role="status" style="line-height: 1.4">{lines}</div>'


def _judged(reading, caught, strays):
    """The reading, or what is wrong with the drawing function, or both."""
    pictures = [output for output in caught.outputs if "image/png" in (output.data or {})]
    if strays or pictures:
        return (
            "⚠ The function draws with plt on a figure of its own. Draw on the figure it is given: "
            "ax = fig.subplots(), then ax.plot(...)."
        )
    if isinstance(reading, str):
        hint = "⚠ What the function prints is not shown. Return it, and it appears here."
        return f"{reading}\n{hint}" if caught.stdout else reading
    if reading is not None:
        return f"⚠ The function must return a line of text, not {reading!r:.80}."
    if caught.stdout:
        return "⚠ The function prints its text but returns nothing. Use return instead of print."
    return "⚠ The function returns nothing. End it with return and a line of text to show."


def _control(name, given, default):
    """The widget for one argument, with its starting value and a readable name."""
    try:
        control = ipywidgets.interactive.widget_from_abbrev(given, default)
    except (TypeError, ValueError):
        control = None
    if control is None or given == []:
        raise ValueError(
            f"{name} must be (low, high), a list, True, False or a widget, not {given!r:.80}."
        )
    if isinstance(control, ipywidgets.DOMWidget):
        control.description = (control.description or name).replace("_", " ")
        control.style.description_width = "initial"
    return control


# ------------------------------------------------------------------------------- live training


def train_live(make_model, datasets=("circles", "moons", "xor", "spirals"), **choices):
    """Train a model while you watch its boundary, both losses and every hidden unit.

    "step" trains for ``epochs_per_frame`` epochs, "run" for two seconds, and "reset" starts over.
    The training is that of ``train_model``. First used in notebook 3.

    Parameters
    ----------
    make_model : callable
        ``make_model(**values)`` returns an untrained ``nn.Module``, (n, 2) to scores (n, 2). The
        hidden units that are drawn are the inputs of all its ``nn.Linear`` but the first.
    datasets : list of str, names that ``make_dataset`` knows, or pictures made of letters
    choices
        Further controls, as for ``explore``; their values are passed to ``make_model``.

    Raises
    ------
    TypeError, ValueError
        If one of the arguments, or the model, cannot be used.
    """
    if isinstance(make_model, nn.Module):
        raise TypeError("make_model must be a function that returns a new model: lambda: MLP(2).")
    pictures = [name for name in datasets if "\n" in str(name)]
    labels = [
        f"picture {pictures.index(name) + 1}" if name in pictures else str(name)
        for name in datasets
    ]
    controls = dict(
        data=list(zip(labels, datasets, strict=True)),
        learning_rate=[0.001, 0.003, 0.01, 0.03, 0.1, 0.3],
        epochs_per_frame=[1, 10, 50, 200],
        seed=(0, 20),
        **choices,
    )
    defaults = {"learning_rate": 0.01, "epochs_per_frame": 50, "seed": 0}
    buttons = ["step", "run", "reset"]
    live = _Live(make_model)
    Explorer(live.frames, _Training.FIGSIZE, buttons, controls, defaults).display()


class _Live:
    """The training on display: a new one after each reset and each change of the problem."""

    def __init__(self, make_model):
        self.make_model, self.settings, self.training = make_model, None, None

    def frames(self, pressed, data, learning_rate, epochs_per_frame, seed, **choices):
        settings = data, seed, choices
        try:
            if pressed == "reset" or settings != self.settings:
                self.settings = None
                self.training = _Training(partial(self.make_model, **choices), data, seed)
                self.settings = settings
            until = time.perf_counter() + 2
            while True:
                if pressed in ("step", "run"):
                    self.training.train(epochs_per_frame, learning_rate)
                yield self.training.picture(), self.training.reading()
                if pressed != "run" or time.perf_counter() >= until:
                    return
        except Exception:
            self.settings = None  # the next move starts with a new model
            raise


class _Training:
    """A model, its optimizer, its losses so far, and the artists that show them.

    It may be interrupted anywhere, because everything drawn is set at each frame, and the stored
    background is replaced in a single assignment. Steps of an interrupted frame are not counted.
    """

    FIGSIZE, DOTS, STEPS = (10, 4.4), 125, 41

    def __init__(self, make_model, data, seed):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.model = make_model()
        if not isinstance(self.model, nn.Module):
            raise TypeError(f"make_model must return an nn.Module, not {self.model!r:.80}.")
        self.X, self.y = make_dataset(data)
        self.fresh = make_dataset(data, n=1000, seed=0)
        self.xx, self.yy, self.points = make_grid(self.X, self.STEPS)
        self.optimizer = torch.optim.SGD(self.model.parameters(), momentum=0.9, fused=True)
        units, _ = _hidden_units(self.model, self.points)
        self.history = [(0, *self._losses())]  # epoch, training loss, held-out loss
        self._prepare(units)

    def _losses(self):
        for X, y in ((self.X, self.y), self.fresh):
            yield nn.functional.cross_entropy(ask(self.model, X), y).item()

    def train(self, n_epochs, lr):
        """Train as ``train_model`` does, continuing where the last call stopped."""
        self.optimizer.param_groups[0]["lr"] = lr
        for _ in range(n_epochs):
            self.optimizer.zero_grad()
            nn.functional.cross_entropy(self.model(self.X), self.y).backward()
            self.optimizer.step()
        self.history.append((self.history[-1][0] + n_epochs, *self._losses()))

    def _prepare(self, units):
        """Draw everything that training does not change, and create the artists that move."""
        self.fig = Figure(self.FIGSIZE, dpi=self.DOTS, layout="constrained")
        self.canvas, self.frame = FigureCanvasAgg(self.fig), None
        grid = self.fig.add_gridspec(max(len(units), 1), 3)
        plane, self.curve = self.fig.add_subplot(grid[:, 0]), self.fig.add_subplot(grid[:, 1])
        plane.set(xlabel="$x_1$", ylabel="$x_2$", title="Boundary")
        extent = (self.xx.min(), self.xx.max(), self.yy.min(), self.yy.max())
        empty = np.zeros(self.xx.shape)
        self.shade = plane.imshow(empty, alpha=0.3, origin="lower", extent=extent, **CLASS_STYLE)
        scatter_data(self.X, self.y, plane)
        ink = plt.rcParams["text.color"]  # black, or white in a dark style
        self.edge = LineCollection([], colors=ink, linestyles="--", linewidths=1)
        plane.add_collection(self.edge, autolim=False)
        self.curve.plot([], [], "--", linewidth=2, label="training points")
        self.curve.plot([], [], "-", linewidth=2, label="held-out points")
        self.curve.set(xlim=(0, 1000), ylim=(0, 1), xlabel="epoch", title="Loss")
        lines = self.curve.lines
        self.fig.legend(handles=lines, loc="outside lower center", ncols=2, frameon=False)
        cmap = plt.get_cmap("PuOr").with_extremes(bad="0.6")  # of the lines between the maps
        self.maps = []
        for row, values in enumerate(units):
            ax = self.fig.add_subplot(grid[row, 2], xticks=[], yticks=[], frame_on=False)
            ax.set_title(f"The {values.shape[1]} units of layer {row + 1}")
            self.maps.append(ax.imshow(self._sheet(values), cmap=cmap, interpolation="nearest"))
        self.moving = [self.shade, *plane.collections, *plane.spines.values()]
        self.moving += [*lines, *self.curve.spines.values(), *self.maps]
        for artist in self.moving:
            artist.set_animated(True)

    def _sheet(self, values):
        """The maps of p units, (m, p), in rows on one sheet, with a line of NaN around each."""
        maps = values.T.reshape(-1, *self.xx.shape).flip(1).cpu().numpy()
        columns = math.ceil(math.sqrt(2 * len(maps)))
        rows = math.ceil(len(maps) / columns)
        around = [(0, rows * columns - len(maps)), (1, 0), (1, 0)]
        maps = np.pad(maps, around, constant_values=np.nan)
        sheet = np.block([list(maps[k * columns : (k + 1) * columns]) for k in range(rows)])
        return np.pad(sheet, [(0, 1), (0, 1)], constant_values=np.nan)

    def picture(self):
        """Update the artists, and draw only them, on the stored background (blitting)."""
        units, log_odds_here = _hidden_units(self.model, self.points)
        share = expit(log_odds_here.reshape(self.xx.shape))
        self.shade.set_data((10 * share).clip(0, 9.99).astype(int) / 10 + 0.05)
        self.edge.set_segments(decision_boundary(self.model, self.X, self.STEPS))
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
            self.frame = limits, self.canvas.copy_from_bbox(self.fig.bbox)
        self.canvas.restore_region(self.frame[1])
        for artist in self.moving:
            artist.axes.draw_artist(artist)
        return png_of(self.canvas)

    def reading(self):
        epoch, loss, held_out = self.history[-1]
        judged = describe(self.model, self.X, self.y, *self.fresh)
        return f"epoch {epoch:,} · loss {loss:.2f}, held-out {held_out:.2f} · accuracy: {judged}"


def _hidden_units(model, points):
    """Activations of each hidden layer, a list of (m, p), and the log-odds (m,), at the points."""
    seen = []
    hooks = [
        layer.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].detach()))
        for layer in model.modules()
        if isinstance(layer, nn.Linear)
    ]
    try:
        scores = log_odds(model, points)
    finally:
        for hook in hooks:
            hook.remove()
    return [units for units in seen[1:] if units.ndim == 2], scores


VERSION = "2.0"
