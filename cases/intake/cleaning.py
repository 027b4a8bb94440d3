"""What a worker does with a sealed upload: look for identifiers in the sandbox, and later burn the approved masks in.

Both are one attempt under a lease. What they make is published in one transaction that is fenced by the lease's token.
"""

import errno
import logging
import threading
import time
from dataclasses import fields

from django.conf import settings

from cases.deid import Mask, Refused
from cases.deid.sandbox import Sandbox
from cases.endings import Declined, Fenced
from cases.faults import fault
from cases.intake import attaching, known, sealed
from cases.intake.door import finish
from cases.limits import UPLOADS, limits_of
from cases.models.intake import Intake, State

log = logging.getLogger("casecircle.intake")

BEAT = 15  # seconds between two renewals of the lease while the child lives
TOLD = 1  # seconds between two notes of progress

_warm, _warming = {}, threading.Lock()


def sandbox():
    """This process's own sandbox, started when the first upload needs it and kept warm."""
    with _warming:
        if "sandbox" not in _warm:
            _warm["sandbox"] = Sandbox(strict=settings.HTTPS)
        return _warm["sandbox"]


def cool_down():
    """End this process's sandbox."""
    with _warming:
        if held := _warm.pop("sandbox", None):
            held.close()


def process(pk):
    """One attempt at what is due for the upload with that id; returns a code, and never raises with anything of the upload in it."""
    intake = Intake.claim(pk)
    if intake is None:
        return "not-due"
    if not intake.has_ended:
        try:
            fault(f"{intake.state}:claimed")
            (inspect if intake.state == State.CLEANING else burn)(intake)
        except Exception as error:
            if isinstance(error, Fenced) or not intake.is_held():
                # An attempt that slept stumbles on what others did meanwhile: its key destroyed, its unfinished file swept away.
                if not Intake.unscoped.under_way().filter(pk=intake.pk).exists():
                    finish(intake)  # it ended while this attempt slept, and what this one sealed since must go as well
                return "fenced"
            if not _end(intake, error):
                return "again"
    intake.refresh_from_db(fields=["state", "purged_at"])
    if intake.has_ended and intake.purged_at is None:
        finish(intake)
    return str(intake.state)


def _end(intake, error):
    """End the upload for the reason that stopped this attempt. False when another attempt may succeed: the lease is given back."""
    facts = {"intake": str(intake.pk), "attempt": intake.attempts}
    match error:
        case Refused():
            intake.end(State.REFUSED, error.code, token=intake.token)
        case Declined():
            intake.end(State.ABORTED, error.code, token=intake.token)
        case sealed.Unsealable():
            intake.end(State.FAILED, "crashed", token=intake.token)
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            log.error("attempt failed", exc_info=error, extra={"facts": {**facts, "full": True}})
            intake.end(State.FAILED, "disk_full", token=intake.token)
        case _:
            log.error("attempt failed", exc_info=error, extra={"facts": {**facts, "full": False}})
            intake.give_back()
            return False
    return True


def inspect(intake):
    """Look at the upload; what was found and the previews, sealed, wait for the author's review."""
    pace = _Pace(intake)
    with _raw(intake) as raw:
        seen = sandbox().inspect(
            raw, known=known.of(intake.pk), limits=limits_of(intake.case.circle), progress=pace.progress, beat=pace.beat
        )
    if len(seen.pages) > UPLOADS.per_case:
        raise Refused("too_many_frames")
    fault("cleaning:inspected")
    intake.renew()  # an attempt that slept must not bring back a key that was destroyed
    key = sealed.make_key(intake.pk)
    known.seal(intake.pk, key, seen.known)
    fault("cleaning:known")
    for number, preview in enumerate(seen.previews):
        _seal_part(intake, f"preview{number}", key, preview.file, pace)
    fault("cleaning:previewed")
    counts = {finding.kind: finding.count for finding in seen.findings}
    if told := known.told(intake.case, seen.known):
        counts["known_words"] = told
    pages = [
        {
            "size": list(page.size),
            "type": preview.content_type,
            "counts": {finding.kind: finding.count for finding in page.findings},
            "masks": [as_list(mask) for mask in page.masks],
        }
        for page, preview in zip(seen.pages, seen.previews, strict=True)
    ]
    held = len(seen.known)
    found = {"pages": pages, "counts": counts, "engines": seen.engines, "facts": seen.facts, "known": held}
    writers = list(known.writers(intake.case, seen.known, besides=intake.author))  # searched before the transaction
    intake.offer(found, writers=writers)
    fault("cleaning:offered")


def burn(intake):
    """Burn the approved masks into every page, store the clean files, and attach them to the case, all or none.

    A file that asks for a second look is not stored: what it would be is sealed, for whoever takes that look.
    """
    pace, stored = _Pace(intake), []
    if intake.second_look_pending:
        _show_again(intake, pace)
        return
    try:
        for page, clean in _burned(intake, pace):
            stored.append(attaching.store(intake, page, clean))
        fault("burning:stored")
        intake.renew()  # a late attempt ends here, and not at a constraint
        attaching.attach(intake, stored)
    except BaseException:
        # A killed process leaves its files to the sweeper, which knows them by their names.
        for media in stored:
            media.discard_files()
        raise
    fault("burning:attached")


def _burned(intake, pace):
    """(page, its clean file) of each page, with the masks its author approved."""
    masks = [from_list(values) for values in intake.review["masks"]]
    options = {"audio": True} if intake.review.get("audio") else {}
    limits = limits_of(intake.case.circle)
    with _raw(intake) as raw:
        for page in range(len(intake.found["pages"])):
            clean = sandbox().burn(
                raw, kind=intake.kind, page=page, masks=masks, limits=limits, progress=pace.progress, beat=pace.beat, **options
            )
            fault("burning:burned")
            yield page, clean


def _show_again(intake, pace):
    """Seal the masked pages, so that somebody else can look at exactly what would be stored."""
    key, types = sealed.load_key(intake.pk), []
    for page, clean in _burned(intake, pace):
        _seal_part(intake, f"masked{page}", key, clean.value.file, pace)
        types.append(clean.value.content_type)
    fault("burning:masked")
    intake.show_again(types)
    fault("burning:shown-again")


def _seal_part(intake, part, key, file, pace):
    """Seal a readable file as a part of the upload, in the place of an earlier one."""
    with sealed.Sealer(intake.pk, part, key) as sealer:
        for piece in iter(lambda: file.read(sealed.CHUNK), b""):
            sealer.write(piece)
        sealer.finish()
        pace.intake.renew()
        sealer.place()


def as_list(mask):
    """A mask as JSON keeps it: x0, y0, x1, y1, kind, score, page, first, last, label."""
    return [getattr(mask, field.name) for field in fields(Mask)]


def from_list(values):
    return Mask(*values)


def _raw(intake):
    """The upload as a readable file: unsealed piece by piece, or the stored clean file that a moderator wants masked further."""
    if intake.replaces_id is None:
        return sealed.SealedFile(intake.pk, "raw")
    return intake.replaces.file.open("rb")


class _Pace:
    """Keeps the lease while the child lives and notes its progress, not more often than anyone looks. Both may raise Fenced."""

    def __init__(self, intake):
        self.intake, self._beaten, self._told = intake, time.monotonic(), 0.0

    def beat(self):
        if time.monotonic() - self._beaten > BEAT:
            self.intake.renew()
            self._beaten = time.monotonic()

    def progress(self, done, total):
        if time.monotonic() - self._told > TOLD:
            self.intake.renew(done, total)
            self._told = self._beaten = time.monotonic()
