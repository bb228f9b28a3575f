"""nbval that sees: the outputs of a cell compared as a reader would, pictures by sight.

nbval takes any picture for any other, and two rounding errors for a difference. Here two pictures
agree if the mean colours of their 16 x 16 pixel blocks do, and two texts if they are the same but
for rounding errors. What a picture says in its "Description" is such a text.
"""

import base64
import io
import itertools
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from nbval.plugin import IPyNbCell, IPyNbFile
from PIL import Image
from scipy.ndimage import uniform_filter

DOTS = 100  # an inch: every picture is brought to this size before it is compared
BLOCK, SHIFT, SLACK = 16, 5, 8  # pixels
# Of 255. A figure drawn again, by matplotlib 3.10 in place of 3.11 as well, comes to less than 15;
# with another seed, half the epochs, exchanged classes, no legend or a line less to 16 and more.
# One point moved or other words can come to less: these a figure has to say.
THRESHOLD = 15
ROUNDING_ERROR = 1e-6  # a printed number below this is 0 but for rounding
NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")
WIDGET = "application/vnd.jupyter.widget-view+json"  # holds a random name, and nothing to see
FAILURES = Path(__file__).with_name("failures")


# ----------------------------------------------------------------------------------- comparison


def read_picture(data):
    """Decode base64 to a picture on white, array (height, width, 3), and to what it says."""
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    white = Image.new("RGBA", image.size, "white")
    picture = Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")
    times_as_fine = round(image.info.get("dpi", (DOTS, DOTS))[0] / DOTS)
    picture = picture.reduce(max(1, times_as_fine))
    return np.asarray(picture), image.info.get("Description", "")


def picture_distance(expected, actual):
    """Largest difference in mean colour of a block, 0 to 255, each block at its best shift."""
    height, width = -(-np.maximum(expected.shape, actual.shape)[:2] // BLOCK) * BLOCK
    means = []  # of the block around each pixel, with white around the picture
    for picture in (expected, actual):
        white = np.full((height + 2 * SHIFT, width + 2 * SHIFT, 3), 255.0)
        white[SHIFT : SHIFT + len(picture), SHIFT : SHIFT + len(picture[0])] = picture
        means.append(uniform_filter(white, (BLOCK, BLOCK, 1)))

    def blocks(means, down, right):
        y, x = SHIFT + BLOCK // 2 + down, SHIFT + BLOCK // 2 + right
        return means[y : y + height - BLOCK + 1 : BLOCK, x : x + width - BLOCK + 1 : BLOCK]

    shifts = itertools.product(range(-SHIFT, SHIFT + 1), repeat=2)
    still = blocks(means[0], 0, 0)
    return np.min([np.abs(blocks(means[1], *s) - still).max(axis=2) for s in shifts], axis=0).max()


def numbers_agree(expected, actual):
    """Whether two printed numbers are equal to the digit, or are both rounding errors."""
    if expected == actual:
        return True
    if expected.isdigit() and actual.isdigit():  # counts, or the groups of 1,000
        return False
    return max(abs(float(expected)), abs(float(actual))) < ROUNDING_ERROR


def text_difference(expected, actual):
    """Say in a few words where two texts differ beyond rounding errors; "" if nowhere."""
    if NUMBER.sub("\0", expected) != NUMBER.sub("\0", actual):
        return "the words differ"
    pairs = zip(NUMBER.findall(expected), NUMBER.findall(actual), strict=True)
    return "; ".join(f"{a} became {b}" for a, b in pairs if not numbers_agree(a, b))


def picture_difference(expected, actual):
    """Say where two pictures, base64, differ in what they say or show; "" if nowhere."""
    if expected == actual:
        return ""
    (expected, said), (actual, says) = read_picture(expected), read_picture(actual)
    if np.abs(np.subtract(expected.shape, actual.shape)).max() > SLACK:
        return f"{expected.shape[:2]} pixels became {actual.shape[:2]}"
    if words := text_difference(said, says):
        return f"in what the figure says, {words}"
    distance = picture_distance(expected, actual)
    return f"the pictures differ by {distance:.0f}" if distance > THRESHOLD else ""


def seen(outputs):
    """What there is to see in the outputs of a cell: pairs of kind and content, in their order."""
    found = []
    for output in outputs:
        if output.output_type == "stream":
            found.append((output.name, output.text))
        elif output.output_type == "error":
            found.append(("error", f"{output.ename}: {output.evalue}"))
        else:
            # Beside a PNG, HTML holds the same picture under a random name.
            unseen = {WIDGET, "text/html"} if "image/png" in output.data else {WIDGET}
            found += [(kind, output.data[kind]) for kind in sorted(output.data.keys() - unseen)]
    return found


def differences(expected, actual):
    """List what a reader would see change between two lists of outputs.

    Each difference is a tuple of kind, a few words, and both contents.
    """
    expected, actual = seen(expected), seen(actual)
    kinds, kinds_now = ([kind for kind, _ in outputs] for outputs in (expected, actual))
    if kinds != kinds_now:
        return [("outputs", f"{kinds} became {kinds_now}", str(expected), str(actual))]
    found = []
    for (kind, before), (_, after) in zip(expected, actual, strict=True):
        compare = picture_difference if kind == "image/png" else text_difference
        if words := compare(str(before), str(after)):
            found.append((kind, words, before, after))
    return found


# --------------------------------------------------------------------------------- within nbval


class SeeingCell(IPyNbCell):
    """A cell of nbval that compares what is seen, keeps failing pictures and allows no stderr."""

    runs = 0

    @property
    def failures(self):
        """Folder for the pictures of this cell."""
        return self.config.getoption("--failures") / self.path.stem / f"cell_{self.cell_num}"

    def compare_outputs(self, test, ref, skip_compare=None):
        """Whether new and committed outputs agree; the reasons why not go to nbval's report."""
        found = differences(ref, test)
        self.comparison_traceback = ["It was run a second time."] if self.runs == 2 else []
        for kind, words, before, after in found:
            self.comparison_traceback.append(f"{kind}: {words}")
            if kind == "image/png":
                self.keep_pictures(before, after)
                self.comparison_traceback.append(f"see {self.failures}")
            else:
                self.comparison_traceback += ["-- committed:", before[:5000]]
                self.comparison_traceback += ["-- now:", after[:5000]]
        return not found

    def keep_pictures(self, expected, actual):
        """Put two pictures and their difference beside each other in a folder."""
        expected, actual = read_picture(expected)[0], read_picture(actual)[0]
        height, width = np.minimum(expected.shape, actual.shape)[:2]
        apart = np.abs(expected[:height, :width].astype(int) - actual[:height, :width])
        pictures = {"expected": expected, "actual": actual, "difference": 255 - apart}
        self.failures.mkdir(parents=True, exist_ok=True)
        for name, picture in pictures.items():
            Image.fromarray(picture.astype(np.uint8)).save(self.failures / f"{name}.png")

    def runtest(self):
        """Run the cell as nbval does, then look for lines on stderr; all twice with --twice."""
        shutil.rmtree(self.failures, ignore_errors=True)
        self.runs = 0
        while self.runs < (2 if self.config.getoption("--twice") else 1):
            self.runs += 1
            super().runtest()
            for output in self.test_outputs:
                if output.output_type == "stream" and output.name == "stderr":
                    self.raise_cell_error("Cell writes to stderr", output.text)


class SeeingFile(IPyNbFile):
    """A notebook whose cells see."""

    def collect(self):
        """Make a seeing cell of each that nbval finds."""
        for cell in super().collect():
            yield SeeingCell.from_parent(
                self, name=cell.name, cell_num=cell.cell_num, cell=cell.cell, options=cell.options
            )


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Put a notebook that sees in place of the one that nbval collects."""
    found = yield
    if any(isinstance(file, IPyNbFile) for file in found):
        # Named by its file, because pytest has no name for a notebook in another folder.
        return [SeeingFile.from_parent(parent, path=file_path, nodeid=file_path.name)]
    return found


def pytest_addoption(parser):
    """Two options that a run of notebooks may need."""
    group = parser.getgroup("seeing", "what a reader of a notebook sees")
    group.addoption(
        "--twice", action="store_true", help="run each cell of a notebook twice, with one result"
    )
    group.addoption(
        "--failures", type=Path, default=FAILURES, help="folder for pictures that differ"
    )
