"""A lesson as a class takes it, in JupyterLab and a browser: run, moved, saved and opened again."""

import os
import shutil

import pytest

import browser

PATH = "notebooks/02_linear_collapse.ipynb"
WRONG = "[data-mime-type$='jupyter.error'], [data-mime-type$='jupyter.stderr']"


def test_a_browser_is_there_where_it_must_be():
    assert browser.chromium() or "CI" not in os.environ, "continuous integration needs a Chromium"


def cell_with_controls(page):
    """The cell with controls, scrolled into view."""
    cell = page.locator(".jp-CodeCell", has_text="At the start:")
    cell.scroll_into_view_if_needed()
    return cell


@pytest.mark.skipif(not browser.chromium(), reason="no Chromium on this machine")
def test_a_slider_moves_the_picture_and_a_saved_notebook_shows_it(tmp_path, tmp_path_factory):
    course, home = tmp_path, tmp_path_factory.mktemp("jupyter")
    # A copy, because JupyterLab saves what is open.
    shutil.copytree(browser.ROOT / "notebooks", course / "notebooks")
    for module in browser.ROOT.glob("*.py"):
        shutil.copy(module, course)
    with browser.jupyterlab(course, home) as (address, ask), browser.browser_page() as page:
        browser.open_notebook(page, address, ask, PATH)
        browser.run_all(page, ask, PATH)
        assert page.locator(WRONG).count() == 0, page.locator(WRONG).first.inner_text()

        figure = cell_with_controls(page).locator(".live-figure")
        picture, reading = figure.locator(".widget-image"), figure.locator("[role=status]")
        before = picture.get_attribute("src")
        assert picture.get_attribute("alt")
        figure.locator(".noUi-handle").first.focus()
        page.keyboard.press("End")
        browser.wait_for(lambda: picture.get_attribute("src") != before, 30, "a new picture")
        browser.wait_for(lambda: picture.get_attribute("alt") == reading.text_content(), 30, "alt")
        assert "⚠" not in reading.text_content()
        assert cell_with_controls(page).locator("img:visible").count() == 1

        page.keyboard.press("Control+S")
        browser.wait_for(lambda: "widget-view" in (course / PATH).read_text("utf-8"), 30, "saving")
        browser.choose(page, "Kernel", "Shut Down Kernel")
        browser.open_notebook(page, address, ask, PATH)
        cell = cell_with_controls(page)
        browser.wait_for(lambda: cell.locator("img:visible").count() == 1, 30, "one picture")
        message = cell.locator(".jupyter-widgets", has_text="model not found")
        message.wait_for(state="attached", timeout=30_000)
        assert not message.is_visible()
