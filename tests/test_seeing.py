"""Proof that nbval sees: what a reader would see change turns red, and nothing else does."""

import base64
import io
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
import torch
from matplotlib.collections import PathCollection
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image, ImageFilter
from PIL.PngImagePlugin import PngInfo
from torch import nn

import helpers
import seeing
from outputs import reduced

ROOT = Path(__file__).resolve().parent.parent

# ------------------------------------------------------------------------------ what is printed


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("largest difference 9e-16", "largest difference 1e-15"),
        ("largest difference 3.6e-07", "largest difference -9.5e-08"),
        ("largest difference 2e-07", "largest difference 0"),
        ("around (-0.000, 1.250)", "around (0.000, 1.250)"),
    ],
)
def test_rounding_errors_are_no_difference(expected, actual):
    assert seeing.text_difference(expected, actual) == ""
    assert seeing.text_difference(actual, expected) == ""


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("held-out 0.85", "held-out 0.86"),
        ("held-out 0.85", "held out 0.85"),
        ("loss 0.69", "loss nan"),
        ("4.40e+04 features", "4.41e+04 features"),
        ("1,000 points", "1,00 points"),
        ("0.54", "-0.54"),
        ("largest difference 3.6e-07", "largest difference 1.1e-06"),
        ("0.54 · 0.51", "0.54"),
    ],
)
def test_all_other_text_must_be_the_same_to_the_digit(expected, actual):
    assert seeing.text_difference(expected, actual)
    assert seeing.text_difference(actual, expected)


# ------------------------------------------------------------------------------ real figures


def encode(picture, says):
    """Base64 of a picture, array (height, width, 3 or 4), that says something."""
    info, buffer = PngInfo(), io.BytesIO()
    info.add_text("Description", says)
    Image.fromarray(np.ascontiguousarray(picture)).save(buffer, "png", pnginfo=info)
    return base64.b64encode(buffer.getvalue()).decode()


def drawn(fig):
    """The picture that helpers.show puts in a notebook."""
    pictures = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(helpers, "display", lambda bundle, **_: pictures.append(bundle["image/png"]))
        helpers.show(fig, "A figure.")
    return pictures[0]


X, Y = helpers.make_dataset()


def trained(seed=0, n_epochs=500):
    """A small model that has learned."""
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(2, 10), nn.ReLU(), nn.Linear(10, 2))
    helpers.train_model(model, X, Y, n_epochs=n_epochs, lr=0.1)
    return model


def decision(model, X=X, y=Y, change=lambda ax: None):
    """The figure of a model and its points, with a change made before it is shown."""
    fig, ax = plt.subplots(figsize=(5.2, 5.2))
    helpers.plot_contours_and_scatter(model, X, y, ax)
    ax.set_title("Ten hidden units")
    change(ax)
    return drawn(fig)


def maps(model, order=(0, 1, 2), **how):
    """The figure of what the hidden units of a model compute."""
    return drawn(helpers.plot_feature_maps(lambda X: model[:2](X)[:, list(order)], X, **how))


def move_a_point(ax):
    """Move one point of class 0 by half a unit."""
    points = next(each for each in ax.collections if isinstance(each, PathCollection))
    points.get_offsets()[0] += 0.5


def remove_the_boundary(ax):
    """Take away the line between the classes."""
    next(each for each in ax.collections if not getattr(each, "filled", True)).remove()


@pytest.fixture(scope="module")
def model():
    """The model whose figures are the right ones."""
    return trained()


@pytest.fixture(scope="module")
def right(model):
    """The right figures as they are committed, by the function that draws them."""
    return {draw: reduced(draw(model)) for draw in (decision, maps)}


OTHERS = {
    "other seed of the model": (decision, lambda m: decision(trained(seed=1))),
    "other labels": (decision, lambda m: decision(m, y=1 - Y)),
    "a quarter of the epochs": (decision, lambda m: decision(trained(n_epochs=125))),
    "one point elsewhere": (decision, lambda m: decision(m, change=move_a_point)),
    "no boundary": (decision, lambda m: decision(m, change=remove_the_boundary)),
    "other title": (decision, lambda m: decision(m, change=lambda ax: ax.set_title("Two units"))),
    "units in another order": (maps, lambda m: maps(m, order=(1, 0, 2))),
    "colours reversed": (maps, lambda m: maps(m, cmap="PuOr_r")),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_figure_is_caught(kind, model, right):
    draw, another = OTHERS[kind]
    assert seeing.picture_difference(right[draw], another(model)), "a reader would see it"


@pytest.mark.parametrize(
    "change", [np.flipud, lambda picture: picture[:, :-12]], ids=["upside down", "cropped"]
)
def test_changed_pixels_are_caught(change, right):
    for expected in right.values():
        picture, says = seeing.read_picture(expected)
        assert seeing.picture_difference(expected, encode(change(picture), says))


SETTINGS = {"text.hinting": "none", "path.snap": False, "font.size": 12.3, "axes.linewidth": 1.2}


@pytest.mark.parametrize("setting", [{}, *({name: SETTINGS[name]} for name in SETTINGS)], ids=str)
def test_the_same_figure_drawn_again_raises_no_alarm(setting, model, right):
    with mpl.rc_context(setting):
        for draw, expected in right.items():
            assert seeing.picture_difference(expected, draw(model)) == ""


SAME_PIXELS = {
    "two pixels down, one to the left": lambda p: np.roll(p, (2, -1), axis=(0, 1)),
    "four pixels larger": lambda p: np.pad(p, ((0, 4), (0, 4), (0, 0)), constant_values=255),
    "softer edges": lambda p: np.array(Image.fromarray(p).filter(ImageFilter.GaussianBlur(0.6))),
    "on glass": lambda p: np.dstack([p, np.where(p.min(axis=2) == 255, 0, 255).astype(p.dtype)]),
}


@pytest.mark.parametrize("change", SAME_PIXELS.values(), ids=SAME_PIXELS)
def test_a_change_that_nobody_sees_raises_no_alarm(change, right):
    for expected in right.values():
        picture, says = seeing.read_picture(expected)
        assert seeing.picture_difference(expected, encode(change(picture), says)) == ""


# ----------------------------------------------------------------------- a run of pytest --nbval


def bars(*heights):
    """What displays a picture of bars: the data of an output."""
    picture = np.full((120, 200, 3), 255, np.uint8)
    for left, height in zip((30, 80, 130), heights, strict=True):
        picture[110 - height : 110, left : left + 30] = (0, 128, 128)
    return {"image/png": encode(picture, "three bars"), "text/plain": "three bars"}


def shows(*heights):
    """Outputs of a cell that displays bars."""
    return [new_output("display_data", data=bars(*heights))]


def stream(text):
    return new_output("stream", name="stdout", text=text)


SHOW = f"display({bars(20, 40, 60)}, raw=True)"
PALE = """\
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
_ = ax.plot([0, 1], color="0.8")
fig.canvas.draw()
plt.close(fig)"""
# A cell, what is committed as its output, and what nbval has to say.
RUN = [
    ("import sys", [], None),
    (SHOW, shows(20, 40, 60), None),
    (SHOW, shows(20, 41, 60), None),
    (SHOW, shows(60, 40, 20), "the pictures differ by"),
    ("", shows(20, 40, 60), "['image/png', 'text/plain'] became []"),
    (f"{SHOW}; {SHOW}", shows(20, 40, 60), "outputs: "),
    (f"{SHOW}; print('look')", shows(20, 40, 60), "outputs: "),
    ("print('loss', flush=True); print(0.69)", [stream("loss\n0.69\n")], None),
    ("print('loss 0.69')", [stream("loss 0.70\n")], "0.70 became 0.69"),
    ("1 / 0", [], "ZeroDivisionError"),
    ("_ = sys.stderr.write('look out')", [], "stderr"),
    (PALE, [], "Line2D _child0: #cccccc on #ffffff is 1.6 to 1, not 3.0"),
    ("# NBVAL_IGNORE_OUTPUT\n_ = sys.stderr.write('look out')", [], "stderr"),
]
AGAIN = [
    ("n = 1; print(n)", [stream("1\n")], None),
    ("n = n + 1; print(n)", [stream("2\n")], "It was run a second time"),
]


@pytest.fixture
def course(tmp_path):
    """A folder with what loads the comparison, and with pictures that failed once."""
    for folder in ("notebooks", "tests/failures/tiny/cell_1"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("conftest.py", "pyproject.toml", "tests/seeing.py", "tests/contrast.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run_nbval(course, cells, folder, *arguments):
    """Run pytest in a folder, on a notebook of these cells; it must say what it has to."""
    notebook = new_notebook(
        cells=[
            new_code_cell(source, execution_count=count, outputs=outputs)
            for count, (source, outputs, _) in enumerate(cells, start=1)
        ]
    )
    nbformat.write(notebook, course / "notebooks" / "tiny.ipynb")
    run = [sys.executable, "-m", "pytest", "--nbval", f"--junitxml={course}/report.xml"]
    subprocess.run([*run, *arguments], cwd=folder, check=False)
    cases = ElementTree.parse(course / "report.xml").iter("testcase")
    for case, (source, _, complaint) in zip(cases, cells, strict=True):
        said = "".join(failure.text for failure in case.iter("failure"))
        assert bool(said) == bool(complaint), f"{source}: expected {complaint!r}, not {said!r}"
        assert (complaint or "") in said


def test_a_run_in_the_folder_of_the_notebooks_sees_and_keeps_pictures(course):
    run_nbval(course, RUN, course / "notebooks", "tiny.ipynb")
    failures = course / "tests" / "failures" / "tiny"
    assert [folder.name for folder in failures.iterdir()] == ["cell_3"]
    pictures = {path.stem for path in (failures / "cell_3").iterdir()}
    assert pictures == {"expected", "actual", "difference"}


def test_a_run_from_elsewhere_sees_that_a_second_run_of_a_cell_differs(course):
    run_nbval(course, AGAIN, "/", f"{course}/notebooks/tiny.ipynb", "--twice")
