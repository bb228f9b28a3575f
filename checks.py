"""Learn the features, third edition: ``check_3_1(bend)`` tries your answer to exercise 3.1.

A check draws its own data and prints one line, "Right: ..." or "Not yet: ...", which says what the
answer did. An error in your code is shown as Python shows it.
"""

import copy
import functools

import numpy as np
import torch
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import nn

from helpers import accuracy, describe, evaluate, make_dataset, train_many, train_model


class NotYet(Exception):
    """Says which requirement an answer does not meet yet."""


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


def returned(answer, kind=object, name="another thing"):
    """Hand on what a function returned, unless it is None or not of the kind that has this name."""
    demand(answer is not None, "so far the answer is None. Does your function return its result?")
    demand(isinstance(answer, kind), f"{name} should come back, not {type(answer).__name__}.")
    return answer


def as_tensor(values):
    """Turn a tensor, an array, a number, or a list of these into a float64 tensor on the CPU."""
    if isinstance(returned(values), torch.Tensor):
        return values.detach().cpu().double()
    if isinstance(values, (list, tuple, set)):
        return torch.stack([as_tensor(value) for value in values])
    return torch.from_numpy(np.array(values, dtype=float))


def as_number(value):
    """Turn a number, or a tensor, an array or a list that holds just one, into a float."""
    values = as_tensor(value)
    demand(values.numel() == 1, f"one number is asked for, but the answer holds {values.numel()}.")
    return values.item()


def row_by_row(function, points):
    """What a function makes of points, (n, d): finite numbers, (n, p), each row on its own."""
    n = len(points)
    table = as_tensor(function(points.clone()))
    shape, fits = tuple(table.shape), table.ndim == 2 and len(table) == n
    demand(fits, f"what comes back for {n} rows has shape {shape}. Is that one row for each?")
    bad = (~table.isfinite().all(dim=1)).sum()
    demand(bad == 0, f"{bad} of {n} rows become infinite or NaN. Which operation does that?")
    rounding = 1e-4 * table.abs().amax(dim=0) + 1e-12
    steady = (as_tensor(function(points.clone())) - table).abs() <= rounding
    demand(steady.all(), "the same points come out differently each time. What is random here?")
    half = as_tensor(function(points[n // 2 :].clone()))
    own = half.shape[1:] == shape[1:] and ((half - table[n // 2 :]).abs() <= rounding).all()
    demand(own, "the result for a point depends on the other points. Can it use its own row only?")
    return table


def linear_accuracy(features, X, y, X_test, y_test):
    """Held-out accuracy of logistic regression on features, a function from (n, d) to (n, p)."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=100, max_iter=10_000))
    model.fit(row_by_row(features, X), y)
    return model.score(as_tensor(features(X_test.clone())), y_test)


@check
def check_1_1(moved_radius, with_radius):
    """One feature for rings around (2, 1), nearly as good as with_radius is there."""
    (X, y), (X_test, y_test) = make_dataset(n=1000, seed=2), make_dataset(n=10_000, seed=3)
    data = X + torch.tensor([2.0, 1.0]), y, X_test + torch.tensor([2.0, 1.0]), y_test
    p = row_by_row(moved_radius, data[0]).shape[1]
    demand(p == 1, f"this time the model gets only one feature, but you give it {p}.")
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
    told = f"on labels from coin flips, the nearest neighbour gets {found:.2f}"
    demand(found < 0.6, f"{told}. Which points has it seen when it is tested?")
    seen = getattr(nearest, "n_samples_fit_", 300)
    demand(seen > 100, f"the model is trained on only {seen} of 300 points. Could it get more?")
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
        W, b = (as_tensor(part) for part in returned(circle_weights(c, r)))
        scores = with_radius(plane) @ W + b
        demand(scores.shape == (10_000, 2), f"the shape is {tuple(scores.shape)}, not (10000, 2).")
        distance = (plane - torch.tensor(c)).norm(dim=1)
        wrong = (scores[:, 1] > scores[:, 0]) != (distance < r)
        worst = (wrong * (distance - r).abs()).argmax()
        told = f"centre {c}, radius {r}: at a distance of {distance[worst]:.2f} from the centre, "
        told += "classes 0 and 1 score {:.2g} and {:.2g}".format(*scores[worst].tolist())
        demand(not wrong.any(), f"{told}. {question}")
    return "every circle is a plane in this feature space. So is every line."


@check
def check_2_1(narrow_stack):
    """Three linear layers whose widths alone keep the rank of their product at 1."""
    layers = list(returned(narrow_stack()))
    widths = [layers[0].in_features, *(layer.out_features for layer in layers)]
    three = len(widths) == 4 and widths[0] == widths[-1] == 2
    demand(three, f"the widths are {widths}. Can you get from 2 to 2 with three layers?")
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
        single = returned(collapse(model), nn.Linear, "one nn.Linear")
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
    demand(new.shape[1] == 20, f"20 features go in, so 20 must come out, not {new.shape[1]}.")
    gap = midpoint_gap(lambda X: as_tensor(between(X @ V + 0.5)) @ W, points)
    spread = (new @ W).std()
    told = f"the gap at the midpoints is {gap:.1g}, and the scores vary by {spread:.1g}"
    question = f"H runs from {H.min():.0f} to {H.max():.0f}: which function bends there?"
    demand(gap > 1e-4 * spread, f"{told}, so this is practically linear. {question}")
    return f"{told}. This stack does not collapse."


@check
def check_2_4(committee, members):
    """An average of what three linear models say, with a boundary that is not straight."""
    X, y = make_dataset("circles")
    plane = torch.cartesian_prod(torch.linspace(-2, 2, 81), torch.linspace(-2, 2, 81))
    said = row_by_row(committee, plane)
    demand(said.shape[1] == 2, f"each class needs a column, but you return {said.shape[1]}.")
    low, high = said.amin(dim=0), said.amax(dim=0)
    columns = " and ".join(f"column {k} runs from {low[k]:.3g} to {high[k]:.3g}" for k in (0, 1))
    demand((high - low).max() > 1e-6, f"{columns} everywhere. Along which dimension do you work?")
    for place, member in enumerate(members):
        member.bias.data[1] += 1
        heard = not torch.allclose(as_tensor(committee(plane.clone())), said)
        member.bias.data[1] -= 1
        demand(heard, f"members[{place}] has no say: when it changes, the committee does not.")
    chosen, votes = said.argmax(dim=1), torch.stack([m(plane).argmax(dim=1) for m in members])
    lead = said[:, 1] - said[:, 0]
    fit = LinearRegression().fit(plane, lead).score(plane, lead)
    demand(fit < 1 - 1e-9, "column 1 - column 0 is linear, as for one member. What is averaged?")
    told = f"class {chosen[0]} wins at every point: {columns}"
    demand(len(chosen.unique()) == 2, f"{told}. When could the other class win?")
    lost = (chosen != votes[0])[(votes == votes[0]).all(dim=0)].double().mean()
    demand(lost < 0.01, f"where all agree, the committee says otherwise at {lost:.0%} of points.")
    boundary = describe(lambda X: row_by_row(committee, X), X, y, X, y).split("boundary: ")[1]
    told = f"the boundary, where your two columns are equal, is {boundary}"
    demand("curve" in boundary, f"{told}. What does that say about the members' scores there?")
    return f"{boundary}. Something nonlinear sits between the members' scores and the verdict."


@check
def check_3_1(bend):
    """An activation with which one of 16 pairs of units encloses the inner ring."""
    step = row_by_row(bend, torch.linspace(-6, 9, 240)[:, None]).diff(dim=0).round(decimals=9)
    demand(step.min() < 0 < step.max(), "from -6 to 9 bend never turns back: the proof applies.")

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
    told = f"the model is right at all 4 corners and {share:.1%} of the points around them"
    demand(share > 0.97, f"{told}. Can you leave more room?")
    return f"{told}. Two units still enclose nothing."


@check
def check_3_3(drawing, with_seed):
    """A drawing of two classes that ten hidden units learn clearly better than three."""
    demand("\n" in drawing.strip(), "the drawing is one line of text. Add one below it.")
    letters = sorted(filter(str.isalpha, set(drawing)))
    demand(len(letters) == 2, f"the drawing holds the letters {letters}. Can you do it with two?")
    X, y = make_dataset(drawing, n=200, noise=0.1)
    share = []
    for width in (3, 10):
        models = [with_seed(seed, width) for seed in range(8)]
        best = train_many(models, X, y, n_epochs=500, lr=0.1)[:, -1].argmin()
        share.append(accuracy(models[best], *make_dataset(drawing, n=1000, noise=0.1, seed=0)))
    told = f"held-out accuracy {share[0]:.3f} with three units, {share[1]:.3f} with ten"
    demand(share[1] > 0.75, f"{told}. Ten are too few as well: can you draw something simpler?")
    demand(share[1] > share[0] + 0.05, f"{told}. Where would a boundary need more bends?")
    return f"{told}. The shape of the classes decides how often a boundary must bend."


@check
def check_3_4(ThreeWay, floor):
    """A model whose loss falls to 0, and how low it could fall with softmax twice."""
    X, y = make_dataset("a.b\n...\nb.a\n...\nc.c", noise=0.1)
    model = ThreeWay(n_features=2, hidden_dim=10, output_dim=3)
    demand(row_by_row(model, X).shape[1] == 3, "each point needs three scores. What is passed on?")
    loss = train_model(model, X, y, n_epochs=500, lr=0.1)[-1]
    told = f"{accuracy(model, X, y):.0%} of the labels are right, and the loss ends at {loss:.4f}"
    demand(accuracy(model, X, y) > 0.95, f"{told}. What else has changed in forward?")
    demand(loss < 0.2, f"{told}. Why not lower?")
    for k in (2, 3, 10):
        low = nn.functional.cross_entropy(torch.eye(k)[:1], torch.tensor([0]))
        own = as_number(floor(k))
        told = f"the loss for {k} classes cannot fall below {low:.4f}; floor({k}) is {own:.4f}"
        demand(abs(own - low) < 1e-3, f"{told}. What does the second softmax see at best?")
    return f"the loss falls to {loss:.2g}. Softmax twice with 10 classes ends at {low:.2f}."


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
        demand(change.abs().max() < 1e-4, f"{told}. What does unit {unit} meet on its way there?")
    for c in (-3.0, -0.5, 0.0):
        demand(rescale(with_seed(0, 5), 2, c) is None, f"does your proof hold for c = {c:g}, too?")
    return "different weights, same function. One weight says little on its own."


@check
def check_4_1(decay, DeeperMLP):
    """``decay`` makes four deep models, trained on 40 points, as confident as they are accurate."""
    decay = as_number(decay)
    demand(decay >= 0, f"a weight decay of {decay:g} would reward large weights: take 0 or more.")
    points, labels = make_dataset("circles", n=4000, seed=11)
    models = [DeeperMLP(2, hidden_dim=50) for _ in range(4)]
    few = make_dataset("circles", n=40, seed=7)
    train_many(models, *few, n_epochs=400, lr=0.05, weight_decay=decay)
    right = sum(accuracy(model, points, labels) for model in models) / 4
    sure = sum(evaluate(model, points).softmax(dim=1).amax(dim=1).mean() for model in models) / 4
    said = f"with weight decay {decay:g}, held-out accuracy is {right:.3f}, confidence {sure:.3f}"
    demand(sure < right + 0.04, f"{said}: overconfident. Is that too little weight decay?")
    demand(right > 0.7, f"{said}. The models underfit: is that far too much weight decay?")
    demand(sure > right - 0.04, f"{said}: underconfident. Is that too much weight decay?")
    return f"{said}. Fewer points need more weight decay."


@check
def check_4_2(n_parameters_of):
    """``n_parameters_of(sizes)`` counts weights and biases, for any number of layers."""
    said = as_number(n_parameters_of([3, 7, 5]))
    hints = {56: "Did you forget the biases?", 28: "Did you forget the last layer?"}
    hint = hints.get(said, "Go from layer to layer: what does nn.Linear(d, p) hold?")
    demand(said == 68, f"[3, 7, 5] has 68 parameters, not {said:.12g}. {hint}")
    for sizes, true in ([2, 50, 50, 2], 2802), ([5, 3], 18), ([3, 4, 6, 5, 7], 123):
        said = as_number(n_parameters_of(list(sizes)))
        demand(said == true, f"[3, 7, 5] is right, but {sizes} has {true:,}, not {said:.12g}. Why?")
    try:
        n_parameters_of([10**15, 3])
    except (RuntimeError, MemoryError):
        raise NotYet("[10**15, 3] fits in no computer: can you count without building?") from None
    more = as_number(n_parameters_of([2, 100, 100, 2]))
    return f"50 + 50 units have 2,802 parameters, 100 + 100 have {more:,.0f}. Why so many more?"


@check
def check_4_3(my_choice):
    """``my_choice`` (class, width, weight decay) learns the spirals from 100 points."""
    cls, width, decay = my_choice
    name = cls.__name__ if isinstance(cls, type) else f"{type(cls).__name__} object"
    demand(name in ("MLP", "DeeperMLP"), f"choose the class MLP or DeeperMLP, not a {name}.")
    width, decay = as_number(width), as_number(0 if decay is None else decay)
    fits = width in range(1, 101) and 0 <= decay <= 1
    demand(fits, "choose a width from 1 to 100 units and a weight decay from 0 to 1.")
    train, held_out = make_dataset("spirals"), make_dataset("spirals", n=1000, seed=0)

    def accuracies(decay):
        torch.manual_seed(0)
        models = [cls(2, hidden_dim=int(width)) for _ in range(4)]
        train_many(models, *train, n_epochs=300, lr=0.1, weight_decay=decay)
        return [sum(accuracy(model, *data) for model in models) / 4 for data in (train, held_out)]

    seen, right = accuracies(decay)
    said = f"{name} {width:g}, weight decay {decay:g}: training {seen:.3f}, held-out {right:.3f}"
    if right <= 0.85:
        hint = "Would more units help?" if name == "DeeperMLP" else "Would a second layer help?"
        if decay and (free := accuracies(0.0)[1]) > right + 0.02:
            hint = f"Without weight decay, held-out is {free:.3f}. Why?"
        raise NotYet(f"{said}. {hint}")
    return f"{said}. Would you choose it for the rings, too?"


@check
def check_4_4(epoch_to_keep):
    """``epoch_to_keep(curve, patience)`` knows only the losses up to where training stops."""
    cases = [  # losses, patience, place of the loss to keep, why
        ([9, 5, 8, 7, 6, 3, 4], 3, 1, "8, 7, 6 are not below 5, so you stop and never see the 3."),
        ([9, 7, 8], 3, 1, "the curve ends before patience runs out, so keep the lowest."),
        ([9, 6, 8, 7, 5], 3, 4, "two failures do not use up a patience of 3."),
        ([9, 8, 9, 7, 8, 6, 7, 5], 3, 7, "each new lowest loss renews the patience."),
        ([9, 6, 7, 8, 5], 2, 1, "the argument `patience` is 2."),
        ([5, 6, 7, 8, 1], 3, 0, "the first loss can be the lowest."),
        ([5, 5, 5, 5, 3], 3, 0, "a loss that only equals the lowest is not below it."),
        ([0.5, 0.49, 0.4899, 0.4898], 3, 3, "even a small step down makes a new lowest loss."),
        ([9, 5, 8, 7, 6, 3, 4], 4, 5, "only three losses in a row fail here before the 3."),
    ]
    for curve, patience, place, why in cases:
        said = as_number(epoch_to_keep(list(curve), patience))
        if said == place:
            why = "that is an index into the list, and the checks are 50 epochs apart."
        elif said == 50 * (place + patience):
            why = "training stops there, and then you go back."
        what = f"{curve}, patience {patience}: keep epoch {50 * place}, not {said:g}"
        demand(said == 50 * place, f"{what}, because {why}")
    return "on 9, 5, 8, 7, 6, 3, 4 a patience of 4 finds the 3. What does it cost to get there?"


@check
def check_4_5(memorise, MLP):
    """``memorise(points, labels)`` is an MLP with n hidden units that gets n labels right."""
    points, own_labels = make_dataset("circles", n=90)
    points[:45, 0] = points[:45, 0].round(decimals=1)  # many with the same x1,
    points[45:, 1] = points[45:, 1].round(decimals=1)  # and many with the same x2
    for labels in 1 - own_labels, own_labels:
        answer = returned(memorise(points.clone(), labels.clone()), MLP, "an MLP")
        width = answer.feature_layer.out_features
        demand(width <= 90, f"{width} units for 90 points: no more than 90 are needed.")
        parrot = MLP(2, hidden_dim=width)  # only weights and biases count
        parrot.load_state_dict(answer.state_dict(), strict=False)
        units, scores = parrot.feature_layer(points).relu().detach(), parrot(points).detach()
        # The recipe needs points with 1, 2, ..., n units on. A tiny value is a rounding error.
        margins = (scores[:, 1] - scores[:, 0]) * (2 * labels - 1)
        known = (margins > 1e-6 * margins.abs().max()).sum().item()
        n_on = (units > 1e-12 * units.max()).sum(dim=1)
        off, alike = (n_on == 0).sum().item(), 90 - len(n_on.unique())
        hint = "Each point turns on a new unit. Are targets and output weights right?"
        if torch.linalg.matrix_rank(parrot.feature_layer.weight, rtol=1e-4) > 1:
            hint = "The units point in different directions: can they all look along one?"
        elif off:
            hint = f"At {off} of the points no unit is on: what could repair their scores?"
        elif alike:
            hint = f"{alike} points turn on no new unit. Is a place or hinge shared? A wrong sign?"
        elif (largest := parrot.output_layer.weight.abs().nan_to_num(1e308).max()) > 1e9:
            hint = f"The output weights reach {largest:.0e}, and rounding swamps the scores: "
            hint += "can the hinges stay further from the points?"
        elif known == 0:
            hint = "Have the two classes changed places?"
        demand(known == 90, f"{known} of 90 points get the right label. {hint}")
    fresh = accuracy(parrot, *make_dataset("circles", n=1000, seed=0))
    return f"it memorises labels and their opposites. On new points its accuracy is {fresh:.2f}."


@check
def check_5_1(showcase, networks, X):
    """``showcase(network, points)`` is a much-used unit whose activation follows the distance."""
    points, _ = make_dataset("circles", n=2000, seed=21)

    def use_and_correlation(network, points):
        H = torch.relu(network.feature_layer2(torch.relu(network.feature_layer1(points))))
        use = (H * network.output_layer.weight.diff(dim=0)).std(dim=0)
        pairs = torch.hstack([points.norm(dim=1, keepdim=True), H])
        return use, torch.corrcoef(pairs.T)[0, 1:].abs().nan_to_num()

    for _ in range(20):
        network = copy.deepcopy(networks["model"])
        for part in network.parameters():
            part[:] = torch.randn_like(part)
        use, follows = use_and_correlation(network, points)
        tens = use.topk(10).indices, use_and_correlation(network, X)[0].topk(10).indices
        best, also = (ten[follows[ten].argmax()].item() for ten in tens)
        if best != also:
            continue  # it matters on which points the use is measured, and either will do
        unit = as_number(showcase(network, points))
        demand(unit in range(50), f"a unit is a whole number, 0 to 49, not {unit:.3g}.")
        unit = int(unit)
        before = (use > use[unit]).sum()
        hint = "Do you compare what all ten pass on at these points, and count minus signs, too?"
        if unit < 10 and tens[1][unit] == best:
            hint = "Is that its number in the network, or its place among the ten?"
        elif before > 9:
            hint = "How much does the network use your unit?"
        said = f"with random weights, showcase picks unit {unit}, and {before} are used more"
        told = f"Its correlation with radius is {follows[unit]:.3f}, and unit {best}"
        demand(unit == best, f"{said}. {told}, among the ten, has {follows[best]:.3f}. {hint}")
    two = networks["model"], networks["untrained"]
    found = [use_and_correlation(N, points)[1][int(as_number(showcase(N, points)))] for N in two]
    said = f"the correlation is {found[0]:.2f}, and {found[1]:.2f} in the untrained network"
    return f"{said}. Which of the two numbers would you leave out of a report?"


@check
def check_5_2(unit, ramps, model, X):
    """One ``unit`` of layer 2 and at most four ``ramps`` of layer 1 classify the rings."""
    units, ramps = (as_tensor(numbers).flatten().tolist() for numbers in (unit, ramps))
    fits = len(units) == 1 and len(ramps) in range(1, 5) and {*units, *ramps} <= set(range(50))
    told = "choose one unit and up to four ramps by their whole numbers, from 0 to 49"
    demand(fits, f"{told}. You give {len(units)} and {len(ramps)}.")
    unit, ramps = int(units[0]), sorted({int(ramp) for ramp in ramps})
    points, labels = make_dataset("circles", n=10_000, seed=11)
    heights, new_heights = (torch.relu(model.feature_layer1(P)) for P in (X, points))
    means = torch.relu(model.feature_layer2(heights)).mean(dim=0)

    def accuracy_with(ramps):
        kept = torch.isin(torch.arange(50), torch.as_tensor(ramps))
        H = torch.where(kept, new_heights, heights.mean(dim=0))
        H = torch.where(torch.arange(50) == unit, torch.relu(model.feature_layer2(H)), means)
        return accuracy(model.output_layer, H, labels)

    reads = model.feature_layer2.weight[unit].abs() * heights.std(dim=0)
    reached, best = accuracy_with(ramps), accuracy_with(reads.topk(4).indices)
    said = f"unit {unit} with ramps {ramps} has an accuracy of {reached:.3f} on 10,000 new points"
    hint = "And which ramps rise which way?" if best > 0.73 else "Which unit is better?"
    told = f"They make up {reads[ramps].sum() / reads.sum():.0%} of all it reads"
    demand(reached > 0.73, f"{said}. {told}. Which does it read most? {hint}")
    said += f", and the whole model {accuracy(model, points, labels):.3f}"
    return f"{said}. Which way does each ramp rise, and what is their sum?"


@check
def check_5_3(question, with_useless):
    """``question(points)`` is a yes or a no that the 20 raw coordinates answer as well."""
    points, _ = with_useless(2000, seed=31)
    answers = as_tensor(question(points.clone()))
    shape, kinds = tuple(answers.shape), len(answers.unique())
    demand(answers.numel() == 2000, f"2,000 points need one answer each, not shape {shape}.")
    demand(kinds < 3, f"there are {kinds} different answers: compare numbers to get yes or no.")
    labels = (answers.flatten() == answers.max()).long()
    share = labels.bincount().max().item() / 2000
    demand(share < 0.8, f"{share:.0%} of the points get one answer: ask a more balanced question.")
    half = points[:1000], labels[:1000], points[1000:], labels[1000:]
    raw = linear_accuracy(torch.clone, *half)
    network = nn.Sequential(nn.Linear(20, 50), nn.ReLU(), nn.Linear(50, 2))
    train_many([network], *half[:2], n_epochs=150, lr=0.1, weight_decay=0.01)
    learned = accuracy(network, *half[2:])
    said = f"raw coordinates {raw:.3f}, learned features {learned:.3f}"
    demand(learned > 0.9, f"{said}. The network has to know the answer: what would be simpler?")
    demand(raw >= learned - 0.02, f"{said}. Here learning pays. When is a linear model enough?")
    return f"{said}. How could you have known before training the network?"


@check
def check_5_4(reordered, learned20, with_useless):
    """``reordered(first, second)`` is second with its units in the order that best fits first."""
    points, labels = with_useless(1000, seed=0)
    first, second = copy.deepcopy(learned20[:2])

    def distance(one, two):
        parts = zip(one.parameters(), two.parameters(), strict=True)
        return sum((a - b).square().sum().item() for a, b in parts)

    kept = copy.deepcopy(second)
    twin = returned(reordered(first, second), nn.Module, "a network")
    demand(distance(kept, second) == 0, "the given network has changed: change only the copy.")
    gap = (twin(points) - second(points)).abs().max().item()
    demand(gap < 1e-6, f"the scores have changed by {gap:.1g}. What has to move with a unit?")
    share = distance(first, twin) / distance(first, second)
    said = f"the squared distance from the weights of first is {share:.2f} of what it was"
    demand(share < 0.36, f"{said}: does cost[i, j] compare all weights of unit i and unit j?")
    losses = [nn.functional.cross_entropy(second(points), labels)]
    for other in second, twin:
        middle = copy.deepcopy(first)
        for part, end in zip(middle.parameters(), other.parameters(), strict=True):
            part[:] = (part + end) / 2
        losses.append(nn.functional.cross_entropy(middle(points), labels))
    said = "the loss at the ends is {:.2f}, and halfway {:.2f}; reordered, {:.2f}".format(*losses)
    return f"{said}. So what did the two networks learn?"


@check
def check_5_5(learn, pairs_of_digits):
    """``learn(pairs, labels, frozen)`` trains 50 units to tell whether two digits are the same."""
    pairs, labels = pairs_of_digits(1500, 0, seed=1)
    new_pairs, new_labels = pairs_of_digits(2000, 1, seed=2)

    def network_and_layer(frozen, step=1):
        torch.manual_seed(1)  # for an answer that draws its weights as they come
        network = learn(pairs[::step], labels[::step], frozen)
        network = returned(network, nn.Module, "a network").double()
        size = sum(part.numel() for part in network.parameters())
        demand(size <= 6552, f"the network has {size:,} parameters; 50 units need 6,552.")
        layers = [part for part in network.modules() if isinstance(part, nn.Linear)]
        demand(layers and layers[0].in_features == 128, "does layer 1 read all 128 raw pixels?")
        return network, nn.utils.parameters_to_vector(layers[0].parameters())

    frozen, layer = network_and_layer(True)
    moved = not layer.equal(network_and_layer(True, step=15)[1])
    demand(not moved, "with frozen=True, layer 1 depends on the pairs: do weights or biases learn?")
    loss = nn.functional.cross_entropy(evaluate(frozen, pairs), labels)
    said = f"with frozen=True, the loss on its own pairs is {loss:.3f}, and guessing gives 0.693"
    demand(loss < 0.69, f"{said}. Was the output layer trained long enough, on frozen features?")
    free, free_layer = network_and_layer(False)
    demand(not free_layer.equal(layer), "with frozen=False, layer 1 has not moved.")
    own, reached = accuracy(free, pairs, labels), accuracy(free, new_pairs, new_labels)
    said = f"with frozen=False, the accuracy is {reached:.3f} on new pairs and {own:.3f} on its own"
    demand(reached > 0.8, f"{said}. Do its losses still fall at the end, or jump, or stand still?")
    raw = linear_accuracy(torch.clone, pairs, labels, new_pairs, new_labels)
    random = accuracy(frozen, new_pairs, new_labels)
    said = f"raw pixels {raw:.2f}, random features {random:.2f}, learned features {reached:.2f}"
    return f"{said}. What does a learned unit look for?"
