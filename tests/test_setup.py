"""The first cell of a notebook: where it finds the modules, and what it says if it cannot."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import nbformat
import pytest

import editions

ROOT = Path(__file__).parent.parent
CELLS = [nbformat.read(path, as_version=4).cells for path in editions.sources(ROOT)]
SETUPS = [next(cell.source for cell in cells if cell.cell_type == "code") for cells in CELLS]
MODULES = ["helpers.py", "figures.py", "controls.py", "checks.py"]
# The cell runs twice, and as in a notebook '' comes first on the path.
PROGRAM = (
    "import os, sys; sys.path[0] = ''; {0}; exec({1!r}); exec({1!r}); "
    "import helpers as h; print(h.__file__)"
)


def put(folder, names=()):
    """The folder, made if need be, with files in it that begin as the modules do."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text("# third edition")
    return folder


@pytest.fixture
def run(tmp_path):
    """Run the cell twice in a folder; return the last line shown and the folders that were made."""
    made = put(tmp_path / "made")

    def run(folder, repository="", ref="main", start="pass", **settings):
        setup = editions.ADDRESS.sub(f'REPOSITORY, REF = "{repository}", "{ref}"', SETUPS[0])
        setup = setup.replace("/kaggle", f"{tmp_path}/kaggle")
        command = [sys.executable, "-c", PROGRAM.format(start, setup)]
        env = os.environ | {"TMPDIR": str(made)} | settings
        options = {"capture_output": True, "text": True, "timeout": 60}
        done = subprocess.run(command, cwd=folder, env=env, **options)
        return (done.stdout + done.stderr).splitlines()[-1], list(made.iterdir())

    return run


def in_place_of_github(url):
    """Settings with which git asks another address."""
    settings = {"GIT_CONFIG_KEY_0": f"url.{url}.insteadOf", "GIT_CONFIG_COUNT": "1"}
    return settings | {"GIT_CONFIG_VALUE_0": "https://github.com/"}


class Private(BaseHTTPRequestHandler):
    """Asks for a password, as GitHub does where there is no public repository."""

    def do_GET(self):
        self.send_error(401)


@pytest.fixture
def public(tmp_path):
    """Settings with which git finds a repository someone/course, with a branch and a tag."""
    folder = put(tmp_path / "github" / "someone" / "course", MODULES)
    git = ["git", "-c", "user.name=someone", "-c", "user.email=someone@example.org"]
    for command in ("init -qb main", "add .", "commit -qm course", "tag v1"):
        subprocess.run([*git, *command.split()], cwd=folder, check=True)
    return in_place_of_github((tmp_path / "github").as_uri() + "/")


def test_it_is_short_and_the_same_in_every_notebook():
    assert len(set(SETUPS)) == 1
    assert len(SETUPS[0].splitlines()) <= 14
    assert all("third edition" in (ROOT / name).read_text("utf-8") for name in MODULES)


@pytest.mark.parametrize(
    ("modules", "notebook"),
    [(".", "."), (".", "notebooks"), (".", "notebooks/live")]
    + [(f"kaggle/input/{place}", "kaggle/working") for place in ("a", "datasets/a/b/b-main")],
)
def test_the_modules_are_found_above_and_in_a_data_set(run, tmp_path, modules, notebook):
    course = put(tmp_path / modules, MODULES)
    assert run(put(tmp_path / notebook)) == (str(course / "helpers.py"), [])


@pytest.mark.parametrize("ref", ["main", "v1"])
def test_they_are_cloned_once_and_nothing_beside_the_notebook_changes(run, tmp_path, public, ref):
    other = put(tmp_path / "another course", ["helpers.py"])
    said, made = run(other, "someone/course", ref, **public)
    assert [Path(said).parent] == made
    assert [path.name for path in other.iterdir()] == ["helpers.py"]


def test_the_last_line_says_what_is_wrong_and_what_to_do(run, tmp_path, public):
    folder, ours = put(tmp_path / "course", MODULES[1:]), "someone/course"
    renamed = put(tmp_path / "renamed", ["helpers (1).py", "figures.py.txt", *MODULES[2:]])
    a_page = put(tmp_path / "page", MODULES)
    (a_page / "checks.py").write_text("\n<!DOCTYPE html>")
    older = put(tmp_path / "older", MODULES)
    (older / "figures.py").write_text("# second edition")
    no_network = {"https_proxy": "http://127.0.0.1:9"}
    with HTTPServer(("127.0.0.1", 0), Private) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        private = in_place_of_github(f"http://127.0.0.1:{server.server_port}/")
        asked_for_a_password = run(folder, ours, **private)
        server.shutdown()
    for said, words in [
        (asked_for_a_password, "no public repository for 'http"),
        (run(folder), "no public address"),
        (run(put(tmp_path / "gone"), start="os.rmdir(os.getcwd())"), "no public address"),
        (run(renamed), "(not ['helpers (1).py', 'figures.py.txt']: renamed, old or a web page)"),
        (run(a_page), "(not ['checks.py']: renamed, old or a web page)"),
        (run(older), "(not ['figures.py']: renamed, old or a web page)"),
        (run(folder, ours, PATH=""), "git: "),
        (run(folder, ours, **no_network), f"unable to access 'https://github.com/{ours}/': "),
        (run(folder, ours, **no_network), "(Kaggle: a data set, or turn on Internet)"),
        (run(folder, ours, "v2", **public), "Remote branch v2 not found"),
    ]:
        assert words in said[0]
        assert f", so put {', '.join(MODULES)} beside this notebook (" in said[0]
