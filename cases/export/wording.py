"""A result in words: what the page, the report and the PDF say of a round and of an option, in the reader's language."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FEW = ("insufficient_panel", "no_ratings")


def sentence_of(result, titles):
    """The result as one plain sentence. titles: option code -> title."""
    first = listed([titles[code] for code in result["recommended"]])
    others = listed([titles[code] for code in result["alternatives"]])
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


def listed(titles):
    quoted = [_("“%(title)s”") % {"title": title} for title in titles]
    if len(quoted) < 2:
        return "".join(quoted)
    return _("%(some)s and %(last)s") % {"some": ", ".join(quoted[:-1]), "last": quoted[-1]}


def too_few(n):
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


def label_of(of):
    """What an option is called that has agreement neither in favour nor against. of: the option's part of a result."""
    return {
        "disagreement": _("disagreement"),
        "agreed_uncertain": _("agreed to be uncertain"),
        "majority": _("majority"),
        "plurality": _("plurality"),
    }.get(of["label"], "–")


def percent(part, whole):
    """A whole percentage, rounded half up in integers."""
    return (200 * part + whole) // (2 * whole)


def shown(number, decimals=1):
    """A number for reading: no superfluous zeros, in the reader's own decimal mark, with a minus that is not a hyphen."""
    text = f"{number:.{decimals}f}"
    places = len(text.rstrip("0").partition(".")[2])
    return number_format(text, decimal_pos=places).replace("-", "\N{MINUS SIGN}")


def spread(of):
    """Median and middle 40 % of one option as a sentence. of: the option's part of a result, with five ratings or more."""
    if of["p30"] == of["p70"]:
        return _("Median %(median)s on a scale from 1 to 9, and so are the middle 40 %% of ratings.") % {"median": shown(of["median"])}
    words = _("Median %(median)s on a scale from 1 to 9; the middle 40 %% of ratings lie between %(p30)s and %(p70)s.")
    return words % {"median": shown(of["median"]), "p30": shown(of["p30"]), "p70": shown(of["p70"])}


def share(of):
    """How many rated in the outer thirds. of: the option's part of a result, with five ratings or more."""
    counts, n = of["counts"], of["n"]
    high, low = sum(counts[6:]), sum(counts[:3])
    numbers = {"n": n, "high": high, "low": low, "percent": percent(high, n), "against": percent(low, n)}
    return _("%(high)d of %(n)d in 7–9 (%(percent)d %%), %(low)d in 1–3 (%(against)d %%)") % numbers


def move(before, now):
    """How a median moved, as the end of a sentence."""
    if now == before:
        words = _("stays at %(now)s")
    elif now > before:
        words = _("up from %(before)s to %(now)s")
    else:
        words = _("down from %(before)s to %(now)s")
    return words % {"before": shown(before), "now": shown(now)}


def grade(strength, outcome):
    """(strength in words, what GRADE means by it): for or, where the panel agreed against every option, against."""
    against = outcome == "consensus_against_all"
    if strength == "strong":
        meaning = (
            _("Almost no patient like this one should have any of these options.")
            if against
            else _("Almost every patient like this one should have it.")
        )
        return _("Strong recommendation"), meaning
    meaning = (
        _("Most patients like this one should have none of these options; some might rightly choose otherwise.")
        if against
        else _("Most patients like this one should have it; many might rightly choose otherwise.")
    )
    return _("Conditional recommendation"), meaning


def yes_no(value):
    return {True: _("yes"), False: _("no"), None: "–"}[value]


def class_of(code):
    """The class of an option in words, with its letter."""
    return {"A": _("A, appropriate"), "U": _("U, uncertain"), "I": _("I, inappropriate"), None: "–"}[code]


def next_step_of(code):
    """What followed a round by the stopping rule."""
    return {
        "next_round": _("another round"),
        "conclude": _("conclude"),
        "conclude_unstable": _("conclude, not stable"),
    }.get(code, "–")


def outcome_of(code):
    """The outcome of a round in a few words."""
    return {
        "no_quorum": _("no quorum"),
        "no_consensus": _("no consensus"),
        "consensus_against_all": _("consensus against every option"),
        "consensus_single": _("consensus for one option"),
        "consensus_preferred": _("consensus, one option preferred"),
        "consensus_equivalent_alternatives": _("consensus, equivalent alternatives"),
    }.get(code, code)


def deviation_of(deviation, titles, day):
    """One deviation as a sentence. titles: option code -> title. day: a function from an ISO time to a date in words."""
    code, reason = deviation["code"], deviation.get("reason", "")
    if code == "standing_option_dropped":
        words = _("“%(title)s”, which belongs to every decision, was dropped: %(reason)s")
        return words % {"title": titles[deviation["option"]], "reason": reason}
    if code == "setting_departed_from":
        setting = {"round_hours": _("a round’s length"), "feedback_hours": _("the time for feedback")}.get(
            deviation["setting"], deviation["setting"]
        )
        words = _("%(day)s: %(setting)s was changed from %(before)d to %(after)d hours: %(reason)s")
        return words % {"day": day(deviation["at"]), "setting": setting, **{key: deviation[key] for key in ("before", "after", "reason")}}
    if code == "round_extended":
        return _("Round %(number)d was extended once, %(day)s.") % {"number": deviation["round"], "day": day(deviation["at"])}
    if code == "round_voided":
        why = {
            "conflict": _("a panel member recused after its result was shown"),
            "facts": _("there were new clinical facts"),
            "withdrawn": _("the decision was withdrawn"),
        }.get(deviation["why"], _("it no longer counted"))
        words = _("Round %(number)d was voided, %(day)s: %(why)s.") % {
            "number": deviation["round"],
            "day": day(deviation["at"]),
            "why": why,
        }
        return f"{words} {reason}".strip()
    return {
        "case_edited_after_freeze": _("The case was edited after the panel was seated."),
        "seat_left": _("A panel member left the circle: their seat is in no count of later rounds."),
        "late_conflict_unchanged": _("A conflict of interest was declared after the conclusion. Without it the result is unchanged."),
        "late_conflict_changed": _(
            "A conflict of interest was declared after the conclusion. Without it the result changes: to be superseded."
        ),
    }[code]


def labelled(words):
    """`words` as a label before what it names, with the colon as the reader's language sets it."""
    return _("%(label)s:") % {"label": words}


def done_of(code):
    """What was done with the advice; "" while nothing is recorded."""
    return {
        "as_advised": _("Done as advised"),
        "changed": _("Something else was done"),
        "not_possible": _("The advice could not be followed"),
    }.get(code, "")


def unknowable_of(code):
    """Why an outcome will not be known; "" where it will."""
    return {
        "elsewhere": _("The patient is treated elsewhere"),
        "no_contact": _("No further contact with the patient is expected"),
        "not_wanted": _("The patient does not want it passed on"),
        "nothing_due": _("The question was a general one: nothing was to be done"),
    }.get(code, code)
