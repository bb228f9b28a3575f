"""What the checks of the exercises reply to right answers and to wrong ones.

``ANSWERS`` in ``answers/notebook_1.py`` and so on holds what a class might type: for each exercise
right answers, then wrong ones with words of the reply ("Error: ..." if Python gives it). An answer
is code, or a dict of pieces of the solution and what replaces them. ``LESSON`` names the cells that
answers and checks need, by a piece of each; no others are run. ``STAND_INS`` spares a slow one.
"""

import contextlib
import inspect
import io
import json
import re
import runpy
from functools import cache
from pathlib import Path

import pytest
import torch

import checks

TESTS = Path(__file__).parent
TABLES = [runpy.run_path(str(path)) for path in sorted(TESTS.glob("answers/notebook_*.py"))]
NUMBERS = [number for table in TABLES for number in table["ANSWERS"]]
each_exercise = pytest.mark.parametrize("number", NUMBERS)


def run(code, namespace):
    """Run code as a cell and return what it prints, or its error."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        try:
            exec(code, namespace)
        except Exception as error:
            return f"Error: {error!r}"
    return printed.getvalue().strip()


def sources(notebook):
    """The sources of all cells of a notebook, given by its number."""
    (path,) = (TESTS.parent / "notebooks").glob(f"0{notebook}_*.ipynb")
    return ["".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]]


@cache
def lesson(notebook):
    """The names that the lesson of a notebook defines."""
    table = TABLES[int(notebook) - 1]
    namespace = dict(table.get("STAND_INS", {}))
    for piece in table["LESSON"]:
        (cell,) = [text for text in sources(notebook) if piece in text and "```" not in text]
        said = run(cell, namespace)
        assert "Error: " not in said, said
    return namespace


def exercise(number):
    """Stand-in, check, solution and answers of an exercise."""
    cells = sources(number[0])
    (place,) = [k for k, text in enumerate(cells) if text.startswith(f"# Exercise {number}\n")]
    (solution,) = re.findall(r"```python\n(# Exercise.*?)```", cells[place + 2], re.S)
    return *cells[place : place + 2], solution, TABLES[int(number[0]) - 1]["ANSWERS"][number]


@each_exercise
def test_a_check_accepts_right_answers_and_names_what_is_wrong(number):
    stand_in, check, solution, answers = exercise(number)
    names = lesson(number[0])
    torch.set_default_dtype(torch.float64)  # as the first cells of each notebook do
    tries = [("Not yet: ", stand_in), ("Right: ", solution)]
    tries += [row if isinstance(row, tuple) else ("Right: ", row) for row in answers]
    for words, code in tries:
        if isinstance(code, dict):
            changes, code = code, solution
            for old, new in changes.items():
                assert code.count(old) == 1, f"the solution does not hold once: {old!r}"
                code = code.replace(old, new)
        own = dict(names)
        said = run(code, own)
        said = said if "Error: " in said else run(check, own)
        begins = words if words == "Right: " else "Error: " if "Error: " in words else "Not yet: "
        assert said.startswith(begins), f"{said}\n{code}"
        assert words.removeprefix("Error: ") in said, f"not {words!r} but: {said}\n{code}"
        assert "\n" not in said, f"more than one line: {said}"
        if code == solution:
            assert run(check, own) == said, "the check says something else when run again"


@each_exercise
def test_an_exercise_has_enough_answers_and_its_check_does_not_give_them_away(number):
    _, _, solution, answers = exercise(number)
    wrong = [row for row in answers if isinstance(row, tuple)]
    assert len(answers) - len(wrong) >= 3, "how else could one be right?"
    assert len(wrong) >= 4, "what would a class answer?"
    source = inspect.getsource(getattr(checks, f"check_{number.replace('.', '_')}"))
    for line in solution.splitlines()[1:]:
        assert len(line.strip()) <= 12 or line.strip() not in source


def test_every_exercise_is_tried():
    titles = [re.match(r"# Exercise (\d\.\d)\n", text) for n in "12345" for text in sources(n)]
    assert [title[1] for title in titles if title] == NUMBERS
