"""The record of a decision as canonical JSON: what was asked, how, of whom, and each round's sealed result with its hash."""

import json
from dataclasses import dataclass
from hashlib import sha256

from cases.consensus.report import canonical

FORMAT = "casecircle-decision/1"


@dataclass(frozen=True)
class Record:
    """body: canonical JSON (sorted keys, no spaces, ASCII). sha256: of those bytes, in hexadecimal."""

    body: bytes
    sha256: str


def record_of(decision):
    """The record of a decision: no ballot, no name beside a rating, and nothing of an open round but its times.

    The `sha256` of a round is the hash of the canonical JSON of its `result`; open and voided rounds have neither.
    """
    body = canonical(
        {
            "format": FORMAT,
            "decision": str(decision.pk),
            "question": decision.question,
            "stage": str(decision.stage),
            "settings": decision.settings,
            "opened_at": _time(decision.opened_at),
            "frozen_at": _time(decision.frozen_at),
            "concluded_at": _time(decision.concluded_at),
            "withdrawn_at": _time(decision.withdrawn_at),
            "withdrawn_reason": decision.withdrawn_reason,
            "supersedes": decision.supersedes_id and str(decision.supersedes_id),
            "options": [_option(option) for option in decision.options.order_by("position")],
            "panel": _panel(decision),
            "rounds": [_round(round) for round in decision.rounds.order_by("opened_at", "pk")],
            "conclusion": _conclusion(decision),
            "minority_reports": [_report(report) for report in decision.minority_reports.in_order().with_people()],
        }
    )
    return Record(body, sha256(body).hexdigest())


def _time(moment):
    return moment and moment.isoformat()


def _option(option):
    return {
        "code": option.code,
        "title": option.title,
        "details": option.details,
        "standing": option.standing,
        "version": option.version,
        "dropped_at": _time(option.dropped_at),
        "dropped_reason": option.dropped_reason,
    }


def _panel(decision):
    """Counts alone: who sat is for the page, and names do not travel with a file."""
    found = {}
    for seat in decision.seats.all():
        found[seat.conflict or "undeclared"] = found.get(seat.conflict or "undeclared", 0) + 1
    return {"seats": sum(found.values()), "conflicts": found}


def _round(round):
    return {
        "number": round.number,
        "opened_at": _time(round.opened_at),
        "closes_at": _time(round.closes_at),
        "extended_at": _time(round.extended_at),
        "closed_at": _time(round.closed_at),
        "voided_at": _time(round.voided_at),
        "next_step": "" if round.voided_at else round.next_step,
        "sha256": "" if round.voided_at else round.record_hash,
        "result": json.loads(round.record) if round.record and not round.voided_at else None,
    }


def _conclusion(decision):
    if decision.concluded_at is None:
        return None
    return {"statement": decision.statement, "strength": decision.strength, "conditions": decision.conditions}


def _report(report):
    return {"against": report.against, "by": report.signature, "text": report.text, "written_at": _time(report.written_at)}
