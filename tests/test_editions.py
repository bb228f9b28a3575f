"""What is derived from the complete notebooks, and the address of a copy."""

import shutil
import subprocess

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

import editions
import lecture
from editions import ROOT

LESSONS = [path.name for path in editions.sources(ROOT)]
NAMES = [*LESSONS, editions.LECTURE]
ELSEWHERE = ["--repository", "some-one/a.course", "--ref", "v1.0"]


@pytest.fixture
def course(tmp_path):
    """A copy of what the tool reads and writes, without an address and under git."""
    ignored = shutil.ignore_patterns(".*", "*.png")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=ignored)
    (tmp_path / "tools").mkdir()
    for name in ("README.md", ".gitignore", ".gitattributes", "tools/lecture.md"):
        shutil.copy(ROOT / name, tmp_path / name)
    editions.main(["--repository", "none"], tmp_path)
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def changed(course):
    """What git finds changed, untracked files included."""
    command = ["git", "status", "--porcelain", "--untracked-files"]
    said = subprocess.run(command, cwd=course, capture_output=True, text=True, check=True).stdout
    return [line[3:] for line in said.splitlines() if line[1] != " "]


def cells(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook.cells


def tagged(path, tag):
    return [cell for cell in cells(path) if tag in cell.metadata.get("tags", [])]


def test_what_is_derived_is_as_the_tool_would_write_it():
    texts = editions.derived(ROOT, *editions.address(ROOT))
    wrong = [path.name for path, text in texts.items() if path.read_text("utf-8") != text]
    assert not wrong, "run make publish"
    live = sorted((ROOT / "notebooks" / "live").glob("*.ipynb"))
    assert [path.name for path in live] == NAMES
    assert all(tagged(path, "live") for path in live), "nothing to type"


def test_an_address_comes_in_and_goes_out_again(course):
    editions.main(ELSEWHERE, course)
    assert editions.address(course) == ("some-one/a.course", "v1.0")
    assert len(changed(course)) == 2 * len(NAMES) + 1
    for folder in ("notebooks", "notebooks/live"):
        for path in course.glob(f"{folder}/*.ipynb"):
            text = path.read_text("utf-8")
            assert f"/github/some-one/a.course/blob/v1.0/{folder}/{path.name})" in text
            assert r"REPOSITORY, REF = \"some-one/a.course\", \"v1.0\"" in text
    readme = (course / "README.md").read_text("utf-8")
    assert readme.count("/some-one/a.course/blob/v1.0/notebooks/") == 2 * len(NAMES)
    editions.main([], course)
    assert editions.address(course) == ("some-one/a.course", "v1.0"), "it stays"
    editions.main(["--repository", "https://github.com/other/course"], course)
    assert editions.address(course) == ("other/course", "main"), "which has no such tag"
    editions.main(["--repository", "none"], course)
    assert editions.address(course) == ("", "main")
    assert not changed(course)


@pytest.mark.parametrize("option", ["--repository=gitlab.com/a/b", "--ref=-x", "--ref=$(id)"])
def test_a_wrong_repository_or_ref_is_refused(course, option):
    with pytest.raises(SystemExit, match=r"is not (.* on GitHub, the only host|a branch or tag)"):
        editions.main([option], course)
    assert not changed(course)


def test_a_cell_for_live_coding_keeps_its_comments_and_its_answer_what_was_typed(capsys):
    sources = ["# Make one.\none = 1  # the answer", "# Print it.\nprint(one)  # another"]
    tagged = [new_code_cell(source, metadata={"tags": ["live"]}) for source in sources]
    blank, answer, other, shown = lecture.fill_in_live(tagged)
    assert (blank.source, other.source) == ("# Make one.\n", "# Print it.\n")
    assert answer.source.startswith("# @title Answer\n")
    assert shown.source == f"# @title Answer\n{sources[1]}"
    for typed, found in (("one = 2", [2, 1, 1]), ("", [1]), ("two = 2", [1])):
        names = {}
        exec(typed, names)
        for value in found:
            exec(answer.source, names)
            assert names["one"] == value
        assert ("Kept what you typed: one" in capsys.readouterr().out) == (found[0] == 2)


def test_what_answers_a_vote_is_folded_and_its_heading_is_not():
    vote, answer = "> **Predict.** What?\n>\n> **A** one · **B** two", "## A title\n\nB.\n\nIt is."
    answer += "\n\n> **Predict.** And then?"
    cells = [new_markdown_cell(vote), new_code_cell("print(2)"), new_markdown_cell(answer)]
    lecture.fold_answers([*cells, new_markdown_cell("More.")])
    assert cells[1].metadata["jupyter"]["outputs_hidden"]
    assert cells[2].source.startswith("## A title\n\n<details>\n<summary>What happened</summary>")
    assert cells[2].source.endswith("B.\n\nIt is.\n\n</details>\n\n> **Predict.** And then?")


def test_the_homework_has_no_hint_and_no_solution_and_is_not_committed(course):
    editions.main([*ELSEWHERE, "--homework"], course)
    assert not any(path.startswith("homework") for path in changed(course))
    for name in LESSONS:
        homework, complete = (cells(course / folder / name) for folder in ("homework", "notebooks"))
        text = "\n".join(cell.source for cell in homework)
        assert "<summary>Hint</summary>" not in text
        assert "<summary>Solution</summary>" not in text
        assert text.count("### Exercise") == len(complete) - len(homework) >= 4
        assert 'REPOSITORY, REF = "some-one/a.course", "v1.0"' in text
        assert "](" not in tagged(course / "homework" / name, "badges")[0].source
