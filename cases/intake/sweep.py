"""Finds what broke off, expired or was left behind, and brings every upload to an end. Safe to run anywhere, at any time, twice."""

import re
import time
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from cases.intake import sealed
from cases.intake.door import finish
from cases.models import Media
from cases.models.intake import ENDED, Intake, State
from cases.storage import clean_storage

DAY = 24 * 3600
WAITED_FOR = {State.RECEIVING: "interrupted", State.SECOND_LOOK: "unseen"}  # why an upload ends when its time is over
SEALED_NAME = re.compile(r"([0-9a-f-]{36})\.")
STORED_NAME = re.compile(r"([0-9a-f-]{36})\.([0-9a-f]{32})\.")


def sweep():
    """One round over the rows and the sealed folder. Returns the ids of the uploads that are due, for the caller to enqueue."""
    for intake in Intake.unscoped.overdue().select_related("case__circle", "author"):
        intake.end(State.ABORTED, WAITED_FOR.get(intake.state, "expired"))
    for intake in Intake.unscoped.filter(state__in=ENDED, purged_at=None):
        finish(intake)
    for media in Media.unscoped.removed_but_stored():
        media.delete_files()
    _sweep_sealed()
    return [str(pk) for pk in Intake.unscoped.due().order_by("created_at").values_list("pk", flat=True)]


def _sweep_sealed():
    """Delete sealed files and keys of uploads that ended, and after a day those that no row names."""
    paths = {}
    for folder in (settings.SEALED_KEYS_DIR, settings.SEALED_DIR):
        for path in sealed.private_folder(folder).iterdir():
            named = SEALED_NAME.match(path.name)
            paths.setdefault(named[1] if named else "", []).append(path)
    known = _states(paths.keys() - {""})
    for upload, found in paths.items():
        if upload in known:
            if known[upload].purged_at:
                sealed.purge(upload)
            continue
        for path in found:
            _delete_old(path)


def sweep_stored():
    """Delete stored files that no media names: at once when the attempt that wrote them has ended, after a day otherwise."""
    storage, unnamed = clean_storage(), {}
    named = {name for names in Media.unscoped.values_list("file", "poster") for name in names}
    for name, written in storage.stored_names():
        if name not in named:
            unnamed[name] = written
    attempts = {name: match for name in unnamed if (match := STORED_NAME.match(name))}
    known = _states({match[1] for match in attempts.values()})
    for name, written in unnamed.items():
        match = attempts.get(name)
        intake = known.get(match[1]) if match else None
        running = intake is not None and intake.state == State.BURNING and intake.token == match[2]
        over = intake is not None and not running
        if (over or time.time() - written > DAY) and not _named_by_now(name):
            storage.delete(name)


def _named_by_now(name):
    """The list of names was read before the list of files: ask again before deleting."""
    return Media.unscoped.filter(Q(file=name) | Q(poster=name)).exists()


def _states(uploads):
    rows = Intake.unscoped.filter(pk__in=uploads).only("id", "state", "token", "purged_at")
    return {str(row.pk): row for row in rows}


def _delete_old(path: Path):
    try:
        if time.time() - path.stat().st_mtime > DAY:
            path.unlink()
    except FileNotFoundError:
        pass
