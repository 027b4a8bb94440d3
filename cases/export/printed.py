"""The report in the reader's language: sections of blocks, the same for the page and the PDF, each block plain data."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.export import byhand, figures, opinions, process
from cases.export.blocks import day, facts, section, text
from cases.export.formulas import formulas
from cases.export.panelists import panel
from cases.export.report import closed, standing
from cases.export.wording import done_of, sentence_of, unknowable_of
from cases.models import Case, Decision


def printed(report, sha256):
    """The report as words and numbers to show, in the active language. report: of `report_of`; sha256: of its canonical JSON."""
    numbers = {option["code"]: number for number, option in enumerate(standing(report), 1)}
    titles = {option["code"]: option["title"] for option in report["options"]}
    rounds = closed(report)
    sections = [
        opinions.result(report, rounds, titles, numbers),
        _question(report),
        process.method(report),
        panel(report),
        process.rounds(report, rounds),
        *figures.rounds(rounds, numbers, titles),
        figures.movement(rounds, numbers, titles),
        figures.sensitivity(rounds, numbers, titles),
        process.options(report, numbers),
        process.deviations(report, titles),
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


def _status(report):
    if report["superseded"]:
        return _("Superseded: a later decision was put to the circle.")
    if report["stage"] == "concluded":
        return _("Concluded %(day)s. Advice to the treating clinician.") % {"day": day(report["concluded_at"])}
    if report["stage"] == "withdrawn":
        return _("Withdrawn %(day)s: %(reason)s") % {"day": day(report["withdrawn_at"]), "reason": report["withdrawn_reason"]}
    return _("Not concluded: %(stage)s. Nothing here is advice yet.") % {"stage": Decision.Stage(report["stage"]).label}


def _question(report):
    case = report["case"]
    named = {name: dict(Case._meta.get_field(name).choices).get(case[name]) for name in ("age_band", "sex", "specialty") if case[name]}
    return section(
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


def _follow_up(report):
    outcome = report["outcome"]
    if outcome is None:
        return section("follow-up", _("Follow-up and outcome"), text(_("No follow-up has been planned.")) if report["conclusion"] else None)
    return section(
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
    return section("limits", _("Limits"), {"kind": "items", "items": items})


def _by_hand(rounds, numbers):
    blocks = [block for about, lines in formulas() for block in (text(about), {"kind": "items", "items": lines})]
    of = rounds[-1]["result"]["options"] if rounds else {}
    shown = [(number, of[code]) for code, number in numbers.items() if of.get(code, {}).get("counts")]
    if shown:
        # The one whose ratings lie furthest apart: where a mistake in a percentile would show.
        example = max(shown, key=lambda row: row[1]["ipr"])
        blocks += [text(_("An example, from the last round:")), {"kind": "hand", "lines": byhand.worked(*example)}]
    return section("by-hand", _("To check by hand"), *(blocks if rounds else []))


def _identity(report, rounds, sha256):
    return section(
        "identity",
        _("Identity of this report"),
        facts(
            (_("Decision"), report["decision"]),
            (_("Supersedes"), report["supersedes"]),
            (_("Record (JSON), SHA-256"), sha256),
            *((_("Result of round %(number)d, SHA-256") % {"number": round["number"]}, round["sha256"]) for round in rounds),
        ),
    )
