"""Limits: what may enter de-identification and how strictly it is looked at, as one frozen value."""

from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one upload may be. Bytes, pixels, frames and seconds; a policy may only make them smaller."""

    image_bytes: int = 30 * MB
    image_pixels: int = 64_000_000
    image_frames: int = 300
    image_frame_pixels: int = 200_000_000
    image_long_side: int = 2560
    video_bytes: int = 200 * MB
    video_seconds: float = 120.0
    video_width: int = 1920
    video_height: int = 1920
    video_pixels: int = 1920 * 1088
    video_out_width: int = 1280
    video_out_height: int = 720
    video_out_fps: int = 30
    text_characters: int = 100_000
    audio: bool = False  # whether an author may keep the sound, after attesting that nobody speaks
