"""Controls and live training, without a browser."""

import base64
import gc
import io
import math
import os
import re

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import psutil
import pytest
import torch
from matplotlib.figure import Figure
from PIL import Image
from seeing import picture_distance
from torch import nn

import helpers

X, Y = helpers.make_dataset()


@pytest.fixture
def shown(monkeypatch):
    """The bundles that were displayed; controls of this test only."""
    bundles = []
    monkeypatch.setattr(helpers, "_explorers", {})
    monkeypatch.setattr(helpers, "display", lambda bundle, **_: bundles.append(bundle))
    yield bundles
    close_all()


def close_all():
    while helpers._explorers:
        helpers._explorers.popitem()[1].close()


def only():
    (explorer,) = helpers._explorers.values()
    return explorer


def text(explorer):
    return re.sub("<[^>]+>", "", explorer.line.value)


def pixels(explorer):
    return np.asarray(Image.open(io.BytesIO(explorer.image.value)))


def line_of_slope(fig, slope=1, dashed=False, name="one"):
    ax = fig.subplots()
    ax.plot([0, 1], [0, slope], "--" if dashed else "-")
    ax.set(ylim=(-10, 10), title=name)
    return f"slope {slope}"


def press(explorer, name):
    next(button for button in explorer.buttons if button.description == name).click()


def mlp(width=3):
    return nn.Sequential(nn.Linear(2, width), nn.ReLU(), nn.Linear(width, 2))


# --------------------------------------------------------------------------------- one mechanism


def test_the_bundle_has_a_sentence_a_picture_and_the_controls(shown, capsys):
    helpers.explore(line_of_slope, slope=(-3, 3))
    (bundle,) = shown
    assert set(bundle) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert bundle["text/plain"] == "A figure with controls for slope. At the start: slope 1"
    static = np.asarray(Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))))
    assert np.array_equal(static, pixels(only()))
    assert capsys.readouterr().out == "At the start: slope 1\n"


@pytest.mark.parametrize(
    ("name", "control", "kind", "value"),
    [
        ("slope", (-3, 3), ipywidgets.IntSlider, -2),
        ("slope", (-3.0, 3.0, 0.5), ipywidgets.FloatSlider, 2.5),
        ("dashed", False, ipywidgets.Checkbox, True),
        ("name", ["one", "two"], ipywidgets.Dropdown, "two"),
        ("slope", ipywidgets.IntText(2), ipywidgets.IntText, 5),
    ],
)
def test_every_kind_of_control_changes_the_same_picture(shown, name, control, kind, value):
    helpers.explore(line_of_slope, **{name: control})
    image, before, figures = only().image, only().image.value, plt.get_fignums()
    assert isinstance(only().controls[name], kind)
    only().controls[name].value = value
    assert only().image is image
    assert image.value != before
    assert plt.get_fignums() == figures, "a figure was left behind"


def test_controls_start_where_the_function_does_and_have_names_to_read(shown):
    def draw(fig, log10_penalty=-2):
        return f"{log10_penalty}"

    helpers.explore(draw, log10_penalty=(-5, 5))
    control = only().controls["log10_penalty"]
    assert control.value == -2
    assert control.description == "log10 penalty"


def test_a_fixed_value_has_no_control(shown):
    helpers.explore(line_of_slope, slope=ipywidgets.fixed(4), dashed=True)
    assert text(only()) == "slope 4"
    kinds = [type(widget) for widget in living_widgets()]
    assert ipywidgets.Checkbox in kinds
    assert ipywidgets.IntSlider not in kinds


def test_an_error_is_one_line_and_the_next_move_recovers(shown):
    def draw(fig, n=1):
        fig.subplots().plot([0, 1], [0, 1 / n])
        return f"1 / {n} <b>"

    helpers.explore(draw, n=(0, 3))
    before = only().image.value
    only().controls["n"].value = 0
    assert text(only()) == "⚠ ZeroDivisionError: division by zero"
    assert only().image.value == before, "the last good picture is gone"
    only().controls["n"].value = 2
    assert text(only()) == "1 / 2 &lt;b&gt;"
    assert only().image.value != before


def test_an_error_at_the_start_is_raised_and_leaves_nothing(shown):
    def draw(fig, n=0):
        return 1 / n

    before = len(living_widgets())
    with pytest.raises(ZeroDivisionError):
        helpers.explore(draw, n=(0, 3))
    assert not shown
    assert not helpers._explorers
    assert len(living_widgets()) == before


def living_widgets():
    """Widgets whose connection to a front end is open."""
    gc.collect()
    return [w for w in gc.get_objects() if issubclass(type(w), ipywidgets.Widget) and w.comm]


def test_a_cell_run_again_replaces_its_own_controls_and_no_others(shown):
    def other(fig, n=1):
        return "other"

    before = len(living_widgets())
    helpers.explore(other, n=(1, 3))
    counts = []
    for _ in range(3):
        helpers.explore(line_of_slope, slope=(-3, 3))
        counts.append(len(living_widgets()))
    assert len(helpers._explorers) == 2
    assert len(set(counts)) == 1, "controls of an earlier run are still there"
    close_all()
    assert len(living_widgets()) == before


def test_a_widget_of_the_reader_stays_when_its_cell_is_run_again(shown):
    slope = ipywidgets.IntSlider(2, -3, 3)
    for _ in range(2):
        helpers.explore(line_of_slope, slope=slope)
    slope.value = 1
    assert text(only()) == "slope 1"
    close_all()
    assert slope.comm is not None


@pytest.mark.parametrize(("value", "kept"), [(99, 3), (-99, -3)])
def test_a_slider_pushed_past_its_end_stays_there(shown, value, kept):
    helpers.explore(line_of_slope, slope=(-3, 3))
    only().controls["slope"].value = value
    assert text(only()) == f"slope {kept}"


def test_each_yield_is_a_frame(shown):
    def draw(fig, n=3, pressed=""):
        for k in range(n):
            fig.clear()
            fig.subplots().plot([0, k + n])
            yield f"{pressed} {k}"

    helpers.explore(draw, buttons=["go"], n=(1, 5))
    frames = []
    only().image.observe(lambda change: frames.append(change.new), names="value")
    press(only(), "go")
    assert len(set(frames)) == 3
    assert text(only()) == "go 2"


def test_what_is_animated_is_drawn_as_if_all_were_drawn_anew(shown):
    def draw(fig, slope=1):
        if not fig.axes:
            fig.subplots().plot([0, 1], [0, 0], linewidth=5, animated=True)
        fig.axes[0].lines[0].set_ydata([0, slope / 5])
        return str(slope)

    def plain(fig, slope=1):
        (line,) = fig.subplots().plot([0, 1], [0, 0], linewidth=5)
        line.set_ydata([0, slope / 5])
        return str(slope)

    pictures = []
    for function in (draw, plain):
        helpers._explorers.clear()
        helpers.explore(function, slope=(-3, 3))
        only().controls["slope"].value = 0
        pictures.append(pixels(only()).astype(int))
    # Only the frame, drawn after the line in one case and before it in the other, may differ.
    assert (np.abs(pictures[0] - pictures[1]).max(axis=2) > 60).mean() < 1e-3


def test_a_figure_that_has_been_moved_looks_like_a_new_one(shown):
    def draw(fig, data="circles", panels=1):
        points, labels = helpers.make_dataset(data)
        axes = np.ravel(fig.subplots(1, panels))
        for ax in axes:
            helpers.plot_contours_and_scatter(lambda X: X, points, labels, ax)
            ax.plot(points[:5, 0], points[:5, 1])
        if data == "moons":
            axes[0].set_title("two moons")
        return data

    moved, new = {}, {}
    moves = [("moons", 1), ("spirals", 1), ("spirals", 2), ("circles", 2), ("circles", 1)]
    helpers.explore(draw, data=["circles", "moons", "spirals"], panels=(1, 3))
    for data, panels in moves:
        only().controls["data"].value, only().controls["panels"].value = data, panels
        moved[data, panels] = pixels(only())
    for data, panels in moves:
        fig, buffer = Figure((6, 5.2), layout="constrained"), io.BytesIO()
        draw(fig, data, panels)
        fig.savefig(buffer, dpi=100)
        new[data, panels] = np.asarray(Image.open(buffer).convert("RGB"))
    for move in moves:
        assert picture_distance(new[move], moved[move]) < 15, f"{move} looks otherwise"


def test_a_slow_figure_is_drawn_when_the_hand_lets_go(shown, monkeypatch):
    def draw(fig, n=1):
        return "done"

    for seconds, continuous in ((0.0, True), (0.2, False)):
        clock = iter(np.arange(100) * seconds * 2)
        monkeypatch.setattr(helpers.time, "perf_counter", lambda clock=clock: next(clock))
        helpers.explore(draw, n=(1, 3))
        assert only().controls["n"].continuous_update is continuous


def test_500_moves_leave_nothing_behind(shown):
    model = mlp()

    def draw(fig, n=1):
        ax = fig.subplots(subplot_kw={"frameon": False, "xticks": [], "yticks": []})
        helpers.plot_decision_contours(lambda X: n * model(X), X, ax)
        helpers.scatter_data(X, Y, ax)
        return str(n)

    helpers.explore(draw, figsize=(2, 2), n=(1, 600))
    process, figures = psutil.Process(os.getpid()), plt.get_fignums()
    for n in range(2, 60):
        only().controls["n"].value = n
    before = process.memory_info().rss
    for n in range(60, 560):
        only().controls["n"].value = n
    assert process.memory_info().rss - before < 20e6
    assert plt.get_fignums() == figures


@pytest.mark.parametrize("bad", [None, object(), (3, 1), []])
def test_what_cannot_be_a_control_is_named_and_nothing_is_shown(shown, bad):
    before = len(living_widgets())
    with pytest.raises((TypeError, ValueError), match="slope must be"):
        helpers.explore(line_of_slope, dashed=True, slope=bad)
    assert not shown
    assert len(living_widgets()) == before


# --------------------------------------------------------------------------------- live training


def test_live_training_is_the_training_of_the_notebooks(shown):
    made = []

    def make_model(width=3):
        made.append(mlp(width))
        return made[-1]

    helpers.train_live(make_model, width=[3, 5])
    for _ in range(3):
        press(only(), "step")
    torch.manual_seed(0)
    alone = mlp(3)
    losses = helpers.train_model(alone, X, Y, 151)
    assert text(only()).startswith(f"epoch 150 · loss {losses[150]:.2f}")
    assert len(made) == 1
    helpers.train_model(made[0], X, Y, 1)
    with torch.no_grad():
        assert torch.allclose(made[0](X), alone(X), atol=0.05)


def test_the_buttons_step_run_and_reset(shown):
    helpers.train_live(mlp)
    frames = []
    only().image.observe(lambda change: frames.append(change.new), names="value")
    start = text(only())
    press(only(), "step")
    assert text(only()).startswith("epoch 50 ·")
    assert len(frames) == 1
    press(only(), "run")
    assert len(frames) > 5
    press(only(), "reset")
    assert text(only()) == start


@pytest.mark.parametrize(("name", "value"), [("data", "xor"), ("seed", 3), ("width", 7)])
def test_another_problem_or_model_starts_anew_and_another_rate_goes_on(shown, name, value):
    helpers.train_live(mlp, width=[3, 7])
    press(only(), "step")
    only().controls["learning_rate"].value = 0.1
    assert text(only()).startswith("epoch 50 ·")
    only().controls[name].value = value
    assert text(only()).startswith("epoch 0 ·")


class Own(nn.Module):
    """A student's own class, with a hidden layer that is used twice."""

    def __init__(self):
        super().__init__()
        self.enter, self.turn, self.leave = nn.Linear(2, 4), nn.Linear(4, 4), nn.Linear(4, 2)

    def forward(self, X):
        return self.leave(torch.tanh(self.turn(torch.sin(self.turn(self.enter(X))))))


@pytest.mark.parametrize(
    ("make_model", "layers"), [(lambda: nn.Linear(2, 2), 0), (mlp, 1), (Own, 3)]
)
def test_every_hidden_layer_of_any_module_is_drawn(shown, monkeypatch, make_model, layers):
    figures = []
    draw = helpers._Run._prepare
    monkeypatch.setattr(helpers._Run, "_prepare", lambda *a: figures.append(a[1]) or draw(*a))
    helpers.train_live(make_model)
    press(only(), "step")
    titles = [ax.get_title() for ax in figures[0].axes]
    assert titles[:2] == ["Boundary", "Loss"]
    assert len(titles) == 2 + layers


def test_maps_of_hidden_units_are_the_activations():
    model = mlp(5)
    _, _, points = helpers.make_grid(X, 41)
    (units,), _ = helpers._hidden_units(model, points)
    assert torch.equal(units, torch.relu(model[0](points)).detach())


class Breaks(nn.Linear):
    def forward(self, X):
        if torch.is_grad_enabled():
            raise RuntimeError("no gradient today\nsecond line")
        return super().forward(X)


def test_a_model_that_raises_is_one_line_and_another_setting_works(shown):
    helpers.train_live(lambda kind: Breaks(2, 2) if kind == "bad" else mlp(), kind=["bad", "good"])
    press(only(), "step")
    assert text(only()) == "⚠ RuntimeError: no gradient today"
    only().controls["kind"].value = "good"
    press(only(), "step")
    assert text(only()).startswith("epoch 50 ·")


def test_weights_that_turn_nan_are_one_line_and_the_next_move_starts_anew(shown):
    models = []

    def make_model():
        models.append(mlp())
        return models[-1]

    helpers.train_live(make_model)
    with torch.no_grad():
        models[-1][0].weight.fill_(math.nan)
    press(only(), "step")
    assert text(only()).startswith("⚠ ValueError: model returns NaN or infinite scores")
    press(only(), "step")
    assert text(only()).startswith("epoch 50 ·")
    assert len(models) == 2
