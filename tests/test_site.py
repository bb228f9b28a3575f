"""The site on the web as its readers meet it: links, folded cells, pictures in words, contrast."""

import re
import runpy
import subprocess
import sys
from functools import cache
from urllib.parse import unquote, urldefrag

import nbformat
import pytest
from bs4 import BeautifulSoup

import publish
from browser import ROOT, chromium, page_of

NAMES = [path.stem for path in sorted((ROOT / "notebooks").glob("0*.ipynb"))]
each_notebook = pytest.mark.parametrize("name", NAMES)
with_browser = pytest.mark.skipif(not chromium(), reason="no Chromium on this machine")
CONF = ROOT / "docs" / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the pages, built without a warning."""
    folder = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "sphinx", "-M", "html", str(ROOT), str(folder)]
    result = subprocess.run(
        [*build, "-c", str(CONF), "-q", "-W", "--keep-going"], capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    return folder / "html"


@cache
def parsed(path):
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@cache
def places(path):
    """What a link may lead to within a page."""
    return {each["id"] for each in parsed(path).find_all(id=True)}


def pages(site):
    """Every page for readers, the README as index.html once."""
    found = [p for p in site.rglob("*.html") if "_static" not in p.parts and p.stem != "README"]
    return sorted(found)


def lesson(name):
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)


def test_every_link_within_the_site_leads_somewhere_and_nothing_is_loaded_from_elsewhere(site):
    for path in pages(site):
        page = parsed(path)
        for tag in page.select("a[href], link[href], script[src], img[src]"):
            target = tag.get("href") or tag.get("src")
            if tag.name in ("script", "link", "img") and target != publish.BADGE:
                assert not re.match(r"(https?:)?//", target), f"{path.name} loads {target}"
            if re.match(r"(https?:)?//|mailto:|data:", target):
                continue
            place, anchor = urldefrag(unquote(target))
            file = (path.parent / place.partition("?")[0]) if place else path
            assert file.is_file(), f"{path.name} leads to {target}"
            if anchor and file.suffix == ".html":
                assert anchor in places(file), f"{path.name} leads to {target}"


@each_notebook
def test_the_alternative_text_of_every_picture_is_its_reading(site, name):
    readings = [
        " ".join(output.data["text/plain"].split())
        for cell in lesson(name).cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    pictures = parsed(site / "notebooks" / f"{name}.html").select("article .cell_output img")
    assert [" ".join(picture["alt"].split()) for picture in pictures] == readings


def test_every_other_picture_has_words_too(site):
    for path in pages(site):
        for picture in parsed(path).find_all("img"):
            assert len(picture["alt"]) >= 12, f"{path.name}: {picture['src']}"
            assert not re.search(r"\.(png|svg)$|^<Figure", picture["alt"])


@each_notebook
def test_cells_with_a_title_are_folded_under_it_and_solutions_too(site, name):
    page = parsed(site / "notebooks" / f"{name}.html")
    titled = [
        cell.source.partition("\n")[0].removeprefix("# @title ")
        for cell in lesson(name).cells
        if cell.cell_type == "code" and cell.source.startswith("# @title ")
    ]
    folded = page.select("article .cell details.hide")
    assert [each.summary.find().get_text(strip=True) for each in folded] == titled
    for each in folded:
        assert each.select("pre"), "no code in the fold"
        assert not each.has_attr("open")
    shown = [pre.get_text() for pre in page.select("article .cell_input pre")]
    assert len(shown) == sum(cell.cell_type == "code" for cell in lesson(name).cells)
    summaries = [each.get_text(strip=True) for each in page.select("article details > summary")]
    assert summaries.count("Hint") == summaries.count("Solution") >= 4


@each_notebook
def test_both_editions_can_be_downloaded_as_they_are(site, name):
    page = parsed(site / "notebooks" / f"{name}.html")
    notebooks = ROOT / "notebooks"
    wanted = {(notebooks / f"{name}.ipynb").read_bytes()}
    wanted.add((notebooks / "live" / f"{name}.ipynb").read_bytes())
    links = page.select("a[href$='.ipynb']")
    files = [site / "notebooks" / a["href"] for a in links if "://" not in a["href"]]
    assert {file.read_bytes() for file in files} == wanted


@pytest.mark.parametrize("repository", ["", "someone/course"])
def test_only_a_copy_with_an_address_has_buttons_for_colab_and_binder(monkeypatch, repository):
    monkeypatch.setattr(publish, "written", lambda root: (repository, "v1"))
    options = runpy.run_path(str(CONF / "conf.py"))["html_theme_options"]
    assert ("launch_buttons" in options) == bool(repository)
    if repository:
        assert options["repository_url"] == "https://github.com/someone/course"
        assert options["repository_branch"] == "v1"


# ---------------------------------------------------------------------------------- in a browser

READY = """
async () => {
  if (window.MathJax) { await MathJax.startup.promise; }
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
}
"""
# Of the words of code, one of each kind will do: thousands take minutes.
FEWER = """
() => {
  const seen = new Set();
  for (const word of document.querySelectorAll("pre span")) {
    const kind = word.className + word.closest("pre").parentElement.parentElement.className;
    if (seen.has(kind)) { word.remove(); } else { seen.add(kind); }
  }
  document.querySelectorAll("mjx-container").forEach((each) => { each.remove(); });
}
"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
REST = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
VIEWS = [(1280, "light", RULES), (1280, "dark", CONTRAST), (390, "dark", REST)]


@pytest.fixture(scope="module")
def page():
    """One page of a browser that has no network, for all tests."""
    with page_of() as page:
        page.context.set_offline(True)
        yield page


@with_browser
@pytest.mark.parametrize("name", ["index", "search", *(f"notebooks/{name}" for name in NAMES)])
def test_nothing_bars_a_reader_on_a_large_screen_or_a_phone_light_or_dark(site, page, name):
    from axe_playwright_python.sync_playwright import Axe

    page.goto((site / f"{name}.html").as_uri())
    page.evaluate(READY)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{width} pixels: the page is {beyond} wider"
    page.evaluate(FEWER)
    for width, mode, rules in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("mode => { document.documentElement.dataset.theme = mode }", mode)
        page.wait_for_timeout(300)  # colours fade
        found = Axe().run(page, options=rules).response["violations"]
        found = {each["id"]: each["nodes"][0]["html"] for each in found}
        assert not found, f"{width} {mode}: {found}"


@with_browser
def test_mathematics_is_set_without_a_network_and_seen_on_black(site, page):
    page.goto((site / "notebooks" / f"{NAMES[0]}.html").as_uri())
    page.evaluate(READY)
    assert page.locator("mjx-container").count() > 50
    assert page.locator("mjx-merror").count() == 0
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    blue = page.locator("mjx-mstyle[style*=blue]").first
    assert blue.evaluate("each => getComputedStyle(each).color") == "rgb(138, 180, 255)"
