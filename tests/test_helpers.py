"""What the notebooks and their readers rely on in helpers.py and figures.py."""

import traceback
from contextlib import nullcontext
from copy import deepcopy

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.contour import ContourSet
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from sklearn.datasets import load_wine
from torch import nn

import editions
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
def _fixed_seed():
    torch.manual_seed(0)


@pytest.mark.parametrize("name", ["circles", "moons", "xor", "spirals", "oo\nxx"])
def test_a_sample_is_balanced_mixed_and_fixed_by_its_seed(name):
    before = torch.get_rng_state()
    (points, labels), again, other = (helpers.make_dataset(name, 99, seed=s) for s in (1, 1, 2))
    assert torch.equal(torch.get_rng_state(), before)
    assert (points.shape, points.dtype) == ((99, 2), torch.get_default_dtype())
    assert sorted(labels.bincount().tolist()) == [49, 50]
    assert 0.2 < labels[::2].double().mean() < 0.8, "the classes alternate"
    assert all(map(torch.equal, (points, labels), again))
    assert not points.equal(other[0])


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


def small(activation, first=None, bias=True):
    first = first or nn.Linear(2, 4, bias)
    return nn.Sequential(first, nn.BatchNorm1d(4), activation, nn.Linear(4, 2, bias))


LAYER, FROZEN = nn.Linear(2, 4), nn.Linear(2, 4).requires_grad_(False)
TOGETHER = {
    "no hidden layer": lambda: nn.Linear(2, 2),
    "two hidden": lambda: nn.Sequential(nn.Linear(2, 50), small(nn.ReLU(), nn.Linear(50, 4))),
    "batch norm and no biases": lambda: small(nn.ReLU(), bias=False),
    "a shared frozen layer": lambda: small(nn.Tanh(), FROZEN),
}


@pytest.mark.parametrize("own", [False, True], ids=["same points", "points and decay of its own"])
@pytest.mark.parametrize("name", TOGETHER)
def test_models_trained_together_end_where_they_would_alone(name, own):
    models = [TOGETHER[name]().double() for _ in range(3)]
    alone = deepcopy(models)
    samples = [helpers.make_dataset(n=40, seed=seed * own) for seed in range(3)]
    points, labels = map(torch.stack, zip(*samples, strict=True))
    points, decay = points.double(), [0.0, 0.01, 0.1] if own else 0.0
    given = (points, labels) if own else (points[0], labels[0])
    losses = helpers.train_many(models, *given, 60, 0.05, decay)
    for place, model in enumerate(alone):
        data = model, points[place], labels[place], 60, 0.05
        expected = train_by_hand(*data, decay[place]) if own else helpers.train_model(*data)
        assert losses[place].tolist() == pytest.approx(expected, abs=1e-9)
        assert same_state(models[place], model, atol=1e-9)


def unnamed(activation):
    module = nn.Identity()
    module.forward = activation.forward  # so it prints as any other
    return module


APART = {
    "differ in more than their weights: look at": lambda activation: small(activation),
    "differ in more than their weights, so": lambda activation: small(unnamed(activation)),
    "must not share weights": lambda activation: small(nn.Tanh(), LAYER),
    "vmap: called random operation": lambda activation: small(nn.Dropout()),
}


@pytest.mark.parametrize("words", APART)
def test_models_that_cannot_be_trained_together_are_refused_and_left_alone(words):
    models = [APART[words](activation) for activation in (nn.Tanh(), nn.ReLU())]
    for model in models:
        model[-1].weight.data.zero_()  # so their scores are alike until they are trained
        model[-1].weight.grad = torch.ones(2, 4)
    before = deepcopy(models)
    with pytest.raises(RuntimeError if "vmap" in words else ValueError, match=words):
        helpers.train_many(models, X, Y, 20, 0.05)
    for model, old in zip(models, before, strict=True):
        assert same_state(model, old)
        assert model.training
        assert (model[-1].weight.grad == 1).all()


def test_a_cell_that_fails_shows_its_error_and_no_empty_picture():
    cell = new_code_cell("import helpers\nax = helpers.plt.figure().gca()\nax.nothing()")
    options = {"allow_errors": True, "resources": {"metadata": {"path": editions.ROOT}}}
    NotebookClient(new_notebook(cells=[cell]), **options).execute()
    assert [output.output_type for output in cell.outputs] == ["error"]


@pytest.mark.parametrize("fails", [False, True])
def test_evaluate_leaves_model_and_data_alone_and_shows_an_error_of_the_model_as_it_is(fails):
    calls = []

    class Rough(nn.Sequential):
        def forward(self, X):
            calls.append(self.training)
            X -= 0.1  # it changes its input
            return X @ X if fails else super().forward(X)

    model, points = Rough(nn.Linear(2, 4), nn.BatchNorm1d(4).eval(), nn.Linear(4, 2)), X.clone()
    before = deepcopy(model)
    own_error = pytest.raises(RuntimeError, match="shapes cannot be multiplied")
    with own_error if fails else nullcontext() as caught:
        assert not helpers.evaluate(model, X, Y).requires_grad
    if fails:
        assert traceback.extract_tb(caught.tb)[-1].line.startswith("return X @ X")
    assert calls == [False], "once, and in evaluation mode"
    assert same_state(model, before)
    assert [m.training for m in model.modules()] == [m.training for m in before.modules()]
    assert torch.equal(X, points)


BOUNDARIES = [
    ("one straight line", lambda a, b: a + 0.5 * b - 0.1),
    ("2 straight lines", lambda a, b: a**2 - 1),
    ("one closed curve", lambda a, b: 1 - a**2 - b**2),
    ("one open curve", lambda a, b: b - 0.01 * a**2),
    ("2 closed curves", lambda a, b: 0.3 - (a.abs() - 1) ** 2 - b**2),
    ("one straight line and one closed curve", lambda a, b: (a - 1.5) * (1 - a**2 - b**2)),
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


def test_a_picture_has_a_dashed_line_at_one_half_and_one_legend():
    fig, axes = plt.subplots(1, 2)
    for ax in axes:
        helpers.plot_contours_and_scatter(scores(BOUNDARIES[2][1]), STANDARD, SORT, ax)
        (line,) = [c for c in ax.findobj(ContourSet) if not c.filled]
        assert line.get_linestyle()[0][1], "the line is not dashed"
        assert np.allclose(np.hypot(*line.get_paths()[0].vertices.T), 1, atol=0.01)
    (legend,) = fig.legends
    assert [text.get_text() for text in legend.get_texts()] == ["Class 0", "Class 1"]


@pytest.mark.parametrize(("p", "n_epochs"), [(1, 0), (3, 0), (3, 300), (50, 300)])
def test_the_boundary_in_the_hidden_space_is_that_of_the_model(p, n_epochs):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, p), nn.ReLU(), nn.Linear(p, 2))
    helpers.train_model(model, X, Y, n_epochs, lr=0.05)
    ax, room = plt.figure().subplots(), plt.figure().add_subplot(projection="3d")
    share = figures.plot_hidden_space(model, X, Y, ax)
    assert share == pytest.approx(helpers.accuracy(model, X, Y))
    ones = model(X).argmax(dim=1) == 1
    for label, points in enumerate(ax.collections):
        assert (torch.tensor(points.get_offsets()[:, 0] > 0) == ones[label == Y]).all()
    if p == 3:
        assert figures.plot_hidden_space(model, X, Y, room) == share
        plane = np.concatenate(room.collections[2]._segments3d)
        plane = plane[np.isfinite(plane).all(axis=1)]
        assert len(plane)
        assert model[2](torch.tensor(plane).float()).diff(dim=1).abs().max() < 1e-4


def test_a_claim_shows_what_decides_it(capsys):
    for value, relation in ((0.51, "<"), (torch.tensor(0.51), ">"), (0.6, "="), (0.599999, "<")):
        helpers.claim("So", value, relation, 0.6)
    expected = ["Holds: So (0.51 < 0.6)", "FAILS: So (0.51 is not > 0.6)", "Holds: So (0.6 = 0.6)"]
    assert capsys.readouterr().out.splitlines() == [*expected, "Holds: So (0.599999 < 0.6)"]


def judge(model=LAYER, X=X, y=Y):
    """A call with something wrong in the model, in the points or in the labels."""
    return lambda: helpers.train_model(model, X, y, 3)


def draw(name, *given):
    return lambda: getattr(figures, name, getattr(helpers, name, None))(*given, plt.gca())


BAD_INPUT = [
    (judge(X=X.numpy()), "X must be a tensor of floats: torch.tensor"),
    (judge(X=X[:, 0]), r"X must have one row per point, shape \(n, d\), not \(100,\)"),
    (judge(X=X.log()), "X holds NaN or infinite values"),
    (judge(X=torch.cat([X, X**0], dim=1)), "X has a column of ones"),
    (judge(X=LAYER(X)), r"X carries the graph.* use X.detach\(\)"),
    (judge(y=Y.float()), "y must be a tensor of whole numbers"),
    (judge(y=Y[:, None]), r"y must have 100 labels, one per point, not \(100, 1\)"),
    (judge(y=2 * Y - 1), "y must hold labels 0, 1, 2 and so on, not -1"),
    (judge(nn.Linear(2, 2), y=Y + 1), r"from 1 to 2 \(use y - 1\), but Linear has 2 outputs"),
    (judge(nn.Linear), r"Linear is a class: make a model with Linear\(...\)"),
    (judge(nn.Linear(2, 2).double()), r"torch.float64 and X is torch.float32: call X.double\(\)"),
    (judge(X=X.double()), r"call model.double\(\) or X.float\(\)"),
    (judge(lambda X: None), r"<lambda> must return a tensor of shape \(100, k\), not NoneType"),
    (judge(lambda X: X.log()), "returns NaN .* try a new model with a smaller lr"),
    (judge(lambda X: X.log(), 1000 * X), "returns NaN .* standardise X first"),
    (judge(nn.Linear(2, 2).requires_grad_(False)), "all weights are frozen, or"),
    (judge(nn.Linear(2, 1)), "Linear has one output, but needs a score for each class"),
    (draw("plot_decision_contours", LAYER, X), "has 4 outputs; a picture needs 2"),
    (draw("plot_decision_contours", LAYER, X[:, :1]), "X must have 2 columns to be drawn, not 1"),
    (draw("scatter_data", X, 2 * Y), "y must hold labels 0 and 1 to be drawn, not 2"),
    (draw("plot_hidden_space", nn.Sequential(nn.Linear(2, 2), nn.Tanh()), X, Y), "must end in an"),
    (draw("plot_hidden_space", nn.Linear, X, Y), "Linear is a class"),
    (draw("plot_hinges", nn.Linear(3, 2)), "layer must be an nn.Linear that takes the 2"),
    (lambda: helpers.make_dataset("rings"), "circles, moons, xor, spirals or a picture, not 'ri"),
    (lambda: helpers.make_dataset("oo\noo"), "picture must hold two kinds of letters"),
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
