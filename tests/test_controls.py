"""Controls and live training, without a browser."""

import base64
import io
import re
from types import SimpleNamespace

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.colors import to_rgb
from PIL import Image
from torch import nn

import controls
import helpers


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """What was displayed in this test, a list of bundles."""
    bundles = []
    monkeypatch.setattr(controls, "explorers", [])
    for module in (controls, helpers):
        monkeypatch.setattr(module, "display", lambda bundle, **_: bundles.append(bundle))
    return bundles


def explore(*args, figsize=(4, 3), **options):
    controls.explore(*args, figsize=figsize, **options)
    return controls.explorers[-1]


def train_live(*args, **options):
    controls.train_live(*args, **options)
    return controls.explorers[-1]


def text(explorer):
    return re.sub("<[^>]+>", "", explorer.line.value)


def press(explorer, name):
    next(button for button in explorer.buttons if button.description == name).click()


def mlp(width=3):
    return nn.Sequential(nn.Linear(2, width), nn.ReLU(), nn.Linear(width, 2))


def slope(fig, slope=1, dashed=False, the_name="one"):
    ax = fig.subplots()
    ax.plot([0, 1], [0, slope], "--" if dashed else "-")
    ax.set(ylim=(-10, 10), title=the_name)
    return f"slope {slope}"


def test_shown_are_a_picture_that_is_saved_and_the_controls(shown, capsys):
    explorer = explore(slope, slope=(-3, 3))
    explore(slope, slope=(-3, 3))
    style, still, view, _, again, _ = shown
    assert "display: none" in style["text/html"]
    assert still["text/plain"] == "slope 1"
    assert still["image/png"] == again["image/png"], "each run would change the saved notebook"
    files = base64.b64decode(still["image/png"]), explorer.image.value
    pictures = [np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int) for png in files]
    assert np.abs(np.subtract(*pictures)).mean() < 1, "the picture that is saved is another one"
    assert view["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.box.model_id
    assert capsys.readouterr().out == "At the start: slope 1\n" * 2
    explorer.controls["slope"].value = 2
    assert 'alt="slope 2"' in explorer.line.value


KINDS = [
    ("slope", (-3, 3), 1, -2),
    ("slope", (-3.0, 3.0, 0.5), 1, 2.5),
    ("slope", np.array([0.5, 1.0]), 1, 0.5),
    ("slope", ipywidgets.IntText(2), 2, 5),
    ("dashed", False, False, True),
    ("the_name", ["two", "one"], "one", "two"),
]


@pytest.mark.parametrize(("name", "given", "start", "value"), KINDS)
def test_controls_start_at_the_default_and_change_the_picture(name, given, start, value):
    explorer = explore(slope, **{name: given})
    control, before, figures = explorer.controls[name], explorer.image.value, plt.get_fignums()
    assert (control.value, control.description) == (start, name.replace("_", " "))
    assert "np." not in str(getattr(control, "_options_labels", ""))
    control.value = value
    assert explorer.image.value != before
    assert plt.get_fignums() == figures, "a figure was left behind"


CHANGES = {
    "twin": lambda ax: ax.twinx().plot([0, 5], "r"),
    "colour bar": lambda ax: ax.figure.colorbar(ax.imshow([[0, 1], [2, 3]]), ax=ax),
    "long names": lambda ax: ax.set_xticks([0, 1], ["a very long name"] * 2, rotation=80),
    "colour around": lambda ax: ax.figure.set_facecolor("pink"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_after_any_change_and_back_the_picture_is_the_figure_drawn_from_scratch(name):
    def draw(fig, changed=False):
        ax = fig.subplots()
        return f"{changed and CHANGES[name](ax)}"

    moved, fresh = explore(draw, changed=False), explore(draw, changed=ipywidgets.Checkbox(True))
    before = moved.image.value
    moved.controls["changed"].value = True
    assert before != moved.image.value == fresh.image.value
    moved.controls["changed"].value = False
    assert moved.image.value == before, "something of the last move is left"


def test_a_cell_that_runs_again_closes_its_former_figures_and_a_loop_keeps_all(monkeypatch):
    def run_cell(cell, count):
        shell = SimpleNamespace(execution_count=count)
        shell.get_parent = lambda: {"metadata": {"cellId": cell}}
        monkeypatch.setattr(controls, "get_ipython", lambda: shell)
        return [explore(slope, slope=(-3, 3)) for _ in range(2)]

    old, other = run_cell("a", 1), run_cell("b", 2)
    assert controls.explorers == [*old, *other]
    new = run_cell("a", 3)
    assert controls.explorers == [*other, *new]
    assert all(explorer.image.comm is None for explorer in old), "the kernel keeps its widgets"
    for explorer in controls.explorers:
        explorer.controls["slope"].value = 2
        assert text(explorer) == "slope 2"


def test_an_error_is_one_line_under_the_last_good_picture_and_the_next_move_recovers():
    def draw(fig, n=1):
        if not n:
            raise ValueError("n is <0>\nand no more")
        fig.subplots().plot([0, 1], [0, 1 / n])
        return f"1 / {n} <b>" if n < 3 else None

    explorer = explore(draw, n=(0, 3))
    before = explorer.image.value
    for n, reason in ((0, "n is &lt;0&gt;"), (3, "the function must return a line .* not None.")):
        explorer.controls["n"].value = n
        assert re.fullmatch(f"⚠ ValueError: {reason}", text(explorer))
        assert explorer.image.value == before, "the last good picture is gone"
    explorer.controls["n"].value = 2
    assert text(explorer) == "1 / 2 &lt;b&gt;"
    assert explorer.image.value != before


PLACES = [(plt.Axes, "draw_artist"), (helpers, "describe"), (torch.optim.SGD, "step")]


@pytest.mark.parametrize(("where", "name"), PLACES)
def test_after_an_interrupt_training_goes_on_with_a_whole_picture(monkeypatch, where, name):
    def stops(*_, **__):
        raise KeyboardInterrupt

    live = train_live(mlp)
    start = live.image.value
    with monkeypatch.context() as interrupted:
        interrupted.setattr(where, name, stops)
        press(live, "step")
    assert text(live).startswith("⚠ Stopped")
    press(live, "step")
    assert re.match("epoch (50|100) · loss", text(live))
    press(live, "reset")
    assert live.image.value == start


LETTERS = {"datasets": "aa\nbb\ncc"}
WRONG = [
    (lambda: explore(lambda fig, n=0: f"{1 / n}", n=(0, 3)), "division by zero"),
    (lambda: explore(lambda fig, n=1: None, n=(0, 3)), "must return a line of text"),
    (lambda: explore(slope, slope=None), "slope must be .low, high., a list.* not None"),
    (lambda: explore(slope, slope=[]), "slope must be"),
    (lambda: train_live(mlp()), "make_model must be a function"),
    (lambda: train_live(lambda: None), "make_model must return a model, not None"),
    (lambda: train_live(mlp, "rings"), "name must be circles"),
    (lambda: train_live(mlp, **LETTERS), "labels from 0 to 2, but Sequential has 2 outputs"),
    (lambda: train_live(lambda: nn.Linear(2, 3), **LETTERS), "a picture needs 2"),
]


@pytest.mark.parametrize(("call", "words"), WRONG)
def test_an_error_at_the_start_is_raised_and_nothing_is_shown(shown, call, words):
    with pytest.raises((ValueError, ZeroDivisionError), match=words):
        call()
    assert not shown + controls.explorers


def test_live_training_is_train_models_training_and_leaves_random_numbers_alone():
    torch.manual_seed(0)
    alone, made, data = mlp(), [], helpers.make_dataset()
    before = torch.manual_seed(1).get_state()
    live = train_live(lambda: made.append(mlp()) or made[-1])
    press(live, "step")
    press(live, "step")
    assert torch.equal(torch.get_rng_state(), before)
    helpers.train_model(alone, *data, 100)
    pairs = zip(made[0].parameters(), alone.parameters(), strict=True)
    assert all(torch.allclose(*pair, atol=1e-3) for pair in pairs)
    (loss,) = helpers.train_model(alone, *data, 1)
    assert text(live).startswith(f"epoch 100 · loss {loss:.2f}, held-out ")


def test_step_run_and_reset_of_two_trainings_side_by_side():
    live, other, frames = train_live(mlp, "circles"), train_live(lambda: mlp(10)), []
    live.image.observe(lambda change: frames.append(change.new), names="value")
    start = text(live), live.image.value
    for explorer in (other, live, other):
        press(explorer, "step")
    assert text(live).startswith("epoch 50 ·")
    assert text(other).startswith("epoch 100 ·")
    assert len(frames) == 1
    press(live, "run")
    assert len(frames) > 3
    press(live, "reset")
    assert (text(live), live.image.value) == start


def test_another_problem_or_model_starts_from_zero_and_another_rate_goes_on():
    live = train_live(mlp, width=[3, 7])
    for name, value in {"data": "xor", "seed": 3, "width": 7}.items():
        press(live, "step")
        live.controls["learning_rate"].value *= 10
        assert text(live).startswith("epoch 50 ·")
        live.controls["learning_rate"].value = 0.01
        live.controls[name].value = value
        assert text(live).startswith("epoch 0 ·")


def test_the_live_picture_is_whole_and_shows_every_hidden_layer_also_on_a_dark_background():
    twice = nn.Linear(4, 4)  # a module within a module, and a layer that is used twice
    first = nn.Sequential(nn.Linear(2, 4), nn.Tanh())
    with plt.style.context("dark_background"):
        training = controls._Training(nn.Sequential(first, twice, twice, nn.Linear(4, 2)), "moons")
        for _ in range(7):  # far enough that the axis of epochs grows
            training.train(200)
            canvas, _ = training.picture()
        moved = np.asarray(canvas.buffer_rgba())[..., :3].astype(int)
        for artist in training.moving:
            artist.set_animated(False)
        canvas.draw()
    whole = np.asarray(canvas.buffer_rgba())[..., :3]
    # Only lines that cross a frame are below it in one picture and above it in the other.
    assert (np.abs(moved - whole).max(axis=2) > 60).mean() < 1e-3
    titles = [ax.get_title() for ax in canvas.figure.axes]
    assert titles == ["Boundary", "Loss"] + [f"The 4 units of layer {k}" for k in (1, 2, 3)]
    ink = 255 * np.array(to_rgb(training.edge.get_color()[0]))
    assert np.abs(ink - whole[0, 0]).max() > 100, "the boundary cannot be seen"
