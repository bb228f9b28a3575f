"""Run notebooks from top to bottom and save their outputs: python tools/outputs.py NOTEBOOK ...

The first picture of notebook 5 becomes the cover picture of the README.
"""

import base64
import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

WIDGET = "application/vnd.jupyter.widget-view+json"  # shows nothing without a kernel
# Without the version of Python and the state of widgets, which belong to one machine.
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "file_extension": ".py", "nbconvert_exporter": "python"},
}


def tidy(outputs):
    """The outputs without widgets and with neighbouring pieces of one stream joined.

    The number of pieces in which printed text arrives differs from run to run.
    """
    found = []
    for output in outputs:
        if found and output.output_type == "stream" and output.name == found[-1].get("name"):
            found[-1].text += output.text
        elif WIDGET not in output.get("data", {}):
            found.append(output)
    return found


def save_outputs(path):
    """Replace the outputs of one notebook; the file is changed only if every cell succeeds."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, record_timing=False, resources=resources).execute()
    notebook.metadata = METADATA
    pictures = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = tidy(cell.outputs)
            shown = [output.get("data", {}) for output in cell.outputs]
            pictures += [data["image/png"] for data in shown if "image/png" in data]
    nbformat.write(notebook, path)
    if path.stem.startswith("05_"):
        path.with_name("cover.png").write_bytes(base64.b64decode(pictures[0]))


if __name__ == "__main__":
    os.environ["TQDM_DISABLE"] = "1"  # no progress bar in the saved outputs
    for name in sys.argv[1:]:
        start = time.perf_counter()
        save_outputs(Path(name))
        print(f"{name}: {time.perf_counter() - start:.0f} s", flush=True)
