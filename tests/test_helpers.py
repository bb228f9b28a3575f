"""What the notebooks and their readers rely on in helpers.py; each test is named after it."""

import base64
import inspect
import math
from copy import deepcopy
from itertools import pairwise

import matplotlib
import numpy as np
import pytest
import torch
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.axes import Axes
from matplotlib.backend_bases import MouseEvent
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle
from matplotlib.text import Annotation
from sklearn.datasets import make_circles
from torch import nn

matplotlib.use("agg")
import matplotlib.pyplot as plt

import helpers

pytestmark = pytest.mark.filterwarnings("error")
quick = settings(
    max_examples=25, deadline=None, derandomize=True, database=None, phases=[Phase.generate]
)

X, Y = helpers.make_dataset()
WINDOW = torch.tensor([[-2.0, -2.0], [2.0, 2.0], [0.3, 1.1], [-1.2, 0.4], [0.1, -0.2]]).double()


class SoftmaxModule(nn.Module):
    """A model as the chapter writes it, with softmax at its end."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, X):
        return torch.softmax(self.net(X), dim=1)


class OnlyForward:
    """A model as the chapter's first one: no nn.Module, and no __call__."""

    def __init__(self, net):
        self.forward = SoftmaxModule(net).forward


class Returns(nn.Module):
    """A module with one parameter that maps X by any function, the wrong ones among them."""

    def __init__(self, function):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(()))
        self.function = function

    def forward(self, X):
        return self.function(X)


def scores(log_odds):
    """Scores (m, 2) of a model whose log-odds are a function of the two coordinates."""
    return lambda X: torch.stack([torch.zeros_like(X[:, 0]), log_odds(*X.T) + 0 * X[:, 0]], dim=1)


def mlp(*widths, seed=0):
    """Linear layers of these widths with ReLU between them."""
    torch.manual_seed(seed)
    layers = [each for pair in pairwise(widths) for each in (nn.Linear(*pair), nn.ReLU())]
    return nn.Sequential(*layers[:-1])


def weights_of(model):
    return [parameter.detach().clone() for parameter in model.parameters()]


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def trained():
    """The chapter's three models, trained on the chapter's data."""
    torch.manual_seed(0)
    stack = nn.Sequential(nn.Linear(2, 500), nn.Linear(500, 2))
    models = {"linear": nn.Linear(2, 2), "stack": stack, "mlp": mlp(2, 32, 32, 2)}
    for model in models.values():
        helpers.train_model(model, X, Y)
    return models


# ---------------------------------------------------------------------------------------- data


def test_default_data_are_the_chapters_circles():
    points, labels = make_circles(100, factor=0.5, noise=0.3, random_state=42)
    assert torch.equal(X, torch.tensor(points, dtype=torch.float32))
    assert torch.equal(Y, torch.tensor(labels, dtype=torch.int64))


names = st.sampled_from(["circles", "moons", "xor", "spirals"])


@given(names, st.integers(4, 300), st.floats(0.01, 2), st.integers(0, 10**6))
@quick
def test_a_sample_is_balanced_finite_and_fixed_by_its_seed(name, n, noise, seed):
    before = condition({})
    points, labels = helpers.make_dataset(name, n, noise, seed)
    assert condition({}) == before, "drawing data moves the global dice"
    assert (points.shape, points.dtype) == ((n, 2), torch.float32)
    assert (labels.shape, labels.dtype) == ((n,), torch.int64)
    assert sorted(labels.bincount().tolist()) == [n // 2, n - n // 2]
    assert points.isfinite().all()
    again, same_labels = helpers.make_dataset(name, n, noise, seed)
    assert torch.equal(points, again)
    assert torch.equal(labels, same_labels)
    assert not torch.equal(points, helpers.make_dataset(name, n, noise, seed + 1)[0])


@given(st.integers(4, 100), st.integers(0, 1000))
@quick
def test_xor_class_one_has_coordinates_of_opposite_sign(n, seed):
    points, labels = helpers.make_dataset("xor", n, 0, seed)
    assert torch.equal(labels == 1, points.prod(dim=1) < 0)
    assert len(points.unique(dim=0)) == 4, "one of the four corners is empty"


def test_numbers_from_numpy_are_numbers():
    points, _ = helpers.make_dataset("xor", np.int64(20), np.float32(0.5), np.int64(3))
    assert torch.equal(points, helpers.make_dataset("xor", 20, 0.5, 3)[0])


# ------------------------------------------------------------------------------------ training


def train_by_hand(model, X, y, n_epochs, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(n_epochs):
        loss = nn.functional.cross_entropy(model(X), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("extra", [nn.Identity, nn.Dropout, lambda: nn.BatchNorm1d(5)])
def test_training_is_the_loop_written_by_hand(dtype, extra):
    results = []
    for train in (train_by_hand, helpers.train_model, helpers.train_model):
        torch.manual_seed(1)
        model = nn.Sequential(nn.Linear(2, 5), extra(), nn.ReLU(), nn.Linear(5, 2)).to(dtype)
        start = weights_of(model)
        with torch.no_grad():
            first = nn.functional.cross_entropy(model(X.to(dtype)), Y).item()
        losses = train(model, X.to(dtype), Y, 20, 0.05)
        results.append((losses, [weight.tolist() for weight in weights_of(model)]))
        assert len(losses) == 20
        assert all(isinstance(loss, float) for loss in losses)
        assert not torch.equal(start[0], weights_of(model)[0]), "the model was not trained in place"
        if extra is not nn.Dropout:
            assert losses[0] == pytest.approx(first, rel=1e-6), "not the loss before the first step"
    assert results[1] == results[2], "the same start does not give the same end"
    (losses, weights), (by_hand, weights_by_hand) = results[1], results[0]
    assert losses == pytest.approx(by_hand, rel=1e-5)
    for weight, weight_by_hand in zip(weights, weights_by_hand, strict=True):
        assert np.allclose(weight, weight_by_hand, rtol=1e-4, atol=1e-6)


def test_a_model_that_draws_random_numbers_trains_as_by_hand():
    results = []
    for train in (train_by_hand, helpers.train_model):
        torch.manual_seed(1)
        model = nn.Linear(2, 2)
        model.register_forward_pre_hook(lambda _, inputs: inputs[0] + torch.randn_like(inputs[0]))
        results.append(train(model, X, Y, 5, 0.05))
    assert results[0] == pytest.approx(results[1], rel=1e-5)


def test_a_model_that_keeps_its_features_can_be_trained_again():
    model = nn.Linear(2, 2)
    model.register_forward_hook(lambda module, _, outputs: setattr(module, "seen", outputs))
    first = helpers.train_model(model, X, Y, 5)
    assert helpers.train_model(model, X, Y, 5)[0] < first[0]


class Skips(nn.Module):
    """A student's own class: layers of its own names, one used twice, and a way around them."""

    def __init__(self, width):
        super().__init__()
        self.enter, self.turn = nn.Linear(2, width), nn.Linear(width, width, bias=False)
        self.leave = nn.Linear(width, 2)

    def forward(self, X):
        x1 = torch.tanh(self.enter(X))
        return self.leave(x1 + torch.relu(self.turn(self.turn(x1))).square())


def gaps_in_step(models, X, y, n_epochs, lr=0.01):
    """For each model, the largest difference to training alone: of losses, and of parameters."""
    alone = [deepcopy(model) for model in models]
    losses = helpers.train_many(models, X, y, n_epochs, lr)
    assert losses.shape == (len(models), n_epochs)
    one_by_one = torch.tensor(
        [helpers.train_model(model, X, y, n_epochs, lr) for model in alone], dtype=losses.dtype
    )
    parameters = [
        max((a - b).abs().max() for a, b in zip(*map(weights_of, pair), strict=True))
        for pair in zip(models, alone, strict=True)
    ]
    return (losses - one_by_one).abs().amax(dim=1), torch.stack(parameters)


@pytest.mark.parametrize("widths", [(2, 2, 2), (2, 3, 2), (2, 5, 2), (2, 10, 2), (2, 10, 10, 2)])
def test_models_trained_in_step_end_where_they_would_alone(widths):
    losses, parameters = gaps_in_step([mlp(*widths, seed=s) for s in range(4)], X, Y, 500)
    assert losses.max() < 1e-6
    assert parameters.max() < 1e-3, "float32 rounding, grown along flat directions of the loss"


def test_deep_models_trained_in_step_end_where_they_would_alone():
    models = [mlp(2, 50, 50, 2, seed=s) for s in range(5)]
    losses, _ = gaps_in_step(deepcopy(models), X, Y, 500)
    # Where rounding moves a point across a hinge, a run strays for a while: not most runs.
    assert losses.median() < 1e-6
    assert losses.max() < 1e-3
    exact = [model.double() for model in models[:2]]
    losses, parameters = gaps_in_step(exact, X.double(), Y, 500)
    assert losses.max() < 1e-9
    assert parameters.max() < 1e-9


def test_each_model_may_have_points_of_its_own_and_large_weights_a_price():
    samples = [helpers.make_dataset(n=40, seed=seed) for seed in range(4)]
    own_X, own_y = (torch.stack(part) for part in zip(*samples, strict=True))
    models = [mlp(2, 5, 2, seed=seed).double() for seed in range(4)]
    alone = deepcopy(models)
    losses = helpers.train_many(models, own_X.double(), own_y, 200, 0.02, weight_decay=0.03)
    for place, (points, labels) in enumerate(samples):
        priced = torch.optim.SGD(alone[place].parameters(), 0.02, 0.9, weight_decay=0.03)
        for epoch in range(200):
            priced.zero_grad()
            loss = nn.functional.cross_entropy(alone[place](points.double()), labels)
            loss.backward()
            priced.step()
            assert losses[place, epoch] == pytest.approx(loss.item(), abs=1e-9)
        pairs = zip(weights_of(models[place]), weights_of(alone[place]), strict=True)
        assert all(torch.allclose(*pair, atol=1e-9) for pair in pairs)


@pytest.mark.parametrize("labels", [Y, torch.stack([Y, Y, Y]), Y[None]])
def test_points_of_each_models_own_come_with_labels_of_its_own(labels):
    with pytest.raises(ValueError, match="X and y must stack the points of each of the 2 models"):
        helpers.train_many([mlp(2, 3, 2), mlp(2, 3, 2)], torch.stack([X, X]), labels, 2)


def test_frozen_layers_stay_as_they_are_in_step_too():
    models = [mlp(2, 4, 2, seed=seed) for seed in range(3)]
    frozen = [model[0].requires_grad_(False).weight.clone() for model in models]
    losses, parameters = gaps_in_step(models, X, Y, 50)
    assert losses.max() < 1e-6
    assert parameters.max() < 1e-5
    assert all(
        torch.equal(model[0].weight, weight) for model, weight in zip(models, frozen, strict=True)
    )


def test_the_progress_bar_waits_two_seconds_and_can_be_silenced(monkeypatch):
    asked = []
    monkeypatch.setattr(helpers, "tqdm", lambda steps, **options: asked.append(options) or steps)
    for names in ([], ["TQDM_DISABLE"]):
        monkeypatch.delenv("TQDM_DISABLE", raising=False)
        for name in names:
            monkeypatch.setenv(name, "1")
        helpers.train_many([mlp(2, 3, 2)], X, Y, 2)
    shared = {"total": None, "delay": 2, "leave": False}
    assert asked == [shared | {"disable": False}, shared | {"disable": True}]


@given(
    st.lists(st.integers(1, 12), max_size=3),
    st.sampled_from([nn.ReLU, nn.Tanh, nn.Sigmoid, nn.GELU, nn.Identity]),
    st.booleans(),
    st.integers(1, 5),
    st.integers(2, 4),
    st.integers(0, 99),
)
@settings(quick, max_examples=20)
def test_any_stack_of_layers_can_be_trained_in_step(hidden, activation, bias, m, k, seed):
    def build():
        pairs = pairwise([3, *hidden, k])
        layers = [part for d, p in pairs for part in (nn.Linear(d, p, bias=bias), activation())]
        return nn.Sequential(*layers[:-1])

    torch.manual_seed(seed)
    points, labels = torch.randn(20, 3), torch.randint(k, (20,))
    losses, parameters = gaps_in_step([build() for _ in range(m)], points, labels, 30, 0.05)
    assert losses.max() < 1e-5
    assert parameters.max() < 1e-4


@pytest.mark.parametrize("build", [lambda: Skips(4), lambda: nn.Linear(2, 2)])
def test_a_students_own_class_can_be_trained_in_step(build):
    torch.manual_seed(0)
    losses, parameters = gaps_in_step([build() for _ in range(3)], X, Y, 50)
    assert losses.max() < 1e-6
    assert parameters.max() < 1e-5


# ------------------------------------------------------------------------------------- judging


@pytest.mark.parametrize(
    ("rows", "labels", "share"),
    [
        ([[2, 1], [0, 3], [-1, -2], [5, 6]], [0, 1, 1, 0], 0.5),
        ([[2, 1], [0, 3], [-1, -2], [5, 6]], [0, 1, 0, 1], 1.0),
        ([[0, 1, 2], [3, 1, 2], [0, 9, 2], [0, 1, 7]], [2, 0, 1, 0], 0.75),
        ([[0, 1, 2]], [1], 0.0),
    ],
)
def test_accuracy_is_the_share_of_right_highest_scores(rows, labels, share):
    rows, labels = torch.tensor(rows).float(), torch.tensor(labels)
    got = helpers.accuracy(lambda X: X, rows, labels)
    assert isinstance(got, float)
    assert got == share
    assert helpers.accuracy(lambda X: X.softmax(1), rows, labels) == share


def test_grid_covers_the_data_and_half_a_unit_more():
    xx, yy, points = helpers.make_grid(X.double(), 7)
    assert points.dtype == torch.float64
    assert xx.shape == yy.shape == (7, 7)
    assert np.array_equal(points.numpy(), np.stack([xx.ravel(), yy.ravel()], axis=1))
    assert torch.allclose(points.amin(0), X.double().amin(0) - 0.5)
    assert torch.allclose(points.amax(0), X.double().amax(0) + 0.5)
    assert (np.diff(xx, axis=1) > 0).all()
    assert (np.diff(yy, axis=0) > 0).all()


BOUNDARIES = {
    "one straight line": lambda a, b: a + 0.5 * b - 0.1,
    "2 straight lines": lambda a, b: a**2 - 1,
    "one closed curve": lambda a, b: 1 - a**2 - b**2,
    "one open curve": lambda a, b: b - 0.01 * a**2,
    "2 closed curves": lambda a, b: 0.3 - (a.abs() - 1) ** 2 - b**2,
    "one straight line and one closed curve": lambda a, b: torch.where(
        a < 1, 0.5 - (a + 0.5) ** 2 - b**2, a - 1.75
    ),
    "none, one class everywhere": lambda a, b: 1.0,
}


@pytest.mark.parametrize("shape", BOUNDARIES)
def test_describe_names_the_boundary(shape):
    model = scores(BOUNDARIES[shape])
    y = model(WINDOW).argmax(1)
    reading = helpers.describe(model, WINDOW, y, WINDOW[:1], 1 - y[:1])
    assert reading == f"train 1.00 · held-out 0.00 · boundary: {shape}"


def test_a_region_of_one_grid_point_is_one_closed_curve():
    def speck(a, b):
        distance = a**2 + b**2
        return torch.where(distance == distance.min(), 1e-4, -1.0)

    y = torch.zeros(len(WINDOW), dtype=torch.int64)
    reading = helpers.describe(scores(speck), WINDOW, y, WINDOW, y)
    assert reading.endswith("boundary: one closed curve")


def test_decision_boundary_lies_where_the_classes_tie():
    (piece,) = helpers.decision_boundary(scores(BOUNDARIES["one closed curve"]), WINDOW)
    assert np.allclose(np.hypot(*piece.T), 1, atol=1e-3)
    assert np.allclose(piece[0], piece[-1])
    (coarse,) = helpers.decision_boundary(scores(BOUNDARIES["one closed curve"]), WINDOW, steps=9)
    assert len(coarse) < len(piece)


# -------------------------------------------------------------------------- the chapter's claims


def off_line(piece):
    """Largest distance of the points (m, 2) from the line that fits them best."""
    centred = piece - piece.mean(axis=0)
    along = np.linalg.svd(centred)[2][0]
    return np.hypot(*(centred - np.outer(centred @ along, along)).T).max()


def off_plane(values, points):
    """Largest residual of the columns of values from affine functions of the points."""
    design = np.column_stack([points.double(), np.ones(len(points))])
    values = values.double().numpy()
    return np.abs(design @ np.linalg.lstsq(design, values, rcond=None)[0] - values).max()


@pytest.mark.parametrize(("kind", "bends"), [("linear", 0), ("stack", 0), ("mlp", 1)])
def test_linear_models_draw_straight_boundaries_and_mlps_do_not(trained, kind, bends):
    pieces = helpers.decision_boundary(trained[kind], X)
    assert pieces, "the boundary lies outside the picture"
    largest = max(map(off_line, pieces))
    assert largest > 0.1 if bends else largest < 1e-3


@torch.no_grad()
def test_a_stack_of_linear_layers_is_one_matrix(trained):
    first, second = trained["stack"]
    points = helpers.make_grid(X)[2]
    weight, bias = second.weight @ first.weight, second.weight @ first.bias + second.bias
    assert torch.allclose(trained["stack"](points), points @ weight.T + bias, rtol=0, atol=1e-5)


@torch.no_grad()
def test_layer_one_pre_activations_are_planes_and_layer_two_ones_are_not(trained):
    points = helpers.make_grid(X)[2]
    assert off_plane(trained["mlp"][:1](points), points) < 1e-5
    assert off_plane(trained["mlp"][:3](points), points) > 0.1


@torch.no_grad()
def test_contributions_of_the_units_add_up_to_the_score(trained):
    points, readout = helpers.make_grid(X)[2], trained["mlp"][-1]
    features = trained["mlp"][:-1](points)
    for label in range(2):
        total = (features * readout.weight[label]).sum(1) + readout.bias[label]
        assert torch.allclose(total, trained["mlp"](points)[:, label], rtol=0, atol=1e-4)


def test_softmax_twice_keeps_the_loss_above_its_floor():
    points = torch.cat([X - 9, X + 9])
    labels = (points[:, 0] > 0).long()
    once, twice = nn.Linear(2, 2), SoftmaxModule(nn.Linear(2, 2))
    assert helpers.train_model(once, points, labels, 1000, 0.1)[-1] < 0.01
    losses = helpers.train_model(twice, points, labels, 1000, 0.1)
    assert helpers.accuracy(twice, points, labels) == 1
    assert math.log(1 + 1 / math.e) - 1e-6 <= min(losses) < 0.32


@pytest.mark.parametrize("widths", [(2, 2, 2), (2, 2, 2, 2)])
def test_width_two_never_closes_a_region(widths):
    for seed in range(4):
        model = mlp(*widths, seed=seed)
        helpers.train_model(model, X, Y, 500, 0.05)
        pieces = helpers.decision_boundary(model, X)
        assert not any(np.allclose(piece[0], piece[-1]) for piece in pieces), f"seed {seed}"


@torch.no_grad()
def test_width_three_can_close_a_region():
    model = mlp(2, 3, 2)
    model[0].weight.copy_(torch.tensor([[1, 0], [-0.5, 0.87], [-0.5, -0.87]]))
    model[0].bias.zero_()
    model[2].weight.copy_(torch.tensor([[1.0, 1, 1], [0, 0, 0]]))
    model[2].bias.copy_(torch.tensor([0.0, 1.0]))
    (piece,) = helpers.decision_boundary(model, X)
    assert np.allclose(piece[0], piece[-1])


# ------------------------------------------------------------------------------------ pictures


def dashes(ax):
    """The lines between the classes on this picture, each one (m, 2)."""
    sets = [c for c in ax.collections if isinstance(c, QuadContourSet) and not c.filled]
    assert all(pattern for c in sets for _, pattern in c.get_linestyle()), "a line is not dashed"
    paths = [path for c in sets for path in c.get_paths()]
    return [piece for path in paths for piece in path.to_polygons(closed_only=False)]


def drawn_points(ax):
    """Offsets, colours and marker of the points of each class on this picture."""
    ax.figure.canvas.draw()
    scatters = [c for c in ax.collections if isinstance(c, PathCollection) and c.get_offsets().size]
    return [(np.asarray(c.get_offsets()), c.get_facecolor(), c.get_paths()[0]) for c in scatters]


def inside(ax):
    """The pixels (rows, columns, 3) within the frame of an axes, the lowest row first."""
    ax.figure.canvas.draw()
    left, low, right, high = (int(side) for side in ax.get_window_extent().extents)
    pixels = np.asarray(ax.figure.canvas.buffer_rgba())[::-1, :, :3]
    return pixels[low + 3 : high - 2, left + 3 : right - 2]


@pytest.mark.parametrize("labels", [Y, 1 - Y, torch.zeros_like(Y), torch.ones_like(Y)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_each_point_is_drawn_once_in_the_style_of_its_class(dtype, labels):
    _, ax = plt.subplots()
    helpers.scatter_data(X.clone().to(dtype).requires_grad_(), labels, ax)
    drawn, present = drawn_points(ax), labels.unique().tolist()
    assert len(drawn) == len(present)
    for label, (offsets, colours, path) in zip(present, drawn, strict=True):
        assert np.allclose(offsets, X[labels == label])
        ((red, green, blue, _),) = np.unique(colours, axis=0)
        assert red > green > blue if label == 0 else red < min(green, blue), "brown 0, teal 1"
        marker = MarkerStyle("os"[label])
        expected = marker.get_transform().transform_path(marker.get_path())
        assert np.allclose(path.vertices, expected.vertices)


@pytest.mark.parametrize("name", ["circles", "moons"])
@pytest.mark.parametrize("kind", ["linear", "mlp"])
def test_contours_are_dashed_at_one_half_of_the_model_given(trained, kind, name):
    points, model = helpers.make_dataset(name)[0].double().requires_grad_(), trained[kind]
    _, ax = plt.subplots()
    helpers.plot_decision_contours(lambda X: model(X.float()), points, ax)
    pieces = dashes(ax)
    assert pieces, "no line between the classes"
    with torch.no_grad():
        probability = model(torch.tensor(np.concatenate(pieces)).float()).softmax(1)[:, 1]
    assert (probability - 0.5).abs().max() < 0.05
    window = torch.stack([points.amin(0) - 0.5, points.amax(0) + 0.5]).T
    assert np.allclose([ax.get_xlim(), ax.get_ylim()], window.tolist())


@pytest.mark.parametrize("constant", [-1000.0, -1.0, 0.0, 1000.0])
def test_a_constant_model_is_shaded_evenly_without_dashes(constant):
    _, ax = plt.subplots(figsize=(2, 2))
    helpers.plot_decision_contours(scores(lambda a, b: constant), X, ax)
    assert not dashes(ax)
    ((red, green, _),) = np.unique(inside(ax).reshape(-1, 3), axis=0).tolist()
    assert constant == 0 or (red < green) == (constant > 0), "shading and points disagree"


@pytest.mark.parametrize("kind", ["linear", "stack", "mlp"])
@pytest.mark.parametrize("wrap", [SoftmaxModule, OnlyForward])
def test_softmaxed_models_draw_and_judge_as_their_scores_do(trained, kind, wrap):
    model, wrapped = trained[kind], wrap(trained[kind])
    pieces, others = (helpers.decision_boundary(each, X) for each in (model, wrapped))
    pairs = zip(pieces, others, strict=True)
    assert all(np.abs(piece - other).max() < 1e-3 for piece, other in pairs)
    assert helpers.accuracy(model, X, Y) == helpers.accuracy(wrapped, X, Y)
    assert helpers.describe(model, X, Y, X, Y) == helpers.describe(wrapped, X, Y, X, Y)
    pictures = []
    for each in (model, wrapped):
        _, ax = plt.subplots(figsize=(3, 3))
        helpers.plot_contours_and_scatter(each, X, Y, ax)
        pictures.append(inside(ax))
    assert (pictures[0] != pictures[1]).mean() < 0.001


@pytest.mark.parametrize("rows", [1, 2])
def test_a_figure_has_one_legend_that_covers_no_axes(trained, rows):
    fig, axes = plt.subplots(rows, rows, squeeze=False)
    for ax in axes.flat:
        helpers.plot_contours_and_scatter(trained["mlp"], X, Y, ax)
    fig.canvas.draw()
    (legend,) = fig.legends
    assert [text.get_text() for text in legend.get_texts()] == ["Class 0", "Class 1"]
    box = legend.get_window_extent()
    assert all(fig.bbox.contains(*corner) for corner in box.corners()), "the legend is cut off"
    for ax in axes.flat:
        assert ax.get_legend() is None
        assert not box.overlaps(ax.get_tightbbox()), "the legend covers an axes"
        assert ax.get_aspect() == 1
        assert sum(len(offsets) for offsets, _, _ in drawn_points(ax)) == len(X)
        assert dashes(ax)


@given(st.integers(0, 10**6), st.booleans())
@quick
def test_hinges_cross_the_picture_where_units_switch_on(seed, bias):
    torch.manual_seed(seed)
    layer = nn.Linear(2, 8, bias=bias).double()
    weights = layer.weight.detach().numpy()
    biases = layer.bias.detach().numpy() if bias else np.zeros(8)
    ax = Figure().subplots()
    helpers.scatter_data(X, Y, ax)
    limits = ax.get_xlim(), ax.get_ylim()
    corners = np.stack(np.meshgrid(*limits), axis=-1).reshape(-1, 2)
    signed = (corners @ weights.T + biases) / np.hypot(*weights.T)
    assume(np.abs(signed).min() > 0.02)  # no hinge through a corner
    crossing = np.flatnonzero((signed.min(0) < 0) & (signed.max(0) > 0))
    assert helpers.plot_hinges(layer, ax) == len(crossing) == len(ax.lines) == len(ax.texts)
    assert (ax.get_xlim(), ax.get_ylim()) == limits
    for unit, line, arrow in zip(crossing, ax.lines, ax.texts, strict=True):
        ends = line.get_xydata()
        assert np.abs(ends @ weights[unit] + biases[unit]).max() < 1e-6
        gaps = np.abs(ends[:, :, None] - np.array(limits)).min(axis=(1, 2))
        assert gaps.max() < 0.02, "a hinge ends inside the picture"
        tail, head = (np.dot(weights[unit], end) + biases[unit] for end in (arrow.xyann, arrow.xy))
        assert abs(tail) < 1e-6 < head, "an arrow points to the side where the unit is silent"


def test_the_arrow_of_a_hinge_at_the_edge_is_seen():
    fig, ax = plt.subplots()
    layer = nn.Linear(2, 1)
    layer.load_state_dict({"weight": torch.tensor([[1.0, 0.0]]), "bias": torch.tensor([-0.99])})
    assert helpers.plot_hinges(layer, ax) == 1
    pictures = []
    for seen in (True, False):
        ax.texts[0].set_visible(seen)
        fig.canvas.draw()
        pictures.append(np.array(fig.canvas.buffer_rgba()))
    assert (pictures[0] != pictures[1]).any(), "the arrow is not drawn"


def test_a_unit_with_zero_weights_has_no_hinge():
    layer = nn.Linear(2, 3)
    nn.init.zeros_(layer.weight)
    assert helpers.plot_hinges(layer, plt.subplots()[1]) == 0


@pytest.mark.parametrize("n_columns", [1, 2, 5])
def test_feature_maps_share_a_centred_scale_and_stand_upright(n_columns):
    fig = helpers.plot_feature_maps(
        lambda X: torch.column_stack([X, 3 * X.sum(1)]), X, ["a", "b", "c"], n_columns
    )
    fig.canvas.draw()
    panels = [ax for ax in fig.axes if ax.images]
    assert [ax.get_title() for ax in panels] == ["a", "b", "c"]
    (bar,) = [ax for ax in fig.axes if ax.axison and not ax.images]
    assert panels[-1].images[0].colorbar.ax is bar
    ((low, top),) = {panel.images[0].get_clim() for panel in panels}
    total = 3 * helpers.make_grid(X)[2].sum(1).abs()
    assert low == -top
    assert (total <= top).double().mean() > 0.9, "much is off the scale"
    assert top <= total.max(), "the scale is wider than the values"
    for x_1, x_2 in [(-1.0, 0.5), (1.0, 0.5), (1.0, -1.0)]:
        for panel, expected in zip(panels, [x_1, x_2, 3 * (x_1 + x_2)], strict=True):
            place = panel.transData.transform((x_1, x_2))
            mouse = MouseEvent("motion_notify_event", fig.canvas, *place)
            assert panel.images[0].get_cursor_data(mouse) == pytest.approx(expected, abs=0.2)


def test_feature_maps_are_numbered_and_drawn_even_where_all_is_zero():
    fig = helpers.plot_feature_maps(lambda X: torch.zeros(len(X), 7), X.double(), n_columns=4)
    fig.canvas.draw()
    assert [ax.get_title() for ax in fig.axes if ax.images] == list("0123456")
    assert sum(ax.axison for ax in fig.axes) == 8, "seven maps and a colour bar"


def test_a_graph_reads_from_left_to_right_and_marks_what_is_trained():
    steps = [("$x$", "value"), ("polar", "fixed"), ("$W$", "trainable"), ("$z$", "value")]
    fig, ax = plt.subplots()
    helpers.draw_graph(steps, ax)
    fig.canvas.draw()
    boxes = [text for text in ax.texts if text.get_bbox_patch() and text.get_text()]
    boxes.sort(key=lambda text: text.get_position()[0])
    assert [text.get_text() for text in boxes] == [label for label, _ in steps]
    fixed, trainable = boxes[1].get_bbox_patch(), boxes[2].get_bbox_patch()
    assert trainable.get_linewidth() > fixed.get_linewidth()
    assert to_rgba(trainable.get_facecolor()) != to_rgba(fixed.get_facecolor())
    captions = {text.get_text() for text in ax.texts} - {label for label, _ in steps}
    assert captions == {"", "fixed", "trainable"}
    arrows = [text for text in ax.texts if isinstance(text, Annotation)]
    assert [arrow.xy[0] > arrow.xyann[0] for arrow in arrows] == [True] * 3
    assert not ax.axison
    corners = [corner for box in boxes for corner in box.get_window_extent().corners()]
    assert all(ax.bbox.contains(*corner) for corner in corners), "a step is cut off"


def test_show_gives_picture_and_reading_and_closes_the_figure(monkeypatch, capsys):
    shown = []
    keep = lambda bundle, **options: shown.append((bundle, options))  # noqa: E731
    monkeypatch.setattr(helpers, "display", keep)
    other, fig = plt.figure(), plt.figure()
    helpers.show(fig, "two rings")
    ((bundle, options),) = shown
    assert set(bundle) == {"image/png", "text/plain"}
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert bundle["text/plain"] == "two rings"
    assert options["raw"] is True
    assert capsys.readouterr().out == "two rings\n"
    assert plt.get_fignums() == [other.number]


# ----------------------------------------------------------------------------------- bad input


def altered(tensor, value, row, column=...):
    """The tensor with another value in one place, or in a whole column of rows."""
    tensor = tensor.clone()
    tensor[row, column] = value
    return tensor


NAN_LAYER = nn.Linear(2, 3)
nn.init.constant_(NAN_LAYER.weight, math.nan)

POINTS = {"none": None, "numpy": X.numpy(), "list": X.tolist(), "whole": X.long()}
POINTS |= {"one axis": X[:, 0], "three axes": X[None], "no rows": X[:0], "no columns": X[:, :0]}
POINTS |= {"one column": X[:, :1], "three columns": torch.cat([X, X[:, :1]], dim=1)}
POINTS |= {"NaN": altered(X, math.nan, 3, 1), "infinite": altered(X, -math.inf, 3, 1)}
POINTS |= {"column of ones": altered(X, 1, slice(None), 1), "other device": X.to("meta")}
LABELS = {"none": None, "numpy": Y.numpy(), "list": Y.tolist(), "float": Y.float()}
LABELS |= {"bool": Y.bool(), "column": Y[:, None], "too few": Y[:-1], "empty": Y[:0]}
LABELS |= {"too high": Y + 1, "negative": Y - 1, "other device": Y.to("meta")}
FEATURES = {"none": None, "word": "model", "points": X, "class": SoftmaxModule}
FEATURES |= {"empty module": nn.Module(), "three inputs": nn.Linear(3, 2)}
FEATURES |= {"float64": nn.Linear(2, 2).double(), "other device": nn.Linear(2, 2, device="meta")}
WRONG = {"returns nothing": lambda X: None, "returns a pair": lambda X: (X, X)}
WRONG |= {"returns numpy": lambda X: X.numpy(), "returns NaN": lambda X: X * math.nan}
WRONG |= {"returns one axis": lambda X: X[:, 0], "returns three axes": lambda X: X[None]}
WRONG |= {"returns fewer rows": lambda X: X[1:], "returns no columns": lambda X: X[:, :0]}
WRONG |= {"returns infinity": lambda X: X / 0, "division error": lambda X: X * (1 / 0)}
WRONG |= {"shape error": lambda X: X @ X, "index error": lambda X: X[:, 9]}
WRONG |= {"attribute error": lambda X: X.weights, "key error": lambda X: {}["weight"]}
WRONG |= {"error without words": lambda X: next(iter(()))}
FEATURES |= {case: Returns(function) for case, function in WRONG.items()}
MODELS = FEATURES | {"one score": nn.Linear(2, 1)}
UNTRAINABLE = {"function": lambda X: X, "plain class": OnlyForward(nn.Linear(2, 2))}
UNTRAINABLE |= {"no weights": nn.ReLU(), "frozen": nn.Linear(2, 2).requires_grad_(False)}
ONE = mlp(2, 3, 2)
UNALIKE = {"none": None, "a model": ONE, "empty list": [], "the same twice": [ONE, ONE]}
UNALIKE |= {"other width": [ONE, mlp(2, 4, 2)], "other depth": [ONE, mlp(2, 3, 3, 2)]}
UNALIKE["one frozen"] = [ONE, mlp(2, 3, 2)]
UNALIKE["one frozen"][1][0].requires_grad_(False)
for part in (nn.BatchNorm1d(3), nn.Dropout(), nn.PReLU(), nn.Softmax(dim=0)):
    UNALIKE[type(part).__name__] = [
        nn.Sequential(nn.Linear(2, 3), deepcopy(part), nn.Linear(3, 2)) for _ in range(2)
    ]
UNALIKE["mixes points"] = [SoftmaxModule(mlp(2, 3, 2)) for _ in range(2)]
LAYERS = {"none": None, "class": nn.Linear, "ReLU": nn.ReLU(), "NaN": NAN_LAYER}
LAYERS |= {"three inputs": nn.Linear(3, 2), "model": nn.Sequential(nn.Linear(2, 2))}
AXES = {"none": None, "word": "ax", "pyplot": plt}
AXES |= {"figure": Figure(), "array": Figure().subplots(2)}
NUMBERS = {"none": None, "word": "3", "bool": True, "array": np.ones((3, 3)), "NaN": math.nan}
NUMBERS |= {"negative": -1, "infinite": math.inf, "tensor": X}
COUNTS = NUMBERS | {"fraction": 2.5}
GRAPHS = {"none": None, "number": 5, "word": "value", "empty": [], "array": np.ones((3, 2))}
GRAPHS |= {"no pair": [("$x$", "value"), 5], "one": [("$x$",)], "three": [("$x$", "value", 1)]}
GRAPHS |= {"unknown kind": [("$x$", "magic")], "kind in a list": [("$x$", ["value"])]}
BAD = {
    **{"X": POINTS, "X_test": POINTS, "y": LABELS, "y_test": LABELS},
    **{"model": MODELS, "features": FEATURES, "layer": LAYERS, "ax": AXES},
    "fig": {"none": None, "word": "fig", "pyplot": plt, "axes": Figure().subplots()},
    "name": {"none": None, "unknown": "rings", "number": 3, "array": np.ones((3, 3))},
    "n": COUNTS | {"too few": 3},
    "noise": NUMBERS,
    "seed": COUNTS | {"too high": 2**32},
    "n_epochs": COUNTS | {"zero": 0},
    "lr": NUMBERS | {"zero": 0.0},
    "weight_decay": NUMBERS,
    "iterable": {"none": None, "number": 100},
    "total": {case: count for case, count in COUNTS.items() if case != "none"},
    "n_columns": COUNTS | {"zero": 0},
    "titles": {"number": 5, "too few": ["a"], "too many": ["a", "b", "c"], "word": "title"},
    "cmap": {"unknown": "rings", "number": 3},
    "reading": {"none": None, "empty": "", "blank": " \n", "number": 3, "list": ["a"]},
    "make_grid.steps": COUNTS | {"one": 1},
    "decision_boundary.steps": COUNTS | {"one": 1},
    "draw_graph.steps": GRAPHS,
    "train_model.model": MODELS | UNTRAINABLE,
    "draw": {"none": None, "number": 3, "figure": Figure()},
    "figsize": {"none": None, "number": 5, "three": (1, 2, 3), "zero": (0, 5), "words": ("a", "b")},
    "buttons": {"none": None, "word": "go", "numbers": [1, 2]},
    "make_model": {"none": None, "a model's name": "MLP"},
    "datasets": {"none": None, "word": "moons", "empty": [], "unknown": ["rings"]},
    "models": {case: [bad] for case, bad in (MODELS | UNTRAINABLE).items()} | UNALIKE,
}
for drawing in ("decision_boundary", "describe", "plot_decision_contours"):
    BAD[f"{drawing}.model"] = MODELS | {"three scores": nn.Linear(2, 3)}
FREE_TEXT = {"label"}
CONTROLS = {"controls", "choices"}  # test_explore.py tries these


def parameters_of(name):
    return inspect.signature(getattr(helpers, name)).parameters


CASES = [
    pytest.param((name, parameter), value, id=f"{name}-{parameter}-{case}")
    for name in helpers.__all__
    for parameter in parameters_of(name)
    for case, value in BAD.get(f"{name}.{parameter}", BAD.get(parameter, {})).items()
]
TESTED = {case.values[0] for case in CASES}


def accepted(name):
    """Arguments that a helper accepts, with a model that has a memory and draws random numbers."""
    parts = (nn.Linear(2, 4), nn.BatchNorm1d(4), nn.Dropout(), nn.ReLU(), nn.Linear(4, 2))
    model = nn.Sequential(*parts)
    good = {"model": model, "features": model, "layer": nn.Linear(2, 3), "reading": "two rings"}
    good |= {"X": X.clone(), "y": Y.clone(), "X_test": X.clone(), "y_test": Y.clone()}
    good |= {
        "steps": [("$x$", "value"), ("$W$", "trainable")],
        "models": [mlp(2, 3, 2), mlp(2, 3, 2)],
        "iterable": [1, 2, 3],
        "draw": lambda fig: "empty",
        "make_model": lambda: mlp(2, 3, 2),
    }
    needed = [
        key
        for key, value in parameters_of(name).items()
        if value.default is value.empty and value.kind is not value.VAR_KEYWORD
    ]
    if "ax" in needed:
        good["ax"] = Figure().subplots()
    if "fig" in needed:
        good["fig"] = plt.figure()
    return {key: good[key] for key in needed}


def bits(tensor):
    return None if tensor.is_meta else tensor.detach().numpy().tobytes()


def condition(arguments):
    """All that a call may not change unasked: dice, figures, axes, data, a model and its mode."""
    state = {"torch's dice": bits(torch.get_rng_state())}
    state["numpy's dice"] = str(np.random.get_state())  # noqa: NPY002
    state["figures"] = plt.get_fignums()
    several = arguments.get("models")
    several = enumerate(several) if isinstance(several, list) else ()
    for name, value in [*arguments.items(), *several]:
        if isinstance(value, Axes):
            limits = value.get_xlim(), value.get_ylim(), value.axison
            state[name] = value.get_children(), list(value.figure.legends), limits
        elif isinstance(value, nn.Module):
            state[name] = [(key, bits(tensor)) for key, tensor in value.state_dict().items()]
            state[f"mode of {name}"] = [module.training for module in value.modules()]
        elif isinstance(value, torch.Tensor):
            state[name] = bits(value)
    return state


def changed(before, arguments):
    """What is no longer in the condition in which it was."""
    return [name for name, state in condition(arguments).items() if state != before[name]]


def assert_rejected(place, value):
    """The helper says in one sentence what is wrong, and leaves all as it was."""
    name, parameter = place
    arguments = accepted(name) | {parameter: value}
    before = condition(arguments)
    with pytest.raises((TypeError, ValueError)) as caught:
        getattr(helpers, name)(**arguments)
    message, cause = str(caught.value), caught.value.__cause__
    quoted = (str(cause).splitlines() or [type(cause).__name__])[0] if cause else "."
    assert "\n" not in message
    assert len(message.split()) >= 4
    assert message.endswith((".", quoted))
    assert not changed(before, arguments)


@pytest.mark.parametrize(("place", "value"), CASES)
def test_bad_input_is_named_in_one_sentence_and_changes_nothing(place, value):
    assert_rejected(place, value)


def places(*parameters):
    return st.sampled_from(sorted(place for place in TESTED if place[1] in parameters))


row, column = st.integers(0, len(X) - 1), st.integers(0, 1)
no_label = st.integers(-(10**9), 10**9).filter(lambda label: label not in (0, 1))
no_number = st.sampled_from([math.nan, math.inf, -math.inf])
short = st.text(max_size=2)
thing = st.none() | st.booleans() | short | st.binary(max_size=4) | st.complex_numbers()
thing |= st.lists(st.integers(), max_size=3) | st.dictionaries(short, st.integers(), max_size=3)
thing |= arrays(np.float32, (3, 2)) | arrays(np.int64, 4)
not_any_thing = sorted(
    {parameter for _, parameter in TESTED} - {"titles", "cmap", "reading", "iterable", "total"}
)
bad_input = (
    st.tuples(places("X"), st.builds(altered, st.just(X), no_number, row, column))
    | st.tuples(places("y"), st.builds(altered, st.just(Y), no_label, row))
    | st.tuples(places("n_epochs", "n_columns"), st.integers(max_value=0))
    | st.tuples(
        places("noise", "lr", "weight_decay"), st.floats(max_value=0, exclude_max=True) | no_number
    )
    | st.tuples(places(*not_any_thing), thing)
)


@given(bad_input)
@settings(quick, max_examples=120)
def test_no_bad_input_gets_through(call):
    assert_rejected(*call)
    plt.close("all")


@pytest.mark.parametrize("name", sorted(set(helpers.__all__) - {"train_model", "train_many"}))
def test_judging_and_drawing_leave_model_data_and_dice_alone(name, monkeypatch):
    monkeypatch.setattr(helpers, "display", lambda *_, **__: None)
    arguments = accepted(name)
    before = condition(arguments)
    getattr(helpers, name)(**arguments)
    assert set(changed(before, arguments)) <= {"ax", "figures"}


def test_every_public_name_is_exported_and_every_argument_tested_with_bad_input():
    functions = {name for name, value in vars(helpers).items() if inspect.isroutine(value)}
    own = {name for name in functions if getattr(helpers, name).__module__ == "helpers"}
    assert set(helpers.__all__) == {name for name in own if not name.startswith("_")}
    arguments = {(name, each) for name in helpers.__all__ for each in parameters_of(name)}
    assert {place for place in arguments - TESTED if place[1] not in FREE_TEXT | CONTROLS} == set()
