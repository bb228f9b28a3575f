"""Controls as a reader moves them: in JupyterLab and a browser; without a browser, by code."""

import os
from pathlib import Path

import nbformat
import pytest
from browser import ROOT, chromium, idle, jupyterlab, page_of, run_all, wait_for
from corners import CORNERS, SAYS
from jupyter_client import BlockingKernelClient
from nbclient import NotebookClient

NAMES = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
each_notebook = pytest.mark.parametrize("name", NAMES)
PICTURES = ROOT / "tests" / "failures" / "screenshots"
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


@pytest.mark.skipif(bool(chromium()), reason="the browser does it")
@each_notebook
def test_every_control_can_be_moved_to_its_ends_by_code(name):
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(CORNERS))
    resources = {"metadata": {"path": str(ROOT / "notebooks")}}
    NotebookClient(notebook, kernel_name="python3", timeout=300, resources=resources).execute()
    assert notebook.cells[-1].outputs[-1].text == SAYS


@pytest.fixture(scope="module")
def laboratory(tmp_path_factory):
    """JupyterLab on the course; what runs there is not saved."""
    home = tmp_path_factory.mktemp("jupyter")
    with jupyterlab(ROOT, home) as (address, ask):
        yield address, ask, home


@with_browser
@each_notebook
def test_every_control_moves_the_picture_in_jupyterlab(name, laboratory):
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

        # The same kernel, by code: all corners.
        (kernel,) = [s["kernel"]["id"] for s in ask("/api/sessions") if s["path"] == path]
        client = BlockingKernelClient(
            connection_file=str(Path(home, "runtime", f"kernel-{kernel}.json"))
        )
        client.load_connection_file()
        client.start_channels()
        heard = []
        reply = client.execute_interactive(CORNERS, output_hook=heard.append, timeout=300)
        client.stop_channels()
        assert reply["content"]["status"] == "ok", reply["content"].get("evalue")
        said = [message["content"].get("text", "") for message in heard]
        assert SAYS in said
        page.goto("about:blank")
