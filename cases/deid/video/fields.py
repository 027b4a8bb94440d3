"""Frames made of two fields, put right before anything is looked for in them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import av
from av.filter.graph import Graph
from av.video.frame import VideoFrame

from cases.deid.clean import Refused


def progressive(frames: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
    """The same frames, those made of two fields put right (bwdif): a face or a line that moves is else shown twice, combed.

    From the first such frame on, all go through the filter, which lets whole ones pass, one frame late.
    """
    graph: Graph | None = None
    form: tuple[int, int, str] | None = None
    for frame in frames:
        if graph is None and not frame.interlaced_frame:
            yield frame
            continue
        if graph is None or form != (frame.width, frame.height, frame.format.name):
            if graph is not None:
                yield from _pulled(graph, None)
            form = frame.width, frame.height, frame.format.name
            graph = _deinterlacer(frame)
        yield from _pulled(graph, frame)
    if graph is not None:
        yield from _pulled(graph, None)


def _deinterlacer(frame: VideoFrame) -> Graph:
    graph = Graph()
    graph.threads = 1  # the sandbox allows no second
    base = frame.time_base or Fraction(1, 1000)
    given = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=base)
    graph.link_nodes(given, graph.add("bwdif", "mode=send_frame:deint=interlaced"), graph.add("buffersink")).configure()
    return graph


def _pulled(graph: Graph, frame: VideoFrame | None) -> Iterator[VideoFrame]:
    try:
        graph.push(frame)
        while True:
            yield graph.pull()
    except (av.error.BlockingIOError, av.error.EOFError):
        return
    except av.error.FFmpegError:
        raise Refused("codec") from None
