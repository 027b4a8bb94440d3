"""What the panel concludes, and what its minority says beside it."""

from django.utils.translation import gettext as _

from cases.consensus import CONCLUDE_UNSTABLE
from cases.export.blocks import day, section, text
from cases.export.wording import grade, labelled


def result(report, rounds, titles, numbers):
    conclusion, notes = report["conclusion"], []
    if rounds and report["stage"] in ("decided", "concluded"):
        last = rounds[-1]
        if last["result"]["single_round"]:
            notes.append(text(_("Single-round rating, not RAM."), "note"))
        if last["next_step"] == CONCLUDE_UNSTABLE:
            notes.append(text(_("Ratings were still moving in the last round: the result is not stable."), "note"))
    voices = []
    if conclusion:
        voices.append(_conclusion(conclusion, rounds))
    for minority in report["minority_reports"]:
        voices.append(_minority(minority, titles, numbers))
    block = {"kind": "voices", "voices": voices} if voices else None
    return section("result", _("Conclusion and minority reports"), *notes, block)


def _conclusion(conclusion, rounds):
    outcome = rounds[-1]["result"]["outcome"] if rounds else ""
    strength, meaning = grade(conclusion["strength"], outcome) if conclusion["strength"] else ("", "")
    return {
        "heading": _("Conclusion") if strength else _("Where we disagree, and why"),
        "strength": strength,
        "meaning": meaning and _("%(meaning)s (GRADE)") % {"meaning": meaning},
        "text": conclusion["statement"],
        "more_label": labelled(_("Conditions and stop rules")),
        "more": conclusion["conditions"],
        "by": "",
    }


def _minority(report, titles, numbers):
    against = [f"{numbers[code]}. {titles[code]}" for code in report["against"] if code in numbers]
    author = report["name"] or _("Panel member %(number)s") % {"number": report["pseudonym"]}
    return {
        "heading": _("Minority report"),
        "strength": "",
        "meaning": _("Sees it otherwise than the panel: %(options)s") % {"options": "; ".join(against)},
        "text": report["text"],
        "more_label": "",
        "more": "",
        "by": f"{author}, {day(report['written_at'])}",
    }
