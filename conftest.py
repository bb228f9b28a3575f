"""Every run of pytest: notebooks' outputs are compared by tests/compare.py (--nbval)."""

import os

import pytest

pytest_plugins = ["compare"]

# A slow machine would show a progress bar where a fast one shows none.
os.environ["TQDM_DISABLE"] = "1"


@pytest.fixture(autouse=True)
def _as_before():
    """Leave torch's default numbers as they are, and no figure open."""
    import matplotlib.pyplot as plt  # here: a run of nbval need not wait for them
    import torch

    dtype = torch.get_default_dtype()
    yield
    torch.set_default_dtype(dtype)
    plt.close("all")
