"""The notebooks as files: whole, tidy, and alike where they must be."""

import ast
import re
import sys
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

import publish
from exercises import exercises

ROOT = Path(__file__).parent.parent
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NOTEBOOKS = {path.stem: nbformat.read(path, as_version=4) for path in PATHS}
each_notebook = pytest.mark.parametrize("name", NOTEBOOKS)


def code_cells(name):
    return [cell for cell in NOTEBOOKS[name].cells if cell.cell_type == "code"]


def markdown(name):
    return [cell.source for cell in NOTEBOOKS[name].cells if cell.cell_type == "markdown"]


# ---------------------------------------------------------------------------------------- tidy


@each_notebook
def test_it_is_executed_top_to_bottom_in_one_go(name):
    counts = [cell.execution_count for cell in code_cells(name)]
    assert counts == list(range(1, len(counts) + 1))


@each_notebook
def test_it_shows_no_error_and_no_warning(name):
    for cell in code_cells(name):
        for output in cell.outputs:
            assert output.output_type != "error", f"an error is shown below: {cell.source}"
            assert output.get("name") != "stderr", f"a warning is shown below: {cell.source}"


@each_notebook
def test_its_metadata_fits_every_front_end(name):
    notebook = NOTEBOOKS[name]
    assert notebook.metadata.kernelspec.name == "python3"
    assert "widgets" not in notebook.metadata, "GitHub shows 'Invalid Notebook' for saved widgets"
    nbformat.validate(notebook)


@each_notebook
def test_its_file_is_small_enough_for_github_and_names_no_place_on_a_machine(name):
    text = (ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8")
    assert len(text.encode()) < 1_000_000
    places = re.findall(r"/(?:root|home|Users|tmp|work)/\w+|[A-Z]:\\\\\w+|0x[0-9a-f]{8,}", text)
    assert not places


@each_notebook
def test_every_cell_has_its_place_on_a_slide(name):
    kinds = {"slide", "subslide", "fragment", "skip", "notes", "-"}
    for cell in NOTEBOOKS[name].cells:
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        assert kind in kinds, f"no slide type: {cell.source[:60]}"
        starts = cell.cell_type == "markdown" and cell.source.startswith("#")
        assert starts == (kind == "slide"), f"not a heading, or no slide: {cell.source[:60]}"


@each_notebook
def test_every_picture_has_its_reading_as_text_and_printed_below(name):
    pictures = 0
    for cell in code_cells(name):
        for output, following in zip(cell.outputs, [*cell.outputs[1:], None], strict=False):
            if "image/png" not in output.get("data", {}):
                continue
            pictures += 1
            reading = output.data["text/plain"]
            assert "<Figure" not in reading, f"no reading for the picture of: {cell.source}"
            assert following is not None
            if reading.startswith("A figure with controls"):
                reading = reading[reading.index("At the start") :]
            assert following.text.startswith(reading)
    assert pictures >= 5


@each_notebook
def test_every_take_away_holds_by_a_margin(name):
    (cell,) = [cell for cell in code_cells(name) if re.search(r"^claim\(", cell.source, re.M)]
    printed = cell.outputs[0].text
    assert "✗" not in printed
    number = r"([-+.e\d]+)"
    decided = re.findall(rf"^✓ .* \({number} [<>=] {number}\)$", printed, re.M)
    assert len(decided) == len(printed.splitlines()) >= 4
    for value, bound in decided:  # what is equal is a count
        value, bound = float(value), float(bound)
        assert value == bound or abs(value - bound) > 0.01 * max(abs(value), abs(bound)), printed


def is_folded(cell):
    folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
    tagged = "hide-input" in cell.metadata.get("tags", [])
    setup = cell.source.startswith("# @title Setup")
    return cell.metadata.get("cellView") == "form" and folded and (tagged or setup)


@each_notebook
def test_a_cell_with_a_title_is_folded_and_no_other_is(name):
    for cell in code_cells(name):
        titled = cell.source.startswith("# @title ")
        assert titled == is_folded(cell), cell.source[:60]


@each_notebook
def test_its_cells_are_short_enough_to_show_in_class(name):
    for cell in code_cells(name)[1:]:
        lines = cell.source.splitlines()
        assert is_folded(cell) or len(lines) <= 25, f"{len(lines)} lines: {lines[0]} ..."
        assert max(map(len, lines)) <= 100, f"a long line in: {lines[0]} ..."


@each_notebook
def test_checks_are_folded_away_and_leave_no_name_behind(name):
    cells = [cell for cell in code_cells(name) if "check" in cell.metadata.get("tags", [])]
    assert len(cells) >= 4
    for cell in cells:
        assert is_folded(cell)
        assert "raises-exception" in cell.metadata.tags
        kinds = [type(statement) for statement in ast.parse(cell.source).body]
        assert kinds == [ast.FunctionDef, ast.Delete], f"{cell.source[:40]} is one function"


@each_notebook
def test_no_check_contains_the_solution_of_its_exercise(name):
    for number, stand_in, check, solution in exercises(NOTEBOOKS[name]):
        given = {line.strip() for line in stand_in.splitlines()}
        written = {line.strip() for line in solution.splitlines()} - given
        told = {line for line in written if len(line) > 12 and line in check}
        assert not told, f"check {number} tells: {told}"


@each_notebook
def test_no_cell_relies_on_what_breaks_elsewhere(name):
    for cell in code_cells(name):
        assert "%matplotlib" not in cell.source, "it stops widgets from capturing figures"
        assert not cell.source.rstrip().endswith(";"), "nbval cannot compare such a cell"
        assert not re.search(r"^[!%]", cell.source, re.M), "plain Python runs everywhere"


@each_notebook
def test_its_headings_begin_cells_and_step_down_one_level_at_a_time(name):
    sources = [re.sub(r"```.*?```", "", source, flags=re.S) for source in markdown(name)]
    assert not [source for source in sources if re.search(r"\n#+ ", source)], "not at the start"
    levels = [len(re.match("#*", source)[0]) for source in sources if source.startswith("#")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each_notebook
def test_its_markdown_renders_everywhere(name):
    for source in markdown(name):
        assert "attachment:" not in source
        source = source.replace(publish.BADGE, "")
        assert not re.search(r"\.svg\b|^:::|\[\^\w+\]|^!!! ", source, re.M)
        assert source.count("$$") % 2 == 0


def test_the_readme_links_lead_to_files_that_are_there():
    text = (ROOT / "README.md").read_text("utf-8")
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert {f"notebooks/{name}.ipynb" for name in NOTEBOOKS} <= set(targets)
    for target in targets:
        assert (ROOT / target).exists(), target


# --------------------------------------------------------------------- prose and what is printed


def stated_numbers(text):
    """Numbers of a text that may have been measured: decimals, per cents, and from 100 upward.

    Code, math, links and years of publications are not prose.
    """
    no_prose = r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\((?:[^()]*,\s)?(?:19|20)\d\d\)"
    text = re.sub(no_prose, " ", text, flags=re.S)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"\(12\.\d\)", " ", text)  # an equation of the chapter
    found = re.findall(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?: ?%)?", text)
    found = [number.rstrip(",").replace(",", "") for number in found]
    return {n for n in found if "." in n or "%" in n or float(n) >= 100}


def known_numbers(name):
    """Numbers that the code of a notebook sets or its cells print."""
    texts = [cell.source for cell in code_cells(name)]
    texts += [out.get("text", "") for cell in code_cells(name) for out in cell.outputs]
    text = " ".join(texts).replace(",", "").replace("_", "")
    return set(re.findall(r"\d+(?:\.\d+)?(?: ?%)?", text))


@each_notebook
def test_every_number_in_prose_is_set_or_printed_by_a_cell(name):
    stated = {number for source in markdown(name) for number in stated_numbers(source)}
    assert stated <= known_numbers(name)


def test_a_number_that_no_cell_prints_is_found():
    text = "It scores 0.7654, or 77 %, on 12,345 points ([0.1](x_0.2.md), `0.3`, $0.4$, 7 units)."
    assert stated_numbers(text + " (Saxe, 2014)") == {"0.7654", "77 %", "12345", "0.1"}


def test_the_readme_states_only_decimals_that_a_notebook_prints():
    stated = set(re.findall(r"(?<![\d.])0\.\d+", (ROOT / "README.md").read_text("utf-8")))
    assert stated <= set().union(*map(known_numbers, NOTEBOOKS))


# --------------------------------------------------------------------------- alike where they must


def written(kind, name, sources):
    """What stands in a class or function of this name, wherever it is written."""
    found = [node for source in sources for node in ast.walk(ast.parse(source))]
    found = [node for node in found if isinstance(node, kind) and node.name == name]
    for node in found:
        node.decorator_list = []
        if ast.get_docstring(node):
            del node.body[0]
    return [ast.unparse(node) for node in found]


def test_train_model_is_the_same_in_notebook_1_and_in_helpers():
    sources = [cell.source for cell in code_cells("01_problem_of_features")]
    sources.append((ROOT / "helpers.py").read_text("utf-8"))
    one, other = written(ast.FunctionDef, "train_model", sources)
    assert one == other


@pytest.mark.parametrize("class_name", ["MLP", "DeeperMLP"])
def test_a_model_is_the_same_wherever_it_is_written(class_name):
    sources = [cell.source for name in NOTEBOOKS for cell in code_cells(name)]
    one, other = written(ast.ClassDef, class_name, sources)
    assert one == other


# ------------------------------------------------------------------------ one place for versions


def test_requirements_hold_what_the_code_imports():
    required = re.findall(r"^([\w-]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    modules = ("engine", "helpers", "controls")
    sources = [(ROOT / f"{name}.py").read_text("utf-8") for name in modules]
    sources += [cell.source for name in NOTEBOOKS for cell in code_cells(name)]
    a_line = r"^\s*(?:import|from) (\w+)\S*(?: (?:import|as) .*)?$"
    imported = set(re.findall(a_line, "\n".join(sources), re.M))
    # They come with matplotlib, with jupyter and with scikit-learn.
    come_along = {"numpy", "contourpy", "PIL", "IPython", "joblib", "scipy", "sklearn"}
    assert imported - set(sys.stdlib_module_names) <= {*required, *come_along, *modules}
