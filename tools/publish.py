"""Write the address and the version of this copy into its files, and derive the live edition.

    python3 tools/publish.py                     the address is that of the remote "origin"
    python3 tools/publish.py --repository OWNER/NAME [--ref REF]
    python3 tools/publish.py --repository ""     no address, as the course is in a clone
    python3 tools/publish.py --check             change nothing, list what disagrees

The address goes into the badges (the cell tagged "badges") and the setup cell of each notebook and
into the README. The branch or tag that links lead to changes only with --ref, or with the address.
The version is the one in helpers.py; it goes into the other modules, the setup cells and
CITATION.cff.
In the live edition, notebooks/live, each cell tagged "live" has become an empty one that keeps its
comments, followed by the answer, folded away. It has no outputs and is never edited by hand.
This file needs Python 3.9 and nothing else.
"""

import argparse
import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

ROOT = Path(__file__).resolve().parent.parent
SETUP = re.compile(r'^REPOSITORY, REF = "([^"]*)", "([^"]*)"', re.M)
VERSION = re.compile(r'\bVERSION = "([^"]*)"')
CITED = re.compile(r"^version: .*$", re.M)
LINKS = re.compile(r"(<!-- links of this copy -->\n).*?(<!-- end of links -->)", re.S)
BADGE = "https://colab.research.google.com/assets/colab-badge.svg"
GITHUB = re.compile(
    r"(?:(?:https?|git|ssh|git\+ssh)://)?(?:[^@/\s]+@)?(?:www\.|ssh\.)?github\.com(?::\d+)?[:/]+"
    r"([^/\s]+/[^/\s]+?)(?:\.git)?/*",
    re.I,
)
HOW = "make publish REPOSITORY=OWNER/NAME, or --repository OWNER/NAME,"
LIVE = {"generative_ai_disabled": True, "toc_visible": True}  # in Colab: no code but your own


def git(root, *arguments):
    """What a git command prints, or nothing if it fails."""
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def origin(root):
    """OWNER/NAME of the remote "origin", and a sentence if there is none on GitHub."""
    if git(root, "rev-parse", "--show-prefix"):
        return None, "The course is a folder of another repository, which has no address of its own"
    url = git(root, "remote", "get-url", "origin")
    if not url:
        return None, "There is no remote named origin"
    if found := GITHUB.fullmatch(url):
        return found[1], ""
    url = re.sub(r"//[^@/]*@", "//", url)  # it may hold a password
    return None, f"The remote origin, {url}, is not an address at github.com"


def read(path):
    """A notebook as it is in its file."""
    try:
        notebook = json.loads(path.read_text("utf-8"))
        if notebook["nbformat"] == 4 and isinstance(notebook["cells"], list):
            return notebook
    except (ValueError, KeyError, TypeError):
        pass
    return sys.exit(f"publish: {path.name} is not a notebook of format 4. Did a merge leave marks?")


def text_of(notebook):
    """The text of a notebook's file, as Jupyter writes it."""
    for cell in notebook["cells"]:
        cell["source"] = source(cell).splitlines(keepends=True)
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def source(cell):
    """The source of a cell, which may be one text or a list of lines."""
    return "".join(cell["source"])


def tags(cell):
    """The tags of a cell."""
    return cell["metadata"].get("tags", [])


def written(root):
    """The repository and the branch, tag or commit that stand in the notebooks."""
    for path in sorted((root / "notebooks").glob("0*.ipynb")):
        for cell in read(path)["cells"]:
            if found := SETUP.search(source(cell)):
                return found[1], unquote(found[2])
    return sys.exit("publish: no notebook has a setup cell with the line REPOSITORY, REF = ...")


def checked_repository(text):
    """OWNER/NAME, which may have been given as an address, or one sentence."""
    found = GITHUB.fullmatch(text)
    name = found[1] if found else text
    if name and not re.fullmatch(r"[\w-]+/(?!\.+$)[\w.-]+", name, re.ASCII):
        sys.exit(f"publish: {text!r} is not OWNER/NAME of a repository on GitHub.")
    return name


def checked_ref(ref):
    """The same, or one sentence."""
    if re.search(r'^[-/]|[\s"~^:?*\[\\\x00-\x1f\x7f]|\.\.|//|@\{|[/.]$|\.lock$|^$', ref):
        sys.exit(f"publish: {ref!r} is not the name of a branch, a tag or a commit.")
    return ref


def is_branch(root, ref, readme):
    """Whether links may follow a ref: by its name, as the README has it, or because git knows."""
    if ref in ("main", "master") or f"&{urlencode({'branch': ref})}&" in readme:
        return True
    kinds = ("tags", "heads", "remotes/origin")
    tag, *branches = (git(root, "rev-parse", "--verify", f"refs/{kind}/{ref}") for kind in kinds)
    return not tag and any(branches)


def with_version(text, version):
    """A text in which every line of the form VERSION = "..." states the version."""
    return VERSION.sub(f'VERSION = "{version}"', text)


def colab(repository, ref, path, what=""):
    """A badge that opens a file of the repository in Colab."""
    target = f"https://colab.research.google.com/github/{repository}/blob/{quote(ref)}/{path}"
    return f"[![Open {what}in Colab]({BADGE})]({target})"


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
    for cell in notebook["cells"]:
        if "badges" in tags(cell):
            cell["source"] = badges(repository, ref, name, live)
        elif SETUP.search(source(cell)):
            address = f'REPOSITORY, REF = "{repository}", "{quote(ref)}"'
            cell["source"] = with_version(SETUP.sub(address, source(cell)), version)
    return notebook


def live_edition(notebook):
    """A copy without outputs, in which cells tagged "live" are to be filled in."""
    edition = copy.deepcopy(notebook)
    cells, edition["cells"] = edition["cells"], []
    edition["metadata"]["colab"] = {**edition["metadata"].get("colab", {}), **LIVE}
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        if "live" in tags(cell):
            comments = [line for line in source(cell).splitlines() if line.startswith("#")]
            blank = copy.deepcopy(cell)
            blank["source"] = "\n".join(comments) + "\n"
            # Run All goes on below a blank that is half filled in.
            blank["metadata"]["tags"] = [*tags(cell), "raises-exception"]
            if "id" in cell:  # notebooks of format 4.4 and older have none
                blank["id"] = f"{cell['id']}-blank"
            edition["cells"].append(blank)
            cell["source"] = f"# @title Answer\n{source(cell)}"
            cell["metadata"] |= {
                "cellView": "form",
                "jupyter": {"source_hidden": True},
                "tags": ["answer"],
                "slideshow": {"slide_type": "skip"},
            }
        edition["cells"].append(cell)
    return edition


def title(name):
    """A notebook in words: 1 · Problem of features."""
    number, *words = name.removesuffix(".ipynb").split("_")
    return f"{number.lstrip('0')} · {' '.join(words).capitalize()}"


def readme_links(repository, ref, names, branch):
    """What the README says about opening this copy."""
    if not repository:
        return (
            "There is nothing to install. Run `make publish` in your own copy on GitHub\n"
            "(see *Handing it out*), and this section shows a badge for each notebook.\n"
            "Until then, download this repository, choose *File > Upload notebook* in\n"
            "[Colab](https://colab.research.google.com/), and put `engine.py`,\n"
            "`helpers.py` and `controls.py` beside it (folder icon on the left).\n"
        )
    lines = ["There is nothing to install.", ""]
    lines += ["| notebook | complete | for coding live |", "|---|---|---|"]
    for name in names:
        complete = colab(repository, ref, f"notebooks/{name}", f"{title(name)} ")
        live = colab(repository, ref, f"notebooks/live/{name}", f"{title(name)}, live, ")
        lines.append(f"| {title(name)} | {complete} | {live} |")
    place = quote(f"lab/tree/notebooks/{names[0]}", "")
    binder = f"https://mybinder.org/v2/gh/{repository}/{quote(ref)}?urlpath={place}"
    lines += ["", f"[Binder]({binder}) needs no account, but takes some minutes to start, and its"]
    lines += ["memory holds one notebook: shut one down before you open the next."]
    if branch:
        query = {"repo": f"https://github.com/{repository}", "branch": ref}
        query["urlpath"] = f"lab/tree/{repository.split('/')[1]}/notebooks/{names[0]}"
        lines += [
            "On a JupyterHub that has nbgitpuller and PyTorch, put the hub's address before",
            "",
        ]
        lines += ["```", f"/hub/user-redirect/git-pull?{urlencode(query)}", "```"]
    return "\n".join(lines) + "\n"


def derived(root, repository, ref):
    """All files that depend on the address or the version, or are derived: path and text."""
    version = VERSION.search((root / "helpers.py").read_text("utf-8"))[1]
    modules = [root / "engine.py", root / "controls.py"]
    files = {path: with_version(path.read_text("utf-8"), version) for path in modules}
    citation = root / "CITATION.cff"
    if citation.is_file():
        files[citation] = CITED.sub(f'version: "{version}"', citation.read_text("utf-8"))
    paths = sorted((root / "notebooks").glob("0*.ipynb"))
    for path in paths:
        complete = read(path)
        here = repository, ref, version, path.name
        live = with_address(live_edition(complete), *here, live=True)
        files[path] = text_of(with_address(complete, *here))
        files[path.parent / "live" / path.name] = text_of(live)
    readme = (root / "README.md").read_text("utf-8")
    names = [path.name for path in paths]
    links = readme_links(repository, ref, names, is_branch(root, ref, readme))
    files[root / "README.md"] = LINKS.sub(lambda marks: f"{marks[1]}{links}{marks[2]}", readme)
    return files


def disagreeing(root, files):
    """Paths whose text is another, or that are missing or not derived any more."""
    there = {path: path.read_bytes() for path in files if path.is_file()}
    paths = [path for path, text in files.items() if there.get(path) != text.encode("utf-8")]
    return paths + [p for p in (root / "notebooks" / "live").glob("*.ipynb") if p not in files]


def main(arguments=None, root=ROOT):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repository", help="OWNER/NAME on GitHub; the remote origin by default")
    parser.add_argument("--ref", help="branch, tag or commit; the one that stands here by default")
    parser.add_argument("--check", action="store_true", help="change nothing, list what disagrees")
    chosen = parser.parse_args(arguments)
    here, ref = written(root)
    repository, why = (chosen.repository, "") if chosen.repository is not None else origin(root)
    if why and not chosen.check:
        print(f"{why}, so the address stays. {HOW} sets it.")
    repository = here if repository is None else checked_repository(repository)
    if chosen.ref is not None:
        ref = checked_ref(chosen.ref)
    elif repository != here:  # a tag of the other copy would lead nowhere here
        ref = git(root, "branch", "--show-current") or "main"
    files = derived(root, repository, ref)
    wrong = disagreeing(root, files)
    for path in wrong:
        if not chosen.check and path in files:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(files[path].encode("utf-8"))
        elif not chosen.check:
            path.unlink()
        print(f"{'disagrees' if chosen.check else 'written'}: {path.relative_to(root)}")
    if wrong and repository and not chosen.check:
        print(f"The links lead to {ref} of {repository}: they work once that is pushed.")
    return 1 if wrong and chosen.check else 0


if __name__ == "__main__":
    sys.exit(main())
