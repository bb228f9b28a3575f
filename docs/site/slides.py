"""Slides of a notebook that need no network: reveal.js and MathJax lie beside them."""

import shutil
from pathlib import Path

import sphinx_revealjs
from nbconvert import SlidesExporter
from traitlets.config import Config

TEMPLATE = str(Path(__file__).with_name("slides.html.j2"))


def write_slides(notebooks, site):
    """Write slides/NAME.html for each notebook; code whose cell is folded is left out."""
    (site / "slides").mkdir(exist_ok=True)
    reveal = Path(sphinx_revealjs.__file__).parent / "_static" / "revealjs"
    shutil.copytree(reveal, site / "_static" / "revealjs", dirs_exist_ok=True)
    fold = {"enabled": True, "remove_input_tags": ["hide-input"]}
    exporter = SlidesExporter(
        config=Config(TagRemovePreprocessor=fold),
        template_file=TEMPLATE,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
        reveal_theme="white",
        reveal_url_prefix="../_static/revealjs",
        mathjax_url="../_static/mathjax/tex-chtml.js",
    )
    for path in notebooks:
        text = exporter.from_filename(str(path))[0].replace('.ipynb"', '.html"')  # in links
        (site / "slides" / f"{path.stem}.html").write_text(text, "utf-8")
