"""With this, pytest --nbval compares what a reader of the notebooks sees."""

import os

from seeing import pytest_collection_modifyitems

__all__ = ["pytest_collection_modifyitems"]

# A progress bar that appears on a slow machine must not differ from none on a fast one.
os.environ["TQDM_DISABLE"] = "1"
