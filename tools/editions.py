"""Write the address of this copy into its files, and derive the other editions of the notebooks.

    python tools/editions.py [--repository OWNER/NAME] [--ref REF]   --repository none: no address
    python tools/editions.py --homework                              write the homework as well

The lecture, notebooks/lecture.ipynb, is made of the cells tagged "lecture" and of the words in
tools/lecture.md. In the live edition, notebooks/live, each cell tagged "live" keeps only its
comments, and the answer is folded away below; there and in the lecture, what answers a question to
vote on is folded, too. The homework, which git ignores, has neither hints nor solutions.
"""

import argparse
import copy
import re
import symtable
import sys
import textwrap
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r'^REPOSITORY, REF = "(.*?)", "(.*?)"', re.M)
LINKS = re.compile(r"(<!-- links of this copy -->\n).*?(<!-- end of links -->)", re.S)
BADGE = "https://colab.research.google.com/assets/colab-badge.svg"
COMPLETE, LIVE, HOMEWORK = "notebooks", "notebooks/live", "homework"  # folders
LECTURE = "lecture.ipynb"
BELOW_THE_TITLE = {
    COMPLETE: "The complete edition · the same notebook [for coding live](live/{})",
    LIVE: "The edition for coding live · the same notebook [with all answers](../{})",
    HOMEWORK: "Homework: the exercises come without hints and solutions",
}


def read(path):
    """A notebook without what Colab and Jupyter add when they save it."""
    notebook = nbformat.read(path, as_version=4)
    notebook.nbformat_minor = 5
    for key in ("colab", "widgets", "accelerator", "gpuClass"):
        notebook.metadata.pop(key, None)
    for cell in notebook.cells:
        cell.setdefault("id", cell.metadata.pop("id", None))  # Colab moves it there
        for key in ("outputId", "colab", "executionInfo", "execution", "collapsed"):
            cell.metadata.pop(key, None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("application/vnd.google.colaboratory.intrinsic+json", None)
    return notebook


def sources(root):
    """The paths of the complete notebooks."""
    return sorted((root / COMPLETE).glob("0*.ipynb"))


def address(root):
    """The repository, OWNER/NAME or "", and the branch or tag that stand in the first notebook."""
    return ADDRESS.search("\n".join(cell.source for cell in read(sources(root)[0]).cells)).groups()


def colab(repository, ref, path, what=""):
    """A badge that opens a file of the repository in Colab."""
    target = f"https://colab.research.google.com/github/{repository}/blob/{ref}/{path}"
    return f"[![Open {what}in Colab]({BADGE})]({target})"


def tagged(cell, *tags):
    """Whether a cell has one of the tags."""
    return any(tag in cell.metadata.get("tags", []) for tag in tags)


def lecture(root):
    """The notebook of the lecture, with the outputs that its cells have where they come from."""
    words = (root / "tools" / "lecture.md").read_text("utf-8")
    title, *parts = re.split(r"^<!-- before (.+) -->\n", words, flags=re.M)
    before = dict(zip(parts[::2], parts[1::2], strict=True))  # a cell's id: what to say before it
    notebooks = [read(path) for path in sources(root)]
    first = notebooks[0].cells
    setup = next(cell for cell in first if cell.cell_type == "code")
    imports = before.pop("the first cell").strip().removeprefix("```python").removesuffix("```")
    cells = [nbformat.v4.new_markdown_cell(title.strip(), id="title")]
    cells += [next(cell for cell in first if tagged(cell, "badges")), setup]
    cells.append(nbformat.v4.new_code_cell(imports.strip(), id="imports"))
    for cell in (cell for notebook in notebooks for cell in notebook.cells):
        if tagged(cell, "lecture"):
            if text := before.pop(cell.id, ""):
                cells.append(nbformat.v4.new_markdown_cell(text.strip(), id=f"before-{cell.id}"))
            cells.append(cell)
    if before:
        sys.exit(f"No cell of the lecture has the id {', '.join(before)}.")
    for count, cell in enumerate((c for c in cells if c.cell_type == "code"), start=1):
        cell.execution_count = count
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
            heading, text = re.match(r"(#.*\n+)?(.*)", cell.source, re.S).groups()
            fold = "<details>\n<summary>What happened</summary>\n\n{}\n\n</details>"
            cell.source, asked = (heading or "") + fold.format(text), False
        if asked and cell.cell_type == "code" and not tagged(cell, "live"):
            cell.metadata.setdefault("jupyter", {})["outputs_hidden"] = True
        asked = asked or (cell.cell_type == "markdown" and "> **A** " in cell.source)


def names(source, scope="module"):
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
        if tagged(cell, "live"):
            blank, wanted = copy.deepcopy(cell), needed(cells, place)
            comments = [line for line in cell.source.splitlines() if line.startswith("#")]
            blank.id, blank.source = f"{cell.id}-blank", "\n".join(comments) + "\n"
            blank.metadata.tags = [*cell.metadata.tags, "raises-exception"]  # Run All goes on
            yield blank
            code = textwrap.indent(cell.source, "    ")
            answer = ANSWER.format(id=cell.id, names=wanted, code=code)
            cell.source = answer if wanted else f"# @title Answer\n{cell.source}"
            cell.metadata |= {"cellView": "form", "jupyter": {"source_hidden": True}}
            cell.metadata |= {"tags": ["answer"], "slideshow": {"slide_type": "skip"}}
        yield cell


def edition(path, folder, repository, ref):
    """The notebook at a path as it should be in a folder, with the address of the copy."""
    is_lecture = path.name == LECTURE
    notebook = lecture(path.parents[1]) if is_lecture else read(path)
    if is_lecture or folder == LIVE:
        fold_answers(notebook.cells)
    if folder in (LIVE, HOMEWORK):  # a class types in these
        notebook.metadata.colab = {"generative_ai_disabled": True, "toc_visible": True}
    if folder == LIVE:
        notebook.cells = list(fill_in_live(notebook.cells))
    if folder == HOMEWORK:
        notebook.cells = [c for c in notebook.cells if "<summary>Hint</summary>" not in c.source]
    for cell in notebook.cells:
        cell.source = ADDRESS.sub(f'REPOSITORY, REF = "{repository}", "{ref}"', cell.source)
        if "badges" in cell.metadata.get("tags", []):
            cell.source = BELOW_THE_TITLE[folder].format(path.name)
            if repository and folder != HOMEWORK:  # which is not in the repository
                cell.source = f"{colab(repository, ref, f'{folder}/{path.name}')} · {cell.source}"
    return notebook


def readme_links(repository, ref, notebooks):
    """What the README says about opening this copy in Colab; notebooks by their file's name."""
    if not repository:
        return (
            "Download this repository and unpack it. In [Colab](https://colab.research.google.com/),\n"
            "choose *File > Upload notebook*, open the list of files (folder icon on the left),\n"
            "and drop `helpers.py`, `figures.py`, `controls.py` and `checks.py` there.\n"
        )
    text = "There is nothing to install.\n\n| notebook | complete | live |\n|---|---|---|\n"
    for name, notebook in notebooks.items():
        title = notebook.cells[0].source.partition("\n")[0].removeprefix("# ")
        complete = colab(repository, ref, f"{COMPLETE}/{name}", f"{title} ")
        live = colab(repository, ref, f"{LIVE}/{name}", f"{title}, live, ")
        text += f"| {title} | {complete} | {live} |\n"
    binder = f"https://mybinder.org/v2/gh/{repository}/{ref}?urlpath=lab/tree/{COMPLETE}"
    return f"{text}\n[Binder]({binder}) needs no account, but takes some minutes to start.\n"


def derived(root, repository, ref, folders=(COMPLETE, LIVE)):
    """The text of every file that holds the address or is derived, by its path."""
    texts, paths = {}, [*sources(root), root / COMPLETE / LECTURE]
    notebooks = {path.name: edition(path, COMPLETE, repository, ref) for path in paths}
    for folder in folders:
        for path in paths[: -1 if folder == HOMEWORK else None]:
            notebook = edition(path, folder, repository, ref)
            texts[root / folder / path.name] = nbformat.writes(notebook) + "\n"
    readme, links = root / "README.md", readme_links(repository, ref, notebooks)
    texts[readme] = LINKS.sub(rf"\1{links}\2", readme.read_text("utf-8"))
    return texts


def main(arguments=None, root=ROOT):
    """Write the files that are not as they should be, and name them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repository", help="OWNER/NAME on GitHub, or none")
    parser.add_argument("--ref", help="branch or tag; for another repository, main by default")
    parser.add_argument("--homework", action="store_true", help="write homework as well")
    chosen = parser.parse_args(arguments)
    here, ref = address(root)
    repository = (chosen.repository or here).removeprefix("https://github.com/")
    ref = chosen.ref or (ref if repository == here else "main")
    if not re.fullmatch(r"[\w-]+/[\w.-]*[\w-]|none|", repository, re.ASCII):
        sys.exit(f"{repository!r} is not OWNER/NAME of a repository on GitHub.")
    if not re.fullmatch(r"(?!.*(\.\.|//|/\.|\.lock$))[\w./-]*\w", ref, re.ASCII) or ref[0] in "-./":
        sys.exit(f"{ref!r} is not a branch or tag with a plain name such as autumn-2026.")
    if repository == "none":
        repository = ""
    folders = (COMPLETE, LIVE, HOMEWORK) if chosen.homework else (COMPLETE, LIVE)
    for path, text in derived(root, repository, ref, folders).items():
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
            print(f"written: {path.relative_to(root)}")
    parts = minutes(lecture(root).cells)
    said = ", ".join(f"{part} {value:.0f}" for part, value in parts.items())
    print(f"The lecture takes {sum(parts.values()):.0f} minutes: {said}.")


if __name__ == "__main__":
    main()
