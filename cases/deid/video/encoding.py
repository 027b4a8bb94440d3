"""Writing H.264 in MP4 with nothing in it but pictures."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import BinaryIO

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.bitstream import BitStreamFilterContext
from av.video.frame import VideoFrame

from cases.deid.video.sound import RATE
from cases.deid.video.tidying import tidy

_BT709 = 1
_LIMITED = 1
_SEI = 6
_LAYOUTS = {1: "mono", 2: "stereo"}
SOUND_BITS = 80_000  # a second and channel: a heart sound is not to lose its murmur
BLOCK = 1024  # samples in a packet of AAC
# The encoder begins with one packet of silence. The first samples of the film are left out for it, so that sound and picture
# agree without an edit list.
PRIMING = 1024


class Film:
    """An MP4 being written: `add` each picture, then `finish`.

    size: (width, height), even; fps: frames a second; quick: for a preview, less work and more bytes;
    keys: a key frame at least every so many frames. No B-frames, so that a browser steps frame by frame;
    one thread, because it runs in a sandbox; the SEI in which x264 writes its settings is cut out.
    sound: float32 of shape (1 or 2, samples) at `sound.RATE`, cut or filled with silence to the length of the pictures.
    """

    def __init__(self, size: tuple[int, int], fps: Fraction, *, quick: bool, keys: int, sound: np.ndarray | None = None):
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
        self._sound = sound
        if sound is not None:
            options = {"flags": "+bitexact", "b": str(SOUND_BITS * len(sound))}
            self._voice = self._container.add_stream("aac", rate=RATE, options=options)
            self._voice.layout = _LAYOUTS[len(sound)]
        self._spoken = PRIMING  # samples given to the encoder, or swallowed by it at the start
        self._cut: BitStreamFilterContext | None = None
        self._step = 1 / fps
        self.frames = 0

    def add(self, yuv: np.ndarray) -> None:
        """Append one planar 4:2:0 picture of the film's size."""
        frame = VideoFrame.from_ndarray(yuv, format="yuv420p")
        frame.pts, frame.time_base = self.frames, self._step
        self.frames += 1
        self._write(self._stream.encode(frame))
        self._speak()

    def finish(self, target: BinaryIO) -> None:
        """Write the whole file into `target`, from its beginning, the index first."""
        self._write([*self._stream.encode(), None])
        if self._sound is not None:
            self._speak(to_end=True)
            self._container.mux(self._voice.encode())
        self._container.close()
        target.seek(0)
        target.truncate()
        target.write(tidy(self._buffer.getvalue()))
        target.flush()
        target.seek(0)

    def _speak(self, *, to_end: bool = False) -> None:
        """Encode the sound that goes with the pictures so far, in whole blocks but at the end."""
        if self._sound is None:
            return
        length = round(self.frames * self._step * RATE)
        while self._spoken < length and (to_end or self._spoken + BLOCK <= length):
            block = self._sound[:, self._spoken : min(self._spoken + BLOCK, length)]
            whole = np.zeros((len(self._sound), min(BLOCK, length - self._spoken)), np.float32)
            whole[:, : block.shape[1]] = block
            frame = AudioFrame.from_ndarray(whole, format="fltp", layout=_LAYOUTS[len(whole)])
            frame.sample_rate, frame.pts, frame.time_base = RATE, self._spoken, Fraction(1, RATE)
            self._spoken += whole.shape[1]
            self._container.mux(self._voice.encode(frame))

    def _write(self, packets: list[av.Packet | None]) -> None:
        for packet in packets:
            if self._cut is None:
                self._cut = BitStreamFilterContext(f"filter_units=remove_types={_SEI}", in_stream=self._stream)
            for clean in self._cut.filter(packet):
                clean.stream = self._stream
                self._container.mux(clean)
