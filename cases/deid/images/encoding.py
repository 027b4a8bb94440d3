"""Encodes a still anew from plain pixels, and checks byte by byte that nothing but the picture was written."""

from __future__ import annotations

import io
from typing import BinaryIO

import numpy as np
from PIL import Image

from cases.deid.clean import Refused
from cases.deid.headers import still_size

QUALITY = 92  # of a JPEG, without colour subsampling: a solid mask does not bleed
LOSSLESS = frozenset(("PNG", "GIF", "TIFF", "BMP"))
LARGE = 2_000_000  # pixels; above it a many-coloured PNG or BMP is a photograph and becomes a JPEG
MANY_COLOURS = 20_000  # among about 250,000 sampled pixels


def ending(rgb: np.ndarray, source_format: str) -> str:
    """ "png" when the source lost nothing (PNG, GIF, TIFF, BMP), unless it is a large colour photograph; else "jpg"."""
    if source_format not in LOSSLESS:
        return "jpg"
    height, width = rgb.shape[:2]
    if source_format in ("PNG", "BMP") and height * width > LARGE:
        step = max(1, int((height * width / 250_000) ** 0.5))
        sample = rgb[::step, ::step].reshape(-1, 3).astype(np.uint32)
        # Not np.unique: it imports numpy.ma when first called, and nothing can be imported behind the walls.
        colours = np.sort(sample[:, 0] << 16 | sample[:, 1] << 8 | sample[:, 2])
        if 1 + np.count_nonzero(np.diff(colours)) > MANY_COLOURS:
            return "jpg"
    return "png"


def encode(rgb: np.ndarray, extension: str, target: BinaryIO) -> None:
    """Write `rgb` (height, width, 3; uint8) as a new image that carries no metadata. Grey pictures are stored as grey."""
    grey = bool((rgb[..., 0] == rgb[..., 1]).all() and (rgb[..., 1] == rgb[..., 2]).all())
    pixels = np.ascontiguousarray(rgb[..., 0] if grey else rgb)
    # A new image from raw bytes has an empty info, so no saver can carry anything over.
    image = Image.frombytes("L" if grey else "RGB", (rgb.shape[1], rgb.shape[0]), pixels.tobytes())
    buffer = io.BytesIO()
    if extension == "png":
        image.save(buffer, "PNG", compress_level=6)
    else:
        image.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    target.write(buffer.getbuffer())
    target.flush()


def verify(target: BinaryIO, extension: str, size: tuple[int, int]) -> None:
    """Read the written file again: allowed segments only, nothing after the end, it decodes to `size`. Raises Refused."""
    target.seek(0)
    data = target.read()
    if still_size(data, extension) != size:
        raise Refused("unverified")
    with Image.open(io.BytesIO(data), formats=["PNG" if extension == "png" else "JPEG"]) as image:
        image.load()
        if image.size != size or getattr(image, "n_frames", 1) != 1 or image.getexif():
            raise Refused("unverified")
