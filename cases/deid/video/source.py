"""Opening a foreign video: what kind it is, whether its declared size is allowed, and packets turned into frames."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO

import av
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from cases.deid.clean import Refused
from cases.deid.kinds import HEAD, sniff
from cases.deid.limits import Limits
from cases.deid.video.fields import progressive

# What real recorders, phones and ultrasound exports write. libavcodec's decoder for each is read from the wheel.
DECODERS = {
    "h264": "h264",
    "hevc": "hevc",
    "vp8": "vp8",
    "vp9": "vp9",
    "av1": "libdav1d",
    "mpeg4": "mpeg4",
    "mpeg2video": "mpeg2video",
    "mpeg1video": "mpeg1video",
    "mjpeg": "mjpeg",
    "prores": "prores",
    "rawvideo": "rawvideo",
}
GOOD_PART = 0.9  # a file that gives less than this part of what it declares is called truncated
DURATION_SLACK = 0.5  # seconds a container may round up
MOST_INPUT_FPS = 240

TECHNICAL = {"major_brand", "minor_version", "compatible_brands", "handler_name", "vendor_id", "language", "encoder", "duration"}


def demuxer(head: bytes) -> str:
    """The one demuxer that may read a file beginning with `head`, by the same table that let it in (`kinds.sniff`).

    Raises Refused: "empty", "playlist" (a list of other files), or another code for what is no video.
    """
    found = sniff(head)
    if found.kind != "video":
        raise Refused("unsupported")
    return found.format


def _no_second_file(url: str, flags: int, options: dict[str, str]) -> BinaryIO:
    raise Refused("playlist")


@dataclass(frozen=True)
class Turn:
    """How a decoded frame is turned for display: quarter turns counter-clockwise, then mirrored left to right or not."""

    quarters: int = 0
    mirrored: bool = False


def turn_of(frame: VideoFrame) -> Turn:
    """The display matrix of a frame (ISO 14496-12, 8.2.2), rounded to quarter turns; none when absent or degenerate."""
    data = frame.side_data.get("DISPLAYMATRIX")
    if data is None or len(bytes(data)) < 36:
        return Turn()
    a, b, _, c, d = struct.unpack("<5i", bytes(data)[:20])
    # A point (x, y) of the picture, y down, goes to (a x + c y, b x + d y).
    mirrored = a * d - b * c < 0
    if mirrored:
        a, c = -a, -c
    if abs(a) >= abs(b):
        return Turn(0 if a >= 0 else 2, mirrored)
    return Turn(3 if b > 0 else 1, mirrored)


def opened(file: BinaryIO) -> av.container.InputContainer:
    """The file under the one demuxer for what it is, nothing else within its reach. Raises Refused as `Source` does."""
    file.seek(0)
    form = demuxer(file.read(HEAD))
    file.seek(0)
    try:
        return av.open(
            file, "r", format=form, io_open=_no_second_file, container_options={"protocol_whitelist": "none"}, metadata_errors="replace"
        )
    except av.error.FFmpegError:
        raise Refused("truncated") from None


class Source:
    """An open foreign video, one allowed stream of it. Use as a context manager.

    Raises Refused on opening: "empty", "playlist", "unsupported", "truncated", "no_picture", "codec", "too_many_pixels", "too_long".
    """

    def __init__(self, file: BinaryIO, limits: Limits):
        self._limits = limits
        self._container = opened(file)
        self.began = 0.0  # the first picture's time on the file's own clock, in seconds, once it is decoded
        try:
            self.stream = self._pick()
            self._check()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        self._container.close()

    def _pick(self) -> VideoStream:
        streams = self._container.streams.video
        moving = [s for s in streams if not s.disposition & av.stream.Disposition.attached_pic]
        if not moving:
            # A truncated file has no streams at all; one with sound or a cover only has no picture.
            raise Refused("no_picture" if self._container.streams else "truncated")
        return moving[0]

    def _check(self) -> None:
        context = self.stream.codec_context
        if context is None or context.codec is None:
            raise Refused("codec")
        name = context.codec.canonical_name
        if name not in DECODERS:
            raise Refused("codec")
        width, height, limits = context.width, context.height, self._limits
        if width > limits.video_width or height > limits.video_height or width * height > limits.video_pixels:
            raise Refused("too_many_pixels")
        if self.seconds is not None and self.seconds > limits.video_seconds + DURATION_SLACK:
            raise Refused("too_long")
        context.thread_count = 1
        context.options = {"max_pixels": str(limits.video_pixels)}

    @property
    def seconds(self) -> float | None:
        """The declared length of the picture, or of the file where the picture declares none."""
        if self.stream.duration is not None and self.stream.time_base is not None:
            return float(self.stream.duration * self.stream.time_base)
        if self._container.duration is not None:
            return self._container.duration / av.time_base
        return None

    @property
    def rate(self) -> Fraction:
        """Frames a second to aim for: the finest grid the timestamps use where that is sane, else the average, else 25."""
        average, base = self.stream.average_rate, self.stream.base_rate
        if base and 1 <= base <= 120 and (not average or base >= average):
            return Fraction(base)
        if average and Fraction(1, 2) <= average <= MOST_INPUT_FPS:
            return Fraction(average)
        return Fraction(25)

    @property
    def anamorphic(self) -> Fraction:
        """Width of a sample over its height; 1 where unknown or absurd."""
        ratio = self.stream.sample_aspect_ratio or self.stream.codec_context.sample_aspect_ratio
        return Fraction(ratio) if ratio and Fraction(1, 4) <= ratio <= 4 else Fraction(1)

    @property
    def streams(self) -> av.container.streams.StreamContainer:
        return self._container.streams

    @property
    def others(self) -> int:
        """Streams beside the picture: sound, subtitles, data, attachments, covers."""
        return len(self._container.streams) - 1

    @property
    def sounds(self) -> int:
        return len(self._container.streams.audio)

    @property
    def metadata(self) -> int:
        """How many fields of metadata the file carries, the technical ones left out; chapters count as one each."""
        fields = [self._container.metadata, *(stream.metadata for stream in self._container.streams)]
        named = sum(len(field.keys() - TECHNICAL) for field in fields)
        return named + len(self._container.chapters())

    def frames(self) -> Iterator[tuple[float, VideoFrame]]:
        """(seconds since the first frame, decoded frame), never going back in time.

        A packet that does not decode is skipped and counted as lost. At the end, Refused("truncated") when nothing was
        decoded or when less than GOOD_PART of the declared frames or of the declared time was.
        """
        count, first, now = 0, None, 0.0
        step = 1 / float(self.rate)
        for frame in progressive(self._decoded()):
            count += 1
            if count > self._limits.video_seconds * MOST_INPUT_FPS:
                raise Refused("too_long")
            if frame.width * frame.height > self._limits.video_pixels:
                raise Refused("too_many_pixels")
            time = frame.time
            if time is None:
                time = now + step if first is not None else 0.0
            if first is None:
                first = self.began = time
            now = max(now, time - first)
            yield now, frame
        self._complete(count, now + step)

    def _decoded(self) -> Iterator[VideoFrame]:
        packets = self._container.demux(self.stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except (av.error.FFmpegError, IndexError):  # the demuxer cannot go on, or a stream appeared late: judged at the end
                return
            try:
                yield from packet.decode()
            except av.error.InvalidDataError:
                continue
            except av.error.FFmpegError:
                raise Refused("codec") from None

    def _complete(self, count: int, span: float) -> None:
        if count == 0:
            raise Refused("truncated")
        if self.seconds is not None and self.seconds > 0 and span < GOOD_PART * self.seconds - DURATION_SLACK:
            raise Refused("truncated")
        declared = self.stream.frames
        if self.seconds is not None and self.stream.average_rate:  # an edit list shows fewer frames than are stored
            declared = min(declared, self.seconds * float(self.stream.average_rate))
        if declared and count < GOOD_PART * declared:
            raise Refused("truncated")
