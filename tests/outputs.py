"""Run notebooks from top to bottom and keep what they print: python tests/outputs.py NOTEBOOK ...

The first picture of notebook 5 becomes the cover picture of the README.
"""

import base64
import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def execute(path):
    """Replace the outputs of one notebook; the file changes only if every cell has run."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=300,
        record_timing=False,  # times would differ from run to run
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    # The Python version, and the widgets' state, belong to the machine that ran it.
    notebook.metadata = METADATA
    # Without its kernel a control says "model not found": keep the picture of its first state.
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    finished = path.with_suffix(".finished")
    nbformat.write(notebook, finished)
    os.replace(finished, path)
    if path.stem.startswith("05_"):
        pictures = (
            output.data["image/png"]
            for cell in notebook.cells
            for output in cell.get("outputs", [])
            if "image/png" in output.get("data", {})
        )
        (path.parent / "cover.png").write_bytes(base64.b64decode(next(pictures)))


if __name__ == "__main__":
    os.environ["TQDM_DISABLE"] = "1"  # no progress bar in what is kept
    for name in sys.argv[1:]:
        start = time.perf_counter()
        execute(Path(name))
        print(f"{name}: {time.perf_counter() - start:.0f} s")
