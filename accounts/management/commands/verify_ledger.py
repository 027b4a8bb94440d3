"""Checks every chain of the ledger: no gap, no change, no cut end, and the database's own locks in place."""

from django.core.management.base import BaseCommand
from django.db import connection

from accounts import triggers
from accounts.ledger import LedgerEntry, LedgerHead, problems


class Command(BaseCommand):
    help = "Check the ledger's hash chains. Ends with 1 when anything is wrong."

    def handle(self, *args, **options):
        chains = sorted(
            {*LedgerHead.objects.values_list("chain", flat=True), *LedgerEntry.objects.values_list("chain", flat=True).distinct()}
        )
        found = [problem for chain in chains for problem in problems(chain)]
        found += [f"the trigger {name} is missing" for name in triggers.missing(connection)]
        for problem in found:
            self.stdout.write(problem)
        self.stdout.write(f"{len(chains)} chains, {LedgerEntry.objects.count()} entries, {len(found)} problems")
        if found:
            raise SystemExit(1)
