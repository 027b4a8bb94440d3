"""From the high dynamic range of phones (PQ, HLG) to the range every screen shows, so that detectors and people see the same picture."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, ColorTrc, Interpolation, VideoReformatter

WHITE = 203.0  # nits of a sheet of white paper in an HDR picture (ITU-R BT.2408)
PEAK = 1000.0  # nits that still differ from each other afterwards: what phones record
LINEAR_TO = 0.5  # of white: up to here light stays as it is, above it is compressed to make room for highlights
_TO_709 = np.float32([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]])  # ITU-R BT.2087
_STEPS = 1 << 12


def is_high(frame: VideoFrame) -> bool:
    """Whether a frame says that its light is coded by PQ or HLG."""
    return frame.color_trc in (ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67)


def lowered(scale: VideoReformatter, frame: VideoFrame, width: int, height: int, *, matrix: int | None, full: int) -> VideoFrame:
    """The frame at width x height as rgb24 in BT.709 colours, its highlights compressed. `matrix` and `full` say what it was made with."""
    way = Interpolation.AREA if width < frame.width else Interpolation.BICUBIC
    coded = scale.reformat(
        frame,
        width,
        height,
        "rgb48le",
        src_colorspace=matrix,
        dst_colorspace=Colorspace.BT2020,
        src_color_range=full,
        dst_color_range=ColorRange.JPEG,
        interpolation=way,
        threads=1,
    ).to_ndarray()
    light = _light(int(frame.color_trc))[coded >> 4]
    np.maximum(cv2.transform(light, _TO_709), 0, out=light)
    np.sqrt(light, out=light)  # the table is finer where the eye is
    light *= (_STEPS - 1) / (PEAK / WHITE) ** 0.5
    return VideoFrame.from_ndarray(_shown()[np.minimum(light, _STEPS - 1).astype(np.uint16)], format="rgb24")


@cache
def _light(transfer: int) -> np.ndarray:
    """Light, 1 for white, of each of 4096 coded values."""
    coded = np.arange(_STEPS) / (_STEPS - 1)
    if transfer == ColorTrc.SMPTE2084:  # SMPTE ST 2084
        root = coded ** (32 / 2523)
        nits = 10_000 * (np.maximum(root - 3424 / 4096, 0) / (2413 / 128 - 2392 / 128 * root)) ** (16384 / 2610)
    else:  # ITU-R BT.2100 HLG: the scene's light, and the gamma of a display of 1000 nits, channel by channel
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        scene = np.where(coded <= 0.5, coded**2 / 3, (np.exp((coded - c) / a) + b) / 12)
        nits = PEAK * scene**1.2
    return (nits / WHITE).astype(np.float32)


@cache
def _shown() -> np.ndarray:
    """Coded values, uint8, of light whose square root runs evenly from 0 to that of PEAK: straight, then a hyperbola (Moebius)."""
    peak, start = PEAK / WHITE, LINEAR_TO
    light = np.linspace(0, peak**0.5, _STEPS) ** 2
    a = -(start**2) * (peak - 1) / (start**2 - 2 * start + peak)
    b = (start**2 - 2 * start * peak + peak) / (peak - 1)
    above = (b**2 + 2 * b * start + start**2) / (b - a) * (light + a) / (light + b)
    return np.round(255 * np.where(light <= start, light, above).clip(0, 1) ** (1 / 2.4)).astype(np.uint8)
