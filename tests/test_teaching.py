"""The guide for teachers: its plans run, and the lecture is as long as it says."""

import re

import nbformat
import pytest

import editions
import lecture
from editions import ROOT

GUIDE = (ROOT / "docs" / "teaching.md").read_text("utf-8")
# A plan is a line such as "- **Notebook 2 in 25 minutes:** *One section*, *Another section*."
PLANS = re.findall(r"^- \*\*Notebook (\d)\b[^*]*:\*\* (.*(?:\n  .*)*)", GUIDE, re.M)
assert PLANS, "the guide has no plan that these tests find"


@pytest.mark.parametrize(("number", "plan"), PLANS)
def test_the_sections_of_a_plan_run_in_their_order_from_the_top_of_the_notebook(number, plan):
    (path,) = (ROOT / "notebooks").glob(f"0{number}_*.ipynb")
    sections, title = {}, "the top"
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.source.startswith("## Your turn"):
            break
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            title = cell.source.partition("\n")[0].removeprefix("## ")
        sections.setdefault(title, []).extend([cell.source] * (cell.cell_type == "code"))
    named = re.findall(r"\*(.+?)\*", re.sub(r"\s+", " ", plan))
    wanted = list(sections) if "Run All" in plan else ["the top"]
    assert len(named) >= 3
    namespace = {}
    for title in wanted + named:
        for source in sections[title]:
            exec(compile(source, title, "exec"), namespace)


def test_the_lecture_takes_75_minutes_and_half_of_it_50():
    cells = editions.make_lecture(ROOT).cells
    (stop,) = [place for place, cell in enumerate(cells) if "**A place to stop.**" in cell.source]
    assert 60 < sum(lecture.minutes(cells).values()) <= 75
    assert all(sum(lecture.minutes(half).values()) <= 45 for half in (cells[:stop], cells[stop:]))
