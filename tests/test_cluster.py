"""The sweep of notebook 4 on many processors and on a Dask cluster, by the notebook's own lines."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

pytest.importorskip("dask.distributed", reason="optional: pip install 'dask[distributed]'")
NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
FEWER = "parallel_sweep(candidates[::5], X, y, 30)"
COUNT = """
    done = client.run_on_scheduler(
        lambda dask_scheduler: [t for t in dask_scheduler.transition_log if t[2] == "memory"]
    )
"""
COMPARE = """
assert client.status == "closed"
assert torch.equal(results_from_cluster, sweep(candidates[::5], X, y, 30))
assert torch.equal(results_from_cluster, results_here)
print(tuple(results_from_cluster.shape), len({task[0] for task in done}))
"""


def test_the_sweep_gives_the_same_on_a_cluster():
    lesson = nbformat.read(NOTEBOOKS / "04_depth.ipynb", as_version=4)
    definitions = ("# @title Setup", "from itertools", "class MLP", "class DeeperMLP")
    definitions += ("def training_sets", "splitter = ", "candidates = ")
    cells = [c for c in lesson.cells if c.cell_type == "code" and c.source.startswith(definitions)]
    assert len(cells) == len(definitions)
    (optional,) = [c for c in lesson.cells if c.source.startswith("## Optional: the sweep on many")]
    blocks = re.findall(r"```python\n(.*?)```", optional.source, re.S)
    call = "parallel_sweep(candidates, X, y)"
    assert [block.count(call) for block in blocks] == [1, 1]
    here, there = (block.replace(call, FEWER) for block in blocks)
    cells += [nbformat.v4.new_code_cell(source) for source in (here, there + COUNT, COMPARE)]
    cluster = nbformat.v4.new_notebook(cells=cells)
    resources = {"metadata": {"path": str(NOTEBOOKS)}}
    NotebookClient(cluster, kernel_name="python3", timeout=300, resources=resources).execute()
    assert cluster.cells[-1].outputs[-1].text == "(4, 10, 2) 4\n", "not all ran on the cluster"
