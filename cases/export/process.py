"""How the panel worked: the method and its rule, its rounds, and the options with what became of them."""

from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.export.blocks import day, facts, moment, section, text
from cases.export.formulas import rule
from cases.export.report import held, standing
from cases.export.wording import deviation_of, next_step_of, outcome_of
from cases.models.option import Kind


def method(report):
    settings = report["settings"]
    locked = report["frozen_at"]
    return section(
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
            (_("Rule"), rule(settings.get("profile", ""))),
            (_("Rule’s code"), settings.get("profile", "")),
            (
                _("Always needed"),
                _("Five ratings, half of the seats that may rate (rounded up), and no disagreement by either definition."),
            ),
            (_("Time for proposals"), _hours(settings.get("proposal_hours"))),
            (_("Time for a round"), _hours(settings.get("round_hours"))),
            (_("Time for feedback"), _hours(settings.get("feedback_hours"))),
            (_("One extension of"), _hours(settings.get("extension_hours"))),
            (_("Quorum"), _("%(quorum)s of the seats that may rate") % {"quorum": settings["quorum"]} if "quorum" in settings else ""),
            (_("Reasons"), _reasons(settings.get("reasons"))),
            (_("Percentiles"), _("type %(kind)s of Hyndman and Fan") % {"kind": settings.get("percentile_type")}),
            (_("Engine"), _engine(report)),
        )
        if locked
        else None,
    )


def _engine(report):
    """What computed the rounds: an upgrade between two of them is told. Before any closed, what is locked."""
    computed = [round["result"]["engine"] for round in held(report) if round["result"]]
    return ", ".join(dict.fromkeys(computed)) or report["settings"].get("engine", "")


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


def _reasons(code):
    return {
        "abstaining": _("Needed from whoever cannot judge, welcome from all"),
        "always": _("Needed with every rating"),
    }.get(code, "")


def _hours(hours):
    return "" if hours is None else ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def rounds(report, rounds):
    head = [_("Round"), _("Opened"), _("Closed"), _("May rate"), _("Submitted"), _("Result"), _("Then")]
    rows = []
    for round in held(report):
        result = round["result"]
        numbers = [str(result["eligible"]), str(result["submitted"])] if result else ["–", "–"]
        after = [outcome_of(result["outcome"]), next_step_of(round["next_step"])] if result else ["–", "–"]
        rows.append([str(round["number"]), moment(round["opened_at"]), moment(round["closed_at"]) or "–", *numbers, *after])
    table = {"kind": "table", "caption": _("Rounds that counted"), "head": head, "rows": rows, "words": [1, 2, 5, 6]}
    return section("rounds", _("Rounds"), table if rows else None)


def options(report, numbers):
    """The options as they were rated, each with its kind, and what was changed or dropped before the freeze."""
    items = []
    for option in report["options"]:
        items += _changes(option)
        if option["dropped_at"]:
            words = _("Dropped %(day)s: “%(title)s”: %(reason)s")
            items.append(words % {"day": day(option["dropped_at"]), "title": option["title"], "reason": option["dropped_reason"]})
    rows = [
        [str(numbers[option["code"]]), option["title"], kind_of(option), option["details"], str(option["version"])]
        for option in standing(report)
    ]
    head = [_("Option"), _("Title"), _("Kind"), _("Details"), _("Version")]
    table = {"kind": "table", "caption": _("Options as they were rated"), "head": head, "rows": rows, "words": [1, 2, 3], "grow": [1, 3]}
    evidence = [
        _("Option %(number)d: %(evidence)s") % {"number": numbers[option["code"]], "evidence": option["evidence"]}
        for option in standing(report)
        if option["evidence"]
    ]
    given = [text(_("Evidence given for and against them:")), {"kind": "items", "items": evidence}] if evidence else []
    changed = {"kind": "items", "items": items} if items else text(_("No option was changed or dropped."))
    return section("options", _("Options and their changes"), table if rows else None, *given, changed)


def kind_of(option):
    """The kind of an option, or of what it was before a change, in words."""
    return str(Kind(option["kind"]).label)


def _changes(option):
    """A line for each version that an option was before, and why it was changed."""
    for change, after in pairwise([*option["changes"], option]):
        kind = _("another version") if change["becomes"] != change["version"] else _("wording only")
        words = _("Before version %(version)d (%(kind)s, %(day)s): “%(title)s” %(details)s") % {
            "version": change["becomes"],
            "kind": kind,
            "day": day(change["changed_at"]),
            "title": change["title"],
            "details": change["details"],
        }
        moved = "" if change["kind"] == after["kind"] else _("Kind before: %(kind)s.") % {"kind": kind_of(change)}
        told = "" if change["evidence"] == after["evidence"] else _("Evidence before: %(words)s") % {"words": change["evidence"] or "–"}
        yield " ".join(part for part in (words.strip(), told, moved, change["reason"]) if part)


def deviations(report, titles):
    items = [deviation_of(deviation, titles, day) for deviation in report["deviations"]]
    return section(
        "deviations",
        _("Deviations"),
        {"kind": "items", "items": items} if items else text(_("None: the decision went as its settings say.")),
    )
