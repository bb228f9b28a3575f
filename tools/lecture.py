"""The lecture and the live editions: what is shown, voted on and typed, and how long it takes.

The lecture is made of the cells tagged "lecture" and of the words in lecture.md. In a live edition
each cell tagged "live" keeps only its comments, the prompt from which it is typed, and the answer
is folded away below. There and in the lecture, what answers a question to vote on is folded, too.
"""

import copy
import re
import symtable
import textwrap

import nbformat

# JupyterLab moves on to the next cell before a figure is there. This scrolls to each new figure.
SCRIPT = """<script>
new MutationObserver(() => document.querySelectorAll(".jp-OutputArea-output img").forEach((img) => {
  const show = () => img.closest(".jp-Cell-outputWrapper").scrollIntoView({ block: "nearest" });
  if (!img.dataset.seen) { img.dataset.seen = true; setTimeout(show, 100); }
})).observe(document.body, { childList: true, subtree: true });
</script>"""
IN_VIEW = '''# @title In JupyterLab: keep figures in view
from IPython.display import display

script = """{0}"""
display({{"text/html": script, "text/plain": "figures stay in view"}}, raw=True)'''


def figures_in_view():
    """A cell that keeps figures in view, with its output."""
    data = {"text/html": SCRIPT, "text/plain": "figures stay in view"}
    metadata = {"cellView": "form", "jupyter": {"source_hidden": True}}
    cell = nbformat.v4.new_code_cell(
        IN_VIEW.format(SCRIPT), id="figures-in-view", metadata=metadata
    )
    cell.outputs = [nbformat.v4.new_output("display_data", data=data)]
    return cell


def tagged(cell, *tags):
    """Whether a cell has one of the tags."""
    return any(tag in cell.metadata.get("tags", []) for tag in tags)


def lecture(words, notebooks):
    """The notebook of the lecture, with the outputs that its cells have where they come from.

    ``words`` begins with the title and says what stands before which cell, by its id.
    """
    title, *parts = re.split(r"^<!-- before (.+) -->\n", words, flags=re.M)
    before = dict(zip(parts[::2], parts[1::2], strict=True))
    first = notebooks[0].cells
    setup = next(cell for cell in first if cell.cell_type == "code")
    imports = before.pop("the first cell").strip().removeprefix("```python").removesuffix("```")
    cells = [nbformat.v4.new_markdown_cell(title.strip(), id="title")]
    cells += [next(cell for cell in first if tagged(cell, "badges")), setup]
    cells += [nbformat.v4.new_code_cell(imports.strip(), id="imports"), figures_in_view()]
    end = nbformat.v4.new_markdown_cell(before.pop("the end").strip(), id="end")
    for cell in (cell for notebook in notebooks for cell in notebook.cells):
        if tagged(cell, "lecture"):
            if text := before.pop(cell.id, ""):
                cells.append(nbformat.v4.new_markdown_cell(text.strip(), id=f"before-{cell.id}"))
            if not tagged(cell, "typed"):  # typed only where a notebook is taught whole
                cell.metadata.tags = [tag for tag in cell.metadata.tags if tag != "live"]
            cells.append(cell)
    cells.append(end)
    assert not before, f"No cell of the lecture has the id {', '.join(before)}."
    for count, cell in enumerate((c for c in cells if c.cell_type == "code"), start=1):
        cell.execution_count = count
    cells[3].metadata.slideshow = cells[4].metadata.slideshow = {"slide_type": "skip"}
    for cell in cells:
        kind = "slide" if cell.source.startswith("#") and cell.cell_type == "markdown" else "-"
        cell.metadata.setdefault("slideshow", {"slide_type": kind})
    return nbformat.v4.new_notebook(cells=cells, metadata=notebooks[0].metadata)


def minutes(cells):
    """How long a lecture takes: text read aloud, code typed, votes taken, figures looked at."""
    text = sum(len(cell.source.split()) for cell in cells if cell.cell_type == "markdown")
    lines = [line for cell in cells if tagged(cell, "live") for line in cell.source.splitlines()]
    typed = sum(len(line.strip()) for line in lines if not line.startswith("#"))
    votes = sum("> **A** " in cell.source for cell in cells)
    shown = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    figures = sum("image/png" in data for data in shown)
    parts = {"text": text / 130, "typing": typed / 5 / 25, "votes": 1.25 * votes}
    return parts | {"figures": 0.75 * figures}


def fold_answers(cells):
    """Fold what comes after each question to vote on: what given cells show, and the next text."""
    asked = False
    for cell in cells:
        if asked and cell.cell_type == "markdown":
            parts = r"(#[^\n]*\n+)?(.*?)\s*(> \*\*Predict\.\*\*.*)?$"
            heading, text, question = re.match(parts, cell.source, re.S).groups()
            fold = f"<details>\n<summary>What happened</summary>\n\n{text}\n\n</details>"
            cell.source = (heading or "") + fold + (f"\n\n{question}" if question else "")
            asked = False
        if asked and cell.cell_type == "code" and not tagged(cell, "live"):
            cell.metadata.setdefault("jupyter", {})["outputs_hidden"] = True
        asked = asked or (cell.cell_type == "markdown" and "> **A** " in cell.source)


def names(source):
    """The names that the code of a cell binds, and those it takes from other cells."""
    bound, used, tables = set(), set(), [symtable.symtable(source, "cell", "exec")]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            if table.get_type() != "module":
                used |= {symbol.get_name()} if symbol.is_global() else set()
            elif symbol.is_assigned() or symbol.is_imported():
                bound.add(symbol.get_name())
            else:
                used.add(symbol.get_name())
    return bound, used - bound


def needed(cells, place):
    """The names that a cell binds and later ones take from it, in alphabetical order."""
    found, (own, _) = set(), names(cells[place].source)
    for cell in cells[place + 1 :]:
        if cell.cell_type == "code":
            bound, used = names(cell.source)
            found |= own & used
            own = own - bound
    return sorted(found)


# An answer keeps what was typed, unless a name is missing; a second run takes the answer.
ANSWER = """# @title Answer
typed, offered = {names}, globals().setdefault("offered", [])
if "{id}" not in offered and all(name in globals() for name in typed):
    offered.append("{id}")
    print("Kept what you typed:", *typed, "(run this cell again to take the answer)")
else:
{code}"""


def fill_in_live(cells):
    """The cells without outputs; each one tagged "live" is emptied, and its answer follows."""
    for place, cell in enumerate(list(cells)):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            # With this tag Run All reaches the end, whatever has been typed.
            cell.metadata.tags = sorted({*cell.metadata.get("tags", []), "raises-exception"})
        if tagged(cell, "live"):
            blank, wanted = copy.deepcopy(cell), needed(cells, place)
            comments = [line for line in cell.source.splitlines() if line.startswith("#")]
            blank.id, blank.source = f"{cell.id}-blank", "\n".join(comments) + "\n"
            yield blank
            code = textwrap.indent(cell.source, "    ")
            answer = ANSWER.format(id=cell.id, names=wanted, code=code)
            cell.source = answer if wanted else f"# @title Answer\n{cell.source}"
            cell.metadata |= {"cellView": "form", "jupyter": {"source_hidden": True}}
            cell.metadata.slideshow = {"slide_type": "skip"}
            cell.metadata.tags = ["answer", "raises-exception"]
        yield cell
