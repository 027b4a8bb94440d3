"""Writing H.264 in MP4 with nothing in it but pictures."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import BinaryIO

import av
import numpy as np
from av.bitstream import BitStreamFilterContext
from av.video.frame import VideoFrame

from cases.deid.video.boxes import tidy

_BT709 = 1
_LIMITED = 1
_SEI = 6


class Film:
    """An MP4 being written: `add` each picture, then `finish`.

    size: (width, height), even; fps: frames a second; quick: for a preview, less work and more bytes;
    keys: a key frame at least every so many frames. No B-frames, so that a browser steps frame by frame;
    one thread, because it runs in a sandbox; the SEI in which x264 writes its settings is cut out.
    """

    def __init__(self, size: tuple[int, int], fps: Fraction, *, quick: bool, keys: int):
        self._buffer = io.BytesIO()
        self._container = av.open(self._buffer, "w", format="mp4", container_options={"fflags": "+bitexact", "use_editlist": "0"})
        options = {
            "preset": "ultrafast" if quick else "superfast",
            "crf": "26" if quick else "21",
            "bf": "0",
            "g": str(max(1, keys)),
            "threads": "1",
            "flags": "+bitexact",
        }
        if not quick:
            # As small and as good as "veryfast" at crf 20 for a quarter less CPU time: measured on the bench's clips.
            options["x264-params"] = "mbtree=1:rc-lookahead=10"
        self._stream = self._container.add_stream("libx264", rate=fps, options=options)
        self._stream.width, self._stream.height, self._stream.pix_fmt = *size, "yuv420p"
        self._stream.time_base = 1 / fps
        context = self._stream.codec_context
        context.thread_count = 1
        context.color_range, context.colorspace = _LIMITED, _BT709
        context.color_primaries, context.color_trc = _BT709, _BT709
        self._cut: BitStreamFilterContext | None = None
        self._step = 1 / fps
        self.frames = 0

    def add(self, yuv: np.ndarray) -> None:
        """Append one planar 4:2:0 picture of the film's size."""
        frame = VideoFrame.from_ndarray(yuv, format="yuv420p")
        frame.pts, frame.time_base = self.frames, self._step
        self.frames += 1
        self._write(self._stream.encode(frame))

    def finish(self, target: BinaryIO) -> None:
        """Write the whole file into `target`, from its beginning, the index first."""
        self._write([*self._stream.encode(), None])
        self._container.close()
        target.seek(0)
        target.truncate()
        target.write(tidy(self._buffer.getvalue()))
        target.flush()
        target.seek(0)

    def _write(self, packets: list[av.Packet | None]) -> None:
        for packet in packets:
            if self._cut is None:
                self._cut = BitStreamFilterContext(f"filter_units=remove_types={_SEI}", in_stream=self._stream)
            for clean in self._cut.filter(packet):
                clean.stream = self._stream
                self._container.mux(clean)
