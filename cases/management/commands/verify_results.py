"""Computes every closed round again from its ballots, compares with its hash and the ledger, and sees that the database locks it."""

from hashlib import sha256
from importlib import import_module

from django.core.management.base import BaseCommand
from django.db import connection

from accounts.ledger import LedgerEntry
from cases import consensus
from cases.models import Round

SEALS = ("0002_sealed_rounds", "0008_sealed_ballots")  # the migrations that lock what is closed


class Command(BaseCommand):
    help = "Compute every closed round again from its ballots, and compare. Ends with 1 when anything is wrong."

    def handle(self, *args, **options):
        rounds = Round.unscoped.filter(closed_at__isnull=False).select_related("decision").order_by("decision", "opened_at")
        checked = recomputed = wrong = 0
        for round in rounds.iterator():
            checked += 1
            recomputed += computable(round)
            for problem in problems(round):
                wrong += 1
                self.stdout.write(f"decision {round.decision_id}, round {round.number}: {problem}")
        for name in missing_seals():
            wrong += 1
            self.stdout.write(f"the trigger {name} is missing")
        self.stdout.write(f"{checked} closed rounds, {recomputed} computed again, {wrong} problems")
        if wrong:
            raise SystemExit(1)


def computable(round):
    """Voided rounds are compared with nothing that follows; another engine may say the same in other bytes."""
    return round.voided_at is None and round.result.get("engine") == consensus.ENGINE


def problems(round):
    if sha256(round.record.encode()).hexdigest() != round.record_hash:
        yield "the stored result is not the one that its hash was made of"
    said = {"event": "round.closed", "subject_id": str(round.decision_id)}
    if not any(entry.facts.get("result") == round.record_hash for entry in LedgerEntry.objects.filter(**said)):
        yield "the ledger holds no such result"
    if computable(round):
        try:
            again = consensus.record_of(round.question()).sha256
        except (consensus.BadPanel, LookupError, ValueError):
            again = None
        if again != round.record_hash:
            yield "its ballots give another result"


def missing_seals():
    """The names of the triggers that should refuse any change of a closed round, and are not there."""
    sqlite = connection.vendor == "sqlite"
    present = "SELECT name FROM sqlite_master WHERE type = 'trigger'" if sqlite else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(present)
        there = {name for (name,) in cursor.fetchall()}
    return [name for migration in SEALS for name in import_module(f"cases.migrations.{migration}").TRIGGERS if name not in there]
