"""No ballot is added to a closed round, and none is moved to another place in its decision: the stored result would no longer follow.

A later migration that rebuilds one of the tables on SQLite must install these again, beside those of 0002.
"""

from functools import partial
from importlib import import_module

from django.db import migrations

sealed = import_module("cases.migrations.0002_sealed_rounds")

ADDED = "EXISTS (SELECT 1 FROM cases_round r WHERE r.id = NEW.round_id AND r.closed_at IS NOT NULL)"
MOVED = "OLD.closed_at IS NOT NULL AND (OLD.number <> NEW.number OR OLD.decision_id <> NEW.decision_id)"

TRIGGERS = {
    "ballot_added_late": ("cases_ballot", "INSERT", ADDED),
    "round_moved": ("cases_round", "UPDATE OF number, decision_id", MOVED),
}


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_kept_in_ballots")]

    operations = [
        migrations.RunPython(partial(sealed.install, triggers=TRIGGERS), partial(sealed.remove, triggers=TRIGGERS), elidable=False)
    ]
