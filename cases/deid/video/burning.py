"""Making the film that is stored: masks filled into every frame, encoded anew, and then doubted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import ceil
from typing import Any, BinaryIO

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace

from cases.deid.clean import Mask, Refused
from cases.deid.limits import Limits
from cases.deid.video import boxes, sound
from cases.deid.video.encoding import Film
from cases.deid.video.frames import Frames, split
from cases.deid.video.pace import Pace, Progress

BLACK, GREY = 16, 128  # limited range: no light, no colour
MARGIN = 2  # pixels filled beyond a mask: the encoder smooths over edges
# Masks then grow to the encoder's blocks, so that no block is half covered: 8 pixels are two of its smallest in luma and one in
# chroma. Measured on noise, the worst there is: up to 6 from black on the grid of 8, 2 on that of 16 (a macroblock), 26 on none.
GRIDS = (8, 16)
SOLID = SOLID_CHROMA = 10  # how far a filled pixel may be from black after encoding: under 5 % of the range
POSTER_QUALITY = 85
CHECKED_A_SECOND = 2  # frames a second whose masks `verify` measures; every frame is decoded


def burn(
    source: BinaryIO, target: BinaryIO, poster: BinaryIO, *, masks: Sequence[Mask], limits: Limits, progress: Progress, audio: bool = False
) -> dict[str, Any]:
    """Write `source` with `masks` filled in to `target` (MP4) and its middle frame to `poster` (JPEG), then verify both.

    Masks are in the pixels and frames that `inspect` told; one without first and last covers the whole film.
    The sound is left out, but where `audio` asks for it, `limits.audio` allows it and there is a track that can be read.
    Returns {"size": (width, height), "frames", "fps", "seconds", "audio" (1 or 0), "bytes"}. Raises Refused: "masks" for one
    outside the film,
    "unverified", or as `inspect` does.
    """
    audio = audio and limits.audio
    for grid in GRIDS:
        size, fps, count, middle, heard = _encode(source, target, masks, limits, progress, grid, audio)
        _write_poster(middle, poster)
        try:
            verify(target, masks=masks, frames=count, size=size, audio=heard, alive=lambda count=count: progress(count, count))
            break
        except Refused:
            if grid == GRIDS[-1]:
                raise
    length = target.seek(0, 2)
    for file in (source, target, poster):
        file.seek(0)
    return {
        "size": size,
        "frames": count,
        "fps": float(fps),
        "seconds": round(count / float(fps), 3),
        "audio": int(heard),
        "bytes": length,
    }


def _encode(
    source: BinaryIO, target: BinaryIO, masks: Sequence[Mask], limits: Limits, progress: Progress, grid: int, audio: bool
) -> tuple[tuple[int, int], Fraction, int, np.ndarray, bool]:
    """Write the film with masks filled on a grid; its size, frames a second, number of frames, a frame of its middle, and whether
    it has sound."""
    with Frames(source, limits) as frames:
        _check_masks(masks, frames.size)
        pace = Pace(progress, frames.expected)
        heard = sound.samples(source, frames.source, limits) if audio else None
        film = Film(frames.size, frames.fps, quick=False, keys=2 * ceil(frames.fps), sound=heard)
        middle: np.ndarray | None = None
        for picture in frames:
            yuv = filled(picture.yuv, [mask for mask in masks if covers(mask, picture.index)], grid=grid)
            if picture.index <= frames.expected // 2:
                middle = yuv
            film.add(yuv)
            pace.step()
        if middle is None or any(max(mask.first or 0, mask.last or 0) >= film.frames for mask in masks):
            raise Refused("masks")
        film.finish(target)
        pace.finish()
        return frames.size, frames.fps, film.frames, middle, heard is not None


def covers(mask: Mask, index: int) -> bool:
    """Whether the mask is on output frame `index`."""
    return (mask.first is None or mask.first <= index) and (mask.last is None or index <= mask.last)


def filled(yuv: np.ndarray, masks: Sequence[Mask], *, grid: int = GRIDS[0]) -> np.ndarray:
    """A copy of a 4:2:0 picture with the rectangles solid black, widened by MARGIN and outwards to a grid of even pixels."""
    if not masks:
        return yuv
    done = yuv.copy()
    luma, *chroma = split(done)
    height, width = luma.shape
    for mask in masks:
        x0, y0 = (max(0, edge - MARGIN) // grid * grid for edge in (mask.x0, mask.y0))
        x1, y1 = min(width, -(-(mask.x1 + MARGIN) // grid) * grid), min(height, -(-(mask.y1 + MARGIN) // grid) * grid)
        luma[y0:y1, x0:x1] = BLACK
        for plane in chroma:
            plane[y0 // 2 : y1 // 2, x0 // 2 : x1 // 2] = GREY
    return done


def verify(
    target: BinaryIO,
    *,
    masks: Sequence[Mask] = (),
    frames: int | None = None,
    size: tuple[int, int] | None = None,
    audio: bool = False,
    alive: Callable[[], None] = lambda: None,
) -> boxes.Film:
    """Doubt a film of ours: its structure by `boxes.check`, that every frame decodes, that masks are solid.

    `frames` and `size` are compared where given; `audio` says whether it must have a sound track; `alive()` is called
    after every frame. Raises Refused("unverified") on any difference.
    """
    declared = boxes.check(target, audio=audio)
    if frames not in (None, declared.frames) or size not in (None, (declared.width, declared.height)):
        raise Refused("unverified")
    step = max(1, round(declared.frames / declared.seconds / CHECKED_A_SECOND))
    edges = {mask.first for mask in masks} | {mask.last for mask in masks}
    count = 0
    for frame in _decoded(target, streams=1 + audio):
        if (frame.width, frame.height, frame.format.name) != (declared.width, declared.height, "yuv420p"):
            raise Refused("unverified")
        if count % step == 0 or count in edges:
            picture = frame.to_ndarray()
            if not all(_is_solid(picture, mask) for mask in masks if covers(mask, count)):
                raise Refused("unverified")
        count += 1
        alive()
    if count != declared.frames:
        raise Refused("unverified")
    target.seek(0)
    return declared


def _check_masks(masks: Sequence[Mask], size: tuple[int, int]) -> None:
    for mask in masks:
        span = mask.first if mask.first is not None else 0, mask.last if mask.last is not None else mask.first or 0
        if not mask.inside(*size) or not 0 <= span[0] <= span[1]:
            raise Refused("masks")


def _decoded(target: BinaryIO, *, streams: int) -> Iterator[VideoFrame]:
    target.seek(0)
    try:
        with av.open(target, "r", format="mov", container_options={"protocol_whitelist": "none"}) as container:
            if len(container.streams) != streams or container.metadata.keys() - {"major_brand", "minor_version", "compatible_brands"}:
                raise Refused("unverified")
            container.streams.video[0].codec_context.thread_count = 1
            yield from container.decode(container.streams.video[0])
    except (av.error.FFmpegError, IndexError):
        raise Refused("unverified") from None


def _is_solid(yuv: np.ndarray, mask: Mask) -> bool:
    luma, blue, red = split(yuv)
    if np.abs(luma[mask.y0 : mask.y1, mask.x0 : mask.x1].astype(np.int16) - BLACK).max() > SOLID:
        return False
    x0, y0, x1, y1 = mask.x0 // 2, mask.y0 // 2, -(-mask.x1 // 2), -(-mask.y1 // 2)
    return all(np.abs(plane[y0:y1, x0:x1].astype(np.int16) - GREY).max() <= SOLID_CHROMA for plane in (blue, red))


def _write_poster(yuv: np.ndarray, poster: BinaryIO) -> None:
    frame = VideoFrame.from_ndarray(yuv, format="yuv420p")
    bgr = frame.reformat(
        format="bgr24", src_colorspace=Colorspace.ITU709, src_color_range=ColorRange.MPEG, dst_color_range=ColorRange.JPEG, threads=1
    ).to_ndarray()
    done, data = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, POSTER_QUALITY])
    if not done:
        raise Refused("unverified")
    poster.seek(0)
    poster.truncate()
    poster.write(data.tobytes())
    poster.flush()
