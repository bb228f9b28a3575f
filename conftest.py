"""With this, pytest --nbval compares what a reader of the notebooks sees, however it is called."""

import os

pytest_plugins = ["seeing", "contrast"]  # as plugins they also serve copies in other folders

# A progress bar that appears on a slow machine must not differ from none on a fast one.
os.environ["TQDM_DISABLE"] = "1"
