"""Make pytest --nbval compare what a reader sees, wherever it is called from."""

import os

pytest_plugins = ["seeing", "contrast"]  # as plugins they also serve copies in other folders

# A slow machine would show a progress bar where a fast one shows none.
os.environ["TQDM_DISABLE"] = "1"
