"""Print what the checks of some notebooks reply to all answers: python tools/try_answers.py 1 3

Nothing is asserted. A cross marks a reply that the tests would not accept.
"""

import sys
from pathlib import Path

import nbformat
from jupyter_client.manager import start_new_kernel

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
sys.path.append(str(ROOT / "tests"))
from exercises import answers, exercises  # noqa: E402
from test_exercises import run_in  # noqa: E402


def main(numbers):
    for path in sorted(NOTEBOOKS.glob("0*.ipynb")):
        if path.name[1] not in numbers:
            continue
        notebook = nbformat.read(path, as_version=4)
        manager, client = start_new_kernel(kernel_name="python3", cwd=str(NOTEBOOKS))
        run = run_in(client)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                run(cell.source)
        for number, stand_in, check, solution in exercises(notebook):
            for name, begins, words, code in answers(number, stand_in, solution):
                trouble = run(code)
                said = run(check).strip()
                mark = "  " if said.startswith(begins) and words in said else "✗ "
                print(f"{mark}{number} {name}: {said}{trouble[-200:]}", flush=True)
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    main(sys.argv[1:])
