"""Learn the features, third edition: figures that show what is inside a model."""

import math

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.ticker import MaxNLocator
from torch import nn

from helpers import CLASS_STYLE, evaluate, make_grid, require, scatter_data


def draw_graph(steps, ax):
    """Draw a computational graph from left to right (notebook 1).

    ``steps`` is a list of (label, kind) pairs, where labels may hold math. A "value" is drawn as a
    circle, a "fixed" operation, which never changes, as a grey box, and a "trainable" one, which
    training can change, as a heavy coloured box.
    """
    styles = {
        "value": {"boxstyle": "circle,pad=0.35", "fc": "white", "ec": "k"},
        "fixed": {"boxstyle": "round,pad=0.5", "fc": "0.88", "ec": "0.4"},
        "trainable": {"boxstyle": "round,pad=0.5", "fc": "#cfe3f7", "ec": "#1f5fa8", "lw": 2.5},
    }
    for _, kind in steps:
        require(kind in styles, f"a kind is value, fixed or trainable, not {kind!r:.40}.")
    ax.set(xlim=(-0.6, len(steps) - 0.4), ylim=(-0.75, 0.75))
    ax.set_axis_off()
    middle, boxes = {"ha": "center", "va": "center"}, []
    for place, (text, kind) in enumerate(steps):
        label = ax.text(place, 0, text, fontsize=15, color="k", bbox=styles[kind], **middle)
        boxes.append(label.get_bbox_patch())
        if kind != "value":
            ax.text(place, -0.62, kind, **middle)
        if place:
            ink = plt.rcParams["text.color"]  # black, or white on a dark background
            arrow = {"arrowstyle": "-|>", "color": ink, "shrinkA": 2, "shrinkB": 2}
            arrow |= {"patchA": boxes[-2], "patchB": boxes[-1]}
            ax.annotate("", (place, 0), (place - 1, 0), arrowprops=arrow)


def plot_feature_maps(features, X, titles=None, n_columns=5, cmap="PuOr", label="value"):
    """Draw p functions of the plane side by side, and return the figure (notebook 2).

    ``features`` takes points (m, 2) and returns values (m, p); X, (n, 2), sets the window. Without
    ``titles``, the maps are numbered from 0. They share one scale, centred at zero, in the
    diverging colours ``cmap``. It covers 99% of all values; arrows at the ends of its bar, labelled
    ``label``, show that some lie beyond.
    """
    xx, yy, points = make_grid(X)
    values = evaluate(features, points).cpu().double().numpy()
    p = values.shape[1]
    require(1 <= p <= 200, f"between 1 and 200 maps can be drawn, not {p}.")
    titles = [str(unit) for unit in range(p)] if titles is None else list(titles)
    require(len(titles) == p, f"there must be {p} titles, one per map, not {len(titles)}.")
    columns = max(1, min(n_columns, p))
    rows = math.ceil(p / columns)
    side = min(2.9, 10 / columns)  # of a map, in inches
    size = (columns * side + 1.3, rows * (side + 0.2))
    fig, axes = plt.subplots(rows, columns, squeeze=False, figsize=size, layout="constrained")
    largest = np.abs(values).max() or 1.0
    top = np.percentile(np.abs(values), 99) or largest  # extreme corners would wash out the rest
    style = {"cmap": plt.get_cmap(cmap, 21), "vmin": -top, "vmax": top, "origin": "lower"}
    style |= {"interpolation": "bilinear", "interpolation_stage": "data"}
    style["extent"] = (xx.min(), xx.max(), yy.min(), yy.max())
    style["aspect"] = "equal" if 0.2 < np.ptp(xx) / np.ptp(yy) < 5 else "auto"
    for ax, title, value in zip(axes.flat, titles, values.T, strict=False):
        image = ax.imshow(value.reshape(xx.shape), **style)
        ax.set(title=title, xticks=[], yticks=[])
    for ax in axes.flat[p:]:
        ax.set_axis_off()
    bar = {"extend": "both" if top < largest else "neither", "shrink": 0.9, "aspect": 15}
    fig.colorbar(image, ax=axes, label=label, ticks=MaxNLocator(6), **bar)
    return fig


def plot_hinges(layer, ax):
    """Draw the hinge of each unit, the line where its pre-activation is 0 (notebook 3).

    A short arrow points to the side where the unit is on. ``layer`` is an ``nn.Linear(2, p)``, and
    ``ax`` keeps its limits. Returns the number of hinges that cross the picture.
    """
    fits = isinstance(layer, nn.Linear) and layer.in_features == 2
    require(fits, "layer must be an nn.Linear that takes the 2 coordinates of a point.")
    ax.autoscale(False)
    low, high = np.transpose([ax.get_xlim(), ax.get_ylim()])
    centre, drawn = (low + high) / 2, 0
    # Lengths and right angles are those of the picture, even where the axes differ in scale.
    unit_length = high - low if ax.get_aspect() == "auto" else np.full(2, (high - low).max())
    weights = layer.weight.detach().cpu().double().numpy()
    biases = np.zeros(len(weights)) if layer.bias is None else layer.bias.tolist()
    for unit, (w, b) in enumerate(zip(weights, biases, strict=True)):
        if not w.any():
            continue  # a unit with zero weights has no hinge
        b, w = w @ centre + b, w * unit_length
        across = w / np.hypot(*w)
        along = np.array([-across[1], across[0]])
        line = -b / np.hypot(*w) * across + np.linspace(-1.5, 1.5, 1001)[:, None] * along
        hinge = centre + line * unit_length
        inside = hinge[((low <= hinge) & (hinge <= high)).all(axis=1)]
        if len(inside):
            style = {"color": f"C{unit}", "linewidth": 2}
            ax.axline(hinge[0], hinge[-1], **style)
            foot = inside[len(inside) // 10]  # near one end, because points hide the middle
            tip, arrow = foot + 0.06 * across * unit_length, {"arrowstyle": "->", **style}
            ax.annotate("", tip, foot, arrowprops=arrow, annotation_clip=False)
            drawn += 1
    return drawn


def plot_hidden_space(model, X, y, ax):
    """Draw points in the coordinates of a model's last hidden layer (notebook 3).

    The model ends in an ``nn.Linear``, the output layer, and decides by the sign of the difference
    of its two scores, w·h + c, where h, (p,), holds the activations of the last hidden layer. On a
    plain ``ax``, this difference runs across, and the direction of largest variance among those
    orthogonal to w runs up. On an ``ax`` in 3-D each of three activations has an axis of its own.
    Either boundary is exact: the points X, (n, d), on the wrong side of it are those whose class y,
    (n,), the model gets wrong. Returns the share of points on the right side.
    """
    calls, modules = [], list(model.modules()) if isinstance(model, nn.Module) else []
    linear = [module for module in modules if isinstance(module, nn.Linear)]
    hooks = [layer.register_forward_hook(lambda *call: calls.append(call)) for layer in linear]
    try:
        scores = evaluate(model, X, y)
    finally:
        for hook in hooks:
            hook.remove()
    ends = bool(calls) and torch.equal(calls[-1][2], scores) and scores.shape[1] == 2
    require(ends, "the model must end in an nn.Linear that returns its two scores.")
    output_layer, (h,), _ = calls[-1]
    h, w = h.detach().cpu().double(), output_layer.weight.detach().cpu().double().diff(dim=0)[0]
    across = scores.cpu().double().diff(dim=1)[:, 0]
    if ax.name == "3d":
        require(len(w) == 3, f"a picture in 3-D needs 3 hidden units, not {len(w)}.")
        scatter_data(h, y, ax)
        plt.setp(ax.collections, depthshade=False)
        _draw_plane(w.numpy(), (across - h @ w).mean().item(), h.max().item(), ax)
    else:
        rest = h - h.mean(dim=0)
        rest = rest - torch.outer(rest @ w, w) / (w @ w).clamp_min(1e-300)
        up = torch.linalg.svd(rest, full_matrices=False)[2][0]
        up = up * up[up.abs().argmax()].sign()  # either sign would do, so take one
        scatter_data(torch.stack([across, h @ up], dim=1), y, ax)
        left, right = ax.get_xlim()
        style = {"alpha": 0.3, "zorder": -100, "linewidth": 0}
        colours = plt.get_cmap(CLASS_STYLE["cmap"])([0.25, 0.75])
        left, right = min(left, -0.1 * right), max(right, -0.1 * left)  # both sides in sight
        ax.axvspan(left, 0, color=colours[0], **style)
        ax.axvspan(0, right, color=colours[1], **style)
        ax.axvline(0, color=plt.rcParams["text.color"], linestyle="--", linewidth=2)
        ax.set(xlim=(left, right))
        ax.set(xlabel=r"$s_1 - s_0 = \mathbf{w} \cdot \mathbf{h} + c$", ylabel="largest spread")
    return ((across > 0).long() == y.cpu()).double().mean().item()


def _draw_plane(w, c, top, ax):
    """Draw the plane w·h + c = 0 within a cube from 0 to top, seen nearly edge-on."""
    solved = np.abs(w).argmax()  # the coordinate that the plane determines best
    a, b = np.meshgrid(*[np.linspace(0, top, 60)] * 2)
    place = np.empty((3, 60, 60))
    place[np.arange(3) != solved] = a, b
    others = np.delete(w, solved)
    place[solved] = -(c + others[0] * a + others[1] * b) / w[solved]
    place[:, (place[solved] < 0) | (place[solved] > top)] = np.nan
    ax.plot_wireframe(*place, color="0.3", linewidth=0.8, rcount=12, ccount=12)
    ax.view_init(elev=18, azim=math.degrees(math.atan2(w[1], w[0])) + 82)
    ax.set(xlim=(0, top), ylim=(0, top), zlim=(0, top), box_aspect=(1, 1, 1))
    ax.set(xlabel="$h_1$", ylabel="$h_2$", zlabel="$h_3$")
