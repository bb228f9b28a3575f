"""What the checks of the exercises reply to right answers and to wrong ones.

``ANSWERS`` in ``answers/notebook_1.py`` and so on holds what a class might type: for each exercise
"right" answers, and "wrong" ones with words of the reply ("Error: ..." if Python gives it). An
answer is code, or a dict of pieces of the solution and what replaces them. ``LESSON`` names the
cells that answers and checks need, by a piece of each; no others are run.
"""

import contextlib
import inspect
import io
import json
import linecache
import re
import runpy
import traceback
from functools import cache
from pathlib import Path

import pytest
import torch

import checks

TESTS = Path(__file__).parent
TABLES = [runpy.run_path(str(path)) for path in sorted(TESTS.glob("answers/notebook_*.py"))]
NUMBERS = [number for table in TABLES for number in table["ANSWERS"]]
each_exercise = pytest.mark.parametrize("number", NUMBERS)


@pytest.fixture(autouse=True)
def _restore_dtype():
    dtype = torch.get_default_dtype()
    yield
    torch.set_default_dtype(dtype)


def run(code, namespace):
    """Run code as a cell and return what it prints, and the traceback if there is an error."""
    name, printed = f"<cell {hash(code)}>", io.StringIO()
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(code, name, "exec"), namespace)
        except Exception as error:
            print("Error:", *traceback.format_exception(error))
    return printed.getvalue().strip()


@cache
def lesson(notebook):
    """The cells of a notebook, its answers, and the names that its lesson defines."""
    (path,) = (TESTS.parent / "notebooks").glob(f"0{notebook}_*.ipynb")
    cells = json.loads(path.read_text("utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    table, namespace = TABLES[int(notebook) - 1], {}
    for piece in table["LESSON"]:
        (source,) = [source for source in code if piece in source]
        said = run(source, namespace)
        assert "Error:" not in said, said
    return ["".join(cell["source"]) for cell in cells], table["ANSWERS"], namespace


def exercise(number):
    """Stand-in, check, solution and answers of an exercise, and the names of its lesson."""
    sources, answers, namespace = lesson(number[0])
    torch.set_default_dtype(torch.float64)  # as the first cells of each notebook do
    (place,) = [k for k, text in enumerate(sources) if text.startswith(f"# Exercise {number}\n")]
    (solution,) = re.findall(r"```python\n(# Exercise.*?)```", sources[place + 2], re.S)
    return sources[place], sources[place + 1], solution, answers[number], namespace


def replies(number):
    """Rows of words that must be in the reply, an answer, and what the check replies to it."""
    stand_in, check, solution, answers, namespace = exercise(number)
    tries = [("Not yet: ", stand_in), ("Right: ", solution)]
    tries += [("Right: ", answer) for answer in answers["right"]] + answers["wrong"]
    for words, code in tries:
        if isinstance(code, dict):
            changes, code = code, solution
            for old, new in changes.items():
                assert code.count(old) == 1, f"the solution does not hold once: {old!r}"
                code = code.replace(old, new)
        own = dict(namespace)
        said = run(code, own)
        said = said if "Error:" in said else run(check, own)
        yield words, code, said
        if code == solution:
            assert run(check, own) == said, "the check says another thing when it is run again"


@each_exercise
def test_a_check_accepts_right_answers_and_names_what_is_wrong(number):
    for words, code, said in replies(number):
        begins = words if words == "Right: " else "Error: " if "Error: " in words else "Not yet: "
        assert said.startswith(begins), f"{said}\n{code}"
        assert words.removeprefix("Error: ") in said, f"not {words!r} but: {said}\n{code}"
        assert begins == "Error: " or "\n" not in said, f"more than one line: {said}"


@each_exercise
def test_an_exercise_has_enough_answers_and_its_check_does_not_give_them_away(number):
    _, check, solution, answers, _ = exercise(number)
    name = f"check_{number.replace('.', '_')}"
    assert re.fullmatch(rf"from checks import {name}; {name}\(.*\)  # fmt: skip", check)
    assert len(answers["right"]) >= 3, "how else could one be right?"
    assert len(answers["wrong"]) >= 4, "what would a class answer?"
    source = inspect.getsource(getattr(checks, name))
    for line in solution.splitlines()[1:]:
        assert len(line.strip()) <= 12 or line.strip() not in source


def test_every_exercise_is_tried():
    paths = sorted((TESTS.parent / "notebooks").glob("0*.ipynb"))
    text = "".join(path.read_text("utf-8") for path in paths)
    assert sorted(set(re.findall(r'"# Exercise (\d\.\d)\\n"', text))) == NUMBERS
