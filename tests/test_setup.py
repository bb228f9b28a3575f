"""The setup cell of a notebook: where it finds the two modules, and what it says if it does not."""

import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nbformat
import pytest
from alone import redirect

import publish

ROOT = Path(__file__).parent.parent
# JupyterLab's checkpoints of older states lie in a folder of their own.
PATHS = sorted(
    [*(ROOT / "notebooks").glob("0*.ipynb"), *(ROOT / "notebooks" / "live").glob("0*.ipynb")]
)
VERSION = publish.VERSION.search((ROOT / "helpers.py").read_text("utf-8"))[1]
NAMES = ["engine.py", "helpers.py", "controls.py"]
GITHUB, JSDELIVR = "/someone/course/main/", "/gh/someone/course@main/"
MODULE = f'"""Learn the features: a short stand-in."""\nVERSION = "{VERSION}"\n'
OLDER = MODULE.replace(VERSION, "0.9")
ANOTHER = MODULE.replace("Learn the features", "Plots for another course")
SHOW = """
import controls, engine, helpers
print(engine.__file__, helpers.__file__, controls.__file__, helpers.VERSION)"""


def setup(path=PATHS[0], repository="someone/course"):
    """The text of the setup cell of a copy that has an address."""
    cells = nbformat.read(path, as_version=4).cells
    (source,) = [cell.source for cell in cells if publish.SETUP.search(cell.source)]
    return publish.SETUP.sub(f'REPOSITORY, REF = "{repository}", "main"', source)


def put(folder, text):
    for name in NAMES:
        (folder / name).write_text(text, "utf-8")


@pytest.fixture
def web():
    """A local server in place of both hosts: its pages, its port and what it was asked for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            web.asked.append(self.path)
            page = web.pages.get(self.path, 404)
            if page == "never":
                time.sleep(2)
            elif isinstance(page, int):
                self.send_error(page)
            else:
                self.send_response(200)
                self.send_header("Content-Length", str(len(MODULE if page == "half" else page)))
                self.end_headers()
                self.wfile.write(page.encode())

        def log_message(self, *arguments):
            pass

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.pages = {host + name: MODULE for host in (GITHUB, JSDELIVR) for name in NAMES}
    web.asked = []
    threading.Thread(target=web.serve_forever, daemon=True).start()
    yield web
    web.shutdown()
    web.server_close()


@pytest.fixture
def run(tmp_path, web):
    """Run the setup cell in a folder: what it prints, and the last line of an error."""
    own = tmp_path / "own"
    own.mkdir()

    def start(folder, before="", then=SHOW, repository="someone/course", port=web.server_port):
        cell = redirect(setup(repository=repository), port).replace("timeout=10", "timeout=1")
        result = subprocess.run(
            [sys.executable, "-c", f"{before}\n{cell}{then.replace('CELL', repr(cell))}"],
            cwd=folder,
            env=os.environ | {"TMPDIR": str(own), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
        )
        assert "During handling" not in result.stderr
        return result.stdout.replace(str(own), "OWN") + "".join(result.stderr.splitlines()[-1:])

    return start


def fetched(said):
    """Whether both modules come from one folder of the cell's own, in the right version."""
    *files, version = map(Path, said.split())
    folders = {file.parent for file in files}
    return len(folders) == 1 and folders.pop().parts[0] == "OWN" and str(version)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_notebook_has_the_same_setup_cell_of_at_most_25_lines(path):
    assert setup(path) == setup()
    assert setup().startswith("# @title Setup: run this cell first\n")
    assert len(setup().splitlines()) <= 25
    assert setup().count("timeout=10)") == setup().count("urlopen(")


@pytest.mark.parametrize("place", [ROOT / "notebooks", ROOT / "notebooks" / "live"])
def test_in_a_clone_both_modules_are_found_without_a_network(run, web, place):
    assert run(place, then="\nprint(folder)") == f"{ROOT}\n", "tools/publish.py writes the version"
    assert not web.asked


def test_alone_in_a_read_only_folder_it_fetches_both_once(run, web, tmp_path):
    folder = tmp_path / "read only"
    folder.mkdir(mode=0o555)
    assert fetched(run(folder, then=f"{SHOW}; exec(CELL)")) == VERSION
    assert web.asked == [GITHUB + name for name in NAMES], "run twice, it fetches them twice"
    assert not list(folder.iterdir())


@pytest.mark.parametrize("page", [404, 429, "<html>", "half", OLDER, "never"])
def test_both_come_from_the_second_host_when_the_first_fails(run, web, tmp_path, page):
    web.pages[f"{GITHUB}controls.py"] = page
    assert fetched(run(tmp_path)) == VERSION
    assert web.asked[-len(NAMES) :] == [JSDELIVR + name for name in NAMES]


BAD = """
import ssl, urllib.error, urllib.request
def urlopen(*arguments, **options):
    raise urllib.error.URLError(ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED]"))
urllib.request.urlopen = urlopen
"""


@pytest.mark.parametrize(
    ("reason", "page", "options"),
    [
        ("this copy has no public address", MODULE, {"repository": ""}),
        ("private or missing repository (HTTP Error 404", 404, {}),
        ("HTTP Error 429: Too Many Requests", 429, {}),
        ("another version is there", OLDER, {}),
        ("no network (", MODULE, {"port": 1}),
        ("bad certificate (", MODULE, {"before": BAD}),
    ],
)
def test_one_sentence_says_why_it_failed_and_what_to_do(run, web, tmp_path, reason, page, options):
    web.pages = dict.fromkeys(web.pages, page)
    said = run(tmp_path, **options)
    assert said.startswith(f"OSError: {reason}")
    assert said.endswith(
        f'put engine.py, helpers.py, controls.py (VERSION = "{VERSION}") beside this notebook'
    )


@pytest.mark.parametrize("before", ["", "import helpers"])
@pytest.mark.parametrize("text", [ANOTHER, OLDER], ids=["another course's", "older"])
def test_a_helpers_py_of_others_is_neither_taken_nor_overwritten(run, tmp_path, text, before):
    put(tmp_path, text)
    assert fetched(run(tmp_path, before=before)) == VERSION
    assert all((tmp_path / name).read_text("utf-8") == text for name in NAMES)


def test_files_put_beside_the_notebook_replace_older_ones_already_imported(run, tmp_path):
    put(tmp_path, OLDER)
    replace = (
        f"import controls, engine, helpers\nfor name in {NAMES}: open(name, 'w').write({MODULE!r})"
    )
    assert run(tmp_path, before=replace).split() == [*(str(tmp_path / n) for n in NAMES), VERSION]
