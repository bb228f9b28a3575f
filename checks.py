"""The checks of the exercises: ``check_3_1(bend)`` tries your answer to exercise 3.1.

A check draws its own data and prints one line, "Right: ..." or "Not yet: ...", which says what the
answer did. An error in your code is shown as Python shows it.
"""

import functools

import numpy as np
import torch
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import nn

from helpers import accuracy, describe, make_dataset, train_many, train_model


class NotYet(Exception):
    """Says what an answer does not fulfil yet."""


def demand(condition, sentence):
    """End the check with "Not yet: sentence" unless the condition holds."""
    if not condition:
        raise NotYet(sentence)


def check(judge):
    """Make a check print its verdict: the sentence that it returns, or what it demands in vain."""

    @functools.wraps(judge)
    def run(*answer):
        with torch.random.fork_rng(devices=[]):  # leaves the random numbers of the lesson alone
            torch.manual_seed(0)
            try:
                print("Right:", judge(*answer))
            except NotYet as sentence:
                print("Not yet:", sentence)

    return run


def as_tensor(values):
    """Turn a tensor, an array, a number, or a list of these into a float64 tensor on the CPU."""
    demand(values is not None, "so far the answer is None. Does your function return its result?")
    if isinstance(values, torch.Tensor):
        return values.detach().cpu().double()
    if isinstance(values, (list, tuple)):
        return torch.stack([as_tensor(value) for value in values])
    return torch.from_numpy(np.array(values, dtype=float))


def as_number(value):
    """Turn a number, or a tensor, an array or a list that holds just one, into a float."""
    return as_tensor(value).item()


def row_by_row(function, points):
    """What a function makes of points, (n, d): finite numbers, (n, p), each row on its own."""
    n = len(points)
    table = as_tensor(function(points.clone()))
    shape, fits = tuple(table.shape), table.ndim == 2 and len(table) == n
    demand(fits, f"what comes back for {n} rows has shape {shape}. Can it be a row for each?")
    bad = (~table.isfinite().all(dim=1)).sum()
    demand(bad == 0, f"{bad} of {n} rows become infinite or NaN. Which operation does that?")
    rounding = 1e-4 * table.abs().amax(dim=0) + 1e-12
    steady = (as_tensor(function(points.clone())) - table).abs() <= rounding
    demand(steady.all(), "the same points become something else each time. What is random here?")
    half = as_tensor(function(points[n // 2 :].clone()))
    own = half.shape[1:] == shape[1:] and ((half - table[n // 2 :]).abs() <= rounding).all()
    demand(own, "the result for a point depends on the other points. Can it use its own row only?")
    return table


def linear_accuracy(features, X, y, X_test, y_test):
    """Held-out accuracy of logistic regression on features, a function from (n, 2) to (n, p)."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=100, max_iter=10_000))
    model.fit(row_by_row(features, X), y)
    return model.score(as_tensor(features(X_test.clone())), y_test)


@check
def check_1_1(moved_radius, with_radius):
    """One feature for rings around (2, 1), nearly as good as with_radius is there."""
    (X, y), (X_test, y_test) = make_dataset(n=1000, seed=2), make_dataset(n=10_000, seed=3)
    data = X + torch.tensor([2.0, 1.0]), y, X_test + torch.tensor([2.0, 1.0]), y_test
    p = row_by_row(moved_radius, data[0]).shape[1]
    demand(p == 1, f"this time the model gets only one feature, and yours are {p}.")
    share, usual = (linear_accuracy(features, *data) for features in (moved_radius, with_radius))
    both = f"{share:.3f} on 10,000 new points; with_radius, unchanged, gets {usual:.3f}"
    plane = torch.cartesian_prod(torch.arange(-50, 51), torch.arange(-50, 51)) / 10
    x1, x2 = plane[as_tensor(moved_radius(plane.clone())).argmin()].tolist()
    told = f"{both}. Your feature is lowest at ({x1:.1f}, {x2:.1f})"
    demand(share > usual - 0.02, f"{told}. Where should it be, and how should it grow from there?")
    return f"{both}."


@check
def check_1_2(cross_validated):
    """A cross-validation that tests each point once, with a model that has not seen it."""
    points, half = make_dataset(n=300, seed=2)[0].numpy(), np.arange(300) % 2
    nearest, ones = KNeighborsClassifier(1), DummyClassifier(strategy="constant", constant=1)
    random, unit = np.random.default_rng(0), 1

    def share(model, points, labels):
        return as_number(cross_validated(model, points.copy(), labels.copy())) / unit

    unit = 100 if share(ones, points, half | 1) > 50 else 1  # an accuracy may be in per cent
    for _ in range(5):
        found = share(ones, points, random.permutation(300) < 97)
        told = f"a model that always says class 1 gets {found:.3f}, but 0.323 of the labels are 1"
        demand(abs(found - 97 / 300) < 0.0051, f"{told}. Which points count, and as what?")
    found = np.mean([share(nearest, points, random.permutation(half)) for _ in range(5)])
    told = f"on labels drawn by coin flips the nearest neighbour gets {found:.2f}"
    demand(found < 0.6, f"{told}. Which points has it seen when it is tested?")
    seen = getattr(nearest, "n_samples_fit_", 300)
    demand(seen > 100, f"the model is trained on only {seen} of 300 points. Can there be more?")
    rings = share(nearest, *[part.numpy() for part in make_dataset(seed=2)])
    return f"{told}, as it should, and {rings:.2f} on the rings."


@check
def check_1_3(moon_features):
    """A feature map with which logistic regression clearly beats a straight line on the moons."""
    data = *make_dataset("moons", n=1000, seed=2), *make_dataset("moons", n=10_000, seed=3)
    share, line = (linear_accuracy(features, *data) for features in (moon_features, torch.clone))
    both = f"{share:.3f} on held-out points, {line:.3f} with a straight line"
    demand(share > line + 0.025, f"{both}. Where must a curve between the moons turn? Can yours?")
    return f"{both}. But once again you had to choose the map."


@check
def check_1_4(circle_weights, with_radius):
    """Weights with which class 1 wins inside a circle, for three circles."""
    plane = torch.cartesian_prod(torch.linspace(-5, 5, 100), torch.linspace(-5, 5, 100))
    for c, r, question in (
        ((0.0, 0.0), 1.0, "Which class should win there?"),
        ((0.0, 0.0), 2.0, "The feature is a squared distance, so what becomes of the radius?"),
        ((1.5, -0.7), 2.5, "What are the terms of the squared distance from the centre?"),
    ):
        W, b = (as_tensor(part) for part in circle_weights(c, r))
        scores = with_radius(plane) @ W + b
        demand(scores.shape == (10_000, 2), f"{tuple(scores.shape)} in place of (10000, 2) scores.")
        distance = (plane - torch.tensor(c)).norm(dim=1)
        wrong = (scores[:, 1] > scores[:, 0]) != (distance < r)
        worst = (wrong * (distance - r).abs()).argmax()
        told = f"centre {c}, radius {r}: at a distance of {distance[worst]:.2f} from the centre, "
        told += "class 0 has the score {:.2g} and class 1 {:.2g}".format(*scores[worst].tolist())
        demand(not wrong.any(), f"{told}. {question}")
    return "every circle is a plane in this feature space. So is every line."


@check
def check_2_1(narrow_stack):
    """Three linear layers whose widths alone keep the rank of their product at 1."""
    layers = list(narrow_stack())
    widths = [layers[0].in_features, *(layer.out_features for layer in layers)]
    three = len(widths) == 4 and widths[0] == widths[-1] == 2
    demand(three, f"the widths are {widths}. Can you lead from 2 to 2 with three layers?")
    product = torch.eye(2)
    for layer in layers:  # new weights, because only the widths count
        product = product @ torch.randn(layer.in_features, layer.out_features)
    rank = torch.linalg.matrix_rank(product, rtol=1e-9)
    demand(rank < 2, f"with random weights the rank is {rank}. Where could a dimension get lost?")
    return f"with random weights the rank is {rank}. What one layer loses, no later one recovers."


@check
def check_2_2(collapse):
    """One linear layer in place of a stack, for stacks with and without biases."""
    for biased in ([True, True], [True, False], [True], [True, True, True], [False, True, False]):
        widths = [2, 2, 2, 3][: len(biased) + 1]
        layers = [nn.Linear(*widths[k : k + 2], bias=b) for k, b in enumerate(biased)]
        model, points = nn.Sequential(*layers), torch.randn(50, 2)
        single = collapse(model)
        kind = type(single).__name__
        demand(isinstance(single, nn.Linear), f"one nn.Linear should come back, and not {kind}.")
        gap = (single.to(points)(points) - model(points)).abs().max()
        told = f"widths {widths}, with bias {biased}: the scores differ by up to {gap:.2g}"
        demand(gap < 1e-4, f"{told}. What becomes of a point as it passes through?")
    return "five stacks, five single layers, the same scores."


@check
def check_2_3(between, midpoint_gap):
    """A function between two layers that keeps them from collapsing into one."""
    points, V, W = torch.randn(500, 2), torch.randn(2, 20), torch.randn(20, 2)
    H = points @ V + 0.5
    new = row_by_row(between, H)
    demand(new.shape[1] == 20, f"20 features go in, so 20 must come out, and not {new.shape[1]}.")
    gap = midpoint_gap(lambda X: as_tensor(between(X @ V + 0.5)) @ W, points)
    spread = (new @ W).std()
    told = f"the gap at the midpoints is {gap:.1g}, and the scores vary by {spread:.1g}"
    question = f"H runs from {H.min():.0f} to {H.max():.0f}: which function bends there?"
    demand(gap > 1e-4 * spread, f"{told}, so this is as good as linear. {question}")
    return f"{told}. This stack does not collapse."


@check
def check_2_4(committee, members):
    """An average of what three linear models say, with a boundary that is not straight."""
    X, y = make_dataset("circles")
    plane = torch.cartesian_prod(torch.linspace(-2, 2, 81), torch.linspace(-2, 2, 81))
    said = row_by_row(committee, plane)
    demand(said.shape[1] == 2, f"two classes need two columns, and yours are {said.shape[1]}.")
    for place, member in enumerate(members):
        own = member.bias.detach().clone()
        try:
            member.bias.data[1] += 1
            heard = not torch.allclose(as_tensor(committee(plane.clone())), said)
        finally:
            member.bias.data.copy_(own)
        demand(heard, f"members[{place}] has no say: when it changes, the committee does not.")
    chosen, votes = said.argmax(dim=1), torch.stack([m(plane).argmax(dim=1) for m in members])
    low, high = said.amin(dim=0), said.amax(dim=0)
    columns = [f"column {k} from {low[k]:.3g} to {high[k]:.3g}" for k in (0, 1)]
    told = f"class {chosen[0]} wins at every point: {' and '.join(columns)}"
    demand(len(chosen.unique()) == 2, f"{told}. When could the other class win?")
    lost = (chosen != votes[0])[(votes == votes[0]).all(dim=0)].double().mean()
    told = f"at {lost:.0%} of the points where all members agree, the committee says otherwise"
    demand(lost < 0.01, f"{told}. How can that be?")
    boundary = describe(lambda X: row_by_row(committee, X), X, y, X, y).split("boundary: ")[1]
    told = f"the boundary, where your two columns are equal, is {boundary}"
    demand("curve" in boundary, f"{told}. What does that say about the members' scores there?")
    return f"{boundary}. Something nonlinear sits between the members' scores and the verdict."


@check
def check_3_1(bend):
    """An activation with which one of 16 pairs of units encloses the inner ring."""
    step = row_by_row(bend, torch.linspace(-6, 9, 240)[:, None]).diff(dim=0).round(decimals=9)
    demand(step.min() < 0 < step.max(), "bend never turns back from -6 to 9: the proof applies.")

    def pairs(X, k=slice(None)):  # the scores of 16 pairs of units, or of one
        return bend(X @ V[k] + v[k]).to(X) @ W[k] + w[k]

    (X, y), held_out = make_dataset("circles"), make_dataset("circles", n=1000, seed=0)
    V, v, W, w = (torch.randn(16, size, 2, requires_grad=True) for size in (2, 1, 2, 1))
    optimizer = torch.optim.SGD([V, v, W, w], lr=0.2, momentum=0.9)
    for _ in range(1000):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(pairs(X).mT, y.expand(16, -1), reduction="none")
        loss.mean(dim=1).sum().backward()
        demand(V.grad is not None, "no gradient gets through bend, so the units cannot learn.")
        optimizer.step()
    order = [k for k in loss.mean(dim=1).argsort().tolist() if loss[k].isfinite().all()]
    demand(order, "bend does turn back, but training blows up. Can it grow less steeply?")
    models = [functools.partial(pairs, k=k) for k in order]
    said = [(describe(model, X, y, *held_out), accuracy(model, *held_out)) for model in models]
    good = [words for words, share in said if "closed curve" in words and share > 0.7]
    told = f"{len(good)} of 16 pairs enclose the inner ring. The best: {[*good, said[0][0]][0]}."
    demand(good, f"bend does turn back, but {told} Should it go on rising on both sides?")
    return f"{told} The proof needs a function that never changes direction."


@check
def check_3_2(into_units, unit_biases, into_scores, score_biases):
    """Two ReLU units, set by hand, that separate the corners of XOR with some room around them."""
    V, b, W, c = map(as_tensor, (into_units, unit_biases, into_scores, score_biases))
    shapes, wanted = [tuple(part.shape) for part in (V, b, W, c)], [(2, 2), (2,), (2, 2), (2,)]
    demand(shapes == wanted, f"the shapes of the four are {shapes}. Can you make them {wanted}?")

    def by_hand(X):
        return torch.relu(X @ V.T + b) @ W.T + c

    corners = torch.tensor([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    chosen = by_hand(corners).argmax(dim=1)
    wrong = corners[chosen != torch.tensor([0, 1, 1, 0])].int().tolist()
    told = f"the model is wrong at {wrong}" if len(wrong) < 4 else "the two classes are swapped"
    demand(not wrong, f"{told}. Which units are on there, and what do they add to the scores?")
    share = accuracy(by_hand, *make_dataset("xor", n=1000, noise=0.2, seed=1))
    told = f"the model is right at all 4 corners and for {share:.3f} of the points around them"
    demand(share > 0.97, f"{told}. Can you leave more room?")
    return f"{told}. Two units still enclose nothing."


@check
def check_3_3(drawing, with_seed):
    """A drawing of two classes that ten hidden units learn clearly better than three."""
    demand("\n" in drawing.strip(), "the drawing is one line of text. What is below it?")
    letters = sorted(filter(str.isalpha, set(drawing)))
    demand(len(letters) == 2, f"the drawing holds the letters {letters}. Can you do it with two?")
    X, y = make_dataset(drawing, n=200, noise=0.1)
    share = []
    for width in (3, 10):
        models = [with_seed(seed, width) for seed in range(8)]
        best = train_many(models, X, y, n_epochs=500, lr=0.1)[:, -1].argmin()
        share.append(accuracy(models[best], *make_dataset(drawing, n=1000, noise=0.1, seed=0)))
    told = f"three units get {share[0]:.3f} of held-out points right, ten units {share[1]:.3f}"
    demand(share[1] > 0.75, f"{told}. Ten are too few as well: can you draw something simpler?")
    demand(share[1] > share[0] + 0.05, f"{told}. Where would a boundary need more folds?")
    return f"{told}. The shape of the classes decides how many folds a boundary needs."


@check
def check_3_4(ThreeWay, floor):
    """A model whose loss falls to 0, and how low it could fall with softmax twice."""
    X, y = make_dataset("a.b\n...\nb.a\n...\nc.c", noise=0.1)
    model = ThreeWay(n_features=2, hidden_dim=10, output_dim=3)
    demand(row_by_row(model, X).shape[1] == 3, "each point needs three scores. What is passed on?")
    loss = train_model(model, X, y, n_epochs=500, lr=0.1)[-1]
    told = f"{accuracy(model, X, y):.0%} of the points are right, and the loss ends at {loss:.4f}"
    demand(accuracy(model, X, y) > 0.95, f"{told}. What else has changed in forward?")
    demand(loss < 0.2, f"{told}. Why not lower?")
    for k in (2, 3, 10):
        low = nn.functional.cross_entropy(torch.eye(k)[:1], torch.tensor([0]))
        own = as_number(floor(k))
        told = f"the loss of {k} classes cannot fall below {low:.4f}, and floor({k}) is {own:.4f}"
        demand(abs(own - low) < 1e-3, f"{told}. What does the second softmax see at best?")
    return f"the loss falls to {loss:.2g}. With 10 classes it would have ended at {low:.2f}."


@check
def check_3_5(rescale, with_seed):
    """Incoming weights of a unit times c and still the same function; None if c is not positive."""
    plane = torch.cartesian_prod(torch.linspace(-4, 4, 41), torch.linspace(-4, 4, 41))
    for unit, c in ((1, 3.0), (3, 0.25), (4, 10.0), (0, 1.5)):
        call = f"rescale(model, {unit}, {c:g})"
        model, old = with_seed(unit, width=5), with_seed(unit, width=5)
        twin = rescale(model, unit, c)
        kept = all(map(torch.equal, model.parameters(), old.parameters()))
        demand(kept, f"{call} changes the model that it is given. Can you work on the twin?")
        demand(twin is not None, f"{call} returns None, but c is positive. Is there a return?")
        twin, wanted = twin.double(), torch.where(torch.arange(5) == unit, c, 1.0)
        ratio = twin.feature_layer.weight / old.feature_layer.weight / wanted[:, None]
        k = (ratio - 1).abs().amax(dim=1).argmax().item()
        found = " and ".join(f"{factor:.3g}" for factor in (ratio[k] * wanted[k]).tolist())
        told = f"{call} multiplies the incoming weights of unit {k} by {found}"
        demand((ratio - 1).abs().max() < 1e-4, f"{told}, not by {wanted[k]:g}.")
        moved = (twin.feature_layer(plane) - wanted * old.feature_layer(plane)).abs().amax(dim=0)
        told = f"after {call}, the hinge of unit {moved.argmax()} has moved"
        demand(moved.max() < 1e-4, f"{told}. What else enters the unit?")
        change = twin(plane) - old(plane)
        told = f"after {call}, the scores change by {change.min():.2f} to {change.max():.2f}"
        question = f"Which of the other parameters does unit {unit} meet on its way to the scores?"
        demand(change.abs().max() < 1e-4, f"{told}. {question}")
    for c in (-3.0, -0.5, 0.0):
        demand(rescale(with_seed(0, 5), 2, c) is None, f"does your proof hold for c = {c:g}, too?")
    return "different weights, same function. One weight says little on its own."
