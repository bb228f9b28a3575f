"""Run notebooks as Colab does, each in its own empty folder: python tools/alone.py NOTEBOOK ...

The notebooks are those of a fork whose address publish.py has written. A local server plays GitHub
and provides the modules, an empty package plays google.colab, nbval compares the outputs with the
committed ones, and all controls are moved. Options of pytest may be added, such as --twice.
"""

import os
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

import publish
from corners import CORNERS, SAYS

ROOT = Path(__file__).resolve().parent.parent

REPOSITORY, REF = "a-teacher/a.fork", "v1.2"
VERSION = publish.VERSION.search((ROOT / "helpers.py").read_text("utf-8"))[1]
HOSTS = ("https://raw.githubusercontent.com/", "https://cdn.jsdelivr.net/")
# A cell that is added: all modules must come from one folder, which the setup cell has made.
FETCHED = f"""
from pathlib import Path
import controls, engine, helpers

places = {{Path(module.__file__).parent for module in (controls, engine, helpers)}}
print(len(places), places.isdisjoint([Path.cwd(), Path({str(ROOT)!r})]))
"""


class Raw(SimpleHTTPRequestHandler):
    """Serve the folder of the course as GitHub would serve the fork."""

    def translate_path(self, path):
        """The file for an address, or nowhere if the address is not in the fork."""
        here = f"/{REPOSITORY}/{REF}/"
        return super().translate_path(path.removeprefix(here) if path.startswith(here) else "none")

    def log_message(self, *arguments):
        """Log nothing."""


def with_outputs(path):
    """A notebook; one of the live edition has the outputs that it has to reproduce."""
    notebook = nbformat.read(path, as_version=4)
    if path.parent.name == "live":
        complete = nbformat.read(path.parent.parent / path.name, as_version=4)
        outputs = {cell.id: cell.outputs for cell in complete.cells if cell.cell_type == "code"}
        for place, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                cell.outputs = outputs.pop(cell.id, [])
                cell.execution_count = place  # nbval compares only cells that were run
        assert not outputs, f"cells that the live edition lacks: {list(outputs)}"
    return notebook


def redirect(source, port):
    """The text of the setup cell, changed so that it fetches from a local server."""
    for host in HOSTS:
        assert source.count(host) == 1, f"the setup cell no longer asks {host}"
        source = source.replace(host, f"http://127.0.0.1:{port}/")
    return source


def compare(notebooks, *options, **environment):
    """Run notebooks and compare them with their outputs; return the exit status of pytest."""
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval"]
    run += ["-n", "auto", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder"]
    run += ["--nbval-cell-timeout=300", *options, *map(str, notebooks)]
    # Copies are in other folders, so the course's settings and comparison have to be named.
    run += ["-c", str(ROOT / "pyproject.toml"), str(ROOT / "conftest.py")]
    return subprocess.run(run, env=os.environ | environment, cwd=ROOT).returncode


def main(arguments):
    """Copy, serve and run; return the exit status of pytest."""
    notebooks = [Path(each) for each in arguments if each.endswith(".ipynb")]
    options = [each for each in arguments if not each.endswith(".ipynb")]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Raw, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with TemporaryDirectory() as temporary:
        colab = Path(temporary, "site", "google", "colab")
        colab.mkdir(parents=True)
        (colab / "__init__.py").touch()
        copies = []
        for path in notebooks:
            copies.append(Path(temporary, path.stem, path.name))
            copies[-1].parent.mkdir()
            source = with_outputs(path)
            notebook = publish.with_address(source, REPOSITORY, REF, VERSION, path.name)
            (setup,) = [cell for cell in notebook.cells if publish.SETUP.search(cell.source)]
            setup.source = redirect(setup.source, server.server_port)
            for code, says in ((FETCHED, "1 True\n"), (CORNERS, SAYS)):
                shown = nbformat.v4.new_output("stream", name="stdout", text=says)
                notebook.cells.append(nbformat.v4.new_code_cell(code, outputs=[shown]))
                notebook.cells[-1].execution_count = len(notebook.cells)
            nbformat.write(notebook, copies[-1])
        # The course's folder must not be on the path, or the notebooks would not fetch the modules.
        return compare(copies, *options, PYTHONPATH=str(colab.parent.parent))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
