"""What a circle allows: its policy as limits of de-identification, and how many files may be on their way."""

from dataclasses import dataclass

from cases.deid import Limits
from circles import policies


@dataclass(frozen=True)
class Uploads:
    """How many files: attached to one case, arriving at once from one person, not yet reviewed by them, sent by them in a day."""

    per_case: int = 20
    arriving: int = 3
    under_way: int = 40
    per_day: int = 200


UPLOADS = Uploads()
ENVELOPE = 64 << 10  # bytes of a request around its file: boundaries, headers and the form's token


def limits_of(circle):
    """The Limits of a circle's uploads: those of the program, and sound only where the policy does not forbid voices."""
    return Limits(audio=policies.POLICIES[circle.policy].voice is not policies.NEVER)


def most_bytes(circle):
    """The largest file that may be sent at all, in bytes."""
    limits = limits_of(circle)
    return max(limits.image_bytes, limits.video_bytes)
