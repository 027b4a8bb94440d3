"""Times in a film as a person writes them: minutes and seconds."""

import re

CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?", re.ASCII)


def seconds(written):
    """Seconds of "m:ss.s", or of seconds alone. Raises ValueError for anything else."""
    match = CLOCK.fullmatch(written)
    if not match or (match[1] and int(match[2]) >= 60):
        raise ValueError("not a time")
    return 60 * int(match[1] or 0) + float(f"{match[2]}.{match[3] or 0}")


def clock(time):
    """Seconds as m:ss.s."""
    tenths = round(time * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02}.{tenths % 10}"
