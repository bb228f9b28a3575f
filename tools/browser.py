"""JupyterLab in a headless Chromium, as a reader sees it, for test_lab.py and bench.py."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def chromium():
    """The path of a browser, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next(filter(None, map(shutil.which, names)), None)


def wait_for(condition, seconds=120, what="it"):
    """Wait until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.1)


@contextmanager
def jupyterlab(folder, home):
    """Serve a folder in JupyterLab; its settings and its log go into the folder `home`.

    Yields two functions: the address of a file, and what the server answers to a path of its API.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token, base = secrets.token_hex(8), f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", f"--IdentityProvider.token={token}", f"--notebook-dir={folder}"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    command += ["--LabApp.news_url=None"]
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home)}

    def ask(path):
        with urllib.request.urlopen(f"{base}{path}?token={token}", timeout=10) as answer:
            return json.load(answer)

    def is_up():
        assert server.poll() is None, Path(home, "jupyterlab.log").read_text()
        with suppress(OSError):
            return ask("/api/status")

    with open(Path(home, "jupyterlab.log"), "w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_for(is_up, 60, "JupyterLab")
            yield lambda path: f"{base}/lab/tree/{path}?token={token}&reset", ask
        finally:
            server.terminate()
            server.wait(20)


@contextmanager
def browser_page():
    """A page in a headless browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            yield browser.new_page(viewport={"width": 1400, "height": 1000})
        finally:
            browser.close()


def idle(ask, path):
    """Whether the kernel of a notebook is running and idle."""
    kernels = [s["kernel"] for s in ask("/api/sessions") if s["path"] == path]
    return [kernel["execution_state"] for kernel in kernels] == ["idle"]


def choose(page, menu, item):
    """Choose an item of one of JupyterLab's menus."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def open_notebook(page, address, ask, path):
    """Open a notebook and wait for its kernel."""
    page.goto(address(path))
    page.wait_for_selector(".jp-Notebook", timeout=60_000)
    wait_for(lambda: idle(ask, path), what="the kernel")
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)


def run_all(page, ask, path):
    """Run the open notebook from top to bottom."""
    choose(page, "Run", "Run All Cells")
    time.sleep(1)
    stars = page.locator(".jp-InputPrompt", has_text="[*]")
    wait_for(lambda: stars.count() == 0 and idle(ask, path), 400, "the last cell")
