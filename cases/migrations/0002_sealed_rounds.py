"""The ratings and the result of a closed round are refused any change by the database itself (CONSENSUS.md I2). Whole rows may go with their case.

To make 0001_initial anew, put this file aside first; a later migration that rebuilds one of the tables on SQLite must install these again.
"""

from django.db import migrations

CLOSED = "EXISTS (SELECT 1 FROM cases_ballot b JOIN cases_round r ON r.id = b.round_id WHERE b.id = {row}.ballot_id AND r.closed_at IS NOT NULL)"
COUNTED = """EXISTS (SELECT 1 FROM cases_round r WHERE r.id = OLD.round_id AND r.closed_at IS NOT NULL)
    AND (OLD.seat_id <> NEW.seat_id OR OLD.round_id <> NEW.round_id OR (OLD.counted_at IS NULL) <> (NEW.counted_at IS NULL))"""
SEALED = """OLD.closed_at IS NOT NULL AND (NEW.closed_at IS NULL OR OLD.record <> NEW.record OR OLD.record_hash <> NEW.record_hash
    OR OLD.eligible <> NEW.eligible OR OLD.next_step <> NEW.next_step)"""

# trigger -> (table, event, condition)
TRIGGERS = {
    "rating_added_late": ("cases_rating", "INSERT", CLOSED.format(row="NEW")),
    "rating_changed_late": ("cases_rating", "UPDATE OF value, option_id, option_version, ballot_id", CLOSED.format(row="OLD")),
    "ballot_changed_late": ("cases_ballot", "UPDATE OF seat_id, round_id, counted_at", COUNTED),
    "result_changed": ("cases_round", "UPDATE OF record, record_hash, eligible, next_step, closed_at", SEALED),
}


def install(apps, schema_editor, triggers=TRIGGERS):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for name, (table, event, condition) in triggers.items():
        if postgresql:
            # A WHEN of PostgreSQL may hold no subquery, so the condition stands in the function.
            schema_editor.execute(
                f"CREATE FUNCTION cases_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {condition} THEN RAISE EXCEPTION 'the round is closed' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                "RETURN NEW; END $$",
                params=None,
            )
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION cases_{name}()", params=None)
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'the round is closed'); END",
                params=None,
            )


def remove(apps, schema_editor, triggers=TRIGGERS):
    for name, (table, _event, _condition) in triggers.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}", params=None)
            schema_editor.execute(f"DROP FUNCTION IF EXISTS cases_{name}()", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [migrations.RunPython(install, remove, elidable=False)]
