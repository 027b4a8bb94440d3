"""Opens a still by an allow-list of decoders and turns each page into the plain RGB pixels that would be stored."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

import numpy as np
import pi_heif
from PIL import AvifImagePlugin, Image, ImageCms, ImageOps, UnidentifiedImageError

from cases.deid.clean import Refused
from cases.deid.kinds import HEAD, sniff
from cases.deid.limits import Limits

GROUND = (255, 255, 255)  # what shows through transparency: white, as on paper; hidden pixels under it are gone
DAMAGED = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError, KeyError, TypeError, OverflowError)
SRGB = ImageCms.createProfile("sRGB")


def prepare() -> None:
    """Load every decoder now: the child can import nothing once its walls stand."""
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    pi_heif.options.DECODE_THREADS = 1
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.init()
    Image.MAX_IMAGE_PIXELS = Limits().image_pixels
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what decoders raise into the code of a refusal."""
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too_many_pixels") from None
    except MemoryError:
        raise Refused("memory") from None
    except DAMAGED as wrong:
        # What a decoder of Pillow's own could not allocate is an OSError like damage, told by its words alone.
        raise Refused("memory" if str(wrong).startswith("out of memory") else "truncated") from None


class Still:
    """An opened upload. `format` is Pillow's name, `pages` how many pictures will be made of it."""

    def __init__(self, source: BinaryIO, limits: Limits):
        """Raises Refused for what is not an accepted image, is damaged, or is larger than `limits` (bytes, pixels, frames)."""
        source.seek(0)
        kind = sniff(source.read(HEAD))
        if kind.kind != "image":
            raise Refused("unsupported")
        if source.seek(0, 2) > limits.image_bytes:
            raise Refused("too_large")
        source.seek(0)
        self.format, self._limits = kind.format, limits
        with refusing():
            try:
                self._image = Image.open(source, formats=[kind.format])
            except UnidentifiedImageError:
                raise Refused("truncated") from None
            self._check_size()
            frames = getattr(self._image, "n_frames", 1)
            if frames > limits.image_frames or frames * self._image.width * self._image.height > limits.image_frame_pixels:
                raise Refused("too_many_frames")
        # A page of a TIFF is a picture of its own; the frames of anything else are one picture that moves.
        self.pages = frames if kind.format == "TIFF" else 1
        self.frames_dropped = frames - self.pages  # all but the first of an animation; the report and the review say so

    def metadata(self) -> int:
        """How many pieces of metadata the open page carries: EXIF and TIFF tags, XMP, comments, text chunks, thumbnails."""
        with refusing():
            exif = self._image.getexif()
            count = len(exif) + sum(len(exif.get_ifd(pointer)) for pointer in (0x8769, 0x8825, 0xA005))
        texts = getattr(self._image, "text", {})  # of a PNG, which Pillow repeats in info
        carried = {"xmp", "XML:com.adobe.xmp", "comment", "photoshop", "mp", "mpoffset", "icc_profile", "adobe", "extension", "artist"}
        return count + len(texts) + sum(1 for key in self._image.info if key in carried and key not in texts)

    def pixels(self, page: int) -> np.ndarray:
        """One page as stored but unmasked: (height, width, 3) uint8, upright, sRGB, long side at most `image_long_side`."""
        with refusing():
            if not 0 <= page < self.pages:
                raise Refused("masks")
            if self.pages > 1:
                self._image.seek(page)
            self._check_size()
            # A JPEG can be decoded at half size when even that is larger than what is stored.
            self._image.draft(None, (self._limits.image_long_side, self._limits.image_long_side))
            self._image.load()
            image = _upright_rgb(self._image)
            image.thumbnail((self._limits.image_long_side, self._limits.image_long_side), Image.Resampling.LANCZOS)
            return np.array(image)

    def _check_size(self) -> None:
        width, height = self._image.size
        if width * height > self._limits.image_pixels:
            raise Refused("too_many_pixels")
        if not width or not height:
            raise Refused("truncated")


def _upright_rgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = _eight_bits(image)
    clear = None
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        clear = image.getchannel("A")
    if profile:
        image = _srgb(image, profile)
    image = image.convert("RGB")
    if clear is not None:
        ground = Image.new("RGB", image.size, GROUND)
        ground.paste(image, mask=clear)
        image = ground
    return image


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey levels of 12 or 16 bits by their upper eight; other ranges stretched from darkest to brightest."""
    values = np.asarray(image).astype(np.float64)
    values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if low >= 0 and high == int(high) and 255 < high <= 65535:
        low, high = 0.0, 4095.0 if high <= 4095 else 65535.0
    elif low >= 0 and high <= 255 and image.mode != "F":
        low, high = 0.0, 255.0
    scaled = (values - low) * (255.0 / (high - low)) if high > low else np.zeros_like(values)
    return Image.fromarray(scaled.clip(0, 255).astype(np.uint8))


def _srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The image in sRGB; a profile that does not fit its pixels is ignored, as viewers do."""
    if image.mode == "RGBA" or image.mode not in ("L", "RGB", "CMYK", "LAB"):
        image = image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
