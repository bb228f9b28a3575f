"""Figures that are seen: what the watch finds, and the colours of the course."""

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from torch import nn

import helpers
from contrast import contrast, too_pale

WHITE = np.ones((1, 3))


@pytest.fixture
def ax():
    fig, ax = plt.subplots(figsize=(4, 3))
    yield ax
    plt.close(fig)


def found(ax):
    ax.figure.canvas.draw()
    return [line.partition(" ")[0] for line in too_pale(ax.figure)]


def test_contrast_is_that_of_wcag():
    known = {"k": 21, "w": 1, "#777777": 4.48, "#ff7f0e": 2.53, "#0072b2": 5.19}
    for colour, value in known.items():
        assert contrast(colour, WHITE) == pytest.approx(value, abs=0.01)
    assert contrast((0, 0, 0, 0.5), WHITE) == pytest.approx(3.95, abs=0.05)


PALE = {
    "Line2D": lambda ax: ax.plot([0, 1], [0, 1], color="#ff7f0e"),
    "Text": lambda ax: ax.text(0.5, 0.5, "pale", color="0.5"),
    "PathCollection": lambda ax: ax.scatter([0.5], [0.5], color="yellow"),
    "LineCollection": lambda ax: ax.hlines([0.5], 0, 1, color="0.7"),
    "QuadContourSet": lambda ax: ax.contour(np.eye(5), [0.5], colors="cyan"),
    "Rectangle": lambda ax: ax.bar([0.5], [1], color="0.9"),
    "Circle": lambda ax: ax.add_patch(plt.Circle((0, 0), 1, fill=False, color="0.8")),
    "Spine": lambda ax: ax.spines["left"].set_color("0.8"),
    "FancyArrowPatch": lambda ax: ax.annotate(
        "", (1, 1), (0, 0), arrowprops={"arrowstyle": "->", "color": "0.8"}
    ),
}


@pytest.mark.parametrize("kind", PALE)
def test_what_is_too_pale_is_found_unless_it_is_decoration(ax, kind):
    assert found(ax) == []
    PALE[kind](ax)
    assert set(found(ax)) == {kind}
    for artist in ax.get_children():
        artist.set_gid("decoration")
    assert found(ax) == []


def test_it_is_what_lies_behind_that_counts(ax):
    ax.imshow(np.zeros((2, 2)), cmap="gray", extent=(0, 1, 0, 1))
    ax.plot([0.1, 0.9], [0.1, 0.9], color="yellow")
    assert found(ax) == []
    ax.text(0.5, 0.5, "black on black")
    assert found(ax) == ["Text"]


def test_nothing_has_moved_or_gone_after_a_look(ax):
    ax.plot([0, 1], [0, 1], label="a line")
    ax.figure.legend(loc="outside lower center")
    ax.figure.canvas.draw()
    before = np.array(ax.figure.canvas.buffer_rgba())
    too_pale(ax.figure)
    ax.figure.canvas.draw()
    assert (before == np.array(ax.figure.canvas.buffer_rgba())).all()


def test_the_colours_of_the_course_are_seen_on_white_and_on_every_shade(ax):
    X, _ = helpers.make_dataset()
    helpers.plot_decision_contours(nn.Linear(2, 2), X, ax)
    helpers.plot_hinges(nn.Linear(2, len(helpers.COLOURS)), ax)
    ax.plot(np.tile(X[:2, 0], (8, 1)).T, np.arange(8) + np.zeros((2, 1)))
    assert found(ax) == []
    assert min(contrast(colour, WHITE)[0] for colour in helpers.COLOURS) > 3.5


# Machado et al. (2009): what those see who lack one kind of cone, in linear RGB.
SEEN = {
    "by most": np.eye(3),
    "without red": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "without green": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "without blue": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
OKLAB = [[0.41, 0.54, 0.05], [0.21, 0.68, 0.11], [0.09, 0.28, 0.63]]
TO_LAB = [[0.21, 0.79, 0.0], [1.98, -2.43, 0.45], [0.03, 0.78, -0.81]]


def apart(one, other, seen):
    """How far two colours are apart in OKLab, for those who see as ``seen`` says."""
    rgb = np.array([to_rgb(one), to_rgb(other)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    lab = np.cbrt((linear @ np.transpose(seen)).clip(0, 1) @ np.transpose(OKLAB))
    return np.linalg.norm(np.diff(lab @ np.transpose(TO_LAB), axis=0))


@pytest.mark.parametrize("seen", SEEN)
def test_the_colours_of_the_course_are_told_apart(seen):
    pairs = itertools.combinations(helpers.COLOURS, 2)
    distances = {pair: apart(*pair, SEEN[seen]) for pair in pairs}
    assert min(distances.values()) > 0.05, min(distances, key=distances.get)
    assert apart("#ff7f0e", "#2ca02c", SEEN["without red"]) < 0.05, "matplotlib's are not"
