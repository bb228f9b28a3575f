"""Compare the outputs of notebooks as a reader would, in a run of pytest --nbval.

nbval itself takes any picture for any other, and two rounding errors for a difference. Here two
pictures agree if they look alike, and two texts if they are the same but for rounding errors.
"""

import base64
import io
import re
from pathlib import Path

import numpy as np
from nbval.plugin import IPyNbCell
from PIL import Image
from scipy.ndimage import uniform_filter

DOTS = 100  # an inch: every picture is brought to this size before it is compared
BLOCK, STEP, SHIFT, SLACK = 16, 4, 5, 8  # pixels
# Of 255. The same figure differs by 10 at most between matplotlib 3.10 and 3.11; with another
# seed, half the epochs, classes swapped, no legend or a line less it differs by 27 and more.
THRESHOLD = 17
ROUNDING = 1e-6  # a printed number below this is 0 but for rounding
NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")
WIDGET = "application/vnd.jupyter.widget-view+json"  # a random name, and nothing to see
FAILURES = Path(__file__).with_name("failures")


def read_picture(data):
    """Decode a PNG in base64 to a picture on white, with DOTS to an inch."""
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    size = [round(side * DOTS / image.info.get("dpi", (DOTS,))[0]) for side in image.size]
    white = Image.new("RGBA", image.size, "white")
    white.alpha_composite(image.convert("RGBA"))
    return white.convert("RGB").resize(size, Image.Resampling.BOX)


def picture_distance(expected, actual):
    """Largest difference in the mean colour of a block, 0 to 255, each block at its best shift."""
    width, height = np.maximum(expected.size, actual.size) + 2 * BLOCK
    means = []  # of the block around each pixel
    for picture in (expected, actual):
        white = np.full((height + 2 * SHIFT, width + 2 * SHIFT, 3), 255.0)
        white[BLOCK:, BLOCK:][: picture.height, : picture.width] = picture
        means.append(uniform_filter(white, (BLOCK, BLOCK, 1)))
    still = means[0][SHIFT:-SHIFT:STEP, SHIFT:-SHIFT:STEP]
    places = range(2 * SHIFT + 1)
    moved = (means[1][y:, x:][:height:STEP, :width:STEP] for y in places for x in places)
    return np.min([np.abs(other - still).max(axis=2) for other in moved], axis=0).max()


def picture_difference(expected, actual):
    """Say how two pictures, PNG in base64, differ to the eye; "" if they do not."""
    if expected == actual:
        return ""
    expected, actual = read_picture(expected), read_picture(actual)
    if np.abs(np.subtract(expected.size, actual.size)).max() > SLACK:
        return f"{expected.size} pixels became {actual.size}"
    distance = picture_distance(expected, actual)
    return f"the pictures differ by {distance:.0f}" if distance > THRESHOLD else ""


def text_difference(expected, actual):
    """Say where two texts differ beyond rounding errors; "" if nowhere."""
    if NUMBER.sub("\0", expected) != NUMBER.sub("\0", actual):
        return "the words differ"
    found = []
    for pair in zip(NUMBER.findall(expected), NUMBER.findall(actual), strict=True):
        are_counts = all(number.isdigit() for number in pair)  # or groups of 1,000
        if pair[0] != pair[1] and (are_counts or max(abs(float(n)) for n in pair) > ROUNDING):
            found.append("{} became {}".format(*pair))
    return "; ".join(found)


def visible(outputs):
    """What a reader sees of the outputs of a cell: pairs of kind and content, in their order."""
    found = []
    for output in outputs:
        if output.output_type == "stream":
            found.append((output.name, output.text))
        elif output.output_type == "error":
            found.append(("error", f"{output.ename}: {output.evalue}"))
        else:
            found += [(kind, output.data[kind]) for kind in sorted(output.data) if kind != WIDGET]
    return found


class ComparedCell(IPyNbCell):
    """A cell that compares what a reader sees, and keeps pictures that differ."""

    def compare_outputs(self, test, ref, skip_compare=None):
        """Whether new and committed outputs agree; what differs goes into nbval's report."""
        self.comparison_traceback = report = []
        new, committed = visible(test), visible(ref)
        kinds, kinds_now = [kind for kind, _ in committed], [kind for kind, _ in new]
        if kinds != kinds_now:
            report += [f"outputs: {kinds} became {kinds_now}", str(committed), str(new)]
            return False
        for (kind, before), (_, after) in zip(committed, new, strict=True):
            if kind == "image/png":
                if words := picture_difference(before, after):
                    report.append(f"{words}: see {self.keep_pictures(before, after)}")
            elif words := text_difference(before, after):
                report += [f"{kind}: {words}", "-- committed:", before, "-- now:", after]
        return not report

    def keep_pictures(self, expected, actual):
        """Put two pictures, PNG in base64, beside each other in a folder, and return it."""
        folder = FAILURES / self.path.stem / f"cell_{self.cell_num}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "expected.png").write_bytes(base64.b64decode(expected))
        (folder / "actual.png").write_bytes(base64.b64decode(actual))
        return folder

    def runtest(self):
        """Run the cell as nbval does, or twice in a row with --twice."""
        for _ in range(2 if self.config.getoption("--twice") else 1):
            super().runtest()


def pytest_itemcollected(item):
    """Let every cell that nbval collects compare its outputs as above."""
    if type(item) is IPyNbCell:
        item.__class__ = ComparedCell  # nbval has no setting for the class of its cells


def pytest_addoption(parser):
    """Offer to run each cell twice, as a reader may."""
    parser.addoption("--twice", action="store_true", help="run each cell of a notebook twice")
