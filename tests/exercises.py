"""The exercises of a notebook: tried as a class would, in a kernel that has run the lesson."""

import re
import runpy
from pathlib import Path

ANSWERS = Path(__file__).with_name("answers")


def exercises(notebook):
    """Number, stand-in, check and solution of all exercises of a notebook, in order."""
    found = []
    for place, cell in enumerate(notebook.cells):
        if "exercise" not in cell.metadata.get("tags", []):
            continue
        check, answer = notebook.cells[place + 1 : place + 3]
        assert "check" in check.metadata.tags, cell.source
        number = re.match(r"# Exercise (\d\.\d)\n", cell.source)[1]
        assert check.source.startswith(f"# @title Check {number}\n")
        (solution,) = re.findall(r"```python\n(.*?)```", answer.source, re.S)
        assert re.search(r"<summary>Hint</summary>\n\n", answer.source)
        found.append((number, cell.source, check.source, solution))
    return found


def written_out(answer, solution):
    """An answer as code: it is code already, or a dict of pieces of the solution to replace."""
    if isinstance(answer, str):
        return answer
    for old, new in answer.items():
        assert solution.count(old) == 1, f"the solution does not hold once: {old!r}"
        solution = solution.replace(old, new)
    return solution


def answers(number, stand_in, solution):
    """What is tried: (name, what the check must begin with, words it must say, code)."""
    file = runpy.run_path(str(ANSWERS / f"{number.replace('.', '_')}.py"))
    assert len(file["WRONG"]) >= 4, f"{number}: what would a class answer?"
    assert len(file["RIGHT"]) >= 3, f"{number}: how else could one be right?"
    tries = [("stand-in", "Not yet: ", "", stand_in)]
    for k, (words, answer) in enumerate(file["WRONG"], 1):
        # A mistake that Python itself reports is shown as Python shows it, with the reader's line.
        begins = "" if words.startswith("Error: ") else "Not yet: "
        words = words.removeprefix("Error: ")
        tries.append((f"wrong answer {k}", begins, words, written_out(answer, solution)))
    for k, answer in enumerate(file["RIGHT"], 1):
        tries.append((f"right answer {k}", "Right: ", "", written_out(answer, solution)))
    return [*tries, ("solution", "Right: ", "", solution)]


def tried(notebook, run):
    """What each check says to the stand-in, to wrong and right answers and to the solution.

    ``run(code)`` runs code in the kernel of the notebook and returns what it prints, the text of
    a traceback included. Returns rows of (number, what was tried, what was said).
    """
    rows = []
    for number, stand_in, check, solution in exercises(notebook):
        for name, begins, words, code in answers(number, stand_in, solution):
            run(code)
            said = run(check).strip()
            assert said.startswith(begins), f"{number}, {name}: {said!r}"
            assert words in said, f"{number}, {name}: {said!r} does not say {words!r}"
            if begins:
                assert said.count("\n") == 0, f"{number}, {name}: more than one line"
            rows.append((number, name, said.splitlines()[-1]))
        assert run(check).strip() == said, f"{number}: the check says another thing when run again"
        run(stand_in)
    return rows
