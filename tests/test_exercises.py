"""Each lesson as a class takes it: run, its controls moved, its exercises tried.

In JupyterLab and a browser where there is one, controls by keyboard; else in a kernel alone.
"""

import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from jupyter_client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

from browser import ROOT, chromium, idle, jupyterlab, page_of, run_all, wait_for
from corners import CORNERS, SAYS
from exercises import tried

NAMES = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
each_notebook = pytest.mark.parametrize("name", NAMES)
PICTURES = ROOT / "tests" / "failures" / "screenshots"
TABLES = ROOT / "tests" / "failures" / "answers"  # what each check said to each answer
PIXELS = """
async (img) => {
  await img.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [img.naturalWidth, img.naturalHeight];
  canvas.getContext("2d").drawImage(img, 0, 0);
  return canvas.toDataURL();
}
"""
with_browser = pytest.mark.skipif(not chromium(), reason="no Chromium on this machine")


def test_a_browser_is_there_where_it_must_be():
    assert chromium() or "CI" not in os.environ, "continuous integration needs a Chromium"


def run_in(client):
    """A function that runs code in a kernel and returns what it prints."""

    def run(code):
        said = []

        def hear(message):
            content = message["content"]
            said.append(content.get("text", "") + "\n".join(content.get("traceback", [])))

        reply = client.execute_interactive(code, output_hook=hear, timeout=300)["content"]
        assert reply["status"] == "ok", f"{reply.get('ename')}: {reply.get('evalue')} in\n{code}"
        return re.sub(r"\x1b\[[0-9;]*m", "", "".join(said))  # without colours

    return run


def try_exercises(name, run):
    """The exercises of a notebook, in a kernel that has run it."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    rows = tried(notebook, run)
    assert 3 <= len({number for number, *_ in rows}) <= 5
    table = "".join(f"{number} {what:15} {said}\n" for number, what, said in rows)
    TABLES.mkdir(parents=True, exist_ok=True)
    (TABLES / f"{name}.txt").write_text(table, "utf-8")


@pytest.mark.skipif(bool(chromium()), reason="the browser does it")
@each_notebook
def test_controls_and_exercises_without_a_browser(name):
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(ROOT / "notebooks"))
    try:
        run = run_in(client)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                run(cell.source)
        assert run(CORNERS) == SAYS
        assert run("print(len(controls.explorers))") == "1\n", "not one figure with controls"
        try_exercises(name, run)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def laboratory(tmp_path_factory):
    """JupyterLab on a copy of the course, because JupyterLab saves what is open by itself."""
    home, course = tmp_path_factory.mktemp("jupyter"), tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "notebooks", course / "notebooks")
    for module in ROOT.glob("*.py"):
        shutil.copy(module, course)
    with jupyterlab(course, home) as (address, ask):
        yield address, ask, home


@with_browser
@each_notebook
def test_controls_by_keyboard_and_exercises_in_jupyterlab(name, laboratory):
    address, ask, home = laboratory
    path = f"notebooks/{name}.ipynb"
    PICTURES.mkdir(parents=True, exist_ok=True)
    with page_of() as page:
        run_all(page, address, ask, path)
        wrong = "[data-mime-type$='jupyter.error'], [data-mime-type$='jupyter.stderr']"
        assert page.locator(wrong).count() == 0, page.locator(wrong).first.inner_text()
        boxes = page.locator(".jp-OutputArea-output .widget-vbox")
        assert boxes.count() == 1, "no figure with controls"
        box = boxes.first
        box.scroll_into_view_if_needed()
        image, line = box.locator("img"), box.locator("[role=status]")

        def press(control, *keys):
            """Press keys on a control; whether the pixels of the picture change."""
            pictures = {image.evaluate(PIXELS)}
            control.focus()
            for key in keys:
                page.keyboard.press(key)
                page.wait_for_timeout(100)
                wait_for(lambda: idle(ask, path), 30, "the kernel")
                page.wait_for_timeout(100)
                assert "⚠" not in line.inner_text()
                pictures.add(image.evaluate(PIXELS))
            return len(pictures) > 1

        sliders = box.locator(".noUi-handle").all()
        menus, buttons = box.locator("select").all(), box.locator("button").all()
        assert len(sliders) + len(menus) >= 2
        for slider in sliders:
            assert press(slider, "Home", "End"), "a slider changes nothing"
        for menu in menus:
            changed = press(menu, "End", "Home", "ArrowDown")
            # A rate shows with the next step.
            assert changed or press(buttons[0], "Enter"), "a menu changes nothing"
        for button in buttons:
            assert press(button, "Enter"), "a button changes nothing"
        page.screenshot(path=PICTURES / f"{name}.png")
        assert page.locator(wrong).count() == 0

        # The same kernel, by code.
        (kernel,) = [s["kernel"]["id"] for s in ask("/api/sessions") if s["path"] == path]
        client = BlockingKernelClient(
            connection_file=str(Path(home, "runtime", f"kernel-{kernel}.json"))
        )
        client.load_connection_file()
        client.start_channels()
        try_exercises(name, run_in(client))
        client.stop_channels()
        page.goto("about:blank")
