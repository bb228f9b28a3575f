"""The address and the version of a copy, and the live edition."""

import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

import publish
from publish import tags

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "notebooks").glob("0*.ipynb"))


@pytest.fixture
def course(tmp_path):
    """A copy of what publish.py reads and writes."""
    shutil.copytree(
        ROOT / "notebooks",
        tmp_path / "notebooks",
        ignore=shutil.ignore_patterns(".*", "*.png"),
    )
    for name in ("README.md", "engine.py", "helpers.py", "controls.py"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def contents(folder):
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder): path.read_bytes() for path in files}


def test_what_is_derived_is_up_to_date():
    repository, ref = publish.written(ROOT)
    wrong = publish.disagreeing(ROOT, publish.derived(ROOT, repository, ref))
    assert not wrong, "run python tools/publish.py"


def test_another_address_and_back_leaves_no_difference(course, capsys):
    before = contents(course)
    repository, ref = publish.written(course)
    assert publish.main(["--repository", "some-one/a.course", "--ref", "v1.0"], course) == 0
    changed = contents(course)
    modules = {Path("engine.py"), Path("helpers.py"), Path("controls.py")}
    assert {path for path in before if changed[path] == before[path]} == modules
    assert all(b"some-one/a.course" in changed[path] for path in before.keys() - modules)
    capsys.readouterr()
    assert publish.main(["--repository", "some-one/a.course"], course) == 0
    assert capsys.readouterr().out == "", "written again what was there"
    assert contents(course) == changed
    assert publish.main(["--repository", repository, "--ref", ref], course) == 0
    assert contents(course) == before


def test_every_badge_and_setup_cell_has_the_address(course):
    publish.main(["--repository", "someone/course", "--ref", "v2"], course)
    for path in sorted((course / "notebooks").rglob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        (badge,) = [cell.source for cell in cells if "badges" in tags(cell)]
        place = path.relative_to(course).as_posix()
        assert f"(https://colab.research.google.com/github/someone/course/blob/v2/{place})" in badge
        (other,) = re.findall(r"\]\((?!https)([^)]+)\)", badge)
        assert (path.parent / other).is_file()
        setups = [c.source for c in cells if c.source.startswith("# @title Setup")]
        assert len(setups) == 1
        assert 'REPOSITORY, REF = "someone/course", "v2"' in setups[0]
    readme = (course / "README.md").read_text("utf-8")
    assert readme.count("github/someone/course/blob/v2/notebooks/") == 10


def test_check_lists_what_disagrees_and_changes_nothing(course, capsys):
    publish.main(["--repository", "someone/course"], course)
    capsys.readouterr()
    assert publish.main(["--check", "--repository", "someone/course"], course) == 0
    live = course / "notebooks" / "live" / SOURCES[2].name
    live.write_text(live.read_text("utf-8").replace("import torch", "import  torch"), "utf-8")
    (course / "notebooks" / "live" / "06_old.ipynb").write_text("{}")
    before = contents(course)
    capsys.readouterr()
    assert publish.main(["--check", "--repository", "someone/course"], course) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == [f"disagrees: notebooks/live/{n}" for n in (SOURCES[2].name, "06_old.ipynb")]
    assert publish.main(["--check", "--repository", "other/course"], course) == 1
    assert contents(course) == before
    publish.main(["--repository", "someone/course"], course)
    assert not (course / "notebooks" / "live" / "06_old.ipynb").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--repository=https://github.com/someone/course"], "is not OWNER/NAME"),
        (["--repository=course"], "is not OWNER/NAME"),
        (["--repository=someone/course", '--ref=v1"'], "is not the name of a branch"),
    ],
)
def test_nonsense_is_refused_before_anything_is_written(course, options, sentence):
    before = contents(course)
    with pytest.raises(SystemExit, match=sentence):
        publish.main(options, course)
    assert contents(course) == before


def test_the_version_in_helpers_goes_everywhere_also_without_an_address(
    course, monkeypatch, capsys
):
    monkeypatch.setattr(publish, "origin", lambda: None)
    helpers = course / "helpers.py"
    helpers.write_text(publish.with_version(helpers.read_text("utf-8"), "3.1"), "utf-8")
    assert publish.main(["--check"], course) == 1
    assert "disagrees: controls.py" in capsys.readouterr().out
    assert publish.main([], course) == 0
    modules = [course / "engine.py", course / "controls.py"]
    for path in [*modules, *(course / "notebooks").rglob("*.ipynb")]:
        assert publish.VERSION.findall(path.read_text("utf-8").replace("\\", "")) == ["3.1"], path
    assert publish.main(["--check"], course) == 0


@pytest.mark.parametrize("format", ["4.0", "4.5"])
def test_cells_may_have_other_ids_or_none(course, format):
    path = course / "notebooks" / SOURCES[0].name
    notebook = nbformat.read(path, as_version=4)
    notebook.nbformat_minor = int(format[-1])
    for place, cell in enumerate(notebook.cells):
        cell.id = f"{place}"
        if format == "4.0":
            del cell["id"]
    nbformat.write(notebook, path)
    assert publish.main(["--repository", "someone/course"], course) == 0
    for place in (path, path.parent / "live" / path.name):
        text = place.read_text("utf-8")
        assert text.count("colab.research.google.com/github/someone/course") == 1


@pytest.mark.parametrize(
    ("url", "repository"),
    [
        ("https://github.com/someone/course.git", "someone/course"),
        ("https://github.com/someone/my.course", "someone/my.course"),
        ("git@github.com:someone/course.git", "someone/course"),
        ("ssh://git@github.com/someone/course", "someone/course"),
        ("https://example.org/someone/course", None),
        ("/somewhere/else", None),
    ],
)
def test_the_address_is_that_of_origin(tmp_path, monkeypatch, url, repository):
    monkeypatch.setattr(publish, "ROOT", tmp_path)
    assert publish.origin() is None
    for command in (["init", "-q"], ["remote", "add", "origin", url]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    assert publish.origin() == repository


def test_without_a_remote_it_keeps_the_address_and_says_how_to_set_it(course, monkeypatch, capsys):
    monkeypatch.setattr(publish, "origin", lambda: None)
    publish.main(["--repository", "someone/course"], course)
    before = contents(course)
    live = course / "notebooks" / "live" / SOURCES[0].name
    live.unlink()
    capsys.readouterr()
    assert publish.main([], course) == 0
    assert capsys.readouterr().out.startswith("No remote origin on GitHub: the address stays.")
    assert contents(course) == before


# -------------------------------------------------------------------------------- live edition

LIVE = [(path, path.parent / "live" / path.name) for path in SOURCES]
each_edition = pytest.mark.parametrize(("complete", "live"), LIVE, ids=[p.stem for p, _ in LIVE])


def code(path):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


@each_edition
def test_a_live_cell_is_a_blank_with_prompts_and_its_answer_folded_away(complete, live):
    originals = {cell.id: cell for cell in code(complete)}
    cells = code(live)
    assert not any(cell.outputs or cell.execution_count for cell in cells)
    blanks = [cell for cell in cells if "live" in tags(cell)]
    assert 6 <= len(blanks) <= 10
    for blank, answer in pairwise(cells):
        if blank in blanks:
            lines = blank.source.splitlines()
            assert lines, "a blank without a prompt"
            assert all(line.startswith("#") for line in lines)
            assert answer.source == "# @title Answer\n" + originals[answer.id].source
            assert tags(answer) == ["answer"]
            assert answer.metadata.cellView == "form"
            assert answer.metadata.jupyter.source_hidden
            statements = [x for x in originals[answer.id].source.splitlines() if x.strip()]
            statements = [x for x in statements if not x.startswith("#")]
            assert 3 <= len(statements) <= 8, "too long to type in class, or nothing to type"


@each_edition
def test_all_other_cells_of_the_live_edition_are_those_of_the_complete_one(complete, live):
    originals = {cell.id: cell.source for cell in nbformat.read(complete, as_version=4).cells}
    for cell in nbformat.read(live, as_version=4).cells:
        if not {"badges", "live", "answer"} & set(tags(cell)):
            assert cell.source == originals[cell.id]


def test_publish_needs_the_standard_library_and_nbformat_only():
    source = (ROOT / "tools" / "publish.py").read_text("utf-8")
    imported = re.findall(r"^(?:import|from) (\w+)", source, re.M)
    assert set(imported) - set(sys.stdlib_module_names) == {"nbformat"}
