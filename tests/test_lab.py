"""A lesson as a class takes it, in JupyterLab and a browser: run, moved, saved and opened again."""

import os
import shutil

import pytest

from browser import (
    ROOT,
    browser_page,
    choose,
    chromium,
    idle,
    jupyterlab,
    open_notebook,
    run_all,
    wait_for,
)

PATH = "notebooks/02_linear_collapse.ipynb"


def test_a_browser_is_there_where_it_must_be():
    assert chromium() or "CI" not in os.environ, "continuous integration needs a Chromium"


@pytest.mark.skipif(not chromium(), reason="no Chromium on this machine")
def test_a_slider_moves_the_picture_and_the_picture_is_kept(tmp_path):
    course = tmp_path / "course"
    shutil.copytree(ROOT / "notebooks", course / "notebooks")
    for module in ROOT.glob("*.py"):
        shutil.copy(module, course)
    with jupyterlab(course, tmp_path / "home") as (address, ask), browser_page() as page:
        open_notebook(page, address, ask, PATH)
        run_all(page, ask, PATH)
        wrong = "[data-mime-type$='jupyter.error'], [data-mime-type$='jupyter.stderr']"
        assert page.locator(wrong).count() == 0, page.locator(wrong).first.inner_text()

        box = page.locator(".live-figure")
        box.scroll_into_view_if_needed()
        image = box.locator("img")
        assert image.get_attribute("alt")
        before = image.get_attribute("src"), box.locator("[role=status]").inner_text()
        box.locator(".noUi-handle").first.focus()
        page.keyboard.press("End")
        wait_for(lambda: image.get_attribute("src") != before[0], 30, "a new picture")
        wait_for(lambda: idle(ask, PATH), 30, "the kernel")
        assert "⚠" not in box.inner_text()

        choose(page, "File", "Save Notebook")
        wait_for(lambda: page.locator(".jp-mod-dirty").count() == 0, 30, "the file")
        choose(page, "Kernel", "Shut Down Kernel")
        ...
