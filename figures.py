"""Learn the features: figures that show what is inside a model."""

import math

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator
from torch import nn

from helpers import evaluate, make_grid, require


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
        require(kind in styles, f"a step is a value, fixed or trainable, not {kind!r:.40}.")
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
    p ``titles``, the maps are numbered from 0. They share one scale, centred at zero, in the
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
    # Lengths and right angles are those of the picture, also where the axes differ in scale.
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
