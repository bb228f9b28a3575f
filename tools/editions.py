"""Write the address of this copy into its files, and derive the other editions of the notebooks.

    python tools/editions.py [--repository OWNER/NAME] [--ref REF]   --repository none: no address
    python tools/editions.py --homework                              write the homework as well

tools/lecture.py says what the lecture, notebooks/lecture.ipynb, and the live editions are made of.
The homework, which git ignores, has neither hints nor solutions.
"""

import argparse
import re
import sys
from pathlib import Path

import nbformat

from lecture import fill_in_live, fold_answers, lecture, minutes

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r'^REPOSITORY, REF = "(.*?)", "(.*?)"', re.M)
LINKS = re.compile(r"(<!-- links of this copy -->\n).*?(<!-- end of links -->)", re.S)
BADGE = "https://colab.research.google.com/assets/colab-badge.svg"
COMPLETE, LIVE, HOMEWORK = "notebooks", "notebooks/live", "homework"  # folders
LECTURE = "lecture.ipynb"
BELOW_THE_TITLE = {
    COMPLETE: "The complete edition · the same notebook [for live coding](live/{})",
    LIVE: "The live edition, for typing in class · the same notebook [with all answers](../{})",
    HOMEWORK: "Homework: the exercises come without hints or solutions",
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


def make_lecture(root):
    """The notebook of the lecture, from the complete notebooks and its own words."""
    words = (root / "tools" / "lecture.md").read_text("utf-8")
    return lecture(words, [read(path) for path in sources(root)])


def edition(path, folder, repository, ref):
    """The notebook at a path as it should be in a folder, with the address of the copy."""
    notebook = make_lecture(path.parents[1]) if path.name == LECTURE else read(path)
    if path.name == LECTURE or folder == LIVE:
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
            "This copy has no public address yet. Download and unpack it. In\n"
            "[Colab](https://colab.research.google.com/), choose *File > Upload notebook* and\n"
            "take one from `notebooks`. Open the list of files (folder icon on the left), and\n"
            "drop `helpers.py`, `figures.py`, `controls.py` and `checks.py` there, under\n"
            "these names. Teachers: [Handing it out](#handing-it-out) reduces this to one click.\n"
        )
    text = "There is nothing to install.\n\n| notebook | complete | live |\n|---|---|---|\n"
    for name, notebook in notebooks.items():
        title = notebook.cells[0].source.partition("\n")[0].removeprefix("# ")
        complete = colab(repository, ref, f"{COMPLETE}/{name}", f"{title} ")
        live = colab(repository, ref, f"{LIVE}/{name}", f"{title}, live, ")
        text += f"| {title} | {complete} | {live} |\n"
    binder = f"https://mybinder.org/v2/gh/{repository}/{ref}?urlpath=lab/tree/{COMPLETE}"
    return f"{text}\n[Binder]({binder}) needs no account, but takes minutes to start.\n"


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
        why = "the only host that Colab opens; copies elsewhere are handed out as files"
        sys.exit(f"{repository!r} is not OWNER/NAME of a repository on GitHub, {why}.")
    if not re.fullmatch(r"(?!.*(\.\.|//|/\.|\.lock$))[\w./-]*\w", ref, re.ASCII) or ref[0] in "-./":
        sys.exit(f"{ref!r} is not a branch or tag with a plain name such as autumn-2026.")
    repository = "" if repository == "none" else repository
    folders = (COMPLETE, LIVE, HOMEWORK) if chosen.homework else (COMPLETE, LIVE)
    for path, text in derived(root, repository, ref, folders).items():
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
            print(f"written: {path.relative_to(root)}")
    parts = minutes(make_lecture(root).cells)
    said = ", ".join(f"{part} {value:.0f}" for part, value in parts.items())
    print(f"The lecture takes {sum(parts.values()):.0f} minutes: {said}.")


if __name__ == "__main__":
    main()
