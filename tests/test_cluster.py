"""The sweep of notebook 4 on a Dask cluster, by the lines that the notebook gives for it."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

pytest.importorskip("dask.distributed", reason="optional: pip install 'dask[distributed]'")
NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
COUNT = """
    done = client.run_on_scheduler(
        lambda dask_scheduler: [t for t in dask_scheduler.transition_log if t[2] == "memory"]
    )
"""
COMPARE = """
assert client.status == "closed"
assert torch.equal(results_from_cluster, sweep(candidates[::5], X, y, 30))
print(tuple(results_from_cluster.shape), len({task[0] for task in done}))
"""


def test_the_sweep_gives_the_same_on_a_cluster():
    lesson = nbformat.read(NOTEBOOKS / "04_depth.ipynb", as_version=4)
    definitions = ("# @title Setup", "from functools", "class ", "splitter = ", "candidates = ")
    cells = [c for c in lesson.cells if c.cell_type == "code" and c.source.startswith(definitions)]
    (block,) = [
        found
        for cell in lesson.cells
        if cell.cell_type == "markdown"
        for found in re.findall(r"```python\n(.*?)```", cell.source, re.S)
        if "import Client" in found
    ]
    call = "sweep(candidates, X, y)"
    assert block.count(call) == 1
    block = block.replace(call, "sweep(candidates[::5], X, y, 30)") + COUNT
    cells += [nbformat.v4.new_code_cell(source) for source in (block, COMPARE)]
    cluster = nbformat.v4.new_notebook(cells=cells)
    resources = {"metadata": {"path": str(NOTEBOOKS)}}
    NotebookClient(cluster, kernel_name="python3", timeout=300, resources=resources).execute()
    assert cluster.cells[-1].outputs[-1].text == "(3, 10, 2) 3\n", "not all ran on the cluster"
