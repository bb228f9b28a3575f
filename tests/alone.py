"""Run notebooks as Colab does, each alone in an empty folder: python tests/alone.py NOTEBOOK ...

helpers.py comes from a local server in place of the public address, an empty package stands in for
google.colab, nbval compares what they show with what is committed, and all controls are moved.
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
from corners import CORNERS, SAYS

ROOT = Path(__file__).resolve().parent.parent
ADDRESSES = (
    "https://raw.githubusercontent.com/{REPOSITORY}/{REF}/",
    "https://cdn.jsdelivr.net/gh/{REPOSITORY}@{REF}/",
)


class Quiet(SimpleHTTPRequestHandler):
    """Serve the course's folder without a line for each request."""

    def log_message(self, *arguments):
        """Say nothing."""


def redirect(source, port, repository="someone/course"):
    """The text of a notebook, or of its setup cell, that asks a local server."""
    for address in ADDRESSES:
        assert source.count(address) == 1, f"the setup cell no longer asks {address}"
        source = source.replace(address, f"http://127.0.0.1:{port}/")
    for quote in ('"', '\\"'):  # in a cell, and in the file of a notebook
        source = source.replace(
            f"REPOSITORY, REF = {quote}{quote},", f"REPOSITORY, REF = {quote}{repository}{quote},"
        )
    return source


def main(notebooks):
    """Copy, serve and run; return the exit status of pytest."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with TemporaryDirectory() as temporary:
        colab = Path(temporary, "site", "google", "colab")
        colab.mkdir(parents=True)
        (colab / "__init__.py").touch()
        copies = []
        for path in map(Path, notebooks):
            copies.append(Path(temporary, path.stem, path.name))
            copies[-1].parent.mkdir()
            text = redirect(path.read_text("utf-8"), server.server_port)
            notebook = nbformat.reads(text, as_version=4)
            moved = nbformat.v4.new_output("stream", name="stdout", text=SAYS)
            notebook.cells.append(nbformat.v4.new_code_cell(CORNERS, outputs=[moved]))
            notebook.cells[-1].execution_count = len(notebook.cells)
            nbformat.write(notebook, copies[-1])
        run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval"]
        run += ["--rootdir", str(ROOT), *map(str, copies), str(ROOT / "tests" / "conftest.py")]
        # The course's folder must not be on the path: the notebooks are to find their own helpers.
        environment = os.environ | {"PYTHONPATH": str(colab.parent.parent)}
        status = subprocess.run(run, env=environment, cwd=ROOT).returncode
        missing = [copy.stem for copy in copies if not (copy.parent / "helpers.py").is_file()]
        if missing:
            print(f"helpers.py was not fetched by: {', '.join(missing)}")
        return status or len(missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
