"""nbval that sees: the outputs of a cell compared as a reader would, pictures by sight.

nbval takes any picture for any other, and 0.85 and 0.86 for different. Here two pictures agree if
the mean colours of their 16 x 16 pixel blocks do, and two texts if their words are the same and
their numbers differ by rounding only. What a picture says in its "Description" is such a text.
"""

import base64
import io
import re
import shutil
from decimal import Decimal
from pathlib import Path

import numpy as np
from nbval.plugin import IPyNbCell
from PIL import Image

BLOCK, SHIFT, SLACK = 16, 5, 8  # pixels of a figure drawn at 100 dots an inch
# Of 255. A figure drawn again, by matplotlib 3.10 in place of 3.11 as well, comes to less than 15;
# with another seed, half the epochs, exchanged classes, no legend or a line less to 17 and more.
# One point moved or other words can come to less: these a figure has to say.
THRESHOLD = 15
IMAGES = ("image/png", "image/jpeg")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
FAILURES = Path(__file__).with_name("failures")


def read_picture(data):
    """Decode base64 to a picture on white, array (height, width, 3), and to what it says."""
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    white = Image.new("RGBA", image.size, "white")
    pixels = np.asarray(Image.alpha_composite(white, image.convert("RGBA")).convert("RGB"))
    return pixels, image.info.get("Description", "")


def block_means(picture, shape, shift=0):
    """Mean colours of the 16 x 16 blocks that cover ``shape``, the picture and white around it.

    Array (2 shift + 1, 2 shift + 1, height / 16, width / 16, 3), for shifts down and to the right.
    """
    height, width = shape
    margins = [(shift, shift + side - own) for side, own in zip(shape, picture.shape, strict=False)]
    canvas = np.pad(picture.astype(np.int32), [*margins, (0, 0)], constant_values=255)
    means = []
    for y in range(2 * shift + 1):
        strips = canvas[y : y + height].reshape(height // BLOCK, BLOCK, -1, 3).sum(axis=1)
        sums = np.pad(strips.cumsum(axis=1), ((0, 0), (1, 0), (0, 0)))
        corners = [sums[:, x : x + width + 1 : BLOCK] for x in range(2 * shift + 1)]
        means.append(np.diff(corners, axis=2) / BLOCK**2)
    return np.array(means)


def picture_distance(expected, actual):
    """Largest difference in mean colour of a block, 0 to 255, each block at its best shift."""
    shape = -(-np.maximum(expected.shape, actual.shape)[:2] // BLOCK) * BLOCK
    apart = np.abs(block_means(actual, shape, SHIFT) - block_means(expected, shape))
    return apart.max(axis=4).min(axis=(0, 1)).max()


def numbers_agree(expected, actual):
    """Whether two printed numbers differ by rounding only.

    Whole numbers must be equal. Others may be off by 2 %, or by one in the last decimal, but not
    by more than 0.01 for that. What is printed as 0 or as 3.6e-07, below 1e-4, is rounding error.
    """
    values = [float(text) for text in (expected, actual)]
    if "e" in f"{expected}{actual}".lower() and max(map(abs, values)) < 1e-4:
        return True
    if expected.lstrip("+-").isdigit() or actual.lstrip("+-").isdigit():
        return expected == actual
    decimals = max(2, *(-Decimal(text).as_tuple().exponent for text in (expected, actual)))
    return abs(values[0] - values[1]) <= max(0.02 * abs(values[0]), 1.01 * 10.0**-decimals)


def text_difference(expected, actual):
    """Say in a few words where two texts differ beyond the rounding of numbers; "" if nowhere."""
    if NUMBER.sub("\0", expected) != NUMBER.sub("\0", actual):
        return "the words differ"
    pairs = zip(NUMBER.findall(expected), NUMBER.findall(actual), strict=True)
    return "; ".join(f"{a} became {b}" for a, b in pairs if not numbers_agree(a, b))


def picture_difference(expected, actual):
    """Say where two pictures, base64, differ in what they say or show; "" if nowhere."""
    (expected, said), (actual, says) = read_picture(expected), read_picture(actual)
    if np.abs(np.subtract(expected.shape, actual.shape)).max() > SLACK:
        return f"{expected.shape[:2]} pixels became {actual.shape[:2]}"
    if words := text_difference(said, says):
        return f"in what the figure says, {words}"
    distance = picture_distance(expected, actual)
    return f"the pictures differ by {distance:.0f}" if distance > THRESHOLD else ""


class Seen(str):
    """An output, equal to another if a reader sees no difference that matters."""

    __hash__ = str.__hash__

    def difference(self, other):
        """Say where this output and a newly computed one differ; "" if nowhere."""
        if str.__eq__(self, other):
            return ""
        pictures = all(data.startswith(("iVBORw0KGgo", "/9j/")) for data in (self, other))
        return (picture_difference if pictures else text_difference)(self, other)

    def __eq__(self, other):
        return isinstance(other, str) and not self.difference(other)

    def __ne__(self, other):
        return not self == other


class SeeingCell(IPyNbCell):
    """A cell of nbval that compares what is seen, keeps failing pictures and allows no stderr."""

    @property
    def failures(self):
        """Folder for the pictures of this cell."""
        return FAILURES / self.path.stem / f"cell_{self.cell_num}"

    def sanitize(self, s):
        """Give nbval each output as one that knows how to compare itself."""
        s = super().sanitize(s)
        return Seen(s) if isinstance(s, str) else s

    def format_output_compare(self, key, left, right):
        """Explain a difference; put pictures beside each other in a folder."""
        reason = Seen(left).difference(right) if isinstance(left, str) else "the values differ"
        self.comparison_traceback.append(f"{key}: {reason}")
        if key not in IMAGES:
            return super().format_output_compare(key, left, right)
        expected, actual = read_picture(left)[0], read_picture(right)[0]
        height, width = np.minimum(expected.shape, actual.shape)[:2]
        apart = np.abs(expected[:height, :width].astype(int) - actual[:height, :width])
        pictures = {"expected": expected, "actual": actual, "difference": 255 - apart}
        self.failures.mkdir(parents=True, exist_ok=True)
        for name, picture in pictures.items():
            Image.fromarray(picture.astype(np.uint8)).save(self.failures / f"{name}.png")
        self.comparison_traceback.append(f"see {self.failures}")

    def runtest(self):
        """Run the cell as nbval does, then look for lines on stderr."""
        shutil.rmtree(self.failures, ignore_errors=True)
        super().runtest()
        for output in self.test_outputs:
            if output.output_type == "stream" and output.name == "stderr":
                self.raise_cell_error("Cell writes to stderr", output.text)


def pytest_collection_modifyitems(items):
    """Let nbval see. (pytest_itemcollected would miss notebooks in other folders than this.)"""
    for item in items:
        if isinstance(item, IPyNbCell):
            item.__class__ = SeeingCell
            item.parent.skip_compare = [k for k in item.parent.skip_compare if k not in IMAGES]
