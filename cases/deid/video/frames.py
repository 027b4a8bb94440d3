"""Normalised frames: what is looked at, previewed and stored; the same index and the same pixels each time it is run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import BinaryIO

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from cases.deid.clean import Refused
from cases.deid.limits import Limits
from cases.deid.video import tones
from cases.deid.video.source import Source, Turn, turn_of

# ITU-T H.273 matrix coefficients
_MATRICES = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: Colorspace.BT2020,
}
SMALLEST_SIDE = 16  # pixels; less is no picture


@dataclass(frozen=True)
class Picture:
    """One output frame. `yuv` is planar 4:2:0, 8 bit, BT.709 limited range, shape (height * 3 / 2, width).

    `repeated` says that it is the very same picture as the frame before it.
    """

    index: int
    yuv: np.ndarray
    repeated: bool

    def rgb(self) -> np.ndarray:
        """The picture as (height, width, 3) uint8, good enough to detect on."""
        return cv2.cvtColor(self.yuv, cv2.COLOR_YUV2RGB_I420)

    def small_rgb(self, width: int, height: int) -> np.ndarray:
        """The picture at width x height (even), as `rgb`: scaled before it is coloured, which is a third of the work."""
        luma, blue, red = split(self.yuv)
        # To half the size two neighbours are enough; INTER_AREA is slow unless the ratio is whole.
        way = cv2.INTER_LINEAR if luma.shape[1] <= 2 * width else cv2.INTER_AREA
        sizes = ((luma, width, height), (blue, width // 2, height // 2), (red, width // 2, height // 2))
        planes = [cv2.resize(plane, (wide, high), interpolation=way).reshape(-1) for plane, wide, high in sizes]
        yuv = np.concatenate(planes).reshape(-1, width)
        return cv2.cvtColor(yuv, cv2.COLOR_YUV2RGB_I420)

    def part_rgb(self, place: tuple[int, int, int, int], scale: float = 1.0) -> np.ndarray:
        """A part (x0, y0, x1, y1; even sides) of the picture as `rgb`, made smaller by `scale`."""
        x0, y0, x1, y1 = place
        luma, blue, red = split(self.yuv)
        parts = [luma[y0:y1, x0:x1], *(plane[y0 // 2 : y1 // 2, x0 // 2 : x1 // 2] for plane in (blue, red))]
        yuv = np.concatenate([part.reshape(-1) for part in parts]).reshape(-1, x1 - x0)
        rgb = cv2.cvtColor(yuv, cv2.COLOR_YUV2RGB_I420)
        size = max(8, round((x1 - x0) * scale)), max(8, round((y1 - y0) * scale))
        return rgb if scale >= 1 else cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)


class Frames:
    """An open video as a run of equal steps in time, upright, square-pixelled and small enough. A context manager.

    `size` is (width, height), `fps` a fraction, `source` the open file, `expected` the number of frames the file declares (at least 1).
    Raises what `Source` raises, and Refused "no_picture" for pictures under SMALLEST_SIDE.
    """

    def __init__(self, file: BinaryIO, limits: Limits):
        self._limits = limits
        self.source = Source(file, limits)
        try:
            self.fps = output_rate(self.source.rate, limits.video_out_fps)
            self.expected = max(1, round((self.source.seconds or 0) * self.fps))
            self._decoded = self.source.frames()
            self._first = next(self._decoded)
            frame = self._first[1]
            self._turn = turn_of(frame)
            self.size = output_size(frame.width, frame.height, self.source.anamorphic, self._turn, limits)
        except StopIteration:
            self.source.close()
            raise Refused("truncated") from None
        except BaseException:
            self.source.close()
            raise
        self._scale, self._lower = VideoReformatter(), VideoReformatter()

    def __enter__(self) -> Frames:
        return self

    def __exit__(self, *exc: object) -> None:
        self.source.close()

    def __iter__(self) -> Iterator[Picture]:
        """Each output frame once. A frame is shown from the step nearest its time until the next one; extra ones are dropped.

        Raises Refused "too_long" by counting, whatever the file declared, and "truncated" at the end (see `Source.frames`).
        """
        most = ceil(self._limits.video_seconds * self.fps) + self.fps // 2
        index, held = 0, self._normalise(self._first[1])
        fresh = True
        for time, frame in self._decoded:
            step = floor(time * float(self.fps) + 0.499)
            if step <= index:
                continue
            if step > most:
                raise Refused("too_long")
            while index < step:
                yield Picture(index, held, not fresh)
                index, fresh = index + 1, False
            held, fresh = self._normalise(frame), True
        yield Picture(index, held, not fresh)

    def _normalise(self, frame: VideoFrame) -> np.ndarray:
        width, height = self.size
        if self._turn.quarters % 2:
            width, height = height, width
        matrix, full = source_matrix(frame), source_range(frame)
        if tones.is_high(frame):
            frame = tones.lowered(self._lower, frame, width, height, matrix=matrix, full=full)
            matrix, full = None, ColorRange.JPEG
        small = self._scale.reformat(
            frame,
            width,
            height,
            "yuv420p",
            src_colorspace=matrix,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=full,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.AREA if width < frame.width else Interpolation.BICUBIC,
            threads=1,
        )
        return turned(small.to_ndarray(), self._turn)


def output_rate(rate: Fraction, most: int) -> Fraction:
    """`rate` divided by the smallest whole number that brings it to `most` or below: 60 becomes 30, 50 becomes 25."""
    return rate / max(1, ceil(rate / most))


def output_size(width: int, height: int, anamorphic: Fraction, turn: Turn, limits: Limits) -> tuple[int, int]:
    """Even (width, height) of the upright picture, inside the limits turned to its orientation; never enlarged to fit."""
    wide, high = Fraction(width), Fraction(height)
    if anamorphic > 1:
        wide *= anamorphic
    else:
        high /= anamorphic
    if turn.quarters % 2:
        wide, high = high, wide
    most_wide, most_high = limits.video_out_width, limits.video_out_height
    if high > wide:
        most_wide, most_high = most_high, most_wide
    scale = min(Fraction(1), most_wide / wide, most_high / high)
    size = (min(most_wide, round(wide * scale / 2) * 2), min(most_high, round(high * scale / 2) * 2))
    if min(size) < SMALLEST_SIDE:
        raise Refused("no_picture")
    return size


def source_matrix(frame: VideoFrame) -> int | None:
    """The matrix a frame was made with; where it does not say, what players assume: BT.709 from 720 lines, else BT.601."""
    if frame.format.is_rgb:
        return None
    guess = Colorspace.ITU709 if min(frame.width, frame.height) >= 720 else Colorspace.ITU601
    return _MATRICES.get(int(frame.colorspace), guess)


def source_range(frame: VideoFrame) -> int:
    """Full range where the frame or its pixel format says so, else limited."""
    if frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj"):
        return ColorRange.JPEG
    return ColorRange.MPEG


def turned(yuv: np.ndarray, turn: Turn) -> np.ndarray:
    """The planes of a 4:2:0 picture with even sides, turned and mirrored as `turn` says; a contiguous array of its own."""
    if turn == Turn():
        return np.ascontiguousarray(yuv)
    planes = []
    for plane in split(yuv):
        plane = np.rot90(plane, turn.quarters)
        planes.append(plane[:, ::-1] if turn.mirrored else plane)
    width = planes[0].shape[1]
    return np.concatenate([np.ascontiguousarray(plane).reshape(-1) for plane in planes]).reshape(-1, width)


def split(yuv: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The Y, U and V planes of a 4:2:0 picture, as views: writing into them writes into the picture."""
    height, width = yuv.shape[0] * 2 // 3, yuv.shape[1]
    flat = yuv.reshape(-1)
    luma, quarter = height * width, height * width // 4
    return (
        flat[:luma].reshape(height, width),
        flat[luma : luma + quarter].reshape(height // 2, width // 2),
        flat[luma + quarter :].reshape(height // 2, width // 2),
    )
