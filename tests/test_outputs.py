"""What make outputs does to the outputs that it keeps."""

import base64
import io

import numpy as np
from nbformat.v4 import new_output
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from outputs import joined, reduced


def stream(text, name="stdout"):
    return new_output("stream", name=name, text=text)


def test_neighbouring_pieces_of_a_stream_are_joined_and_nothing_else():
    picture = new_output("display_data", data={"text/plain": "a picture"})
    pieces = [stream("Not yet:"), stream(" "), stream("high.\n"), picture, picture]
    pieces += [stream("a reading\n"), stream("look out\n", "stderr"), stream("end\n")]
    whole = [stream("Not yet: high.\n"), picture, picture]
    whole += [stream("a reading\n"), stream("look out\n", "stderr"), stream("end\n")]
    assert joined(pieces) == whole


def test_a_picture_gets_a_palette_once_and_keeps_what_it_says_and_its_size():
    says, buffer = PngInfo(), io.BytesIO()
    says.add_text("Description", "$x_1$ | −2 | λ = 0.01")
    says.add_text("Software", "a version that changes")
    pixels = np.random.default_rng(0).integers(200, 256, (40, 60, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(buffer, "png", dpi=(200, 200), pnginfo=says)
    once = reduced(base64.b64encode(buffer.getvalue()).decode())
    image = Image.open(io.BytesIO(base64.b64decode(once)))
    assert image.mode == "P"
    assert image.size == (60, 40)
    assert round(image.info["dpi"][0]) == 200
    assert image.text == {"Description": "$x_1$ | −2 | λ = 0.01"}
    assert np.abs(np.asarray(image.convert("RGB")).astype(int) - pixels).mean() < 10
    assert reduced(once) == once
