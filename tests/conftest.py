"""With this, pytest --nbval compares what a reader of the notebooks sees."""

from seeing import pytest_collection_modifyitems

__all__ = ["pytest_collection_modifyitems"]
