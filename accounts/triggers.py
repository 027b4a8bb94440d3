"""Database triggers that make the ledger append-only for every program that opens the database, not only for ours."""

TABLE = "accounts_ledgerentry"
NAMES = ("ledger_no_update", "ledger_no_delete", "ledger_no_truncate")
_REFUSAL = "The ledger is append-only."

_SQLITE = [
    f"CREATE TRIGGER ledger_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
    f"CREATE TRIGGER ledger_no_delete BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
]
_POSTGRESQL = [
    f"CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$ LANGUAGE plpgsql",
    f"CREATE TRIGGER ledger_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION ledger_refuses()",
    f"CREATE TRIGGER ledger_no_delete BEFORE DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION ledger_refuses()",
    f"CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()",
]


def install(connection):
    """Create the triggers. SQLite drops them with the table, so a later migration that rebuilds the table must call this again."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def remove(connection):
    """Drop the triggers. The test suite does so because Django's flush deletes rows; nothing else has a reason to."""
    on_table = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection):
    """The names of the triggers that should be there and are not."""
    if connection.vendor == "sqlite":
        wanted, question = NAMES[:2], "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    else:
        wanted, question = NAMES, "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(question, [TABLE])
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in wanted if name not in present]
