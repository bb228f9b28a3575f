"""The pages on the web as their readers meet them: links, folded cells, pictures in words."""

import re
import subprocess
import sys
from functools import cache
from urllib.parse import unquote, urldefrag

import nbformat
import pytest
from bs4 import BeautifulSoup

import editions
from browser import ROOT, browser_page, chromium

NAMES = [path.stem for path in sorted((ROOT / "notebooks").glob("0*.ipynb"))]
each_notebook = pytest.mark.parametrize("name", NAMES)
PAGES = ["docs/index", "README", *(f"notebooks/{name}" for name in [*NAMES, "lecture"])]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the pages, built without a warning."""
    folder = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "sphinx", "-M", "html", str(ROOT), str(folder)]
    build += ["-c", str(ROOT / "docs" / "site"), "-q", "-W", "--keep-going"]
    build += ["-D", f"moving=notebooks/{NAMES[0]}"]  # drawing all figures takes minutes
    result = subprocess.run(build, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return folder / "html"


@cache
def parsed(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def code_cells(name):
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_links_within_the_site_lead_somewhere_and_nothing_is_loaded_from_elsewhere(site):
    for path in (page for page in site.rglob("*.html") if "_static" not in page.parts):
        for tag in parsed(path).select("a[href], link[href], script[src], img[src]"):
            target = tag.get("href") or tag.get("src")
            if tag.name in ("script", "link", "img") and target != editions.BADGE:
                assert not re.match(r"(https?:)?//", target), f"{path.name} loads {target}"
            if re.match(r"(https?:)?//|mailto:|data:", target):
                continue
            place, anchor = urldefrag(unquote(target))
            file = (path.parent / place.partition("?")[0]) if place else path
            assert file.is_file(), f"{path.name} leads to {target}"
            if anchor and file.suffix == ".html":
                assert parsed(file).find(id=anchor), f"{path.name} leads to {target}"


@each_notebook
def test_the_alternative_text_of_a_picture_is_its_reading(site, name):
    shown = [output.get("data", {}) for cell in code_cells(name) for output in cell.outputs]
    readings = [" ".join(data["text/plain"].split()) for data in shown if "image/png" in data]
    pictures = parsed(site / "notebooks" / f"{name}.html").select("article .cell_output img")
    assert [" ".join(picture["alt"].split()) for picture in pictures] == readings


@each_notebook
def test_cells_with_a_title_and_solutions_are_folded(site, name):
    page = parsed(site / "notebooks" / f"{name}.html")
    titles = [re.match("# @title (.*)", cell.source) for cell in code_cells(name)]
    folded = page.select("article .cell details.hide")
    shown = [each.summary.find().get_text(strip=True) for each in folded]
    assert shown == [title[1] for title in titles if title]
    assert all(each.select("pre") and not each.has_attr("open") for each in folded)
    summaries = [each.get_text(strip=True) for each in page.select("article details > summary")]
    assert summaries.count("Hint") == summaries.count("Solution") >= 4


# ---------------------------------------------------------------------------------- in a browser

# Open what is folded; of the words of code keep one of each kind, for thousands take minutes.
PREPARE = """
async () => {
  if (window.MathJax) { await MathJax.startup.promise; }
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  const seen = new Set();
  for (const word of document.querySelectorAll("pre span")) {
    const kind = word.className + word.closest("pre").parentElement.parentElement.className;
    if (seen.has(kind)) { word.remove(); } else { seen.add(kind); }
  }
}
"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def page():
    """A page of a browser that has no network."""
    if not chromium():
        pytest.skip("no Chromium on this machine")
    with browser_page() as page:
        page.context.set_offline(True)
        yield page


@pytest.mark.parametrize("name", PAGES)
def test_nothing_bars_a_reader_on_a_large_screen_or_a_phone_light_or_dark(site, page, name):
    from axe_playwright_python.sync_playwright import Axe

    page.goto((site / f"{name}.html").as_uri())
    page.evaluate(PREPARE)
    assert page.locator("mjx-merror").count() == 0
    assert not name.startswith("notebooks") or page.locator("mjx-container").count() > 5
    page.evaluate("document.querySelectorAll('mjx-container').forEach((each) => each.remove())")
    for width, mode in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("mode => { document.documentElement.dataset.theme = mode }", mode)
        page.wait_for_timeout(300)  # colours fade
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{width} pixels: the page is {beyond} wider"
        found = Axe().run(page, options=RULES).response["violations"]
        assert not found, [width, mode, *((each["id"], each["nodes"][0]["html"]) for each in found)]


def test_a_figure_moves_by_keyboard_without_a_kernel(site, page):
    page.goto((site / "notebooks" / f"{NAMES[0]}.html").as_uri())
    form = page.locator("form.moving").first
    start = form.get_by_role("status").text_content()
    form.locator("input, select").first.press("ArrowLeft")
    assert start != form.get_by_role("status").text_content()
    form.get_by_alt_text(form.get_by_role("status").text_content()).evaluate("i => i.decode()")


HEIGHTS = """
() => Reveal.getSlides().map((slide) => {
  const { h, v } = Reveal.getIndices(slide);
  Reveal.slide(h, v);
  return slide.scrollHeight;
})
"""


def test_slides_need_no_network_and_nothing_is_cut(site, page):
    page.set_viewport_size({"width": 1280, "height": 720})
    for path in site.glob("slides/*.html"):
        page.goto(path.as_uri())
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        assert page.locator("mjx-container").count() > 5
        assert max(page.evaluate(HEIGHTS)) <= 720, path.name
