"""Let pytest --nbval compare the outputs of notebooks as tests/compare.py does."""

import os

pytest_plugins = ["compare"]

# A slow machine would show a progress bar where a fast one shows none.
os.environ["TQDM_DISABLE"] = "1"
