"""Run notebooks as Colab does, each alone in an empty folder: python tests/alone.py NOTEBOOK ...

They are those of a fork that publish.py has given its address. helpers.py comes from a local server
in place of GitHub, an empty package stands in for google.colab, nbval compares what they show with
what is committed, and all controls are moved.
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
sys.path.append(str(ROOT))
import publish  # noqa: E402

REPOSITORY, REF = "a-teacher/a.fork", "v1.2"
HOSTS = ("https://raw.githubusercontent.com/", "https://cdn.jsdelivr.net/")


class Raw(SimpleHTTPRequestHandler):
    """Serve the course's folder as GitHub serves that of the fork."""

    def translate_path(self, path):
        """The file for an address, nowhere for that of another repository."""
        here = f"/{REPOSITORY}/{REF}/"
        return super().translate_path(path.removeprefix(here) if path.startswith(here) else "none")

    def log_message(self, *arguments):
        """Say nothing."""


def redirect(source, port):
    """The text of a setup cell that asks a local server."""
    for host in HOSTS:
        assert source.count(host) == 1, f"the setup cell no longer asks {host}"
        source = source.replace(host, f"http://127.0.0.1:{port}/")
    return source


def compare(notebooks, *options, **environment):
    """Run notebooks and compare what they show with their outputs; the exit status of pytest."""
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval"]
    run += ["--nbval-cell-timeout=300", *options, *map(str, notebooks)]
    # Copies lie elsewhere: for them the course's settings and comparison have to be named.
    run += ["-c", str(ROOT / "pyproject.toml"), str(ROOT / "conftest.py")]
    return subprocess.run(run, env=os.environ | environment, cwd=ROOT).returncode


def main(notebooks):
    """Copy, serve and run; return the exit status of pytest."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Raw, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with TemporaryDirectory() as temporary:
        colab = Path(temporary, "site", "google", "colab")
        colab.mkdir(parents=True)
        (colab / "__init__.py").touch()
        copies = []
        for path in map(Path, notebooks):
            copies.append(Path(temporary, path.stem, path.name))
            copies[-1].parent.mkdir()
            source = nbformat.read(path, as_version=4)
            notebook = publish.with_address(source, REPOSITORY, REF, path.name)
            (setup,) = [cell for cell in notebook.cells if publish.SETUP.search(cell.source)]
            setup.source = redirect(setup.source, server.server_port)
            moved = nbformat.v4.new_output("stream", name="stdout", text=SAYS)
            notebook.cells.append(nbformat.v4.new_code_cell(CORNERS, outputs=[moved]))
            notebook.cells[-1].execution_count = len(notebook.cells)
            nbformat.write(notebook, copies[-1])
        # The course's folder must not be on the path: the notebooks are to find their own helpers.
        status = compare(copies, PYTHONPATH=str(colab.parent.parent))
        missing = [copy.stem for copy in copies if not (copy.parent / "helpers.py").is_file()]
        if missing:
            print(f"helpers.py was not fetched by: {', '.join(missing)}")
        return status or len(missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
