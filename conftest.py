"""Make pytest --nbval compare what a reader sees, wherever it is called from."""

import os

import pytest

pytest_plugins = ["seeing", "contrast"]  # as plugins they also serve copies in other folders

# A slow machine would show a progress bar where a fast one shows none.
os.environ["TQDM_DISABLE"] = "1"


@pytest.hookimpl(optionalhook=True)  # pytest-xdist asks for it
def pytest_xdist_make_scheduler(config, log):
    """Keep each file on one processor, but share out the lessons in a browser one by one."""
    from xdist.scheduler import LoadFileScheduling

    class LessonsOneByOne(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return nodeid if "test_exercises" in nodeid else super()._split_scope(nodeid)

    return LessonsOneByOne(config, log)
