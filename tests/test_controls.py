"""Controls and live training, without a browser."""

import re
from types import SimpleNamespace
from unittest.mock import Mock

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
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
    assert view["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.box.model_id
    assert capsys.readouterr().out == "At the start: slope 1\n" * 2


KINDS = [
    ("slope", (-3, 3), 1, -2),
    ("slope", np.array([0.5, 1.0]), 1, 0.5),
    ("dashed", False, False, True),
    ("the_name", ["two", "one"], "one", "two"),
]


@pytest.mark.parametrize(("name", "given", "start", "value"), KINDS)
def test_a_control_moves_the_picture_from_its_default_and_back(name, given, start, value):
    explorer = explore(slope, **{name: given})
    control, before = explorer.controls[name], explorer.image.value
    assert (control.value, control.description) == (start, name.replace("_", " "))
    control.value = value
    assert explorer.image.value != before
    control.value = start
    assert explorer.image.value == before, "something of the last move is left"


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
        fig.subplots().plot([0, 1], [0, 1 / n])
        return f"1 / {n} <b>"

    explorer = explore(draw, n=(0, 3))
    before = explorer.image.value
    explorer.controls["n"].value = 0
    assert text(explorer) == "⚠ ZeroDivisionError: division by zero"
    assert explorer.image.value == before, "the last good picture is gone"
    explorer.controls["n"].value = 2
    assert text(explorer) == "1 / 2 &lt;b&gt;"
    assert explorer.image.value != before


def test_after_an_interrupt_training_goes_on_with_a_whole_picture(monkeypatch):
    live = train_live(mlp)
    start = live.image.value
    with monkeypatch.context() as interrupted:
        interrupted.setattr(plt.Axes, "draw_artist", Mock(side_effect=KeyboardInterrupt))
        press(live, "step")
    assert text(live).startswith("⚠ KeyboardInterrupt")
    press(live, "step")
    assert text(live).startswith("epoch 100 · loss")
    press(live, "reset")
    assert live.image.value == start


WRONG = [
    (lambda: explore(lambda fig, n=0: f"{1 / n}", n=(0, 3)), "division by zero"),
    (lambda: explore(lambda fig: None), "draw must return a str"),
    (lambda: explore(slope, slope=None), "slope must be .low, high., a list.* not None"),
    (lambda: train_live(mlp()), "make_model must be a function"),
    (lambda: train_live(lambda: None), "make_model must return a model, not None"),
    (lambda: train_live(mlp, ["aa\nbb\ncc"]), "labels from 0 to 2, but Sequential has 2 outputs"),
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
    live, other, frames = train_live(mlp, ["circles"]), train_live(lambda: mlp(10)), []
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
        live.controls["learning_rate"].value = 0.01
        press(live, "step")
        live.controls["learning_rate"].value = 0.1
        assert text(live).startswith("epoch 50 ·")
        live.controls[name].value = value
        assert text(live).startswith("epoch 0 ·")


def test_the_live_picture_is_whole_and_shows_every_hidden_layer():
    model = nn.Sequential(nn.Linear(2, 4), nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 2))
    training = controls._Training(model, "moons")
    for _ in range(7):  # far enough that the axis of epochs grows
        training.train(200)
        canvas, _ = training.picture()
    moved = np.asarray(canvas.buffer_rgba()).astype(int)
    for artist in training.moving:
        artist.set_animated(False)
    canvas.draw()
    # Only lines that cross a frame are below it in one picture and above it in the other.
    assert (np.abs(moved - canvas.buffer_rgba()).max(axis=2) > 30).mean() < 1e-2
    titles = [ax.get_title() for ax in canvas.figure.axes]
    assert titles == ["Boundary", "Loss", "Layer 1", "Layer 2"]
