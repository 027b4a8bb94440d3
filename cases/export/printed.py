"""The report in the reader's language: sections of blocks, the same for the page and the PDF, each block plain data.

A block has a `kind`: text, note, items, hand (lines of calculation), facts, table, strips, dumbbell, voices.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cases.consensus import CONCLUDE_UNSTABLE
from cases.export import byhand, figures
from cases.export.panelists import panel
from cases.export.report import closed, held, standing
from cases.export.wording import (
    deviation_of,
    done_of,
    grade,
    next_step_of,
    outcome_of,
    sentence_of,
    unknowable_of,
)
from cases.models import Case, Decision


def printed(report, sha256):
    """The report as words and numbers to show, in the active language. report: of `report_of`; sha256: of its canonical JSON."""
    numbers = {option["code"]: number for number, option in enumerate(standing(report), 1)}
    titles = {option["code"]: option["title"] for option in report["options"]}
    rounds = closed(report)
    sections = [
        _result(report, rounds, titles, numbers),
        _question(report),
        _method(report),
        panel(report),
        _rounds(report, rounds),
        *figures.rounds(rounds, numbers, titles),
        figures.movement(rounds, numbers, titles),
        figures.sensitivity(rounds, numbers, titles),
        _options(report, numbers),
        _deviations(report, titles),
        _follow_up(report),
        _limits(),
        _by_hand(rounds, numbers),
        _identity(report, rounds, sha256),
    ]
    return {
        "language": (get_language() or "en").partition("-")[0],
        "title": _("Report of a treatment decision"),
        "question": report["question"],
        "status": _status(report),
        "sentence": sentence_of(rounds[-1]["result"], titles) if rounds and report["stage"] in ("decided", "concluded") else "",
        "sections": [section for section in sections if section["blocks"]],
        "sha256": sha256,
        "hash_label": _("Record SHA-256"),
        "page_label": _("Page"),
        "of_label": _("of"),
    }


def text(words, kind="text"):
    return {"kind": kind, "text": words}


def facts(*rows):
    """Label and value, of those that have a value."""
    return {"kind": "facts", "rows": [[label, value] for label, value in rows if value]}


def moment(iso, style="DATETIME_FORMAT"):
    """An ISO time of the report in the reader's words and time zone; "" for none."""
    return date_format(timezone.localtime(datetime.fromisoformat(iso)), style) if iso else ""


def day(iso):
    return moment(iso, "DATE_FORMAT")


def _section(key, heading, *blocks):
    return {"key": key, "heading": heading, "blocks": [block for block in blocks if block]}


def _status(report):
    if report["superseded"]:
        return _("Superseded: a later decision was put to the circle.")
    if report["stage"] == "concluded":
        return _("Concluded %(day)s. Advice to the treating clinician.") % {"day": day(report["concluded_at"])}
    if report["stage"] == "withdrawn":
        return _("Withdrawn %(day)s: %(reason)s") % {"day": day(report["withdrawn_at"]), "reason": report["withdrawn_reason"]}
    return _("Not concluded: %(stage)s. Nothing here is advice yet.") % {"stage": Decision.Stage(report["stage"]).label}


def _result(report, rounds, titles, numbers):
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
    return _section("result", _("Conclusion and minority reports"), *notes, block)


def _conclusion(conclusion, rounds):
    outcome = rounds[-1]["result"]["outcome"] if rounds else ""
    strength, meaning = grade(conclusion["strength"], outcome) if conclusion["strength"] else ("", "")
    return {
        "heading": _("Conclusion") if strength else _("Where we disagree, and why"),
        "strength": strength,
        "meaning": meaning and _("%(meaning)s (GRADE)") % {"meaning": meaning},
        "text": conclusion["statement"],
        "more_label": _("Conditions and stop rules"),
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


def _question(report):
    case = report["case"]
    named = {name: dict(Case._meta.get_field(name).choices).get(case[name]) for name in ("age_band", "sex", "specialty") if case[name]}
    return _section(
        "question",
        _("Question and case"),
        facts(
            (_("Question"), report["question"]),
            (_("Patient"), ", ".join(str(named[name]) for name in ("sex", "age_band") if name in named)),
            (_("Specialty"), str(named.get("specialty", ""))),
            (_("Case reference"), case["reference"]),
            (_("Case posted"), day(case["posted_at"])),
            (_("Last edited"), day(case["edited_at"])),
            (_("Version of the case (SHA-256)"), case["sha256"]),
        ),
    )


def _method(report):
    settings = report["settings"]
    locked = report["frozen_at"]
    return _section(
        "method",
        _("Method"),
        text(
            _(
                "RAND/UCLA Appropriateness Method: each option is rated from 1 to 9 for this patient, alone and blind, in at least two "
                "rounds, with feedback between them. 1: expected harm greatly exceeds benefit; 5: about equal; 9: expected benefit "
                "greatly exceeds harm. Who cannot judge abstains."
            )
        ),
        text(_("What differs from the published method:")),
        {"kind": "items", "items": modifications()},
        facts(
            (_("Settings locked"), moment(locked)),
            (_("Rule"), byhand.rule(settings.get("profile", ""))),
            (_("Rule’s code"), settings.get("profile", "")),
            (_("Always needed"), _("Five ratings or more, half of the seats that may rate, and no disagreement by either definition.")),
            (_("Time for proposals"), _hours(settings.get("proposal_hours"))),
            (_("Time for a round"), _hours(settings.get("round_hours"))),
            (_("Time for feedback"), _hours(settings.get("feedback_hours"))),
            (_("One extension of"), _hours(settings.get("extension_hours"))),
            (_("Quorum"), _("%(quorum)s of the seats that may rate") % {"quorum": settings["quorum"]} if "quorum" in settings else ""),
            (_("Percentiles"), _("type %(kind)s of Hyndman and Fan") % {"kind": settings.get("percentile_type")}),
            (_("Engine"), settings.get("engine", "")),
        )
        if locked
        else None,
    )


def modifications():
    return [
        _("It is used on one live case; it was validated for panels that rate many indications for a guideline."),
        _("The panel are members of the circle whom the owner of the decision chose."),
        _("There is no meeting: members read each other’s reasons without names, and rate once more."),
        _("Percentiles are of type 7, calculated in whole numbers; types 2 and 6 are calculated as a check."),
        _("Consensus asks for more than the manual’s agreement (see the rule); class and both kinds of disagreement are the manual’s."),
        _("Several appropriate options are put in order by the Schulze method on the same ratings."),
        _("A third round is held only without consensus while ratings still move. No consensus is a full result."),
    ]


def _hours(hours):
    return "" if hours is None else ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def _rounds(report, rounds):
    head = [_("Round"), _("Opened"), _("Closed"), _("May rate"), _("Submitted"), _("Result"), _("Then")]
    rows = []
    for round in held(report):
        result = round["result"]
        numbers = [str(result["eligible"]), str(result["submitted"])] if result else ["–", "–"]
        after = [outcome_of(result["outcome"]), next_step_of(round["next_step"])] if result else ["–", "–"]
        rows.append([str(round["number"]), moment(round["opened_at"]), moment(round["closed_at"]) or "–", *numbers, *after])
    table = {"kind": "table", "caption": _("Rounds that counted"), "head": head, "rows": rows, "words": [1, 2, 5, 6]}
    return _section("rounds", _("Rounds"), table if rows else None)


def _options(report, numbers):
    items = []
    for option in report["options"]:
        for change in option["changes"]:
            kind = _("another version") if change["becomes"] != change["version"] else _("wording only")
            words = _("Before version %(version)d (%(kind)s, %(day)s): “%(title)s” %(details)s") % {
                "version": change["becomes"],
                "kind": kind,
                "day": day(change["changed_at"]),
                "title": change["title"],
                "details": change["details"],
            }
            items.append(f"{words} {change['reason']}".strip())
        if option["dropped_at"]:
            words = _("Dropped %(day)s: “%(title)s”: %(reason)s")
            items.append(words % {"day": day(option["dropped_at"]), "title": option["title"], "reason": option["dropped_reason"]})
    rows = [[f"{numbers[option['code']]}", option["title"], option["details"], str(option["version"])] for option in standing(report)]
    head = [_("Option"), _("Title"), _("Details"), _("Version")]
    table = {"kind": "table", "caption": _("Options as they were rated"), "head": head, "rows": rows, "words": [1, 2]}
    changed = {"kind": "items", "items": items} if items else text(_("No option was changed or dropped."))
    return _section("options", _("Options and their changes"), table if rows else None, changed)


def _deviations(report, titles):
    items = [deviation_of(deviation, titles, day) for deviation in report["deviations"]]
    return _section(
        "deviations",
        _("Deviations"),
        {"kind": "items", "items": items} if items else text(_("None: the decision went as its settings say.")),
    )


def _follow_up(report):
    outcome = report["outcome"]
    if outcome is None:
        return _section(
            "follow-up", _("Follow-up and outcome"), text(_("No follow-up has been planned.")) if report["conclusion"] else None
        )
    return _section(
        "follow-up",
        _("Follow-up and outcome"),
        facts(
            (
                _("Asked for on"),
                date_format(datetime.fromisoformat(outcome["follow_up_on"]), "DATE_FORMAT") if outcome["follow_up_on"] else "",
            ),
            (_("Will not be known"), unknowable_of(outcome["unknowable"])),
            (_("What was done"), done_of(outcome["done"])),
            (_("Because"), outcome["because"]),
            (_("What happened"), outcome["happened"]),
            (_("Recorded"), day(outcome["recorded_at"])),
        ),
        None if outcome["recorded_at"] else text(_("No outcome has been recorded yet.")),
    )


def _limits():
    items = [
        _("The method was not validated for a single case; agreement among peers is not evidence that a treatment works."),
        _("The panel knew the case from its text and pictures, with identifiers removed; nobody examined the patient for this rating."),
        _("Nothing was imputed: who did not rate, and who abstained, is in no number but the quorum."),
        _("The report is advice to the treating clinician, who decides with the patient."),
        _("Identifiers were removed from the words; the report is still personal data under a pseudonym and belongs to the record."),
    ]
    return _section("limits", _("Limits"), {"kind": "items", "items": items})


def _by_hand(rounds, numbers):
    blocks = [{"kind": "items", "items": byhand.formulas()}]
    of = rounds[-1]["result"]["options"] if rounds else {}
    shown = [(number, of[code]) for code, number in numbers.items() if of.get(code, {}).get("counts")]
    if shown:
        # The one whose ratings lie furthest apart: where a mistake in a percentile would show.
        example = max(shown, key=lambda row: row[1]["ipr"])
        blocks += [text(_("An example, from the last round:")), {"kind": "hand", "lines": byhand.worked(*example)}]
    return _section("by-hand", _("To check by hand"), *(blocks if rounds else []))


def _identity(report, rounds, sha256):
    return _section(
        "identity",
        _("Identity of this report"),
        facts(
            (_("Decision"), report["decision"]),
            (_("Supersedes"), report["supersedes"]),
            (_("Record (JSON), SHA-256"), sha256),
            *((_("Result of round %(number)d, SHA-256") % {"number": round["number"]}, round["sha256"]) for round in rounds),
        ),
    )
