"""The sound of a film, when it may be kept: decoded, mixed to at most two channels of 48 kHz, laid on the film's own clock.

Nothing of the original track survives but what is heard: samples are computed anew, and encoded anew by `encoding.Film`.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import BinaryIO

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.filter.graph import Graph

from cases.deid.limits import Limits
from cases.deid.video.source import Source, opened

RATE = 48_000
# What recorders, phones and electronic stethoscopes write; anything else is silence.
DECODERS = {
    "aac", "mp2", "mp3", "opus", "vorbis", "flac", "alac", "ac3", "eac3", "amrnb", "amr_nb", "amrwb", "amr_wb", "pcm_s16le", "pcm_s16be",
    "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_f32le", "pcm_u8", "pcm_s8", "pcm_alaw", "pcm_mulaw",
}  # fmt: skip
CLOSE = 0.02  # seconds by which a block may lie beside the end of the last one and still be its continuation


def readable(source: Source) -> bool:
    """Whether the open film has a sound track whose encoding is on the list."""
    return _pick(source.streams.audio) is not None


def samples(file: BinaryIO, source: Source, limits: Limits) -> np.ndarray | None:
    """The film's sound from its first picture on, float32 of shape (channels, samples) at RATE, one or two channels.

    None when there is no track that can be read, or nothing in it. What does not decode is silence. `file` is read a second time;
    `source` is the film opened for its pictures, of which the first has been decoded.
    """
    place = file.tell()
    try:
        return _samples(file, source, limits)
    finally:
        file.seek(place)  # the film goes on reading where it was


def _samples(file: BinaryIO, source: Source, limits: Limits) -> np.ndarray | None:
    with opened(file) as container:
        stream = _pick(container.streams.audio)
        if stream is None:
            return None
        stream.codec_context.thread_count = 1
        channels = min(2, stream.codec_context.channels or 1)
        heard = np.zeros((channels, ceil(limits.video_seconds * RATE)), np.float32)
        mixer, end, began = _Mixer(channels), 0, source.began
        for frame in _decoded(container, stream):
            for block, time in mixer.mixed(frame):
                at = end if time is None or abs(time - began - end / RATE) < CLOSE else round((time - began) * RATE)
                block = block[:, max(0, -at) :]
                at = max(0, at)
                block = block[:, : heard.shape[1] - at]
                if not block.shape[1]:
                    continue
                heard[:, at : at + block.shape[1]] = block
                end = max(end, at + block.shape[1])
            if end >= heard.shape[1]:
                break
        return heard[:, :end] if end else None


def _pick(streams: tuple[AudioStream, ...]) -> AudioStream | None:
    good = [s for s in streams if s.codec_context is not None and s.codec_context.codec is not None]
    return next((s for s in good if s.codec_context.codec.canonical_name in DECODERS and s.codec_context.sample_rate), None)


def _decoded(container: av.container.InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.error.FFmpegError, IndexError):
            return
        try:
            yield from packet.decode()
        except av.error.FFmpegError:
            continue


class _Mixer:
    """Frames of any format to float32 at RATE, through a filter of one thread (the sandbox allows no second)."""

    def __init__(self, channels: int):
        self._layout = "stereo" if channels == 2 else "mono"
        self._graph: Graph | None = None
        self._form: tuple[str, int, str] | None = None

    def mixed(self, frame: AudioFrame) -> Iterator[tuple[np.ndarray, float | None]]:
        """(samples of shape (channels, n), when they begin in the file's own seconds)."""
        form = frame.format.name, frame.sample_rate, frame.layout.name
        if form != self._form:
            self._form = form
            self._graph = Graph()
            self._graph.threads = 1
            nodes = (
                self._graph.add_abuffer(sample_rate=frame.sample_rate, format=frame.format, layout=frame.layout, time_base=frame.time_base),
                self._graph.add("aresample", str(RATE)),
                self._graph.add("aformat", f"sample_fmts=fltp:sample_rates={RATE}:channel_layouts={self._layout}"),
                self._graph.add("abuffersink"),
            )
            self._graph.link_nodes(*nodes).configure()
        self._graph.push(frame)
        while True:
            try:
                out = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            yield out.to_ndarray(), out.time
