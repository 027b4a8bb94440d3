"""The record of a decision as canonical JSON: the report's dictionary in its one spelling, and the hash of those bytes."""

from dataclasses import dataclass
from hashlib import sha256

from cases.consensus.report import canonical
from cases.export.report import report_of


@dataclass(frozen=True)
class Record:
    """body: canonical JSON (sorted keys, no spaces, ASCII). sha256: of those bytes, in hexadecimal."""

    body: bytes
    sha256: str


def record_of(decision):
    """The record of a decision: no ballot, no name beside a rating, and nothing of an open round but its times."""
    return record_from(report_of(decision))


def record_from(report):
    """The record of a report that was built already. report: of `report_of`."""
    body = canonical(report)
    return Record(body, sha256(body).hexdigest())
