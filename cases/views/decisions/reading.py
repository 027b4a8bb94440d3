"""A sealed result in words and pictures: what the page says of a round, computed from its record and the reader's own ratings alone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import consensus
from cases.export.wording import badge_of, move, percent, sentence_of, share, shown, spread, too_few
from cases.views.decisions import charts

__all__ = ["OptionReading", "Reading", "badge_of", "percent", "read", "sentence_of", "shown"]


@dataclass(frozen=True)
class OptionReading:
    """One option of a closed round. `strip`, `gauge` and the numbers are None below five ratings (CONSENSUS.md I11)."""

    option: object
    number: int
    badge: str
    tone: str
    n: int
    sentence: str
    share: str
    index: str
    median: str
    boundary: bool
    own: int | None
    own_before: int | None
    strip: charts.Strip | None
    gauge: charts.Gauge | None
    rows: tuple
    opponents: int

    @property
    def agreed(self):
        """Whether the panel agrees that this option is appropriate."""
        return self.tone == "clean"


@dataclass(frozen=True)
class Reading:
    """A closed round: one plain sentence first, then the options."""

    round: object
    before: object
    sentence: str
    tone: str
    provisional: bool
    participation: str
    notes: tuple
    options: tuple
    dumbbell: charts.Dumbbell | None
    moves: tuple

    @property
    def foremost(self):
        """The options the panel agrees on, or all of them where it agrees on none: what the case page shows at once."""
        return tuple(option for option in self.options if option.agreed) or self.options

    @property
    def others(self):
        """The options that are not foremost."""
        return tuple(option for option in self.options if option not in self.foremost)

    @property
    def drawn(self):
        """Whether any option has enough ratings for a chart."""
        return any(option.strip for option in self.options)


def read(decision, round, before, options):
    """Read a closed round. before: the round held before it, or None. options: with `own` and `own_before`, the reader's own ratings."""
    result = round.result
    shown = {option.code: result["options"][option.code] for option in options}
    earlier = {option.code: before.result["options"].get(option.code) for option in options} if before else {}
    top = max([1, *(max(of["counts"]) for of in (*shown.values(), *earlier.values()) if of and of.get("counts"))])
    readings = tuple(_option(option, number, shown[option.code], earlier.get(option.code), top) for number, option in enumerate(options, 1))
    moved = [
        (number, earlier[option.code]["median"], shown[option.code]["median"])
        for number, option in enumerate(options, 1)
        if earlier.get(option.code) and None not in (earlier[option.code]["median"], shown[option.code]["median"])
    ]
    provisional = round.next_step == consensus.NEXT_ROUND and decision.is_under_way
    return Reading(
        round=round,
        before=before,
        sentence=sentence_of(result, {option.code: option.title for option in options}),
        tone=_tone_of(result["outcome"]),
        provisional=provisional,
        participation=_participation(result),
        notes=tuple(_notes(round, readings, result)),
        options=readings,
        dumbbell=charts.dumbbell(moved) if moved else None,
        moves=tuple(_move(*row, options[row[0] - 1]) for row in moved),
    )


def _tone_of(outcome):
    return {"no_consensus": "leaning", "no_quorum": "quiet", "consensus_against_all": "oppose"}.get(outcome, "clean")


def _participation(result):
    words = ngettext(
        "%(submitted)d of %(eligible)d panel member rated.", "%(submitted)d of %(eligible)d panel members rated.", result["eligible"]
    )
    return words % {"submitted": result["submitted"], "eligible": result["eligible"]}


def _notes(round, readings, result):
    if result["single_round"]:
        yield _("Single-round rating, not RAM.")
    if round.next_step == consensus.CONCLUDE_UNSTABLE:
        yield _("Ratings were still moving in the last round: the result is not stable.")
    for reading in readings:
        if reading.boundary:
            yield _("Option %(number)d is a boundary result: another way to compute percentiles would change its class.") % {
                "number": reading.number
            }


def _option(option, number, of, earlier, top):
    badge, tone = badge_of(of)
    counts = of.get("counts")
    own, own_before = getattr(option, "own", None), getattr(option, "own_before", None)
    n = of["n"]
    if not counts:
        return OptionReading(
            option, number, badge, tone, n, too_few(n), "", "", "", False, own, own_before, None, None, (), 0
        )  # fmt: skip
    before = earlier and earlier.get("counts")
    return OptionReading(
        option=option,
        number=number,
        badge=badge,
        tone=tone,
        n=n,
        sentence=spread(of),
        share=share(of),
        index=shown(of["di"], 2),
        median=shown(of["median"]),
        boundary=of["boundary"],
        own=own,
        own_before=own_before,
        strip=charts.strip(counts, top=top, median=of["median"], p30=of["p30"], p70=of["p70"], own=own, before=before),
        gauge=charts.gauge(of["di"]),
        rows=tuple((rating, counts[rating - 1], before[rating - 1] if before else None) for rating in range(1, 10)),
        opponents=of["opponents"],
    )


def _move(number, before, now, option):
    return number, option.title, move(before, now)
