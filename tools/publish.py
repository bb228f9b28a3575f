"""Write the address and the version of this copy into its files, and derive the live edition.

    python tools/publish.py                      the address is that of the remote "origin"
    python tools/publish.py --repository OWNER/NAME [--ref REF]
    python tools/publish.py --repository ""      no address, as the course is in a clone
    python tools/publish.py --check              change nothing, list what disagrees

The address goes into the badges (the cell tagged "badges") and the setup cell of each notebook and
into the README. The version is the one in helpers.py; it goes into the other modules and the setup
cells.
In the live edition, notebooks/live, each cell tagged "live" has become an empty one that keeps its
comments, followed by the answer, folded away. It has no outputs and is never edited by hand.
"""

import argparse
import copy
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import nbformat

ROOT = Path(__file__).resolve().parent.parent
SETUP = re.compile(r'^REPOSITORY, REF = "([^"]*)", "([^"]*)"', re.M)
VERSION = re.compile(r'\bVERSION = "([^"]*)"')
LINKS = re.compile(r"(<!-- links of this copy -->\n).*?(<!-- end of links -->)", re.S)
BADGE = "https://colab.research.google.com/assets/colab-badge.svg"


def origin():
    """OWNER/NAME of the remote "origin", if that is on GitHub."""
    command = ["git", "-C", str(ROOT), "remote", "get-url", "origin"]
    try:
        url = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.fullmatch(
        r"(?:https://|ssh://git@|git@)github\.com[/:]([^/]+/[^/]+?)(?:\.git)?/?", url
    )
    return found and found[1]


def written(root):
    """The repository and the branch, tag or commit that stand in the first notebook."""
    first = min((root / "notebooks").glob("0*.ipynb"))
    cells = nbformat.read(first, as_version=4).cells
    return next(found.groups() for cell in cells if (found := SETUP.search(cell.source)))


def checked(repository, ref):
    """The same, or one sentence."""
    if repository and not re.fullmatch(r"[\w.-]+/[\w.-]+", repository, re.ASCII):
        sys.exit(f"publish: {repository!r} is not OWNER/NAME of a repository on GitHub.")
    if not re.fullmatch(r"\w[\w./-]*", ref, re.ASCII):
        sys.exit(f"publish: {ref!r} is not the name of a branch, a tag or a commit.")
    return repository, ref


def with_version(text, version):
    """A text in which every line of the form VERSION = "..." states the version."""
    return VERSION.sub(f'VERSION = "{version}"', text)


def tags(cell):
    """The tags of a cell."""
    return cell.metadata.get("tags", [])


def colab(repository, ref, path):
    """A badge that opens a file of the repository in Colab."""
    target = f"https://colab.research.google.com/github/{repository}/blob/{ref}/{path}"
    return f"[![Open in Colab]({BADGE})]({target})"


def badges(repository, ref, name, live):
    """The line under the title of a notebook."""
    path = f"notebooks/{'live/' * live}{name}"
    other = f"[with all answers](../{name})" if live else f"[for coding live](live/{name})"
    this = "The edition for coding live" if live else "The complete edition"
    first = f"{colab(repository, ref, path)} · " if repository else ""
    return f"{first}{this} · the same notebook {other}"


def with_address(notebook, repository, ref, version, name, live=False):
    """A copy of a notebook with the address in its badges, and address and version in its setup."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if "badges" in tags(cell):
            cell.source = badges(repository, ref, name, live)
        elif SETUP.search(cell.source):
            address = f'REPOSITORY, REF = "{repository}", "{ref}"'
            cell.source = with_version(SETUP.sub(address, cell.source), version)
    return notebook


def live_edition(notebook):
    """A copy without outputs, in which cells tagged "live" are to be filled in."""
    edition = copy.deepcopy(notebook)
    cells, edition.cells = edition.cells, []
    for cell in cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if "live" in tags(cell):
            comments = [line for line in cell.source.splitlines() if line.startswith("#")]
            blank = copy.deepcopy(cell)
            blank.source = "\n".join(comments) + "\n"
            if "id" in cell:  # notebooks of format 4.4 and older have none
                blank.id = f"{cell.id}-blank"
            edition.cells.append(blank)
            cell.source = f"# @title Answer\n{cell.source}"
            cell.metadata |= {
                "cellView": "form",
                "jupyter": {"source_hidden": True},
                "tags": ["answer"],
                "slideshow": {"slide_type": "skip"},
            }
        edition.cells.append(cell)
    return edition


def readme_links(repository, ref, names):
    """What the README says about opening this copy."""
    if not repository:
        return (
            "Nothing to install. Once this copy has a public address, which\n"
            "`python tools/publish.py` writes, each notebook has a badge here that opens it.\n"
            "Until then, choose *File > Upload notebook* in\n"
            "[Colab](https://colab.research.google.com/) and put `engine.py`, `helpers.py` and\n"
            "`controls.py` beside it (folder icon on the left).\n"
        )
    lines = ["Nothing to install.", ""]
    lines += ["| notebook | complete | for coding live |", "|---|---|---|"]
    for name in names:
        both = [colab(repository, ref, f"notebooks/{folder}{name}") for folder in ("", "live/")]
        title = name.removesuffix(".ipynb").replace("_", " ")
        lines.append(f"| {title} | {both[0]} | {both[1]} |")
    first = f"lab/tree/notebooks/{names[0]}"
    binder = f"https://mybinder.org/v2/gh/{repository}/{ref}?urlpath={quote(first, '')}"
    name = repository.split("/")[1]
    pull = urlencode(
        {
            "repo": f"https://github.com/{repository}",
            "branch": ref,
            "urlpath": f"lab/tree/{name}/notebooks/{names[0]}",
        }
    )
    lines += ["", f"Without an account: [Binder]({binder}), which takes some minutes to start."]
    lines += ["On a JupyterHub with nbgitpuller, put its address before", ""]
    lines += ["```", f"/hub/user-redirect/git-pull?{pull}", "```"]
    return "\n".join(lines) + "\n"


def derived(root, repository, ref):
    """All files that depend on the address or the version, or are derived: path and text."""
    version = VERSION.search((root / "helpers.py").read_text("utf-8"))[1]
    modules = [root / "engine.py", root / "controls.py"]
    files = {path: with_version(path.read_text("utf-8"), version) for path in modules}
    paths = sorted((root / "notebooks").glob("0*.ipynb"))
    for path in paths:
        source = nbformat.read(path, as_version=4)
        here = repository, ref, version, path.name
        complete = with_address(source, *here)
        live = with_address(live_edition(source), *here, live=True)
        for target, notebook in ((path, complete), (path.parent / "live" / path.name, live)):
            nbformat.validate(notebook)
            files[target] = nbformat.writes(notebook) + "\n"
    readme = (root / "README.md").read_text("utf-8")
    links = readme_links(repository, ref, [path.name for path in paths])
    files[root / "README.md"] = LINKS.sub(lambda marks: f"{marks[1]}{links}{marks[2]}", readme)
    return files


def disagreeing(root, files):
    """Paths whose text is another, or that are missing or not derived any more."""
    there = {path: path.read_bytes() for path in files if path.is_file()}
    paths = [path for path, text in files.items() if there.get(path) != text.encode("utf-8")]
    return paths + [p for p in (root / "notebooks" / "live").glob("*.ipynb") if p not in files]


def write(path, text):
    """Write a file beside the old one and put it in its place, which is never half written."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(text.encode("utf-8"))
    os.replace(beside, path)


def main(arguments=None, root=ROOT):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repository", help="OWNER/NAME on GitHub; the remote origin by default")
    parser.add_argument("--ref", help="branch, tag or commit; the one that stands here by default")
    parser.add_argument("--check", action="store_true", help="change nothing, list what disagrees")
    chosen = parser.parse_args(arguments)
    here, version = written(root)
    repository = chosen.repository if chosen.repository is not None else origin()
    if repository is None and not chosen.check:
        print("No remote origin on GitHub: the address stays. --repository OWNER/NAME sets it.")
    repository, ref = checked(here if repository is None else repository, chosen.ref or version)
    files = derived(root, repository, ref)
    wrong = disagreeing(root, files)
    for path in wrong:
        print(f"{'disagrees' if chosen.check else 'written'}: {path.relative_to(root)}")
    if chosen.check:
        return 1 if wrong else 0
    for path in wrong:
        if path in files:
            write(path, files[path])
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
