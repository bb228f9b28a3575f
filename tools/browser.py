"""JupyterLab in a headless Chromium, as a reader sees it, for test_exercises.py and bench.py."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def chromium():
    """The path of a browser, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def jupyterlab(folder, home):
    """Serve a folder in JupyterLab with fresh settings; yield what gives addresses and answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(8)
    base = f"http://127.0.0.1:{port}"
    options = [f"--port={port}", f"--IdentityProvider.token={token}", f"--notebook-dir={folder}"]
    options += ["--no-browser", "--ip=127.0.0.1", "--allow-root", "--LabApp.news_url=None"]
    options += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTERLAB_SETTINGS_DIR": "settings"}
    places |= {"JUPYTERLAB_WORKSPACES_DIR": "workspaces", "JUPYTER_RUNTIME_DIR": "runtime"}
    environment = os.environ | {name: str(Path(home, place)) for name, place in places.items()}
    settings = Path(home, "settings", "@jupyterlab", "apputils-extension")
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    log = open(Path(home, "jupyterlab.log"), "w")  # noqa: SIM115  it outlives this line
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options], env=environment, stdout=log, stderr=log
    )

    def ask(path):
        with urllib.request.urlopen(f"{base}{path}?token={token}", timeout=10) as answer:
            return json.load(answer)

    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                ask("/api/status")
                break
            except OSError:
                if time.monotonic() > deadline or server.poll() is not None:
                    raise RuntimeError(Path(home, "jupyterlab.log").read_text()) from None
                time.sleep(0.2)
        yield lambda path: f"{base}/lab/tree/{path}?token={token}&reset", ask
    finally:
        server.terminate()
        server.wait(20)
        log.close()


@contextmanager
def page_of(width=1400, height=1000):
    """A page in a headless browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            yield browser.new_page(viewport={"width": width, "height": height})
        finally:
            browser.close()


def wait_for(condition, seconds=120, what="it"):
    """Wait until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.1)


def idle(ask, path):
    """Whether the kernel of this notebook is running and idle."""
    kernels = [s["kernel"] for s in ask("/api/sessions") if s["path"] == path]
    return bool(kernels) and kernels[0]["execution_state"] == "idle"


def run_all(page, address, ask, path):
    """Open a notebook and run it from top to bottom."""
    page.goto(address(path))
    page.wait_for_selector(".jp-Notebook", timeout=60_000)
    wait_for(lambda: idle(ask, path), what="the kernel")
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    time.sleep(1)

    def done():
        busy = page.locator(".jp-InputPrompt", has_text="[*]").count()
        return not busy and idle(ask, path)

    wait_for(done, 400, "the last cell")
