"""The website, built from the Markdown files and the executed notebooks: make site

Sphinx reads the course's own files, and `prepared` adds to a notebook, in memory, what a page needs
and a notebook does not. Notebooks are executed only to draw the figures with controls in each state
(moving.py), and only those that match the setting `moving`.
"""

import json
import re
import sys
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(Path(__file__).parent)]
import editions  # noqa: E402
from moving import drawn  # noqa: E402
from slides import write_slides  # noqa: E402

project = "Learn the features"
author = "Phil Chodrow (the chapter) and the authors of the course"
copyright = "the authors. Code: MIT licence; text and figures: CC BY 4.0"
extensions = ["myst_nb", "sphinx-mathjax-offline"]
root_doc = "docs/index"
include_patterns = ["*.md", "docs/*.md", "notebooks/*.ipynb"]
exclude_patterns = ["_site", ".*"]
suppress_warnings = ["toc.not_included"]  # pages to which others lead

nb_execution_mode = "off"
myst_enable_extensions = ["dollarmath"]
myst_dmath_double_inline = True
myst_heading_anchors = 3

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = [("moving.js", {"defer": "defer"})]
repository, branch = editions.address(ROOT)
html_context = {"default_mode": "auto"}  # light or dark, as the reader's machine is
html_theme_options = {"navbar_persistent": [], "primary_sidebar_end": []}  # one search, no adverts
if repository:
    html_theme_options |= {
        "repository_url": f"https://github.com/{repository}",
        "repository_branch": branch,
        "use_repository_button": True,
        "launch_buttons": {
            "colab_url": "https://colab.research.google.com",
            "binderhub_url": "https://mybinder.org",
            "notebook_interface": "jupyterlab",
        },
    }

LIVE = re.compile(r"\[([^]]+)\]\(([\w./]*\blive/[^)]+)\)")  # a file to download, no page
TABLE = re.compile(r"^.*\S {2,}\S.*\n.*\S {2,}\S", re.M)  # printed in columns
CONTROLS = "*The controls of this figure are in the notebook: open or download it to move them.*"


def prepared(app, docname, source):
    """Fold cells under their titles, and give each picture its reading as the alternative text."""
    if docname == root_doc and repository:  # the button opens Colab, not what is said about it
        path = "notebooks/01_problem_of_features.ipynb"
        url = f"https://colab.research.google.com/github/{repository}/blob/{branch}/{path}"
        source[0] = source[0].replace("../README.md#in-google-colab", url)
    if not docname.startswith("notebooks/"):
        source[0] = LIVE.sub(r"[\1](path:\2)", source[0])
        return
    if not hasattr(app.env, "figures"):
        app.env.figures = {}  # those that move, by their cells; the lecture has some of them, too
    if fnmatch(docname, app.config.moving):
        app.env.figures |= drawn(app.env.doc2path(docname), app.outdir / "_images")
    notebook = json.loads(source[0])
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = LIVE.sub(r"[\1](path:\2)", "".join(cell["source"]))
        if "badges" in cell["metadata"].get("tags", []):
            name = docname.removeprefix("notebooks/")
            cell["source"] += f' · <a href="../slides/{name}.html">as slides</a>'
        page = cell["metadata"].setdefault("mystnb", {})
        first = "".join(cell["source"]).partition("\n")[0]
        if first.startswith("# @title "):
            title = first.removeprefix("# @title ")
            page |= {"code_prompt_show": title, "code_prompt_hide": title}
            cell["metadata"].setdefault("tags", []).append("hide-input")
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if TABLE.search("".join(output.get("text", ""))):
                cell["metadata"].setdefault("tags", []).append("printed-table")
            if "image/png" in data:
                page["image"] = {"alt": "".join(data["text/plain"])}
            if data.pop("text/html", None):  # of a figure with controls
                data["text/markdown"] = CONTROLS
        if cell["id"] in app.env.figures:
            cell["outputs"] = app.env.figures[cell["id"]]
    source[0] = json.dumps(notebook)


def finish(app, error):
    """Add slides, and let a bare address open the front page, which is one folder down."""
    if not error:
        write_slides(sorted((ROOT / "notebooks").glob("*.ipynb")), app.outdir)
        leads = f'<meta http-equiv="refresh" content="0; url={root_doc}.html">'
        leads += f'<a href="{root_doc}.html">{project}</a>'
        (app.outdir / "index.html").write_text(leads, "utf-8")


def setup(app):
    app.add_config_value("moving", "", "env")
    app.connect("source-read", prepared)
    app.connect("build-finished", finish)
