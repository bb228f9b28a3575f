"""The exercises of a notebook: tried as a class would, in a kernel that has run the lesson."""

import re

from wrong_answers import WRONG


def exercises(notebook):
    """Number, stand-in, check and solution of all exercises of a notebook, in order."""
    found = []
    for place, cell in enumerate(notebook.cells):
        if "exercise" not in cell.metadata.get("tags", []):
            continue
        check, answer = notebook.cells[place + 1 : place + 3]
        assert check.metadata.tags == ["check"], cell.source
        number = re.match(r"# Exercise (\d\.\d)\n", cell.source)[1]
        assert check.source.startswith(f"# Check {number}\n")
        (solution,) = re.findall(r"```python\n(.*?)```", answer.source, re.S)
        assert re.search(r"<summary>Hint</summary>\n\n", answer.source)
        found.append((number, cell.source, check.source, solution))
    return found


def tried(notebook, run):
    """What each check says to the stand-in, to wrong answers and to the solution.

    ``run(code)`` runs code in the kernel of the notebook and returns what it prints. Returns rows
    of (number, what was tried, what was said).
    """
    rows = []
    for number, stand_in, check, solution in exercises(notebook):
        assert len(WRONG[number]) >= 2, f"{number}: what would a class answer?"
        answers = [("stand-in", "Not yet: ", stand_in)]
        for k, (words, *code) in enumerate(WRONG[number], 1):
            if len(code) == 2:
                assert solution.count(code[0]) == 1, f"{number}: the solution has no {code[0]!r}"
            wrong = code[0] if len(code) == 1 else solution.replace(*code)
            answers.append((f"wrong answer {k}", words, wrong))
        answers += [("solution", "Right: ", solution)]
        for name, expected, code in answers:
            run(code)
            said = run(check).strip()
            if name == "solution":
                again = run(check).strip()
                assert again == said, f"{number}: the check says another thing when run again"
            kind = "Right: " if name == "solution" else "Not yet: "
            assert said.startswith(kind), f"{number}, {name}: {said!r}"
            assert said.count("\n") == 0, f"{number}, {name}: more than one line"
            assert expected in said, f"{number}, {name}: {said!r} does not say {expected!r}"
            rows.append((number, name, said))
        run(stand_in)
    return rows
