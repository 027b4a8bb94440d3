"""Films made for the tests: synthetic, short, full of things that must not survive."""

from __future__ import annotations

import importlib.util
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame

MARKER = "Zqxjk-Marker-7741"
NAME_LINE = "DOE JANE 12/03/1961"
_ASS = b"[Script Info]\nScriptType: v4.00+\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
FACE = (170, 68, 276, 212)  # x0, y0, x1, y1 in `portrait()`, chin to hairline, drawn by hand


def scan(index: int, *, size: tuple[int, int] = (320, 240), name: str | None = None) -> np.ndarray:
    """A frame like ultrasound: a sector of speckle that breathes, RGB; `name` is a line burned in at the top left."""
    width, height = size
    rng = np.random.default_rng(index)
    y, x = np.mgrid[0:height, 0:width]
    distance = np.hypot(x - width / 2, (y + height * 0.1) * 0.8)
    sector = (np.abs(x - width / 2) < (y + height * 0.1) * 0.6) & (distance < height * 0.75)
    grey = (70 + 50 * np.sin(distance / 9 + index / 3) + rng.normal(0, 15, (height, width))) * sector
    rgb = np.repeat(grey.clip(0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
    if name:
        cv2.putText(rgb, name, (8, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255, 255, 255), 1, cv2.LINE_AA)
    return rgb


def scans(count: int, **options: object) -> list[np.ndarray]:
    return [scan(index, **options) for index in range(count)]


def portrait() -> np.ndarray:
    """A public-domain face (NASA, Eileen Collins, as shipped in scikit-image), RGB 512x512; read by path, never imported."""
    spec = importlib.util.find_spec("skimage")
    path = Path(spec.submodule_search_locations[0]) / "data" / "astronaut.png"
    return cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)


@contextmanager
def _as_before() -> Iterator[None]:
    """Give the caller's thread its scheduling back: SVT-AV1, run by root, makes it a real-time one, and all that is started from it since.

    Such a browser or worker then keeps the processors from everybody else until the machine stands still.
    """
    policy, parameters = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        os.sched_setscheduler(0, policy, parameters)


def film(
    pictures: Iterable[np.ndarray],
    *,
    fps: int | Fraction = 25,
    form: str = "mp4",
    codec: str = "libx264",
    pixels: str = "yuv420p",
    times: Sequence[float] | None = None,
    metadata: dict[str, str] | None = None,
    crowded: bool = False,
    rotation: int = 0,
    mirrored: bool = False,
    anamorphic: Fraction | None = None,
    options: dict[str, str] | None = None,
    live: bool = False,
    sound: np.ndarray | None = None,
    voice: tuple[str, int, int] = ("aac", 1, 48_000),
    begins: float = 0.0,
) -> io.BytesIO:
    """Encode RGB pictures to a file in memory. `times` in seconds makes the rate variable; `crowded` adds a sound track, a
    subtitle track and a chapter that carry MARKER; rotation is counter-clockwise, in degrees; `sound` is a wave (float32) for a track of
    (codec, channels, rate) `voice`; the clock of all tracks begins at `begins` seconds."""
    pictures = iter(pictures)
    first = next(pictures)
    file = io.BytesIO()
    muxing = {"movflags": "use_metadata_tags"} if form in {"mp4", "mov"} else {"live": "1"} if live else {}
    with _as_before(), av.open(file, "w", format=form, options=muxing) as container:
        container.metadata.update(metadata or {})
        stream = container.add_stream(codec, rate=fps, options=options or {})
        stream.height, stream.width = first.shape[:2]
        stream.pix_fmt = pixels
        if metadata:
            stream.metadata.update({"handler_name": MARKER, "title": MARKER})
        if anamorphic:
            stream.codec_context.sample_aspect_ratio = anamorphic
        if rotation or mirrored:
            stream.set_display_rotation(rotation, hflip=mirrored)
        if times or begins:
            stream.codec_context.time_base = Fraction(1, 1000)
        spoken = container.add_stream("aac", rate=16000) if crowded else None
        if sound is not None:
            spoken = container.add_stream(voice[0], rate=voice[2], options={"strict": "-2"})
            spoken.layout = {1: "mono", 2: "stereo", 6: "5.1"}[voice[1]]
        words = container.add_stream("mov_text" if form in {"mp4", "mov"} else "subrip") if crowded else None
        if crowded:
            words.codec_context.subtitle_header = _ASS
            container.set_chapters([{"id": 1, "start": 0, "end": 1000, "time_base": Fraction(1, 1000), "metadata": {"title": MARKER}}])
        for number, picture in enumerate(chain([first], pictures)):
            frame = VideoFrame.from_ndarray(picture, format="rgb24")
            if times or begins:
                time = times[number] if times else begins + number / float(fps)
                frame.pts, frame.time_base = round(time * 1000), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if sound is not None:
            _add_wave(container, spoken, sound, voice[1], begins)
        elif spoken and words:
            _add_sound(container, spoken, (number + 1) / float(fps))
            packet = av.Packet(len(MARKER).to_bytes(2, "big") + MARKER.encode())
            packet.stream, packet.pts, packet.dts, packet.duration = words, 0, 0, 500
            packet.time_base = Fraction(1, 1000)
            container.mux(packet)
    file.seek(0)
    return file


def _add_sound(container: av.container.OutputContainer, stream: av.AudioStream, seconds: float) -> None:
    wave = (np.sin(np.arange(int(16000 * seconds)) / 12) * 9000).astype(np.int16)
    for start in range(0, len(wave) - 1023, 1024):
        frame = av.AudioFrame.from_ndarray(wave[None, start : start + 1024], format="s16", layout="mono")
        frame.sample_rate, frame.pts = 16000, start
        container.mux(stream.encode(frame))
    container.mux(stream.encode())


def tone(seconds: float, rate: int = 48_000, pitch: float = 440) -> np.ndarray:
    return (0.5 * np.sin(np.arange(round(seconds * rate)) * 2 * np.pi * pitch / rate)).astype(np.float32)


def _add_wave(container: av.container.OutputContainer, stream: av.AudioStream, wave: np.ndarray, channels: int, begins: float) -> None:
    rate = stream.codec_context.sample_rate
    fit = av.AudioResampler(format=stream.codec_context.format, layout=stream.layout, rate=rate, frame_size=1024)
    whole = av.AudioFrame.from_ndarray(np.stack([wave] * channels), format="fltp", layout=stream.layout.name)
    whole.sample_rate, whole.pts, whole.time_base = rate, round(begins * rate), Fraction(1, rate)
    for frame in [*fit.resample(whole), *fit.resample(None)]:
        container.mux(stream.encode(frame))
    container.mux(stream.encode())


def sound_only(form: str = "mp4") -> io.BytesIO:
    file = io.BytesIO()
    with _as_before(), av.open(file, "w", format=form) as container:
        _add_sound(container, container.add_stream("aac", rate=16000), 1)
    file.seek(0)
    return file


def decoded(file: io.BytesIO) -> list[np.ndarray]:
    """Every frame of the first video stream as RGB."""
    file.seek(0)
    with av.open(file) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
