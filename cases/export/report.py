"""The report of a decision as one plain dictionary: every item that readers of a consensus need, without a name, a ballot or a translation.

The page, the PDF, the JSON file and the FHIR bundle all say what stands here, and nothing else. Items after ACCORD (Gattrell et al. 2024).
"""

import json
from collections import Counter
from hashlib import sha256

from cases.consensus.report import canonical
from cases.models.wording import FACTS, TEXT_FIELDS

FORMAT = "casecircle-decision/4"
FEWEST_OF_A_SPECIALTY = 3  # fewer would point at people (CONSENSUS.md I12)
OTHER_SPECIALTY = "other"
METHOD = "RAND/UCLA Appropriateness Method"
MODIFICATIONS = ("one_live_case", "panel_from_circle", "no_meeting", "percentile_type", "rule", "ranking", "stopping")
LIMITS = ("not_validated_for_one_case", "advice_only", "case_text_only", "panel_not_drawn_at_random", "pseudonymised")
STATISTICS = ("median", "p30", "p70", "ipr", "ipras", "di", "class", "pct_7_9", "pct_1_3")


def report_of(decision):
    """Everything that may leave the program about a decision; nothing of an open round but its times (CONSENSUS.md I1).

    decision: a Decision. Returns strings, whole and decimal numbers, lists and dictionaries only. The `sha256` of a round is the
    hash of the canonical JSON of its `result`; open and voided rounds have neither.
    """
    rounds = list(decision.rounds.order_by("opened_at", "pk"))
    options = list(decision.options.order_by("position"))
    seats = list(decision.seats.select_related("membership__user"))
    return {
        "format": FORMAT,
        "decision": str(decision.pk),
        "question": decision.question,
        "stage": str(decision.stage),
        "case": _case(decision),
        "method": {"name": METHOD, "modifications": list(MODIFICATIONS)},
        "settings": decision.settings,
        "opened_at": _time(decision.opened_at),
        "proposals_close_at": _time(decision.proposals_close_at),
        "frozen_at": _time(decision.frozen_at),
        "concluded_at": _time(decision.concluded_at),
        "withdrawn_at": _time(decision.withdrawn_at),
        "withdrawn_reason": decision.withdrawn_reason,
        "supersedes": decision.supersedes_id and str(decision.supersedes_id),
        "superseded": decision.superseded_by.current().exists(),
        "options": [_option(option) for option in options],
        "panel": _panel(decision, seats),
        "rounds": [_round(round) for round in rounds],
        "conclusion": _conclusion(decision),
        "minority_reports": [_minority(report) for report in decision.minority_reports.in_order().with_people()],
        "deviations": list(_deviations(decision, options, rounds, seats)),
        "limits": list(LIMITS),
        "outcome": _outcome(decision),
    }


def held(report):
    """The rounds of a report that were not voided, first to last."""
    return [round for round in report["rounds"] if not round["voided_at"]]


def closed(report):
    """The rounds of a report that have a result, first to last."""
    return [round for round in held(report) if round["result"]]


def standing(report):
    """The options of a report that were put to the panel, in order."""
    return [option for option in report["options"] if not option["dropped_at"]]


def _time(moment):
    return moment and moment.isoformat()


def _case(decision):
    """Which words the panel read, by hash and times, and the patient by age band and sex alone; the case's own text does not travel."""
    case = decision.case
    words = {name: getattr(case, name) for name in (*TEXT_FIELDS, *FACTS)}
    return {
        "reference": sha256(f"casecircle-case:{case.pk}".encode()).hexdigest()[:16],
        "posted_at": _time(case.posted_at),
        "edited_at": _time(case.edited_at),
        "sha256": sha256(canonical(words)).hexdigest(),
        **{name: getattr(case, name) for name in FACTS},
    }


def _option(option):
    return {
        "code": option.code,
        "title": option.title,
        "details": option.details,
        "evidence": option.evidence,
        "kind": option.kind,
        "standing": option.standing,
        "version": option.version,
        "edited_at": _time(option.edited_at),
        "changes": [_change(change) for change in option.changes.in_order()],
        "dropped_at": _time(option.dropped_at),
        "dropped_reason": option.dropped_reason,
    }


def _change(change):
    """What the option said before an edit, and why it was edited."""
    return {
        "version": change.version,
        "becomes": change.becomes,
        "title": change.title,
        "details": change.details,
        "evidence": change.evidence,
        "kind": change.kind,
        "reason": change.reason,
        "changed_at": _time(change.changed_at),
    }


def _panel(decision, seats):
    """Counts alone: who sat is for the page, names do not travel with a file. Interests are in alphabetical order: nobody's."""
    conflicts = Counter(seat.conflict or "undeclared" for seat in seats)
    return {
        "seats": len(seats),
        "conflicts": dict(sorted(conflicts.items())),
        "interests": sorted(seat.interest for seat in seats if seat.conflict == "declared"),
        "recusals": sorted(seat.interest for seat in seats if seat.conflict == "recused" and seat.interest),
        "exclusions": sorted(seat.interest for seat in seats if seat.conflict == "excluded"),
        "specialties": specialties([seat.membership.user.specialty for seat in seats]),
        "treating_clinician": any(seat.membership_id == decision.case.author_id for seat in seats),
    }


def specialties(stated):
    """Specialty -> how many, of those that at least three share; everybody else, also who stated none, is "other".

    stated: one string a seat. Spelling counts without regard to case and space; the first spelling in the alphabet is printed.
    """
    spellings = {}
    for words in stated:
        plain = " ".join(words.split())
        spellings.setdefault(plain.casefold(), []).append(plain)
    shared = {min(same): len(same) for key, same in spellings.items() if key and len(same) >= FEWEST_OF_A_SPECIALTY}
    shared.pop(OTHER_SPECIALTY, None)
    others = len(stated) - sum(shared.values())
    return dict(sorted(shared.items())) | ({OTHER_SPECIALTY: others} if others else {})


def _round(round):
    result = json.loads(round.record) if round.record and not round.voided_at else None
    return {
        "number": round.number,
        "opened_at": _time(round.opened_at),
        "closes_at": _time(round.closes_at),
        "extended_at": _time(round.extended_at),
        "closed_at": _time(round.closed_at),
        "voided_at": _time(round.voided_at),
        "next_step": "" if round.voided_at else round.next_step,
        "sha256": "" if round.voided_at else round.record_hash,
        "result": result,
        "abstained": {code: result["submitted"] - of["n"] for code, of in result["options"].items()} if result else None,
    }


def _conclusion(decision):
    if decision.concluded_at is None:
        return None
    return {"statement": decision.statement, "strength": decision.strength, "conditions": decision.conditions}


def _minority(report):
    """By name or by number, as its author chose; never both, which would link them."""
    return {
        "against": report.against,
        "name": report.seat.membership.name if report.named else "",
        "pseudonym": "" if report.named else report.seat.pseudonym,
        "text": report.text,
        "written_at": _time(report.written_at),
    }


def _deviations(decision, options, rounds, seats):
    """What went otherwise than the settings said, each as a code with what is known of it."""
    for option in options:
        if option.standing and option.dropped_at:
            yield {"code": "standing_option_dropped", "option": option.code, "reason": option.dropped_reason}
    for round in rounds:
        if round.extended_at:
            yield {"code": "round_extended", "round": round.number, "at": _time(round.extended_at)}
        if round.voided_at:
            yield {
                "code": "round_voided",
                "round": round.number,
                "at": _time(round.voided_at),
                "why": round.voided_why,
                "reason": round.voided_reason,
            }
    if decision.frozen_at and decision.case.edited_at and decision.case.edited_at > decision.frozen_at:
        yield {"code": "case_edited_after_freeze", "at": _time(decision.case.edited_at)}
    if decision.frozen_at and any(not seat.membership.is_active for seat in seats):
        yield {"code": "seat_left"}
    for change in decision.deviations.in_order():
        yield {
            "code": "setting_departed_from",
            "setting": change.setting,
            "before": change.before,
            "after": change.after,
            "reason": change.reason,
            "at": _time(change.made_at),
        }
    # That a conflict declared after the conclusion changes the result or does not: never whose, never how many (CONSENSUS.md I6).
    if decision.late_effect:
        yield {"code": f"late_conflict_{decision.late_effect}"}


def _outcome(decision):
    """The plan for following up and what became of it; None until somebody made one."""
    outcome = getattr(decision, "outcome", None)
    if outcome is None:
        return None
    day = outcome.follow_up_on
    return {
        "follow_up_on": day and day.isoformat(),
        "unknowable": outcome.unknowable,
        "done": outcome.done,
        "because": outcome.because,
        "happened": outcome.happened,
        "recorded_at": _time(outcome.recorded_at),
    }
