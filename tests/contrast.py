"""Figures in which something is too pale: words below 4.5 to 1, lines and markers below 3 to 1.

In a run of pytest --nbval each figure that a notebook draws is looked at, and what falls short is a
line on stderr, so that its cell fails. What lies behind an artist is taken from a picture that
holds only areas: shading, images, bars. What has the gid "decoration" may be pale, and so may the
marks and grid lines of an axis.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from matplotlib.axis import Tick
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.contour import ContourSet
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Patch, Rectangle
from matplotlib.spines import Spine
from matplotlib.text import Text

WORDS, LINES = 4.5, 3.0  # WCAG 2.1, criteria 1.4.3 and 1.4.11
SHARE = 0.9  # of a line, which may cross a dark spot


def luminance(rgb):
    """Relative luminance of colours, (..., 3), each channel from 0 to 1."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(colour, behind):
    """Contrast of a colour, RGBA, on colours behind it, (n, 3): between 1 and 21, (n,)."""
    *rgb, alpha = to_rgba(colour)
    pair = luminance(alpha * np.array(rgb) + (1 - alpha) * behind), luminance(behind)
    return (np.maximum(*pair) + 0.05) / (np.minimum(*pair) + 0.05)


def artists(artist):
    """An artist and all that are drawn within it."""
    if artist.get_visible() and artist.get_gid() != "decoration":
        yield artist
        arrow = getattr(artist, "arrow_patch", None)  # of an annotation
        for child in [*artist.get_children(), *([arrow] if arrow else [])]:
            bare = not getattr(artist, "axison", True) and child in (artist.xaxis, artist.yaxis)
            mark = isinstance(artist, Tick) and isinstance(child, Line2D)  # or a grid line
            if not bare and not mark:
                yield from artists(child)


def is_line_or_word(artist):
    """Whether this is hidden, so that what lies behind it is seen."""
    if isinstance(artist, ContourSet):
        return not artist.filled
    if isinstance(artist, Patch) and not artist.get_fill():
        return True
    kinds = (Text, Line2D, LineCollection, PathCollection, FancyArrowPatch, Spine)
    return isinstance(artist, kinds)


def areas(fig):
    """A picture of the figure without lines and words, (height, width, 3)."""
    each_artist, engine = fig.findobj(), fig.get_layout_engine()
    # An older matplotlib cannot draw a dashed line without width.
    edged = [p for p in each_artist if isinstance(p, Patch) and p.get_linestyle() == "solid"]
    hidden = [a for a in each_artist if is_line_or_word(a) and a.get_visible()]
    changes = [  # what to call, with what while the areas are drawn, and with what afterwards
        (fig.set_layout_engine, "none", engine),  # nothing moves while the words are away
        *((each.set_visible, False, True) for each in hidden),
        *((each.set_animated, False, True) for each in each_artist if each.get_animated()),
        *((each.set_linewidth, 0, each.get_linewidth()) for each in edged),
    ]
    renderer = RendererAgg(*fig.canvas.get_width_height(), fig.dpi)
    try:
        for change, meanwhile, _ in changes:
            change(meanwhile)
        fig.draw(renderer)
    finally:
        for change, _, before in changes:
            change(before)
    rgba = np.asarray(renderer.buffer_rgba()) / 255
    return rgba[..., :3] * rgba[..., 3:] + 1 - rgba[..., 3:]


def behind(picture, artist, points):
    """The colours at points (n, 2), in pixels, where the artist is not cut off."""
    box = artist.axes.bbox if artist.axes and artist.get_clip_on() else artist.figure.bbox
    inside = (points >= box.min - 1).all(axis=1) & (points <= box.max + 1).all(axis=1)
    x, y = points[inside].astype(int).T
    height, width, _ = picture.shape
    return picture[(height - 1 - y).clip(0, height - 1), x.clip(0, width - 1)]


def along(path, transform):
    """Points a few pixels apart along a path, (n, 2)."""
    corners = transform.transform_path(path).interpolated(1).vertices
    corners = corners[np.isfinite(corners).all(axis=1)].clip(-5000, 5000)
    if len(corners) < 2:
        return corners
    steps = np.r_[0, np.hypot(*np.diff(corners, axis=0).T).cumsum()]
    every = np.arange(0, steps[-1], 3)
    return np.column_stack([np.interp(every, steps, side) for side in corners.T])


def places(artist, picture):
    """What an artist shows: triples of colours of which one is enough, what is behind, and need."""
    none = (0, 0, 0, 0)
    if isinstance(artist, Text):
        if artist.get_text().strip():
            box = artist.get_window_extent()
            x, y = np.meshgrid(np.linspace(box.x0, box.x1, 20), np.linspace(box.y0, box.y1, 5))
            colours = behind(picture, artist, np.column_stack([x.ravel(), y.ravel()]))
            if artist.get_bbox_patch():
                colours = np.array([artist.get_bbox_patch().get_facecolor()[:3]])
            yield [artist.get_color()], colours, WORDS
    elif isinstance(artist, Spine):
        yield [artist.get_edgecolor()], np.array([to_rgba(artist.axes.get_facecolor())[:3]]), LINES
    elif isinstance(artist, Line2D):
        points = along(artist.get_path(), artist.get_transform())
        if artist.get_linestyle() not in ("None", "none", " ", ""):
            colour = to_rgba(artist.get_color(), artist.get_alpha())
            yield [colour], behind(picture, artist, points), LINES
        elif artist.get_marker() not in ("None", "none", " ", ""):
            both = artist.get_markerfacecolor(), artist.get_markeredgecolor()
            both = [none if colour == "none" else to_rgba(colour) for colour in both]
            spots = artist.get_transform().transform(artist.get_xydata())
            yield both, behind(picture, artist, spots), LINES
    elif isinstance(artist, PathCollection):
        spots = artist.get_offset_transform().transform(artist.get_offsets())
        faces, edges = (
            each if len(each) else np.array([none])
            for each in (artist.get_facecolor(), artist.get_edgecolor())
        )
        for k in range(max(len(faces), len(edges))):
            both = [faces[k % len(faces)], edges[k % len(edges)]]
            own = spots[k : k + 1] if len(faces) > 1 else spots
            yield both, behind(picture, artist, own), LINES
    elif isinstance(artist, FancyArrowPatch):
        middle = np.mean(artist.get_window_extent().get_points(), axis=0, keepdims=True)
        yield [artist.get_edgecolor()], behind(picture, artist, middle), LINES
    elif is_line_or_word(artist):
        several = hasattr(artist, "get_paths")
        paths = artist.get_paths() if several else [artist.get_path()]
        colours = artist.get_edgecolor() if several else [artist.get_edgecolor()]
        for k, path in enumerate(paths):
            points = along(path, artist.get_transform())
            yield [colours[k % len(colours)]], behind(picture, artist, points), LINES
    elif isinstance(artist, Rectangle) and artist.axes and artist is not artist.axes.patch:
        page = np.array([to_rgba(artist.axes.get_facecolor())[:3]])
        edge = artist.get_edgecolor() if artist.get_linewidth() else none
        yield [artist.get_facecolor(), edge], page, LINES


def too_pale(fig):
    """One line for each artist of a figure, drawn before, that has too little contrast."""
    picture, found = areas(fig), []
    for artist in artists(fig):
        worst = []
        for colours, colours_behind, needed in places(artist, picture):
            if len(colours_behind):
                reached = np.max([contrast(c, colours_behind) for c in colours], axis=0)
                value = np.quantile(reached, 1 - SHARE)
                if value < needed - 0.01:
                    at = np.abs(reached - value).argmin()
                    worst.append((value, needed, to_hex(colours[0]), to_hex(colours_behind[at])))
        if worst:
            value, needed, colour, on = min(worst)
            what = artist.get_text() if isinstance(artist, Text) else artist.get_label()
            kind = type(artist).__name__
            found.append(f"{kind} {what}: {colour} on {on} is {value:.1f} to 1, not {needed}")
    return found


def watch():
    """From now on say on stderr what is too pale in a figure that is drawn."""
    draw = FigureCanvasAgg.draw

    def draw_and_look(canvas):
        draw(canvas)
        for line in too_pale(canvas.figure):
            print(line, file=sys.stderr)

    FigureCanvasAgg.draw = draw_and_look


def pytest_configure(config):
    """Let the kernels of this run watch: IPython runs what it finds in a folder at the start."""
    folder = TemporaryDirectory()
    config.add_cleanup(folder.cleanup)
    startup = Path(folder.name, "profile_default", "startup")
    startup.mkdir(parents=True)
    here = str(Path(__file__).resolve())
    (startup / "watch.py").write_text(f"import runpy; runpy.run_path({here!r})['watch']()\n")
    os.environ["IPYTHONDIR"] = folder.name
