"""What lay under a mask cannot be told from the stored file: not from its brightness, not from its colours, not at its edges."""

import io

import numpy as np
import pytest
from PIL import Image

from cases.deid import Mask
from tests.deid.images.pictures import lettered, portrait, saved

WIDTH, HEIGHT = 403, 301  # no multiple of a JPEG's blocks
WORDS = [(6, 4), (140, 137), (250, 283), (330, 60)]
MASKS = [Mask(0, 0, 131, 22, "text"), Mask(137, 133, 263, 158, "text"), Mask(247, 279, 403, 301, "text"), Mask(325, 53, 403, 84, "text")]
RECOVERABLE = 0.05


def words():
    """Coloured clouds with coloured words at two edges, in a corner and in the middle, and the ink."""
    noise = np.random.default_rng(8)
    small = Image.fromarray(noise.integers(0, 256, (9, 12, 3), dtype=np.uint8))
    image, ink = small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC), np.zeros((HEIGHT, WIDTH), bool)
    for at, fill in zip(WORDS, ("yellow", "red", "#00a0ff", "white"), strict=True):
        image, line = lettered(image, "DUPONT Jean", at=at, size=16, fill=fill)
        ink |= line
    return image, ink


def sixteen_bits(image):
    grey = np.asarray(image.convert("L")).astype(np.uint16)
    return Image.fromarray(grey * 257)


def half_clear(image):
    clear = image.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(image.size))
    return clear


SOURCES = {
    "rgb png": lambda image: saved(image, "PNG"),
    "rgb jpeg": lambda image: saved(image, "JPEG", quality=90),
    "cmyk jpeg": lambda image: saved(image.convert("CMYK"), "JPEG", quality=95),
    "palette png": lambda image: saved(image.quantize(64), "PNG"),
    "palette gif with a clear colour": lambda image: saved(image.quantize(64), "GIF", transparency=3),
    "grey png": lambda image: saved(image.convert("L"), "PNG"),
    "black and white tiff": lambda image: saved(image.convert("1"), "TIFF"),
    "16-bit png": lambda image: saved(sixteen_bits(image), "PNG"),
    "16-bit tiff": lambda image: saved(sixteen_bits(image), "TIFF"),
    "half-clear png": lambda image: saved(half_clear(image), "PNG"),
    "half-clear webp": lambda image: saved(half_clear(image), "WEBP", lossless=True),
}


def planes(data):
    """Brightness and the two colour differences of a file; of a JPEG as they are stored, before any conversion."""
    image = Image.open(io.BytesIO(data))
    if image.format == "JPEG" and image.mode != "L":
        image.draft("YCbCr", image.size)
    return np.asarray(image.convert("YCbCr")).astype(int)


def told(values, ink):
    """How well ink can be told from ground by its values, 0 (not at all) to 1, at the best threshold."""
    levels = np.arange(values.min(), values.max() + 1)
    return max(abs((values[ink] > level).mean() - (values[~ink] > level).mean()) for level in levels)


def likeness(values, original):
    """How much of the original's contrast is left, in its own pattern: the slope of one on the other."""
    spread = original - original.mean()
    return abs(float(((values - values.mean()) * spread).sum())) / max(1.0, float((spread**2).sum()))


def assert_nothing_is_left(data, original, mask, ink=None):
    before, after = (planes(file)[mask.y0 : mask.y1, mask.x0 : mask.x1] for file in (original, data))
    for plane, solid in enumerate((0, 128, 128)):
        assert np.abs(after[..., plane] - solid).max() <= 1
        assert likeness(after[..., plane], before[..., plane]) <= RECOVERABLE
        if ink is not None:
            assert told(after[..., plane], ink[mask.y0 : mask.y1, mask.x0 : mask.x1]) <= RECOVERABLE


# Every source is stored as a JPEG, which loses most and could smear; what a PNG stores is the same pixels.
@pytest.mark.parametrize(
    ("source", "extension"), [*((source, "jpg") for source in SOURCES), ("cmyk jpeg", "png"), ("half-clear png", "png")]
)
def test_no_word_can_be_told_from_the_stored_file(sandbox, source, extension):
    image, ink = words()
    raw = SOURCES[source](image)
    original = sandbox.burn(raw, kind="image", masks=[], extension="png").value.file.read()
    if "white" not in source:  # the words must have been there to be told
        assert all(told(planes(original)[m.y0 : m.y1, m.x0 : m.x1, 0], ink[m.y0 : m.y1, m.x0 : m.x1]) > 0.3 for m in MASKS)

    stored = sandbox.burn(raw, kind="image", masks=MASKS, extension=extension).value.file.read()

    assert Image.open(io.BytesIO(stored)).size == (WIDTH, HEIGHT)
    for mask in MASKS:
        assert_nothing_is_left(stored, original, mask, ink)


def test_no_face_can_be_told_from_the_stored_file(sandbox):
    raw = saved(portrait().crop((0, 0, 461, 347)), "JPEG", quality=92)
    original = sandbox.burn(raw, kind="image", masks=[], extension="png").value.file.read()
    masks = [mask for mask in sandbox.inspect(raw).masks if mask.kind == "face"]

    assert masks
    for extension in ("jpg", "png"):
        stored = sandbox.burn(raw, kind="image", masks=masks, extension=extension).value.file.read()
        for mask in masks:
            assert_nothing_is_left(stored, original, mask)


@pytest.mark.parametrize("extension", ["jpg", "png"])
def test_the_whole_picture_can_be_masked(sandbox, extension):
    image, _ = words()

    stored = sandbox.burn(saved(image, "PNG"), kind="image", masks=[Mask(0, 0, WIDTH, HEIGHT, "hand")], extension=extension)

    assert planes(stored.value.file.read())[..., 0].max() == 0


def test_what_is_masked_is_not_in_the_bytes_of_a_small_picture_either(sandbox):
    # A thumbnail, a lower resolution or a second copy inside the file would differ with the secret.
    files = []
    for secret in ("DUPONT Jean", "MARTIN Anne"):
        image, _ = lettered(words()[0], secret, at=(140, 200), size=16, fill="white")
        masks = [*MASKS, Mask(130, 190, 270, 230, "text")]
        files.append(sandbox.burn(saved(half_clear(image), "PNG"), kind="image", masks=masks, extension="jpg").value.file.read())

    assert files[0] == files[1]
