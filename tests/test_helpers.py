"""What the notebooks and their readers rely on in helpers.py and figures.py."""

import base64
import io
import traceback
from contextlib import nullcontext
from copy import deepcopy

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.colors import to_rgb
from matplotlib.contour import ContourSet
from PIL import Image
from sklearn.datasets import load_wine, make_circles
from torch import nn

import figures
import helpers

X, Y = helpers.make_dataset()
TABLE, SORTS = load_wine(return_X_y=True)
SORT = torch.tensor(SORTS[SORTS < 2], dtype=torch.int64)
WINE = torch.tensor(TABLE[SORTS < 2][:, [0, 12]])  # alcohol in %, proline in mg/l: 400 times as far
STANDARD = (WINE - WINE.mean(dim=0)) / WINE.std(dim=0)


def scores(log_odds):
    """A model whose log-odds are a function of the two coordinates."""
    return lambda X: torch.stack([torch.zeros_like(X[:, 0]), log_odds(*X.T) + 0 * X[:, 0]], dim=1)


def same_state(one, other, atol=0.0):
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(torch.allclose(*pair, rtol=0, atol=atol) for pair in pairs)


@pytest.fixture(autouse=True)
def _fixed_seed_and_no_figures_left():
    torch.manual_seed(0)
    yield
    plt.close("all")


def test_default_data_are_the_chapters_circles():
    points, labels = make_circles(100, factor=0.5, noise=0.3, random_state=42)
    assert torch.equal(X, torch.tensor(points, dtype=torch.float32))
    assert torch.equal(Y, torch.tensor(labels, dtype=torch.int64))


@pytest.mark.parametrize("name", ["circles", "moons", "xor", "spirals", "oo\nxx"])
@pytest.mark.parametrize("n", [4, 99])
def test_a_sample_is_balanced_mixed_and_fixed_by_its_seed(name, n):
    before = torch.get_rng_state().tolist(), str(np.random.get_state())  # noqa: NPY002
    (points, labels), again, other = (helpers.make_dataset(name, n, seed=s) for s in (1, 1, 2))
    assert before == (torch.get_rng_state().tolist(), str(np.random.get_state()))  # noqa: NPY002
    assert (points.shape, points.dtype) == ((n, 2), torch.get_default_dtype())
    assert sorted(labels.bincount().tolist()) == [n // 2, n - n // 2]
    assert n < 9 or 0.2 < labels[::2].double().mean() < 0.8, "the classes alternate"
    assert all(map(torch.equal, (points, labels), again))
    assert not points.equal(other[0])


def test_points_of_xor_and_of_a_picture_in_letters_lie_where_their_class_is():
    points, labels = helpers.make_dataset("xor", 10, noise=0)
    assert torch.equal(labels == 1, points.prod(dim=1) < 0), "class 1 has opposite signs"
    assert len(points.unique(dim=0)) == 4, "one of the four corners is empty"
    ring = "..oooo..\n.o....o.\n.o.xx.o.\n.o....o.\n..oooo.."
    points, labels = helpers.make_dataset(ring, n=400, noise=0)
    assert points[labels == 1].norm(dim=1).max() < points[labels == 0].norm(dim=1).min()
    assert torch.allclose(points.abs().amax(dim=0), torch.tensor([1.2, 2.0]), atol=0.1)
    assert helpers.make_dataset("bb aa\n cc  ", n=9)[1].bincount().tolist() == [3, 3, 3]


def train_by_hand(model, X, y, n_epochs, lr, weight_decay=0.0):
    optimizer = torch.optim.SGD(model.parameters(), lr, momentum=0.9, weight_decay=weight_decay)
    losses = []
    for _ in range(n_epochs):
        loss = nn.functional.cross_entropy(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@pytest.mark.parametrize("extra", [nn.Identity(), nn.Dropout(), nn.BatchNorm1d(5)])
def test_training_is_the_loop_written_by_hand(extra):
    model = nn.Sequential(nn.Linear(2, 5), extra, nn.ReLU(), nn.Linear(5, 2))
    models, losses = [model, deepcopy(model)], []
    for each, train in zip(models, (train_by_hand, helpers.train_model), strict=True):
        torch.manual_seed(1)
        losses.append(train(each, X, Y, 20, 0.05))
    assert losses[1] == pytest.approx(losses[0], rel=1e-5)
    assert same_state(*models, atol=1e-5)


class Counting(nn.Sequential):
    """Layers whose forward counts its calls and keeps the features before the last layer."""

    calls = 0

    def forward(self, X):
        self.calls += 1
        *hidden, last = self
        for layer in hidden:
            X = layer(X)
        self.features = X
        return last(X)


def small(activation, first=None, bias=True):
    layers = [first or nn.Linear(2, 4, bias), nn.BatchNorm1d(4), activation]
    return Counting(*layers, nn.Linear(4, 2, bias))


LAYER, FROZEN = nn.Linear(2, 4), nn.Linear(2, 4).requires_grad_(False)
TOGETHER = {
    "no hidden layer": lambda: nn.Linear(2, 2),
    "three outputs": lambda: nn.Sequential(nn.Linear(2, 9), nn.ReLU(), nn.Linear(9, 3)),
    "two hidden": lambda: nn.Sequential(nn.Linear(2, 50), small(nn.ReLU(), nn.Linear(50, 4))),
    "batch norm and no biases": lambda: small(nn.ReLU(), bias=False),
    "a frozen layer": lambda: small(nn.Tanh(), nn.Linear(2, 4).requires_grad_(False)),
    "a shared frozen layer": lambda: small(nn.Tanh(), FROZEN),
}


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("own", [False, True], ids=["same points", "points and decay of its own"])
@pytest.mark.parametrize("name", TOGETHER)
def test_models_trained_together_end_where_they_would_alone(name, own, dtype):
    models = [TOGETHER[name]().to(dtype) for _ in range(3)]
    alone, loose = deepcopy(models), dtype == torch.float32  # a point may get across a hinge late
    samples = [helpers.make_dataset(n=40, seed=seed * own) for seed in range(3)]
    points, labels = map(torch.stack, zip(*samples, strict=True))
    points, decay = points.to(dtype), [0.0, 0.01, 0.1] if own else [0.03] * 3
    given = (points, labels) if own else (points[0], labels[0])
    losses = helpers.train_many(models, *given, 60, 0.05, decay if own else 0.03)
    for place, model in enumerate(alone):
        expected = train_by_hand(model, points[place], labels[place], 60, 0.05, decay[place])
        assert losses[place].tolist() == pytest.approx(expected, abs=1e-2 if loose else 1e-9)
        assert same_state(models[place], model, atol=0.1 if loose else 1e-9)


APART = {
    "differ in more than their weights": lambda activation: small(activation),
    "must not share weights": lambda activation: small(nn.Tanh(), LAYER),
    "vmap: called random operation": lambda activation: small(nn.Dropout()),
}


@pytest.mark.parametrize("zero", [False, True])  # with zeros, scores are alike at the start
@pytest.mark.parametrize("words", APART)
def test_models_that_cannot_be_trained_together_are_refused_and_left_alone(words, zero):
    models = [APART[words](activation) for activation in (nn.Tanh(), nn.ReLU())]
    for model in models:
        model[-1].weight.data *= not zero
        model[-1].weight.grad = torch.ones(2, 4)
    before = deepcopy(models)
    with pytest.raises(RuntimeError if "vmap" in words else ValueError, match=words):
        helpers.train_many(models, X, Y, 20, 0.05)
    for model, old in zip(models, before, strict=True):
        assert same_state(model, old)
        assert (model.calls, model.training) == (0, True)
        assert (model[-1].weight.grad == 1).all()


def test_accuracy_is_the_share_of_right_highest_scores_and_runs_the_model_once():
    model = Counting(nn.Identity(), nn.Identity())
    rows = torch.tensor([[0.0, 1.0, 2.0], [3.0, 1.0, 2.0], [0.0, 9.0, 2.0], [0.0, 1.0, 7.0]])
    assert helpers.accuracy(model, rows, torch.tensor([2, 0, 1, 0])) == 0.75
    assert model.calls == 1


@pytest.mark.parametrize("name", ["evaluate", "train_model", "plot_decision_contours"])
@pytest.mark.parametrize("fails", [False, True])
def test_judging_leaves_model_and_data_alone_and_shows_an_error_of_theirs_as_it_is(fails, name):
    class Rough(nn.Sequential):
        def forward(self, X):
            X -= 0.1  # it changes its input
            return X @ X if fails else super().forward(X)

    model, points = Rough(nn.Linear(2, 4), nn.BatchNorm1d(4).eval(), nn.Linear(4, 2)), X.clone()
    before, more = deepcopy(model), {"evaluate": [Y], "train_model": [Y, 0]}.get(name, [plt.gca()])
    own_error = pytest.raises(RuntimeError, match="shapes cannot be multiplied")
    with own_error if fails else nullcontext() as caught:
        assert not getattr(getattr(helpers, name)(model, X, *more), "requires_grad", False)
    if fails:
        assert traceback.extract_tb(caught.tb)[-1].line.startswith("return X @ X")
    assert same_state(model, before)
    assert [m.training for m in model.modules()] == [m.training for m in before.modules()]
    assert torch.equal(X, points)


def test_the_grid_covers_the_data_and_a_margin():
    xx, yy, grid = helpers.make_grid(WINE, 7)
    assert (grid.dtype, xx.shape, yy.shape) == (torch.float64, (7, 7), (7, 7))
    assert np.array_equal(grid.numpy(), np.stack([xx.ravel(), yy.ravel()], axis=1))
    margin = 0.175 * (WINE.amax(0) - WINE.amin(0))
    assert torch.allclose(grid.amin(0), WINE.amin(0) - margin)
    assert torch.allclose(grid.amax(0), WINE.amax(0) + margin)


def line_and_circle(a, b):
    return torch.where(a < 1, 0.5 - (a + 0.5) ** 2 - b**2, a - 1.75)


BOUNDARIES = [
    ("one straight line", lambda a, b: a + 0.5 * b - 0.1),
    ("2 straight lines", lambda a, b: a**2 - 1),
    ("one closed curve", lambda a, b: 1 - a**2 - b**2),
    ("one open curve", lambda a, b: b - 0.01 * a**2),
    ("2 closed curves", lambda a, b: 0.3 - (a.abs() - 1) ** 2 - b**2),
    ("one straight line and one closed curve", line_and_circle),
    ("none, one class everywhere", lambda a, b: 1.0),
    ("none, one class everywhere", lambda a, b: 0.05**2 - a**2 - b**2),  # smaller than the grid
]
UNITS = [(1, 0), (0.01, 0), (1e-3, 0), (1e4, 0), (1, 1e6), (WINE.std(dim=0), WINE.mean(dim=0))]


@pytest.mark.parametrize(("unit", "start"), UNITS, ids=[1, 0.01, 1e-3, 1e4, "far away", "of wine"])
def test_a_model_gets_the_same_words_and_a_picture_to_see_in_any_unit(unit, start):
    points = STANDARD * unit + start
    for words, log_odds in BOUNDARIES:

        def model(X, log_odds=log_odds):
            return scores(log_odds)((X - start) / unit)

        y = model(points).argmax(dim=1)
        reading = helpers.describe(model, points, y, points[:1], 1 - y[:1]).split(" · ")
        assert reading[:3] == ["train 1.00", "held-out 0.00", f"boundary: {words}"]
    fig, ax = plt.subplots()
    helpers.plot_contours_and_scatter(model, points, y, ax)
    for each in (fig, figures.plot_feature_maps(model, points)):
        each.canvas.draw()
        assert min(each.axes[0].get_window_extent().size) > 100, "the picture is squeezed"


@pytest.mark.parametrize("seed", [0, 4])  # no boundary, and one that separates nothing
def test_training_that_failed_on_columns_of_any_size_is_told_to_standardise(seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 2)).double()
    helpers.train_model(model, WINE, SORT, 300)
    try:
        said = helpers.describe(model, WINE, SORT, WINE, SORT)
    except ValueError as error:  # the weights are NaN
        said = str(error)
    assert "standardise X first" in said
    assert "smaller lr" not in said


@pytest.mark.parametrize("labels", [SORT, torch.ones_like(SORT)])
def test_a_picture_has_points_in_class_style_a_dashed_line_at_one_half_and_one_legend(labels):
    fig, axes = plt.subplots(1, 2)
    for ax in axes:
        helpers.plot_contours_and_scatter(scores(BOUNDARIES[2][1]), STANDARD, labels, ax)
        fig.canvas.draw()
        (line,) = [c for c in ax.findobj(ContourSet) if not c.filled]
        assert line.get_linestyle()[0][1], "the line is not dashed"
        assert np.allclose(np.hypot(*line.get_paths()[0].vertices.T), 1, atol=0.01)
        drawn = [c for c in ax.collections if len(c.get_offsets()) > 1]
        for label, points in zip(labels.unique().tolist(), drawn, strict=True):
            assert np.allclose(points.get_offsets(), STANDARD[labels == label])
            ((red, green, blue, _),) = np.unique(points.get_facecolor(), axis=0)
            assert red > green > blue if label == 0 else red < min(green, blue), "brown, teal"
            assert (len(points.get_paths()[0].vertices) < 9) == (label == 1), "circles, squares"
    (legend,) = fig.legends
    assert [text.get_text() for text in legend.get_texts()] == ["Class 0", "Class 1"]


@pytest.mark.parametrize("scale", [1.0, 400.0])
def test_hinges_that_cross_the_picture_are_counted_and_point_to_the_side_that_is_on(scale):
    layer = nn.Linear(2, 5)  # the last two units: a hinge beyond the picture, and none
    layer.weight.data = torch.tensor([[1.0, 0], [0, -2], [1, 1], [1, 0], [0, 0]])
    layer.bias.data = torch.tensor([0.5, 0, -0.2, 9, 1])
    _, ax = plt.subplots()
    helpers.scatter_data(X * torch.tensor([1.0, scale]), Y, ax)
    limits = ax.axis()
    assert figures.plot_hinges(layer, ax) == len(ax.lines) == len(ax.texts) == 3
    assert ax.axis() == limits
    for unit, (line, arrow) in enumerate(zip(ax.lines, ax.texts, strict=True)):
        places = torch.tensor(np.array([line.get_xy1(), line.get_xy2(), arrow.xyann, arrow.xy]))
        *on_the_line, head = layer(places.float())[:, unit].tolist()
        assert np.abs(on_the_line).max() < 1e-3 * scale
        assert head > 0.01, "the arrow points to the side where the unit is off"
        reach = np.subtract(arrow.xy, arrow.xyann) / np.ptp([ax.get_xlim(), ax.get_ylim()], axis=1)
        assert np.abs(reach).max() < 0.1, "the arrow is out of scale"


@pytest.mark.parametrize("n_columns", [1, 2, 5])
def test_feature_maps_share_a_centred_scale_and_stand_upright(n_columns):
    features = nn.Linear(2, 5, bias=False)
    features.weight.data = torch.tensor([[1.0, 0], [0, 1], [3, 3], [0, 0], [0, 0]])
    fig = figures.plot_feature_maps(features, X, None, n_columns)
    assert [ax.get_title() for ax in fig.axes if ax.images] == list("01234")
    assert sum(ax.axison for ax in fig.axes) == 6, "five maps and a colour bar"
    images = [ax.images[0] for ax in fig.axes if ax.images]
    ((low, top),) = {image.get_clim() for image in images}
    total = 3 * helpers.make_grid(X)[2].sum(1).abs().max()
    assert 0.7 * total < -low == top <= total
    assert {image.origin for image in images} == {"lower"}
    assert (images[0].get_array()[:, -1] > 0).all()
    assert (images[1].get_array()[-1] > 0).all()


def test_a_graph_reads_from_left_to_right_and_marks_what_is_trained():
    steps, (_, ax) = [("$x$", "value"), ("polar", "fixed"), ("$W$", "trainable")], plt.subplots()
    with pytest.raises(ValueError, match="a step is a value, fixed or trainable, not 'fix'"):
        figures.draw_graph([*steps, ("polar", "fix")], ax)
    assert not ax.texts, "half a graph is drawn"
    figures.draw_graph(steps, ax)
    value, fixed, trainable = (text for text in ax.texts if text.get_bbox_patch())
    assert [box.get_text() for box in (value, fixed, trainable)] == ["$x$", "polar", "$W$"]
    assert value.get_position() < fixed.get_position() < trainable.get_position()
    assert trainable.get_bbox_patch().get_linewidth() > fixed.get_bbox_patch().get_linewidth()
    assert {"fixed", "trainable"} < {text.get_text() for text in ax.texts}
    arrows = [text for text in ax.texts if hasattr(text, "arrow_patch")]
    assert [arrow.xy[0] > arrow.xyann[0] for arrow in arrows] == [True, True]


def test_show_gives_picture_and_reading_and_closes_only_its_figure(monkeypatch, capsys):
    shown, other, (fig, ax) = [], plt.figure(), plt.subplots(figsize=(4, 3))
    monkeypatch.setattr(helpers, "display", lambda *given, **more: shown.append((*given, more)))
    helpers.scatter_data(X, Y, ax)
    helpers.show(fig, "two rings")
    ((bundle, options),) = shown
    assert bundle["text/plain"] == "two rings"
    assert options["metadata"]["image/png"] == {"width": 400, "alt": "two rings"}
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert (picture.size, picture.mode) == ((800, 600), "P")
    assert capsys.readouterr().out == "two rings\n"
    assert plt.get_fignums() == [other.number]


def test_words_and_lines_can_be_read_on_a_dark_background():
    with plt.style.context("dark_background"):
        fig, (left, right) = plt.subplots(1, 2)
        helpers.plot_contours_and_scatter(scores(BOUNDARIES[0][1]), X, Y, left)
        figures.draw_graph([("$x$", "value"), ("$W$", "trainable"), ("$z$", "fixed")], right)
        for each in (fig, figures.plot_feature_maps(nn.Linear(2, 3), X)):
            words = [text for text in each.findobj(plt.Text) if text.get_text()]
            inks = [text.get_color() for text in words if not text.get_bbox_patch()]
            inks += [text.arrow_patch.get_edgecolor() for text in each.findobj(plt.Annotation)]
            inks += [c.get_edgecolor()[0] for c in each.findobj(ContourSet) if not c.filled]
            gaps = [np.subtract(to_rgb(ink), to_rgb(each.get_facecolor())) for ink in inks]
            assert np.abs(gaps).max(axis=1).min() > 0.5


def test_a_claim_shows_what_decides_it(capsys):
    for value, relation in ((0.51, "<"), (torch.tensor(0.51), ">"), (0.6, "="), (0.599999, "<")):
        helpers.claim("So", value, relation, 0.6)
    expected = ["✓ So (0.51 < 0.6)", "✗ So (0.51 is not > 0.6)", "✓ So (0.6 = 0.6)"]
    assert capsys.readouterr().out.splitlines() == [*expected, "✓ So (0.599999 < 0.6)"]


def judge(model=LAYER, X=X, y=Y):
    """A call with something wrong in the model, in the points or in the labels."""
    return lambda: helpers.train_model(model, X, y, 3)


def draw(name, *given):
    return lambda: getattr(figures, name, getattr(helpers, name, None))(*given, plt.gca())


BAD_INPUT = [
    (judge(X=X.numpy()), "X must be a tensor of floats: torch.tensor"),
    (judge(X=X[:, 0]), r"X must have one row per point, shape \(n, d\), not \(100,\)"),
    (judge(X=X[:0]), r"X is empty: its shape is \(0, 2\)"),
    (judge(X=X.log()), "X holds NaN or infinite values"),
    (judge(X=torch.cat([X, X**0], dim=1)), "X has a column of ones"),
    (judge(X=LAYER(X)), r"X carries the graph.* use X.detach\(\)"),
    (judge(y=Y.float()), "y must be a tensor of whole numbers"),
    (judge(y=Y[:, None]), r"y must have 100 labels, one per point, not \(100, 1\)"),
    (judge(y=2 * Y - 1), "y must hold labels 0, 1, 2 and so on, not -1"),
    (judge(nn.Linear(2, 2), y=Y + 1), r"from 1 to 2 \(use y - 1\), but Linear has 2 outputs"),
    (judge(nn.Linear), r"Linear is a class: make a model of it, Linear\(...\)"),
    (judge(nn.Linear(2, 2).double()), r"torch.float64 and X torch.float32 .* call X.double\(\)"),
    (judge(X=X.double()), r"call model.double\(\) or X.float\(\)"),
    (judge(lambda X: None), r"<lambda> must return a tensor of shape \(100, k\), not NoneType"),
    (judge(lambda X: X.log()), "returns NaN .* try a new model with a smaller lr"),
    (judge(lambda X: X.log(), 1000 * X), "returns NaN .* standardise X first"),
    (judge(nn.Linear(2, 1)), "Linear has one output, but needs a score for each class"),
    (lambda: helpers.train_many([LAYER], X, Y, 3, 0.1, -1), "weight_decay must be 0 or more"),
    (draw("plot_decision_contours", LAYER, X), "has 4 outputs; a picture needs 2"),
    (draw("plot_decision_contours", LAYER, X[:, :1]), "X must have 2 columns to be drawn, not 1"),
    (draw("scatter_data", X, 2 * Y), "y must hold labels 0 and 1 to be drawn, not 2"),
    (draw("plot_hinges", nn.Linear(3, 2)), "layer must be an nn.Linear that takes the 2"),
    (lambda: figures.plot_feature_maps(LAYER, X, ["a"]), "must be 4 titles, one per map, not 1"),
    (lambda: helpers.make_dataset("rings"), "circles, moons, xor, spirals or a picture, not 'ri"),
    (lambda: helpers.make_dataset("oo\noo"), "picture must hold two kinds of letters"),
    (lambda: helpers.claim("Low", 1, "<=", 2), "relation must be <, > or =, not <="),
]


@pytest.mark.parametrize(("call", "words"), BAD_INPUT)
def test_what_students_get_wrong_is_named_in_one_sentence_and_changes_nothing(call, words):
    points, before = X.clone(), deepcopy(LAYER)
    with pytest.raises(ValueError, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)
    assert torch.equal(X, points)
    assert same_state(LAYER, before)
    drawn = [ax for number in plt.get_fignums() for ax in plt.figure(number).axes]
    assert not any(ax.collections or ax.lines or ax.images for ax in drawn)
