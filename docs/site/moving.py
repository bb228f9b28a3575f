"""Figures with controls that move without a kernel: each state is a picture, drawn beforehand.

`drawn` runs a notebook up to its last figure with controls, in a kernel where `record` makes these
figures draw their states instead of showing widgets. The first controls that have at most 40 states
together can be moved on the page; the others keep the values that they start with.
"""

import html
import itertools
import json
import math
from pathlib import Path
from unittest import mock

import nbformat
from nbclient import NotebookClient

PICTURES = 40  # of one figure, at most
RECORD = "import sys; sys.path[:0] = {!r}; import moving; moving.record({!r})"
FORM = """<form class="moving" autocomplete="off" data-name="{name}" data-readings="{readings}">
{fields}<img loading="lazy" src="{name}{first}.webp" alt="{words}"
width="{width}" height="{height}"><p role="status">{words}</p>{more}</form>"""


def drawn(path, folder):
    """The outputs of the cells with figures that move, by the cells' ids; pictures go to folder."""
    notebook = nbformat.read(path, as_version=4)
    cells = notebook.cells
    moving = [c for c in cells if c.cell_type == "code" and "\nexplore(" in "\n" + c.source]
    if not moving:
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    here = Path(__file__).parent
    record = RECORD.format([str(here), str(here.parent.parent)], str(folder / path.stem))
    notebook.cells = [nbformat.v4.new_code_cell(record), *cells[: cells.index(moving[-1]) + 1]]
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, resources=resources).execute()
    return {cell.id: cell.outputs for cell in moving}


def record(stem):
    """From now on `explore` draws all states, into files whose names begin with stem."""
    from IPython.display import HTML, display

    import controls

    explore, numbers = controls.explore, itertools.count(1)

    def recorded(*args, **kwargs):
        def show(explorer):
            display(HTML(form(explorer, f"{stem}-{next(numbers)}-")))

        with mock.patch.object(controls.Explorer, "display", show):
            explore(*args, **kwargs)

    controls.explore = recorded


def form(explorer, stem):
    """Draw all states, and return the form that chooses between them."""
    moved, fixed = {}, []
    for control in explorer.controls.values():
        control.unobserve(explorer.update, names="value")
        start, found = control.value, choices(control)
        control.value = start
        if math.prod(map(len, moved.values())) * len(found) <= PICTURES:
            moved[control] = found
        else:
            fixed.append(control.description)
    fields = "".join(field(control, found) for control, found in moved.items())
    start, readings = [control.value for control in moved], []
    for state, chosen in enumerate(itertools.product(*moved.values())):
        for control, (_, value) in zip(moved, chosen, strict=True):
            control.value = value
        image, reading = next(explorer.play())
        image.convert("RGB").save(f"{stem}{state}.webp", quality=80, method=6)
        readings.append(reading)
        if [value for _, value in chosen] == start:
            first = state
    return FORM.format(
        name=f"../_images/{Path(stem).name}",  # as seen from the page
        readings=html.escape(json.dumps(readings)),
        fields=fields,
        first=first,
        words=html.escape(readings[first]),
        width=round(explorer.width),
        height=round(explorer.width * image.height / image.width),
        more=f"<p>In the notebook you can also choose: {', '.join(fixed)}.</p>" * bool(fixed),
    )


def choices(control):
    """What a control can be set to, each with its name."""
    if hasattr(control, "step"):
        count = int((control.max - control.min) / control.step + 1e-9) + 1
        values = [round(control.min + k * control.step, 9) for k in range(count)]
        return [(f"{value:g}", value) for value in values]
    if not hasattr(control, "options"):
        return [("no", False), ("yes", True)]
    found = []
    for place in range(len(control.options)):
        control.index = place
        found.append((control.label, control.value))
    return found


def field(control, choices):
    """A slider or a menu, with its label."""
    name, start = control.description, control.value
    if hasattr(control, "step"):
        limits = f'min="{control.min}" max="{control.max}" step="{control.step}" value="{start}"'
        return f'<label>{name} <input type="range" {limits}> <span>{start}</span></label>\n'
    options = [
        f"<option{' selected' * (value == start)}>{html.escape(label)}</option>"
        for label, value in choices
    ]
    return f"<label>{name} <select>{''.join(options)}</select></label>\n"
