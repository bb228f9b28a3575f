"""The address of a copy, the live edition, and what happens when writing fails."""

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

import publish

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
    shutil.copy(ROOT / "README.md", tmp_path)
    return tmp_path


def contents(folder):
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder): path.read_bytes() for path in files}


def test_what_is_derived_is_up_to_date():
    repository, ref = publish.written(ROOT)
    wrong = publish.disagreeing(ROOT, publish.derived(ROOT, repository, ref))
    assert not wrong, "run python publish.py"


def test_another_address_and_back_leaves_no_difference(course, capsys):
    before = contents(course)
    repository, ref = publish.written(course)
    assert publish.main(["--repository", "some-one/a.course", "--ref", "v1.0"], course) == 0
    changed = contents(course)
    assert {path for path in before if changed[path] != before[path]} == set(before)
    assert all(b"some-one/a.course" in text for text in changed.values())
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
        (badge,) = [cell.source for cell in cells if cell.id == "badges"]
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
    "repository",
    ["course", "a/b/c", "/b", "a/", "a b/c", "-a/b", "a/..", "a/.", "../b", "https://x/y", "a/b\n"],
)
def test_nonsense_is_refused_before_anything_is_written(course, repository):
    before = contents(course)
    with pytest.raises(SystemExit, match="is not OWNER/NAME"):
        publish.main([f"--repository={repository}"], course)
    assert contents(course) == before


@pytest.mark.parametrize("ref", ["-x", "a..b", "a b", "/x", "x/", ".x", "x.", "a//b", 'x"', "a/.b"])
def test_a_nonsense_version_is_refused(course, ref):
    before = contents(course)
    with pytest.raises(SystemExit, match="is not the name of a branch"):
        publish.main(["--repository", "someone/course", f"--ref={ref}"], course)
    assert contents(course) == before


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


KILL = """
import io, os, sys
sys.path.insert(0, {root!r})
import publish
from pathlib import Path

calls, fatal = [], {fatal}
def deadly(function):
    def call(*arguments):
        calls.append(function)
        if len(calls) == fatal:
            os._exit(9)  # as a power cut: nothing is tidied up
        return function(*arguments)
    return call

class HalfWritten(io.FileIO):
    def write(self, data):
        super().write(data[: len(data) // 2])
        deadly(lambda: None)()
        return super().write(data[len(data) // 2 :])

publish.open = HalfWritten
os.fsync, os.replace = deadly(os.fsync), deadly(os.replace)
publish.main(["--repository", "someone/course"], Path({course!r}))
os._exit(0 if len(calls) < fatal else 1)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork")
def test_killed_at_any_write_every_file_is_whole(course, tmp_path_factory):
    before = contents(course)
    publish.main(["--repository", "someone/course"], course)
    after = contents(course)
    assert set(after) == set(before)
    for fatal in range(1, 3 * len(after) + 1):  # in the middle of a write, after it, at the move
        folder = tmp_path_factory.mktemp("killed")
        for path, text in before.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text)
        child = os.fork()  # without starting Python anew each time
        if child == 0:
            exec(KILL.format(root=str(ROOT), fatal=fatal, course=str(folder)), {})
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 9
        for path, text in before.items():
            assert (folder / path).read_bytes() in (text, after[path]), f"{path} is damaged"
        # And the next run finishes the work.
        publish.main(["--repository", "someone/course"], folder)
        assert {p: t for p, t in contents(folder).items() if not p.name.startswith(".")} == after
        shutil.rmtree(folder)


# -------------------------------------------------------------------------------- live edition

LIVE = [(path, path.parent / "live" / path.name) for path in SOURCES]
each_edition = pytest.mark.parametrize(("complete", "live"), LIVE, ids=[p.stem for p, _ in LIVE])


def code(path):
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


def tags(cell):
    return cell.metadata.get("tags", [])


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
        if cell.id != "badges" and not {"live", "answer"} & set(tags(cell)):
            assert cell.source == originals[cell.id]


def test_publish_needs_the_standard_library_and_nbformat_only():
    imported = re.findall(r"^(?:import|from) (\w+)", (ROOT / "publish.py").read_text("utf-8"), re.M)
    assert set(imported) - set(sys.stdlib_module_names) == {"nbformat"}
