"""The address and the version of a copy, and the live edition."""

import re
import shutil
import sys
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

import outputs
import publish
from publish import tags

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "notebooks").glob("0*.ipynb"))
FILES = ["README.md", "CITATION.cff", ".gitattributes", "engine.py", "helpers.py", "controls.py"]


@pytest.fixture
def course(tmp_path):
    """A copy of what publish.py reads and writes, without an address."""
    folder = tmp_path / "course"
    ignored = shutil.ignore_patterns(".*", "*.png")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    publish.main(["--repository", "", "--ref", "main"], folder)
    return folder


def contents(folder):
    files = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def read(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def test_what_is_derived_is_up_to_date():
    repository, ref = publish.written(ROOT)
    wrong = publish.disagreeing(ROOT, publish.derived(ROOT, repository, ref))
    assert not wrong, "run python3 tools/publish.py"


def test_another_address_and_back_leaves_no_difference(course, capsys):
    before = contents(course)
    assert publish.main(["--repository", "some-one/a.course", "--ref", "v1.0"], course) == 0
    changed = contents(course)
    others = {name for name in before if not name.endswith((".ipynb", "README.md"))}
    assert {name for name in before if changed[name] == before[name]} == others
    assert all(b"some-one/a.course" in changed[name] for name in before.keys() - others)
    capsys.readouterr()
    assert publish.main(["--repository", "some-one/a.course"], course) == 0
    assert capsys.readouterr().out == "", "written again what was there"
    assert publish.main(["--repository", ""], course) == 0
    assert contents(course) == before


@pytest.mark.parametrize(("ref", "quoted"), [("v2", "v2"), ("a/b+c#1-é", "a/b%2Bc%231-%C3%A9")])
def test_every_badge_and_setup_cell_has_the_address(course, ref, quoted):
    publish.main(["--repository", "https://www.GitHub.com/someone/course/", "--ref", ref], course)
    assert publish.written(course) == ("someone/course", ref)
    for path in sorted((course / "notebooks").rglob("*.ipynb")):
        cells = read(path).cells
        (badge,) = [cell.source for cell in cells if "badges" in tags(cell)]
        place = f"/{quoted}/{path.relative_to(course).as_posix()}"
        assert f"(https://colab.research.google.com/github/someone/course/blob{place})" in badge
        (other,) = re.findall(r"\]\((?!https)([^)]+)\)", badge)
        assert (path.parent / other).is_file()
        (setup,) = [c.source for c in cells if c.source.startswith("# @title Setup")]
        assert f'REPOSITORY, REF = "someone/course", "{quoted}"' in setup
    readme = (course / "README.md").read_text("utf-8")
    names = re.findall(
        rf"!\[([^]]+)\]\(\S+\)\]\(\S+/someone/course/blob/{quoted}/notebooks/", readme
    )
    assert len(set(names)) == 10, "ten links, and a screen reader tells them apart"


def test_check_lists_what_disagrees_and_changes_nothing(course, capsys):
    live = course / "notebooks" / "live"
    (live / SOURCES[2].name).write_text("{}")
    (live / "06_old.ipynb").write_text("{}")
    before = contents(course)
    capsys.readouterr()
    assert publish.main(["--check"], course) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == [f"disagrees: notebooks/live/{n}" for n in (SOURCES[2].name, "06_old.ipynb")]
    assert publish.main(["--check", "--repository", "other/course"], course) == 1
    assert contents(course) == before
    publish.main([], course)
    assert not (live / "06_old.ipynb").exists()
    assert publish.main(["--check"], course) == 0


def test_nonsense_is_refused_before_anything_is_written(course):
    before = contents(course)
    for text in ("https://gitlab.com/a/b", "https://github.com/a/b/tree/main", "course", "a/.."):
        with pytest.raises(SystemExit, match="is not OWNER/NAME"):
            publish.main(["--repository", text], course)
    for text in ('v1"', "", "/x", "a b", "a..b"):
        with pytest.raises(SystemExit, match="is not the name of a branch"):
            publish.main(["--ref", text], course)
    path = course / "notebooks" / SOURCES[4].name
    path.write_text(path.read_text("utf-8").replace("{", "<<<<<<< HEAD\n{", 1), "utf-8")
    with pytest.raises(SystemExit, match=f"{path.name} is not a notebook of format 4"):
        publish.main(["--repository", "a/b"], course)
    del before[f"notebooks/{path.name}"]
    assert before.items() <= contents(course).items()


def test_the_version_in_helpers_goes_everywhere_and_is_in_the_changelog(course, capsys):
    helpers = course / "helpers.py"
    version = publish.VERSION.search(helpers.read_text("utf-8"))[1]
    assert f"\n## {version} " in (ROOT / "CHANGELOG.md").read_text("utf-8")
    helpers.write_text(publish.with_version(helpers.read_text("utf-8"), "3.1"), "utf-8")
    assert publish.main(["--check"], course) == 1
    assert "disagrees: controls.py" in capsys.readouterr().out
    publish.main([], course)
    for name, text in contents(course).items():
        versions = publish.VERSION.findall(text.decode().replace("\\", ""))
        assert versions == (["3.1"] if name.endswith((".py", ".ipynb")) else []), name
    assert '\nversion: "3.1"\n' in (course / "CITATION.cff").read_text("utf-8")


def test_cells_may_have_no_ids_as_before_format_4_5(course):
    path = course / "notebooks" / SOURCES[0].name
    notebook = read(path)
    notebook.nbformat_minor = 0
    for cell in notebook.cells:
        del cell["id"]
    nbformat.write(notebook, path)
    assert publish.main(["--repository", "someone/course"], course) == 0
    for place, to in ((path, "live/"), (path.parent / "live" / path.name, "../")):
        (badge,) = [cell.source for cell in read(place).cells if "badges" in tags(cell)]
        assert f"]({to}{path.name})" in badge
        assert badge.count("colab.research.google.com/github/someone/course") == 1


# -------------------------------------------------------------------------------- live edition

LIVE = [(path, path.parent / "live" / path.name) for path in SOURCES]
each_edition = pytest.mark.parametrize(("complete", "live"), LIVE, ids=[p.stem for p, _ in LIVE])


@each_edition
def test_the_live_edition_has_blanks_with_prompts_and_answers_folded_away(complete, live):
    originals = {cell.id: cell for cell in read(complete).cells}
    edition = read(live)
    # Without this a notebook is exported as .txt, not as .py.
    assert outputs.METADATA["language_info"]["file_extension"] == ".py"
    cells = [cell for cell in edition.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in cells)
    assert edition.metadata.colab == {"generative_ai_disabled": True, "toc_visible": True}
    blanks = [cell for cell in cells if "live" in tags(cell)]
    assert 6 <= len(blanks) <= 10
    for blank, answer in pairwise(cells):
        if "exercise" in tags(blank) or blank in blanks:
            assert "raises-exception" in tags(blank), "half typed, it would stop Run All"
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
    for cell in edition.cells:
        if not {"badges", "live", "answer"} & set(tags(cell)):
            assert cell.source == originals[cell.id].source


def test_publish_needs_the_standard_library_only():
    source = (ROOT / "tools" / "publish.py").read_text("utf-8")
    imported = re.findall(r"^(?:import|from) (\w+)", source, re.M)
    assert set(imported) <= set(sys.stdlib_module_names)
