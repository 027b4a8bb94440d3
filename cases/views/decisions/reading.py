"""A sealed result in words and pictures: what the page says of a round, computed from its record and the reader's own ratings alone."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import consensus
from cases.views.decisions import charts

FEW = ("insufficient_panel", "no_ratings")


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


def sentence_of(result, titles):
    """The result as one plain sentence. titles: option code -> title."""
    first = _listed([titles[code] for code in result["recommended"]])
    others = _listed([titles[code] for code in result["alternatives"]])
    outcome = result["outcome"]
    if outcome == "no_quorum":
        words = _("No result: %(submitted)d of %(eligible)d panel members submitted a ballot, and two thirds are needed.")
        return words % {"submitted": result["submitted"], "eligible": result["eligible"]}
    if outcome == "consensus_single":
        return _("The panel agrees: %(first)s is appropriate for this patient.") % {"first": first}
    if outcome == "consensus_preferred":
        words = _("The panel agrees: %(first)s is appropriate for this patient and comes first; %(others)s is appropriate too.")
        return words % {"first": first, "others": others}
    if outcome == "consensus_equivalent_alternatives":
        words = _("The panel agrees: %(first)s are equally appropriate for this patient; none comes before the other.") % {"first": first}
        return words + (" " + _("%(others)s is appropriate too.") % {"others": others} if others else "")
    if outcome == "consensus_against_all":
        return _("The panel agrees: none of these options is appropriate for this patient.")
    if all(of["state"] in FEW for of in result["options"].values()):
        return _("No result: every option has too few ratings.")
    return _("There is no consensus. ") + _what_instead(result)


def _what_instead(result):
    states = [of["state"] for of in result["options"].values()]
    parts = []
    for state, words in (
        (
            "disagreement",
            ngettext("the panel disagrees on %(n)d option", "the panel disagrees on %(n)d options", states.count("disagreement")),
        ),
        ("uncertain", ngettext("%(n)d option stays uncertain", "%(n)d options stay uncertain", states.count("uncertain"))),
        (
            "consensus_against",
            ngettext(
                "%(n)d option is agreed to be inappropriate",
                "%(n)d options are agreed to be inappropriate",
                states.count("consensus_against"),
            ),
        ),
    ):
        if states.count(state):
            parts.append(words % {"n": states.count(state)})
    few = sum(map(states.count, FEW))
    if few:
        parts.append(ngettext("%(n)d option has too few ratings", "%(n)d options have too few ratings", few) % {"n": few})
    words = "; ".join(parts)
    return words[:1].upper() + words[1:] + "."


def _listed(titles):
    quoted = [_("“%(title)s”") % {"title": title} for title in titles]
    if len(quoted) < 2:
        return "".join(quoted)
    return _("%(some)s and %(last)s") % {"some": ", ".join(quoted[:-1]), "last": quoted[-1]}


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
            option, number, badge, tone, n, _too_few(n), "", "", "", False, own, own_before, None, None, (), 0
        )  # fmt: skip
    high, low, before = sum(counts[6:]), sum(counts[:3]), earlier and earlier.get("counts")
    numbers = {"n": n, "high": high, "low": low, "percent": percent(high, n), "against": percent(low, n)}
    return OptionReading(
        option=option,
        number=number,
        badge=badge,
        tone=tone,
        n=n,
        sentence=_("Median %(median)s on a scale from 1 to 9; the middle 40 %% of ratings lie between %(p30)s and %(p70)s.")
        % {"median": shown(of["median"]), "p30": shown(of["p30"]), "p70": shown(of["p70"])},
        share=_("%(high)d of %(n)d in 7–9 (%(percent)d %%), %(low)d in 1–3 (%(against)d %%)") % numbers,
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


def _too_few(n):
    if n == 0:
        return _("Nobody rated this option.")
    return ngettext(
        "%(n)d rating: too few to show anything without pointing at people.",
        "%(n)d ratings: too few to show anything without pointing at people.",
        n,
    ) % {"n": n}


def badge_of(of):
    """The state of an option in words, and the tone it is shown in. of: the option's part of a result."""
    state, label, rating_class = of["state"], of["label"], of["class"]
    if state == "consensus_for":
        return _("Appropriate, with agreement"), "clean"
    if state == "consensus_against":
        return _("Inappropriate, with agreement"), "oppose"
    if state == "disagreement":
        return _("Uncertain, with disagreement"), "leaning"
    if state in FEW:
        return _("Too few ratings"), "quiet"
    if label == "agreed_uncertain":
        return _("Uncertain, with agreement"), "leaning"
    leaning = {"A": _("Leaning appropriate, no consensus"), "I": _("Leaning inappropriate, no consensus")}
    return leaning.get(rating_class, _("Uncertain, no consensus")), "leaning"


def percent(part, whole):
    """A whole percentage, rounded half up in integers."""
    return (200 * part + whole) // (2 * whole)


def shown(number, decimals=1):
    """A number for reading: no superfluous zeros, in the reader's own decimal mark."""
    text = f"{number:.{decimals}f}"
    places = len(text.rstrip("0").partition(".")[2])
    return number_format(text, decimal_pos=places)


def _move(number, before, now, option):
    shift = now - before
    if shift == 0:
        words = _("stays at %(now)s")
    elif shift > 0:
        words = _("up from %(before)s to %(now)s")
    else:
        words = _("down from %(before)s to %(now)s")
    return number, option.title, words % {"before": shown(before), "now": shown(now)}
