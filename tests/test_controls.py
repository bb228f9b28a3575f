"""Controls and live training, without a browser."""

import base64
import io
import math
import re

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image
from torch import nn

import controls
import helpers

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """What was displayed in this test."""
    bundles = []
    monkeypatch.setattr(controls, "explorers", [])
    monkeypatch.setattr(controls, "display", lambda bundle, **_: bundles.append(bundle))
    return bundles


def explore(*args, **options):
    assert controls.explore(*args, **options) is None, "it would be printed below the cell"
    return controls.explorers[-1]


def train_live(*args, **options):
    assert controls.train_live(*args, **options) is None
    return controls.explorers[-1]


def text(explorer):
    return re.sub("<[^>]+>", "", explorer.line.value)


def pixels(explorer):
    return np.asarray(Image.open(io.BytesIO(explorer.image.value)).convert("RGB")).astype(int)


def slope(fig, slope=1, dashed=False, name="one"):
    ax = fig.subplots()
    ax.plot([0, 1], [0, slope], "--" if dashed else "-")
    ax.set(ylim=(-10, 10), title=name)
    return f"slope {slope}"


def press(explorer, name):
    next(button for button in explorer.buttons if button.description == name).click()


def mlp(width=3):
    return nn.Sequential(nn.Linear(2, width), nn.ReLU(), nn.Linear(width, 2))


# --------------------------------------------------------------------- a picture is what is drawn


def colour_bar(ax):
    ax.figure.colorbar(ax.imshow([[0, 1], [2, 3]]), ax=ax)


def a_new_panel(ax):
    ax.figure.clear()
    ax.figure.subplots(1, 2)[1].plot([3, 1])


CHANGES = {
    "ticks": lambda ax: ax.set_xticks([0, 0.3, 1]),
    "face colour": lambda ax: ax.set_facecolor("khaki"),
    "grid": lambda ax: ax.grid(True),
    "rotated ticks": lambda ax: ax.tick_params(rotation=45),
    "long names of ticks": lambda ax: ax.set_xticks([0, 1], ["a very long name"] * 2, rotation=80),
    "no spines": lambda ax: ax.spines[:].set_visible(False),
    "line": lambda ax: ax.plot([0, 1], [1, 0]),
    "twin": lambda ax: ax.twinx().plot([0, 5], "r"),
    "colour bar": colour_bar,
    "title of the figure": lambda ax: ax.figure.suptitle("all of it"),
    "span": lambda ax: ax.axvspan(0.2, 0.4),
    "legend": lambda ax: ax.legend(["the line"]),
    "logarithms": lambda ax: ax.set_yscale("symlog"),
    "colour around": lambda ax: ax.figure.set_facecolor("pink"),
    "no layout": lambda ax: ax.figure.set_layout_engine("none"),
    "labels": lambda ax: ax.set(xlabel="across\nand across", ylabel="up", title="two\nlines"),
    "another panel": a_new_panel,
    "animated": lambda ax: ax.plot([0, 1], [1, 1], linewidth=9, animated=True),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_after_any_change_and_back_the_picture_is_the_figure_drawn_from_scratch(change):
    def draw(fig, changed=False):
        ax = fig.subplots()
        ax.plot([0, 1], [0, 1])
        if changed:
            change(ax)
        return f"{changed}"

    def changed_at_once(fig, never=False):
        return draw(fig, changed=True)

    moved = explore(draw, figsize=(4, 3), changed=False)
    before = pixels(moved)
    moved.controls["changed"].value = True
    changed = pixels(moved)
    assert np.array_equal(changed, pixels(explore(changed_at_once, figsize=(4, 3), never=False)))
    assert not np.array_equal(before, changed)
    moved.controls["changed"].value = False
    assert np.array_equal(pixels(moved), before), "something of the last move is left"


@pytest.mark.parametrize("name", ["long names of ticks", "twin", "colour bar", "labels"])
def test_nothing_is_cut_off_where_labels_need_room(name):
    def draw(fig, n=1):
        ax = fig.subplots()
        ax.plot([0, 1], [0, 1])
        CHANGES[name](ax)
        return "drawn"

    picture = pixels(explore(draw, figsize=(4, 3), n=(1, 2)))
    edge = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    assert len(np.unique(edge, axis=0)) == 1, "something reaches the edge of the picture"


@pytest.mark.parametrize("which", ["x", "y"])
def test_long_names_of_ticks_get_the_room_of_constrained_layout(which):
    """Those of x would be cut off on the right, and those of y would lie on the other panel."""

    def draw(fig, n=1):
        _, right = fig.subplots(1, 2)
        right.set(**{f"{which}ticks": [0, 1], f"{which}ticklabels": ["none", "all of the points"]})
        return "drawn"

    fig = Figure((7, 3), dpi=controls.DOTS, layout="constrained")
    canvas = FigureCanvasAgg(fig)
    draw(fig)
    canvas.draw()
    expected = np.asarray(canvas.buffer_rgba())[..., :3]
    gap = np.abs(pixels(explore(draw, figsize=(7, 3), n=(1, 2))) - expected).mean()
    assert gap < 1, "the margins are not those of constrained layout, which differ by 10"


@pytest.mark.parametrize("style", ["dark_background", "default"])
def test_a_style_of_the_reader_leaves_live_training_readable(style):
    with plt.style.context(style):
        picture, letters = pixels(train_live(mlp)), plt.rcParams["text.color"]
    training = controls.explorers[-1].frames.__self__.training
    for ink in (letters, training.edge.get_color()[0]):
        assert np.abs(255 * np.array(to_rgb(ink)) - picture[0, 0]).max() > 100


def test_pictures_have_twice_the_dots_of_their_width():
    explorer = explore(slope, figsize=(4, 3), slope=(-3, 3))
    assert explorer.image.layout.width == "400px"
    assert pixels(explorer).shape == (600, 800, 3)


# ------------------------------------------------------------------------------------- controls


def test_shown_are_a_sentence_and_a_picture_and_then_the_controls(shown, capsys):
    explorer = explore(slope, slope=(-3, 3))
    still, live = shown
    assert set(live) == {WIDGET}
    assert still["text/plain"] == "A figure with controls for slope. At the start: slope 1"
    assert base64.b64decode(still["image/png"]) == explorer.image.value
    assert "alt='slope 1'" in still["text/html"]
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
def test_every_kind_of_control_changes_the_same_picture(name, control, kind, value):
    explorer = explore(slope, **{name: control})
    before, figures = explorer.image.value, plt.get_fignums()
    assert isinstance(explorer.controls[name], kind)
    explorer.controls[name].value = value
    assert explorer.image.value != before
    assert plt.get_fignums() == figures, "a figure was left behind"


def test_controls_start_where_the_function_does_and_have_names_to_read():
    control = explore(lambda fig, log10_decay=-2: "", log10_decay=(-5, 5)).controls["log10_decay"]
    assert control.value == -2
    assert control.description == "log10 decay"


def test_controls_made_in_a_loop_all_live():
    for name in ("one", "two", "three"):
        explore(slope, slope=(-3, 3), name=ipywidgets.fixed(name))
    for explorer in controls.explorers:
        explorer.controls["slope"].value = 2
        assert text(explorer) == "slope 2"
    assert len({explorer.image.value for explorer in controls.explorers}) == 3


def test_two_trainings_live_side_by_side():
    first, second = train_live(lambda: mlp(3)), train_live(lambda: mlp(10))
    for explorer in (first, second, first):
        press(explorer, "step")
    assert text(first).startswith("epoch 100 ·")
    assert text(second).startswith("epoch 50 ·")


def test_each_yield_is_a_frame():
    def draw(fig, n=3, pressed=""):
        for k in range(n):
            fig.clear()
            fig.subplots().plot([0, k + n])
            yield f"{pressed} {k}"

    explorer, frames = explore(draw, buttons=["go"], n=(1, 5)), []
    explorer.image.observe(lambda change: frames.append(change.new), names="value")
    press(explorer, "go")
    assert len(set(frames)) == 3
    assert text(explorer) == "go 2"


def test_a_slow_figure_is_drawn_when_the_hand_lets_go(monkeypatch):
    for seconds, continuous in ((0.0, True), (0.2, False)):
        clock = iter(np.arange(100) * seconds * 2)
        monkeypatch.setattr(controls.time, "perf_counter", lambda clock=clock: next(clock))
        assert explore(slope, slope=(1, 3)).controls["slope"].continuous_update is continuous


@pytest.mark.parametrize("wrong", [{"slope": None}, {"slope": (3, 1)}, {"slope": []}])
def test_what_cannot_be_used_is_named_and_nothing_is_shown(shown, wrong):
    with pytest.raises((TypeError, ValueError), match=f"{next(iter(wrong))} must be"):
        controls.explore(**({"draw": slope, "slope": (1, 3)} | wrong))
    assert not shown


# ------------------------------------------------------------------- mistakes and interruptions


def prints(fig, n):
    fig.subplots()
    print("slope 1")


def prints_too(fig, n):
    print("debugging")
    return "a reading"


def uses_pyplot(fig, n):
    plt.plot([0, n])
    return "a reading"


MISTAKES = {
    prints: "⚠ The function prints its text but returns nothing. Use return instead of print.",
    prints_too: "a reading⚠ What the function prints is not shown. Return it, and it appears here.",
    uses_pyplot: "⚠ The function draws with plt on a figure of its own. Draw on the figure it is "
    "given: ax = fig.subplots(), then ax.plot(...).",
    lambda fig, n: None: "⚠ The function returns nothing. End it with return and a line of "
    "text to show.",
    lambda fig, n: n / 4: "⚠ The function must return a line of text, not {}.",
}


@pytest.mark.parametrize(("mistake", "sentence"), MISTAKES.items())
def test_a_mistake_gets_one_sentence_at_the_start_and_at_moves(mistake, sentence, capsys):
    def draw(fig, n=1):
        return mistake(fig, n) if n % 2 else "well"

    explorer, figures = explore(draw, n=(1, 9)), plt.get_fignums()
    said = text(explorer)
    assert said == sentence.format(0.25)
    assert capsys.readouterr().out.replace("\n", "") == f"At the start: {said}"
    for n in (2, 3):
        explorer.controls["n"].value = n
        assert text(explorer) == ("well" if n == 2 else sentence.format(0.75))
    assert plt.get_fignums() == figures == [], "a figure of pyplot is left, and would be shown"
    assert capsys.readouterr().out == ""


def test_an_error_is_one_line_under_the_last_good_picture_and_the_next_move_recovers():
    def draw(fig, n=1):
        if not n:
            raise ValueError("n is <0>\nand no more")
        fig.subplots().plot([0, 1], [0, 1 / n])
        return f"1 / {n} <b>"

    explorer = explore(draw, n=(0, 3))
    before = explorer.image.value
    explorer.controls["n"].value = 0
    assert text(explorer) == "⚠ ValueError: n is &lt;0&gt;"
    assert explorer.image.value == before, "the last good picture is gone"
    explorer.controls["n"].value = 2
    assert text(explorer) == "1 / 2 &lt;b&gt;"
    assert explorer.image.value != before


def test_an_error_at_the_start_is_raised_and_nothing_is_shown(shown):
    with pytest.raises(ZeroDivisionError):
        controls.explore(lambda fig, n=0: 1 / n, n=(0, 3))
    assert not shown
    assert not controls.explorers


def interrupt_once(monkeypatch, where, name):
    """Let a call end as if the reader had stopped the kernel, the first time."""
    works = getattr(where, name)

    def stops(*args, **options):
        monkeypatch.setattr(where, name, works)
        works(*args, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(where, name, stops)


@pytest.mark.parametrize(("where", "name"), [(FigureCanvasAgg, "draw"), (plt.Axes, "draw")])
def test_after_an_interrupt_the_next_move_draws_the_whole_picture(monkeypatch, where, name):
    explorer = explore(slope, slope=(-3, 3))
    before = explorer.image.value
    interrupt_once(monkeypatch, where, name)
    explorer.controls["slope"].value = 2
    assert text(explorer).startswith("⚠ Stopped")
    explorer.controls["slope"].value = 1
    assert text(explorer) == "slope 1"
    assert explorer.image.value == before


LIVE_PLACES = [(plt.Axes, "draw_artist"), (controls, "describe"), (torch.optim.SGD, "step")]


@pytest.mark.parametrize(("where", "name"), LIVE_PLACES)
def test_after_an_interrupt_training_goes_on_with_a_whole_picture(monkeypatch, where, name):
    stopped, other = train_live(mlp), train_live(mlp)
    interrupt_once(monkeypatch, where, name)
    press(stopped, "step")
    assert text(stopped).startswith("⚠ Stopped")
    press(stopped, "step")
    assert re.match("epoch (50|100) · loss", text(stopped))
    for explorer in (stopped, other):
        press(explorer, "reset")
    assert np.array_equal(pixels(stopped), pixels(other))


# --------------------------------------------------------------------------------- live training


def test_live_training_is_the_training_of_the_notebooks():
    made = []
    live = train_live(lambda width=3: made.append(mlp(width)) or made[-1], width=[3, 5])
    for _ in range(3):
        press(live, "step")
    torch.manual_seed(0)
    alone, (X, y) = mlp(3), helpers.make_dataset()
    losses = helpers.train_model(alone, X, y, 151)
    assert text(live).startswith(f"epoch 150 · loss {losses[150]:.2f}")
    helpers.train_model(made[0], X, y, 1)
    assert len(made) == 1
    for ours, theirs in zip(made[0].parameters(), alone.parameters(), strict=True):
        assert torch.allclose(ours, theirs, atol=0.05)


def test_live_training_leaves_the_random_numbers_of_the_reader_alone():
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    press(train_live(mlp), "step")
    assert torch.equal(torch.rand(3), expected)


def test_the_buttons_step_run_and_reset():
    live, frames = train_live(mlp), []
    live.image.observe(lambda change: frames.append(change.new), names="value")
    start, picture = text(live), live.image.value
    press(live, "step")
    assert text(live).startswith("epoch 50 ·")
    assert len(frames) == 1
    press(live, "run")
    assert len(frames) > 5
    press(live, "reset")
    assert (text(live), live.image.value) == (start, picture)


@pytest.mark.parametrize(("name", "value"), [("data", "xor"), ("seed", 3), ("width", 7)])
def test_another_problem_or_model_starts_from_zero_and_another_rate_goes_on(name, value):
    live = train_live(mlp, width=[3, 7])
    press(live, "step")
    live.controls["learning_rate"].value = 0.1
    assert text(live).startswith("epoch 50 ·")
    live.controls[name].value = value
    assert text(live).startswith("epoch 0 ·")


def nested():
    """Modules within modules, and a hidden layer that is used twice."""
    first, turn = nn.Sequential(nn.Linear(2, 4), nn.Tanh()), nn.Linear(4, 4)
    return nn.Sequential(first, turn, nn.ReLU(), turn, nn.Linear(4, 2))


@pytest.mark.parametrize(
    ("make_model", "layers"), [(lambda: nn.Linear(2, 2), 0), (mlp, 1), (nested, 3)]
)
def test_every_hidden_layer_of_any_module_is_drawn(make_model, layers):
    training = train_live(make_model).frames.__self__.training
    titles = [ax.get_title() for ax in training.fig.axes]
    assert titles[:2] == ["Boundary", "Loss"]
    assert len(titles) == 2 + layers


def test_the_blitted_picture_is_the_one_that_is_drawn_as_a_whole():
    live = train_live(mlp)
    live.controls["epochs_per_frame"].value = 200
    for _ in range(7):  # far enough that the axis of epochs grows
        press(live, "step")
    blitted, training = pixels(live), live.frames.__self__.training
    for artist in training.moving:
        artist.set_animated(False)
    training.canvas.draw()
    whole = np.asarray(training.canvas.buffer_rgba())[:, :, :3].astype(int)
    # Only lines that cross a frame are below it in one picture and above it in the other.
    assert (np.abs(blitted - whole).max(axis=2) > 60).mean() < 1e-3


def test_weights_that_turn_nan_are_one_line_and_the_next_move_starts_from_zero():
    models = []
    live = train_live(lambda: models.append(mlp()) or models[-1])
    with torch.no_grad():
        models[-1][0].weight.fill_(math.nan)
    press(live, "step")
    assert text(live).startswith("⚠ ValueError: model returns NaN or infinite scores")
    press(live, "step")
    assert text(live).startswith("epoch 50 ·")
    assert len(models) == 2


def test_a_data_set_drawn_in_letters_has_a_name_in_the_menu():
    one, other = "oo\nxx", "ox\nxo"
    live = train_live(lambda: mlp(), datasets=["moons", one, other])
    menu = live.controls["data"]
    assert menu.options == (("moons", "moons"), ("picture 1", one), ("picture 2", other))
    menu.value = other
    assert text(live).startswith("epoch 0 ·")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"make_model": mlp()}, "make_model must be a function"),
        ({"make_model": lambda: None}, "make_model must return an nn.Module, not None"),
        ({"make_model": lambda: nn.Linear(2, 1)}, "2 outputs|1 output"),
        ({"datasets": ["rings"]}, "name must be circles"),
        ({"datasets": [3]}, "name must be circles"),
        ({"seed": (0, 3)}, "seed"),
    ],
)
def test_what_cannot_be_trained_is_named(shown, wrong, words):
    with pytest.raises((TypeError, ValueError), match=words):
        controls.train_live(**({"make_model": mlp} | wrong))
    assert not shown
