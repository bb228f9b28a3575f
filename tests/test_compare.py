"""The comparison of outputs: what a reader would see change is caught, and nothing else."""

import base64
import io
import shutil
import subprocess
import sys
from functools import cache
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import pytest
import torch
from nbformat.v4 import new_code_cell, new_notebook, new_output
from torch import nn

import compare
import helpers
from outputs import tidy

ROUNDING = [("9e-16", "1e-15"), ("3.6e-07", "-9.5e-08"), ("2e-07", "0"), ("-0.000", "0.000")]
WRONG = [("held-out 0.85", "held-out 0.86"), ("held-out 0.85", "held out 0.85"), ("0.69", "nan")]
WRONG += [("1,000", "1,00"), ("0.54", "-0.54"), ("3.6e-07", "1.1e-06"), ("0.54 · 0.51", "0.54")]


@pytest.mark.parametrize(("one", "other"), ROUNDING + WRONG)
def test_any_change_of_a_text_is_a_difference_but_for_rounding_errors(one, other):
    is_wrong = (one, other) in WRONG
    assert bool(compare.text_difference(one, other)) == is_wrong
    assert bool(compare.text_difference(other, one)) == is_wrong


X, Y = helpers.make_dataset()


@cache
def trained(seed, n_epochs):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(2, 10), nn.ReLU(), nn.Linear(10, 2))
    helpers.train_model(model, X, Y, n_epochs=n_epochs, lr=0.1)
    return model


def picture(dots=200, seed=0, n_epochs=500, y=Y, change=lambda ax: None):
    """Base64 of the picture of a trained model, with a change made to it."""
    fig, ax = plt.subplots(figsize=(5.2, 5.2))
    helpers.plot_contours_and_scatter(trained(seed, n_epochs), X, y, ax)
    ax.set_title("Ten hidden units")
    change(ax)
    png = io.BytesIO()
    fig.savefig(png, dpi=dots)
    plt.close(fig)
    return base64.b64encode(png.getvalue()).decode()


def remove_boundary(ax):
    next(each for each in ax.collections if not getattr(each, "filled", True)).remove()


RIGHT, OTHER = picture(), picture(seed=1)
ELSEWHERE = [{"text.hinting": "none"}, {"path.snap": False}, {"font.size": 12.3}]
CHANGES = [{"seed": 1}, {"y": 1 - Y}, {"n_epochs": 125}, {"change": remove_boundary}]
CHANGES += [{"change": lambda ax: ax.figure.legends[0].remove()}]


@pytest.mark.parametrize("setting", ELSEWHERE)
@pytest.mark.parametrize("dots", [100, 150])
def test_the_same_figure_drawn_elsewhere_raises_no_alarm(setting, dots):
    with mpl.rc_context(setting):
        assert not compare.picture_difference(RIGHT, picture(dots))


@pytest.mark.parametrize("wrong", CHANGES)
def test_another_figure_is_caught(wrong):
    assert compare.picture_difference(RIGHT, picture(**wrong))


def image(data):
    return new_output("display_data", data={"image/png": data, "text/plain": "a reading"})


def printed(text):
    return new_output("stream", name="stdout", text=text)


def show(data):
    return f"display({dict(image(data).data)!r}, raw=True)"


# A cell, the outputs that are committed below it, and what nbval has to say.
CELLS = [
    (show(RIGHT), [image(RIGHT)], None),
    (show(OTHER), [image(RIGHT)], "the pictures differ by"),
    ("", [image(RIGHT)], "['image/png', 'text/plain'] became []"),
    ("print('loss', flush=True); print(0.69)", [printed("loss\n0.69\n")], None),
    ("print('loss 0.69')", [printed("loss 0.70\n")], "0.70 became 0.69"),
    ("1 / 0", [], "ZeroDivisionError"),
    ("import sys; _ = sys.stderr.write('look out')", [], "[] became ['stderr']"),
    ("n = 1 + globals().get('n', 0); print(n)", [printed("1\n")], "1 became 2"),  # run twice
]


def test_a_run_of_nbval_reports_what_differs_and_keeps_pictures(tmp_path):
    cells = [
        new_code_cell(source, outputs=outputs, execution_count=place)
        for place, (source, outputs, _) in enumerate(CELLS, 1)
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "tiny.ipynb")
    run = [sys.executable, "-m", "pytest", "--nbval", "--twice", "--junitxml=report.xml"]
    run += ["--rootdir=.", "-p", "compare", "tiny.ipynb"]
    shutil.copy(compare.__file__, tmp_path)  # pictures are kept beside it
    subprocess.run(run, cwd=tmp_path, check=False)
    cases = ElementTree.parse(tmp_path / "report.xml").iter("testcase")
    for case, (source, _, words) in zip(cases, CELLS, strict=True):
        said = "".join(failure.text for failure in case.iter("failure"))
        assert (words in said) if words else not said, f"{source[:60]}: {said}"
    kept = [path.name for path in tmp_path.glob("failures/tiny/cell_1/*")]
    assert sorted(kept) == ["actual.png", "expected.png"]


def test_pieces_of_a_stream_are_joined_when_outputs_are_saved():
    pieces = [printed("Not yet:"), printed(" high.\n"), image(RIGHT), printed("end\n")]
    assert tidy(pieces) == [printed("Not yet: high.\n"), image(RIGHT), printed("end\n")]
