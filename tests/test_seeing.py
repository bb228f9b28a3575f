"""Proof that nbval sees: outputs broken on purpose turn red, the same outputs stay green.

The committed outputs of every notebook are broken in each way listed here and compared with
themselves by nbval's own method; a table at the end counts what was tried and what was caught.
"""

import base64
import io
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from copy import deepcopy
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
import seeing
import torch
from nbval.plugin import IPyNbFile, coalesce_streams
from PIL import Image, ImageFilter
from PIL.PngImagePlugin import PngInfo
from scipy import ndimage
from torch import nn

import helpers

TESTS = Path(__file__).resolve().parent
NOTEBOOKS = sorted((TESTS.parent / "notebooks").glob("*.ipynb"))
INVISIBLE = 32  # of 255: where no pixel changes by more, a break has changed nothing one can see


@pytest.fixture(scope="module")
def tally(request):
    """Counts of breaks by kind, printed as a table when all are done."""
    kinds = defaultdict(Counter)
    yield kinds
    columns = ("notebooks", "tried", "caught", "no change")
    with request.config.pluginmanager.get_plugin("capturemanager").global_and_fixture_disabled():
        print(f"\n\n{'kind of break':34}", *(f"{column:>10}" for column in columns), sep="")
        for kind, counts in kinds.items():
            print(f"{kind:34}", *(f"{counts[column]:10}" for column in columns), sep="")


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def cells(request):
    """The code cells of a notebook as nbval collects them, made to see."""
    found = list(IPyNbFile.from_parent(request.session, path=request.param).collect())
    seeing.pytest_collection_modifyitems(found)
    return found


def agrees(cell, outputs):
    """Whether nbval takes these outputs of a run for the committed ones."""
    outputs, committed = (coalesce_streams(deepcopy(o)) for o in (outputs, cell.cell.outputs))
    return cell.compare_outputs(outputs, committed)


def test_there_are_notebooks_to_look_at():
    assert NOTEBOOKS, "no notebook in notebooks/: nothing below is proved"


def test_no_cell_is_left_out_of_the_comparison(cells):
    for cell in cells:
        assert cell.options["check"], f"{cell.name} tells nbval to ignore its outputs"
        assert not cell.options["skip"], f"{cell.name} tells nbval to skip it"
        assert cell.cell.execution_count, f"{cell.name} was not run: nbval compares nothing"


# ---------------------------------------------------------------------------- broken pictures


def encode(picture, says=""):
    """Base64 of a picture, array (height, width, 3 or 4), that says something."""
    info, buffer = PngInfo(), io.BytesIO()
    info.add_text("Description", says)
    Image.fromarray(picture).save(buffer, "png", compress_level=1, pnginfo=info)
    return base64.b64encode(buffer.getvalue()).decode()


def panels(picture):
    """What the frames of axes hold, as pairs of slices; the whole picture where it has none."""
    lines, _ = ndimage.label(picture.max(axis=2) < 100)
    found = []
    for label, (rows, columns) in enumerate(ndimage.find_objects(lines), start=1):
        if min(rows.stop - rows.start, columns.stop - columns.start) > 60:
            line = lines[rows, columns] == label
            across, down = (np.flatnonzero(line.mean(axis=axis) > 0.8) for axis in (1, 0))
            if len(across) > 1 and len(down) > 1:
                top, bottom = rows.start + across[[0, -1]] + (2, -1)
                left, right = columns.start + down[[0, -1]] + (2, -1)
                found.append((slice(top, bottom), slice(left, right)))
    return found or [(slice(None), slice(None))]


def resized(panel, shape):
    """The panel in a frame of shape (height, width)."""
    return np.asarray(Image.fromarray(panel.copy()).resize(shape[1::-1]))


def exchange_axes(panel):
    """The panel with x for y: turned over its rising diagonal."""
    return resized(panel[::-1, ::-1].transpose(1, 0, 2), panel.shape)


def exchange_colours(panel):
    """The panel with red for blue: brown classes turn blue."""
    return panel[:, :, ::-1]


def change_panels(change, picture):
    """A copy with all panels changed."""
    broken = picture.copy()
    for place in panels(picture):
        broken[place] = change(picture[place])
    yield broken


def blank_panel(picture):
    """A copy with nothing in its first panel."""
    broken = picture.copy()
    broken[panels(picture)[0]] = 255
    yield broken


def exchange_panels(picture):
    """A copy with first and last panel exchanged; the same where they look alike.

    They do if fewer than 4 % of their pixels differ: two models that draw the same boundary.
    """
    first, *_, last = 2 * panels(picture)
    if first != last:
        broken = picture.copy()
        broken[first] = resized(picture[last], picture[first].shape)
        broken[last] = resized(picture[first], picture[last].shape)
        differ = np.abs(broken[first].astype(int) - picture[first]).max(axis=2) > INVISIBLE
        yield broken if differ.mean() > 0.04 else picture


def drop_legend(picture):
    """A copy without the strip at the lower edge, where it holds the colours of a legend."""
    strip = picture[-28:].astype(int)
    if (strip.max(axis=2) - strip.min(axis=2)).max() > 40:
        broken = picture.copy()
        broken[-28:] = 255
        yield broken


read_committed = cache(seeing.read_picture)


def break_pictures(change, outputs):
    """Outputs with one picture changed, and the largest change of a pixel."""
    for place, output in enumerate(outputs):
        if "image/png" in output.get("data", {}):
            picture, says = read_committed(output.data["image/png"])
            for changed in change(picture):
                broken = deepcopy(outputs)
                broken[place].data["image/png"] = encode(changed, says)
                same_size = changed.shape == picture.shape
                yield broken, np.abs(changed.astype(int) - picture).max() if same_size else 255


def break_what_is_said(outputs):
    """Outputs with one word or number of what a picture says changed."""
    for place, output in enumerate(outputs):
        if "image/png" in output.get("data", {}):
            picture, says = read_committed(output.data["image/png"])
            for changed in [*change_words(says), *change_numbers(says)][::20]:
                broken = deepcopy(outputs)
                broken[place].data["image/png"] = encode(picture, changed)
                yield broken, 255


# ------------------------------------------------------------------------------- broken text


def change_words(text):
    """Copies of the text, in each another word changed."""
    for word in re.finditer(r"[^\W\d_]{2,}", text):
        yield text[: word.end()] + "s" + text[word.end() :]


def change_numbers(text):
    """Copies of the text, in each another number off by 0.05, or 5 % where that is more.

    Whole numbers are off by one, and a rounding error becomes 5 %.
    """
    for number in seeing.NUMBER.finditer(text):
        before, value = number.group(), float(number.group())
        decimals = len(before.partition(".")[2].partition("e")[0])
        if before.lstrip("+-").isdigit():
            after = str(int(value) + 1)
        elif "e" in before:
            after = f"{0.05 if value < 1e-4 else 1.05 * value + 10.0**-decimals:.{decimals}e}"
        else:
            after = f"{value + max(0.05, 0.05 * abs(value), 10.0**-decimals):.{decimals}f}"
        yield text[: number.start()] + after + text[number.end() :]


def drop_lines(text):
    """Copies of the text, in each another line gone."""
    lines = text.splitlines(keepends=True)
    for place in range(len(lines)):
        yield "".join(lines[:place] + lines[place + 1 :])


def exchange_lines(text):
    """Copies of the text, in each two neighbouring lines exchanged."""
    lines = text.splitlines()
    for place in range(len(lines) - 1):
        order = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
        yield "\n".join(order) + "\n" * text.endswith("\n")


def break_texts(change, outputs):
    """Outputs with one of their texts changed; the change is 0 where the text is the same."""
    for place, output in enumerate(outputs):
        holder = output.get("data", output)
        for key in {"text", "text/plain", "text/html", "evalue"} & set(holder):
            for changed in change(holder[key]):
                broken = deepcopy(outputs)
                broken[place].get("data", broken[place])[key] = changed
                yield broken, 255 * (changed != holder[key])


def drop_outputs(outputs):
    """Outputs of which one is missing."""
    for place in range(len(outputs)):
        yield outputs[:place] + outputs[place + 1 :], 255


def add_line(stream, outputs):
    """Outputs after which a line appears, on stdout or stderr."""
    warning = nbformat.v4.new_output("stream", name=stream, text="UserWarning: look out\n")
    yield [*outputs, warning], 255


BREAKS = {
    "x and y exchanged": partial(break_pictures, partial(change_panels, exchange_axes)),
    "panels upside down": partial(break_pictures, partial(change_panels, np.flipud)),
    "panels mirrored": partial(break_pictures, partial(change_panels, np.fliplr)),
    "colours exchanged": partial(break_pictures, partial(change_panels, exchange_colours)),
    "one panel blank": partial(break_pictures, blank_panel),
    "two panels exchanged": partial(break_pictures, exchange_panels),
    "legend missing": partial(break_pictures, drop_legend),
    "figure cropped": partial(break_pictures, lambda picture: [picture[:, :-12]]),
    "what a figure says changed": break_what_is_said,
    "number off by 0.05 or 5 %": partial(break_texts, change_numbers),
    "word changed": partial(break_texts, change_words),
    "line gone": partial(break_texts, drop_lines),
    "lines exchanged": partial(break_texts, exchange_lines),
    "output missing": drop_outputs,
    "line on stdout appears": partial(add_line, "stdout"),
    "line on stderr appears": partial(add_line, "stderr"),
}


@pytest.mark.parametrize("kind", BREAKS)
def test_broken_outputs_are_caught(kind, cells, tally, monkeypatch):
    monkeypatch.setattr(seeing.SeeingCell, "format_output_compare", lambda *_: None)  # be quick
    counts, missed = Counter(), []
    for cell in cells:
        for broken, change in BREAKS[kind](cell.cell.outputs):
            caught = not agrees(cell, broken)
            if not caught and change <= INVISIBLE:
                counts["no change"] += 1
                continue
            counts.update(tried=1, caught=caught)
            if not caught:
                missed.append(cell.name)
    tally[kind].update(counts, notebooks=counts["tried"] > 0)
    assert not missed, f"{kind}: a reader would see it, nbval did not, in {Counter(missed)}"


def test_another_figure_of_the_notebook_is_caught(cells, tally):
    pictures = [
        output.data["image/png"]
        for cell in cells
        for output in cell.cell.outputs
        if "image/png" in output.get("data", {})
    ]
    counts = Counter()
    for expected, actual in pairwise(pictures):
        change = 255 * (expected != actual)
        caught = bool(seeing.picture_difference(expected, actual))
        counts.update(tried=1, caught=caught) if change else counts.update({"no change": 1})
    tally["figure of another cell"].update(counts, notebooks=counts["tried"] > 0)
    assert counts["caught"] == counts["tried"]


# ------------------------------------------------------------------------------- false alarms


def moved(picture):
    """The picture two pixels down and one to the left."""
    return np.pad(picture, ((2, 0), (0, 1), (0, 0)), constant_values=255)[:-2, 1:]


def grown(picture):
    """The picture four pixels taller and wider, as from a tight bounding box."""
    return np.pad(picture, ((0, 4), (0, 4), (0, 0)), constant_values=255)


def grainy(picture):
    """The picture with every colour a little off."""
    noise = np.random.default_rng(0).integers(-3, 4, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def saved_as_jpeg(picture):
    """The picture after lossy compression."""
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "jpeg", quality=85)
    return np.asarray(Image.open(buffer))


def blurred(picture):
    """The picture with softer edges, as from another anti-aliasing."""
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(0.6)))


def on_glass(picture):
    """The picture with transparent in place of white."""
    white = (picture == 255).all(axis=2)
    return np.dstack([picture * ~white[:, :, None], np.where(white, 0, 255).astype(np.uint8)])


SAME_PICTURE = [
    lambda picture: grown(moved(grainy(picture))),
    lambda picture: on_glass(saved_as_jpeg(blurred(picture))),
]


def test_the_same_pictures_raise_no_alarm(cells, tally):
    for cell in cells:
        for redraw in SAME_PICTURE:
            outputs = deepcopy(cell.cell.outputs)
            for data in (o.data for o in outputs if "image/png" in o.get("data", {})):
                picture, says = seeing.read_picture(data["image/png"])
                data["image/png"] = encode(redraw(picture), says)
            assert agrees(cell, outputs), f"{cell.name}: a false alarm"


def rounded_otherwise(text):
    """The text with each decimal number one higher in its last place, rounding errors all other."""

    def other(number):
        before = number.group()
        decimals = len(before.partition(".")[2])
        if re.search("e-(0[5-9]|[1-9])", before):
            return "4e-09"
        return f"{float(before) + 10.0**-decimals:.{decimals}f}" if decimals > 1 else before

    return seeing.NUMBER.sub(other, text)


def test_numbers_rounded_otherwise_raise_no_alarm(cells):
    for cell in cells:
        outputs = deepcopy(cell.cell.outputs)
        for holder in (output.get("data", output) for output in outputs):
            for key in {"text", "text/plain"} & set(holder):
                holder[key] = rounded_otherwise(holder[key])
        assert agrees(cell, outputs), f"{cell.name}: a false alarm"


def test_a_stream_in_pieces_raises_no_alarm(cells):
    for cell in cells:
        outputs = []
        for output in cell.cell.outputs:
            pieces = output.text.splitlines(keepends=True) if "text" in output else [None]
            outputs += [deepcopy(output) | ({"text": p} if p else {}) for p in pieces]
        assert agrees(cell, [nbformat.from_dict(output) for output in outputs])


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("held-out 0.85", "held-out 0.86"),
        ("loss 0.6917", "loss 0.6918"),
        ("loss 12.3", "loss 12.4"),
        ("largest difference 3.6e-07", "largest difference 9.5e-08"),
        ("largest difference 2e-07", "largest difference 0"),
        ("4.40e+04 features", "4.43e+04 features"),
        ("tensor([-0.00, 1.00])", "tensor([0.00, 1.01])"),
    ],
)
def test_rounding_is_no_difference(expected, actual):
    assert seeing.Seen(expected) == actual
    assert seeing.Seen(actual) == expected


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("held-out 0.85", "held-out 0.90"),
        ("held-out 0.85", "held-out 0.85 "),
        ("held-out 0.85", "held out 0.85"),
        ("2 open curves", "3 open curves"),
        ("share 0.3", "share 0.4"),
        ("1.2345", "1.2845"),
        ("0.0012", "0.0014"),
        ("0.54", "-0.54"),
        ("largest difference 3.6e-07", "largest difference 3.6e-02"),
        ("largest difference 3.6e-07", "largest difference 0.01"),
        ("loss 0.69", "loss nan"),
        ("100 points", "100.0 points"),
        ("0.54 · 0.51", "0.54"),
        ("one line", ""),
    ],
)
def test_what_matters_is_a_difference(expected, actual):
    assert seeing.Seen(expected) != actual
    assert seeing.Seen(actual) != expected


# ------------------------------------------------------------------------------ real figures


def drawn(fig):
    """The picture that helpers.show puts in a notebook."""
    shown = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(helpers, "display", lambda bundle, **_: shown.append(bundle["image/png"]))
        helpers.show(fig, "A figure.")
    return shown[0]


X, Y = helpers.make_dataset()


def trained(X=X, y=Y, seed=0, width=10, n_epochs=500):
    """A small model that has learned."""
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(2, width), nn.ReLU(), nn.Linear(width, 2))
    helpers.train_model(model, X, y, n_epochs=n_epochs, lr=0.1)
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


def without(test):
    """A change that takes out what passes the test."""
    return lambda ax: [artist.remove() for artist in ax.collections if test(artist)]


def n_levels(artist):
    """Number of contour levels of an artist, 0 for points."""
    return len(getattr(artist, "levels", ()))


def move_a_point(ax):
    """Move one point of class 0 by half a unit."""
    points = next(artist for artist in ax.collections if n_levels(artist) == 0)
    points.get_offsets()[0] += 0.5


@pytest.fixture(scope="module")
def model():
    """The model whose figures are the right ones."""
    return trained()


@pytest.fixture(scope="module")
def right(model):
    """The right figures, by the function that draws them."""
    return {draw: draw(model) for draw in (decision, maps)}


OTHER_DECISIONS = {
    "other seed of the model": lambda m: decision(trained(seed=1)),
    "other seed of the data": lambda m: decision(m, *helpers.make_dataset(seed=43)),
    "other labels, drawn": lambda m: decision(m, y=1 - Y),
    "other labels, learned": lambda m: decision(trained(y=1 - Y)),
    "x and y exchanged, learned": lambda m: decision(lambda X: m(X[:, [1, 0]])),
    "half the epochs": lambda m: decision(trained(n_epochs=250)),
    "half the width": lambda m: decision(trained(width=5)),
    "one point elsewhere": lambda m: decision(m, change=move_a_point),
    "no legend": lambda m: decision(m, change=lambda ax: ax.figure.legends[0].remove()),
    "no boundary": lambda m: decision(m, change=without(lambda artist: n_levels(artist) == 1)),
    "no shading": lambda m: decision(m, change=without(lambda artist: n_levels(artist) > 1)),
    "no points": lambda m: decision(m, change=without(lambda artist: n_levels(artist) == 0)),
}
OTHER_MAPS = {
    "units of another seed": lambda m: maps(trained(seed=1)),
    "units in another order": lambda m: maps(m, order=(1, 0, 2)),
    "colours reversed": lambda m: maps(m, cmap="PuOr_r"),
    "other colours": lambda m: maps(m, cmap="RdBu"),
    "units before ReLU": lambda m: maps(nn.Sequential(m[0], nn.Identity())),
}
OTHER_WORDS = {
    "other title": lambda m: decision(m, change=lambda ax: ax.set_title("Two hidden units")),
    "other axis label": lambda m: decision(m, change=lambda ax: ax.set_xlabel("$x_2$")),
    "one point fewer": lambda m: decision(m, X[1:], Y[1:]),
}


@pytest.mark.parametrize("kind", [*OTHER_DECISIONS, *OTHER_MAPS])
def test_another_figure_is_caught(kind, model, right, tally):
    draw, other = (decision, OTHER_DECISIONS) if kind in OTHER_DECISIONS else (maps, OTHER_MAPS)
    difference = seeing.picture_difference(right[draw], other[kind](model))
    tally[f"drawn: {kind}"].update(tried=1, caught=bool(difference))
    assert difference, f"{kind}: a reader would see it"


@pytest.mark.parametrize("kind", OTHER_WORDS)
def test_other_words_in_a_figure_are_caught(kind, model, right, tally):
    if not seeing.read_picture(right[decision])[1]:
        pytest.skip("helpers.show writes no Description into its pictures")
    difference = seeing.picture_difference(right[decision], OTHER_WORDS[kind](model))
    tally[f"drawn: {kind}"].update(tried=1, caught=bool(difference))
    assert difference, f"{kind}: the figure says something else"


def test_what_a_figure_says_is_compared_as_text():
    white = np.full((64, 64, 3), 255, np.uint8)
    expected = encode(white, "accuracy 0.85, by width")
    assert not seeing.picture_difference(expected, encode(white, "accuracy 0.86, by width"))
    assert seeing.picture_difference(expected, encode(white, "accuracy 0.85, by depth"))
    assert seeing.picture_difference(expected, encode(white, "accuracy 0.95, by width"))


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"text.hinting": "none"},
        {"text.hinting": "force_autohint"},
        {"text.antialiased": False},
        {"path.snap": False},
        {"font.size": 12.3},
    ],
    ids=str,
)
def test_the_same_figure_drawn_again_raises_no_alarm(settings, model, right):
    with mpl.rc_context(settings):
        for draw, expected in right.items():
            assert seeing.picture_difference(expected, draw(model)) == ""


# ----------------------------------------------------------------------- a run of pytest --nbval

SETUP = """
import base64, io, sys
from IPython.display import display
from PIL import Image, ImageDraw

def bars(*heights):
    image, buffer = Image.new("RGB", (200, 120), "white"), io.BytesIO()
    draw = ImageDraw.Draw(image)
    for left, height in zip((30, 80, 130), heights):
        draw.rectangle([left, 110 - height, left + 30, 110], "teal")
    image.save(buffer, "png")
    return base64.b64encode(buffer.getvalue()).decode()

def show(*heights):
    display({"image/png": bars(*heights), "text/plain": "three bars"}, raw=True)
"""


def committed(*heights, text=None, stream="stdout"):
    """Outputs of a cell: a picture of bars, or a line."""
    if text:
        return [nbformat.v4.new_output("stream", name=stream, text=text)]
    space = {}
    exec(SETUP, space)
    data = {"image/png": space["bars"](*heights), "text/plain": "three bars"}
    return [nbformat.v4.new_output("display_data", data=data)]


# A cell, what is committed as its output, and what nbval has to say.
RUN = [
    (SETUP, [], None),
    ("show(20, 40, 60)", committed(20, 40, 60), None),
    ("show(20, 40, 60)", committed(20, 41, 60), None),
    ("show(20, 40, 60)", committed(60, 40, 20), "the pictures differ by"),
    ("show(20, 40, 60)", [], "Unexpected output fields"),
    ("", committed(20, 40, 60), "Missing output fields"),
    ("show(20, 40, 60); show(20, 40, 60)", committed(20, 40, 60), "dissimilar number of outputs"),
    ("print('loss 0.69')", committed(text="loss 0.69\n"), None),
    ("print('loss 0.69')", committed(text="loss 0.70\n"), None),
    ("print('loss 0.69')", committed(text="loss 0.74\n"), "0.74 became 0.69"),
    ("print('loss 0.69')", committed(text="gain 0.69\n"), "the words differ"),
    ("_ = sys.stderr.write('look out')", [], "stderr"),
    ("_ = sys.stderr.write('look out')", committed(text="look out", stream="stderr"), "stderr"),
    ("# NBVAL_IGNORE_OUTPUT\n_ = sys.stderr.write('look out')", [], "stderr"),
]


def test_a_run_of_nbval_sees(tmp_path):
    notebook = nbformat.v4.new_notebook()
    for count, (source, outputs, _) in enumerate(RUN, start=1):
        cell = nbformat.v4.new_code_cell(source, execution_count=count, outputs=outputs)
        notebook.cells.append(cell)
    stale = tmp_path / "tests" / "failures" / "tiny" / "cell_1"
    for folder in (tmp_path / "notebooks", stale):
        folder.mkdir(parents=True)
    nbformat.write(notebook, tmp_path / "notebooks" / "tiny.ipynb")
    for name in ("conftest.py", "seeing.py"):
        shutil.copy(TESTS / name, tmp_path / "tests")
    arguments = ["--nbval", "notebooks/tiny.ipynb", "tests", "--junitxml=report.xml", "--rootdir=."]
    subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=tmp_path, check=False)

    cases = ElementTree.parse(tmp_path / "report.xml").iter("testcase")
    for case, (source, _, complaint) in zip(cases, RUN, strict=True):
        said = "".join(failure.text for failure in case.iter("failure"))
        assert bool(said) == bool(complaint), f"{source}: expected {complaint!r}, not {said!r}"
        assert (complaint or "") in said
    pictures = tmp_path / "tests" / "failures" / "tiny" / "cell_3"
    assert f"see {pictures}" in "".join((tmp_path / "report.xml").read_text().split("\n"))
    assert {path.stem for path in pictures.iterdir()} == {"expected", "actual", "difference"}
    assert [path.name for path in pictures.parent.iterdir()] == ["cell_3"]
