"""The notebooks as files: tidy, the same where they repeat themselves, every number printed."""

import ast
import re
from itertools import pairwise

import nbformat
import numpy as np
import pytest
from matplotlib.colors import to_rgb

import helpers
import lecture
from editions import ROOT

PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NOTEBOOKS = {path.stem: nbformat.read(path, as_version=4) for path in PATHS}
LESSONS = [name for name in NOTEBOOKS if name != "lecture"]
each_notebook = pytest.mark.parametrize("name", NOTEBOOKS)
each_lesson = pytest.mark.parametrize("name", LESSONS)


def code_cells(name):
    return [cell for cell in NOTEBOOKS[name].cells if cell.cell_type == "code"]


def markdown(name):
    return [cell.source for cell in NOTEBOOKS[name].cells if cell.cell_type == "markdown"]


@each_notebook
def test_saved_after_one_run_from_top_to_bottom_without_error_or_warning(name):
    counts = [cell.execution_count for cell in code_cells(name)]
    assert counts == list(range(1, len(counts) + 1))
    for cell in code_cells(name):
        for output in cell.outputs:
            assert output.output_type != "error", f"an error is shown below: {cell.source}"
            assert output.get("name") != "stderr", f"a warning is shown below: {cell.source}"


@each_notebook
def test_file_suits_every_front_end(name):
    notebook, text = NOTEBOOKS[name], (ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8")
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert "widgets" not in notebook.metadata, "GitHub shows 'Invalid Notebook' for saved widgets"
    assert len(text.encode()) < 1_000_000, "GitHub does not show larger notebooks"
    assert not re.findall(r"/(?:root|home|Users|tmp)/\w+|[A-Z]:\\\\\w+|0x[0-9a-f]{8,}", text)


@each_notebook
def test_every_cell_has_a_slide_type_and_slides_start_at_headings(name):
    for cell in NOTEBOOKS[name].cells:
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        assert kind in {"slide", "subslide", "fragment", "skip", "notes", "-"}, cell.source[:60]
        is_heading = cell.cell_type == "markdown" and cell.source.startswith("#")
        assert is_heading == (kind == "slide"), cell.source[:60]


@each_notebook
def test_every_picture_has_its_reading_as_text_and_printed_below(name):
    pictures = 0
    for cell in code_cells(name):
        for place, output in enumerate(cell.outputs):
            if "image/png" in output.get("data", {}):
                pictures += 1
                assert "<Figure" not in output.data["text/plain"], cell.source
                assert output.data["text/plain"] in cell.outputs[place + 1].text, cell.source
    assert pictures >= 4


@each_lesson
def test_every_take_away_holds_by_a_margin(name):
    (cell,) = [cell for cell in code_cells(name) if re.search(r"^claim\(", cell.source, re.M)]
    printed = cell.outputs[0].text
    decided = re.findall(r"^Holds: .* \(([-+.e\d]+) [<>=] ([-+.e\d]+)\)$", printed, re.M)
    assert len(decided) == len(printed.splitlines()) >= 4, printed
    for value, bound in (map(float, pair) for pair in decided):  # what is equal is a count
        assert value == bound or abs(value - bound) > 0.01 * max(abs(value), abs(bound)), printed


@each_notebook
def test_a_cell_with_a_title_is_folded_and_no_other_is(name):
    for cell in code_cells(name):
        in_colab = cell.metadata.get("cellView") == "form"
        in_jupyter = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        has_title = cell.source.startswith("# @title ")
        assert has_title == in_colab == in_jupyter, cell.source[:60]
        assert has_title or len(cell.source.splitlines()) <= 25, "too long to show in class"


@each_notebook
def test_a_prompt_says_every_name_and_attribute_that_later_cells_need(name):
    cells, known = code_cells(name), set()
    for place, cell in enumerate(cells):
        if "live" in cell.metadata.get("tags", []):
            later = "\n".join(each.source for each in cells[place + 1 :])
            attributes = re.findall(r"self\.(\w+) = ", cell.source)
            wanted = lecture.needed(cells, place)
            assert not known & set(wanted), "what is typed could not be told from what was there"
            wanted += [each for each in attributes if re.search(rf"\.{each}\b", later)]
            prompt = set(re.findall(r"\w+", re.match(r"(#.*\n)+", cell.source)[0]))
            assert prompt >= set(wanted), f"not in the prompt: {set(wanted) - prompt}"
        known |= lecture.names(cell.source)[0]


@each_lesson
def test_an_exercise_and_its_check_let_run_all_go_on(name):
    for cell, following in pairwise(NOTEBOOKS[name].cells):
        if cell.source.startswith("# Exercise "):
            assert set(cell.metadata.tags) == {"exercise", "raises-exception"}
            assert set(following.metadata.tags) == {"check", "raises-exception"}


@each_notebook
def test_headings_begin_cells_and_step_down_one_level_at_a_time(name):
    sources = [re.sub(r"```.*?```", "", source, flags=re.S) for source in markdown(name)]
    assert not [source for source in sources if re.search(r"\n#+ ", source)], "not at the start"
    levels = [len(re.match("#*", source)[0]) for source in sources if source.startswith("#")]
    assert levels[0] == 1 == levels.count(1)
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each_notebook
def test_cells_use_nothing_that_some_front_end_lacks(name):
    for cell in code_cells(name):
        assert not cell.source.rstrip().endswith(";"), "nbval cannot compare such a cell"
        assert not re.search(r"^[!%]", cell.source, re.M), "plain Python runs everywhere"
        shown = [o.data["text/plain"] for o in cell.outputs if o.output_type == "execute_result"]
        assert "\n" not in "".join(shown), "a bare last line prints a page"
    for source in markdown(name):
        assert not re.search(r"attachment:|^:::|\[\^\w+\]|^!!! ", source, re.M), source
        assert source.count("$$") % 2 == 0, source


def numbers_in_prose(text):
    """Numbers of a text that may have been measured: decimals, percentages, and from 100 upwards.

    Code, math, links, years of publication, equations and answers to vote on are no such numbers.
    """
    not_prose = r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\((?:[^()]*,\s)?(?:19|20)\d\d\)"
    not_prose += r"|> \*\*A\*\* (?:[^\n]|\n>)*"
    text = re.sub(not_prose, " ", text, flags=re.S)
    text = re.sub(r"\]\([^)]*\)|\(12\.\d\)", "]", text)
    found = re.findall(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?: ?%)?", text)
    found = [number.replace(",", "") for number in found]
    return {n for n in found if "." in n or "%" in n or float(n) >= 100}


def numbers_in_cells(name):
    """Numbers that the code of a notebook sets or its cells print."""
    texts = [cell.source for cell in code_cells(name)]
    texts += [output.get("text", "") for cell in code_cells(name) for output in cell.outputs]
    text = " ".join(texts).replace(",", "").replace("_", "")
    return set(re.findall(r"\d+(?:\.\d+)?(?: ?%)?", text))


@each_notebook
def test_every_number_in_prose_is_set_or_printed_by_a_cell(name):
    stated = {number for source in markdown(name) for number in numbers_in_prose(source)}
    assert stated <= numbers_in_cells(name)


def test_numbers_in_prose_are_found():
    text = "It scores 0.7654, or 77 %, on 12,345 points ([0.1](x_0.2.md), `0.3`, $0.4$, 7 units)."
    assert numbers_in_prose(text + " (Saxe, 2014)") == {"0.7654", "77 %", "12345", "0.1"}


def test_every_decimal_in_the_readme_is_printed_by_a_notebook():
    stated = set(re.findall(r"(?<![\d.])0\.\d+", (ROOT / "README.md").read_text("utf-8")))
    assert stated <= set().union(*map(numbers_in_cells, NOTEBOOKS))


@pytest.mark.parametrize("name", ["train_model", "MLP", "DeeperMLP"])
def test_a_function_or_model_is_the_same_wherever_it_is_written(name):
    sources = [cell.source for notebook in LESSONS for cell in code_cells(notebook)]
    sources.append((ROOT / "helpers.py").read_text("utf-8"))
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    kinds = (ast.FunctionDef, ast.ClassDef)
    first, second = (node for node in nodes if isinstance(node, kinds) and node.name == name)
    for node in first, second:  # without docstring and checks
        left_out = ('"', "'", "evaluate(", "free =", "require(")
        node.body = [line for line in node.body if not ast.unparse(line).startswith(left_out)]
        node.decorator_list = []
    assert ast.unparse(first) == ast.unparse(second)


def test_lines_stand_out_from_a_white_page():
    rgb = np.array([to_rgb(colour) for colour in helpers.COLOURS])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    contrast = 1.05 / (linear @ [0.2126, 0.7152, 0.0722] + 0.05)
    assert contrast.min() >= 3, "WCAG 2.1, criterion 1.4.11"
