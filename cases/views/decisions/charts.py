"""Geometry of the decision's charts: numbers in, SVG attributes out, as strings that no language respells."""

from dataclasses import dataclass

WIDTH, COLUMN = 360, 40
STRIP_HEIGHT = 146
BARS_TOP, BASELINE = 34, 94
BAR, HOLLOW = 22, 30
TRIANGLE_TOP, BRACKET = 112, 132
ZONES = ("low", "middle", "high")
GAUGE_WIDTH, GAUGE_INSET, GAUGE_FULL = 120, 4, 2.0
ROW, DUMBBELL_HEAD, DUMBBELL_FOOT, LABELS = 30, 22, 8, 36


def text_of(number):
    """A number as an SVG attribute: a point, never a comma, at most two decimals."""
    return f"{round(number, 2):g}"


def zone_of(rating):
    """The third of the scale a rating lies in."""
    return ZONES[(rating - 1) // 3]


def place(rating):
    """Where a rating (1 to 9, fractions allowed) stands on the strip's axis, in its units."""
    return COLUMN * (rating - 0.5)


@dataclass(frozen=True)
class Bar:
    """How many gave one rating: a rectangle, the middle it stands on, and where its number is written."""

    rating: int
    count: int
    zone: str
    x: str
    y: str
    width: str
    height: str
    middle: str
    label_y: str


@dataclass(frozen=True)
class Strip:
    """One option on the 1-9 axis. `median`, `bracket` and `own` are None where there is nothing to draw."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    hollow: tuple[Bar, ...]
    median: str | None
    bracket: str | None
    own: str | None


def bars_of(counts, top, width):
    """One bar for each rating that was given. counts: nine numbers; top: the count that fills the height."""
    bars = []
    for rating, count in enumerate(counts, 1):
        if count:
            height = (BASELINE - BARS_TOP) * count / top
            x, y = place(rating) - width / 2, BASELINE - height
            bars.append(
                Bar(
                    rating=rating,
                    count=count,
                    zone=zone_of(rating),
                    x=text_of(x),
                    y=text_of(y),
                    width=text_of(width),
                    height=text_of(height),
                    middle=text_of(place(rating)),
                    label_y=text_of(y - 4),
                )
            )
    return tuple(bars)


def strip(counts, *, top, median=None, p30=None, p70=None, own=None, before=None):
    """Draw one option. counts, before: nine counts of this round and the last; top: the highest count on any strip of the page."""
    return Strip(
        width=WIDTH,
        height=STRIP_HEIGHT,
        bars=bars_of(counts, top, BAR),
        hollow=bars_of(before, top, HOLLOW) if before else (),
        median=None if median is None else diamond(place(median), BRACKET, 7),
        bracket=None if p30 is None or p70 is None else bracket(place(p30), place(p70), BRACKET),
        own=None if own is None else triangle(place(own), TRIANGLE_TOP),
    )


def diamond(x, y, radius):
    """A path around (x, y)."""
    return f"M{text_of(x)} {text_of(y - radius)}l{radius} {radius}l{-radius} {radius}l{-radius} {-radius}z"


def triangle(x, top):
    """A path of a triangle that points up at the axis."""
    return f"M{text_of(x)} {text_of(top)}l6 10h-12z"


def bracket(left, right, y):
    """A path from one percentile to the other, with a tick at each end; two ticks close together when they are equal."""
    return f"M{text_of(left)} {y - 5}v10m0 -5H{text_of(right)}m0 -5v10"


@dataclass(frozen=True)
class Gauge:
    """The disagreement index from 0 to 2 with a mark at 1; `over` when it lies beyond the scale."""

    width: int
    track: str
    filled: str
    mark: str
    over: bool


def gauge(index):
    """Draw a disagreement index, 0 or more."""
    track = GAUGE_WIDTH - 2 * GAUGE_INSET
    share = min(index, GAUGE_FULL) / GAUGE_FULL
    return Gauge(
        width=GAUGE_WIDTH,
        track=text_of(track),
        filled=text_of(track * share),
        mark=text_of(GAUGE_INSET + track / GAUGE_FULL),
        over=index > GAUGE_FULL,
    )


@dataclass(frozen=True)
class Move:
    """One option's line of the dumbbell: from the median before to the median now."""

    number: int
    y: str
    text_y: str
    before: str
    now: str
    diamond: str


@dataclass(frozen=True)
class Dumbbell:
    width: int
    height: int
    columns: tuple[tuple[int, str], ...]
    head: int
    moves: tuple[Move, ...]


def dumbbell(medians):
    """Draw how medians moved. medians: (option number, median before, median now) of each option that has both."""
    step = (WIDTH - LABELS) / 9

    def at(rating):
        return LABELS + step * (rating - 0.5)

    moves = []
    for row, (number, before, now) in enumerate(medians):
        y = DUMBBELL_HEAD + ROW * (row + 0.5)
        move = Move(number, text_of(y), text_of(y + 4), text_of(at(before)), text_of(at(now)), diamond(at(now), y, 7))
        moves.append(move)
    columns = tuple((rating, text_of(at(rating))) for rating in range(1, 10))
    return Dumbbell(WIDTH, DUMBBELL_HEAD + ROW * len(moves) + DUMBBELL_FOOT, columns, DUMBBELL_HEAD, tuple(moves))
