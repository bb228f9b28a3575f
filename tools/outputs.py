"""Run notebooks from top to bottom and save their outputs: python tools/outputs.py NOTEBOOK ...

The first picture of notebook 5 becomes the cover picture of the README.
"""

import base64
import io
import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from PIL import Image
from PIL.PngImagePlugin import PngInfo

WIDGET = "application/vnd.jupyter.widget-view+json"  # shows nothing without a kernel
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "file_extension": ".py", "nbconvert_exporter": "python"},
}


def joined(outputs):
    """The outputs, with neighbouring pieces of one stream joined.

    The number of pieces in which printed text arrives differs from run to run.
    """
    found = []
    for output in outputs:
        if found and output.output_type == "stream" and output.get("name") == found[-1].get("name"):
            found[-1].text += output.text
        else:
            found.append(output)
    return found


def reduced(picture):
    """A PNG, base64, reduced to the 256 colours that suit it best, which makes it much smaller.

    Its description and resolution are kept. A picture that already has a palette is left as it is.
    """
    image = Image.open(io.BytesIO(base64.b64decode(picture)))
    if image.mode == "P":
        return picture
    says, small = PngInfo(), io.BytesIO()
    says.add_text("Description", image.info.get("Description", ""))
    few = image.convert("RGB").quantize(dither=Image.Dither.NONE)
    few.save(small, "png", optimize=True, pnginfo=says, dpi=image.info.get("dpi"))
    return base64.b64encode(small.getvalue()).decode()


def execute(path):
    """Replace the outputs of one notebook; the file is changed only if every cell succeeds."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=300,
        record_timing=False,  # times would differ from run to run
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    # The Python version and the state of the widgets belong to the machine that ran the notebook.
    notebook.metadata = METADATA
    for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
        cell.outputs = [
            output for output in joined(cell.outputs) if WIDGET not in output.get("data", {})
        ]
        for data in (output.data for output in cell.outputs if "data" in output):
            if "image/png" in data:
                data.pop("text/html", None)  # the same picture again
                data["image/png"] = reduced(data["image/png"])
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
    os.environ["TQDM_DISABLE"] = "1"  # no progress bar in the saved outputs
    for name in sys.argv[1:]:
        start = time.perf_counter()
        execute(Path(name))
        print(f"{name}: {time.perf_counter() - start:.0f} s")
