"""Learn the features: the controls of the five notebooks."""

# The last line, so that a copy that was only half fetched lacks it; publish.py writes it.
VERSION = "2.0"
