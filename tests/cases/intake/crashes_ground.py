"""The ground the crash tests stand on: one server's database and folders, kept under a name, brought back, compared and searched."""

import contextlib
import io
import json
import os
import re
import shutil
import sqlite3
import time
from pathlib import Path
from urllib.parse import urlsplit

# What differs between two runs that did the same: ids, tokens, file names, worker names, times.
OURS = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16,}|media-\w{12}|\d{4}-\d\d-\d\d[ T][\d:.]+(?:\+[\d:]+|Z)?")
PASSING = ("django_session", "cache", "usersessions_usersession", "django_migrations")
FOLDERS = ("sealed", "sealed-keys", "media", "mail")


def ground_of(base, url):
    """SQLite in the folder, or a database of our own on the PostgreSQL server of `url`."""
    return _OnPostgreSQL(base, url) if url else _Ground(base)


class _Ground:
    """`var` is a server's folder with its SQLite database, `tmp` its temporary one. Whoever calls holds no connection."""

    vendor = "sqlite"

    def __init__(self, base):
        self.var, self.tmp, self.url = Path(base, "var"), Path(base, "tmp"), ""
        self._kept = Path(base, "kept")
        for folder in (self.var, self.tmp, self._kept):
            folder.mkdir(parents=True)

    def keep(self, name):
        """Keep database and folders as they are."""
        shutil.rmtree(self._kept / name, ignore_errors=True)
        shutil.copytree(self.var, self._kept / name)

    def bring_back(self, name):
        """Database and folders as they were kept; temporary files go."""
        for folder, source in ((self.var, self._kept / name), (self.tmp, None)):
            shutil.rmtree(folder)
            shutil.copytree(source, folder) if source else folder.mkdir()

    def close(self):
        """Nothing of it is left running."""

    def state(self):
        """Rows and files, as text in which runs that did the same are equal, once whoever was killed is gone."""
        self.settle()
        return self.state_now()

    def is_free(self):
        """Whether nobody is in the middle of a transaction that writes."""
        with contextlib.closing(sqlite3.connect(self.var / "casecircle.sqlite3", timeout=0, isolation_level=None)) as database:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return False
            return True

    def settle(self):
        """SQLite rolls back what a killed process had begun when the next one opens it."""

    def state_now(self):
        """The same, while others are at work."""
        rows = sorted(f"{table} {OURS.sub('~', row)}" for table, row in self.rows(without_id=True) if table not in PASSING)
        files = sorted(f"{name}/{OURS.sub('~', path.name)} {path.stat().st_size}" for name in FOLDERS for path in self.files(name))
        return "\n".join(rows + files)

    def files(self, *names):
        """Every file below these folders of the server."""
        return sorted(path for name in names for path in (self.var / name).rglob("*") if path.is_file())

    def rows(self, *, without_id=False):
        """(table, row as text) of every row of every table."""
        with contextlib.closing(sqlite3.connect(self.var / "casecircle.sqlite3", timeout=20)) as database:
            database.row_factory = sqlite3.Row
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall():
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    yield table, json.dumps({name: row[name] for name in row.keys() if not (without_id and name == "id")}, default=str)  # noqa: SIM118

    def hits(self, words, *, deep=False):
        """Where one of `words` stands: files of the server (database, log, sealed, stored, mail), temporary files, their names, rows.

        `deep`: in everything that the database server has stored, too.
        """
        wanted = [form for word in words for form in forms(word)]
        places = [*self.written(), *((str(path), data_of(path)) for path in (self.stored() if deep else []))]
        found = {place for place, data in places if any(form in data for form in wanted)}
        return sorted(found | {table for table, row in self.rows() if any(word in row.lower() for word in words)})

    def written(self):
        """(place, bytes in small letters) of every file, its name with it."""
        for path in [*self.var.rglob("*"), *self.tmp.rglob("*")]:
            if path.is_file():
                yield str(path), data_of(path)

    def stored(self):
        """Paths of what only a deep look looks into."""
        return []


class _OnPostgreSQL(_Ground):
    """The same with a database of its own on a server where we are a superuser; rows are kept here and written back where they changed."""

    vendor = "postgresql"

    def __init__(self, base, url):
        super().__init__(base)
        self._server, self._name = url, f"crashes_{os.getpid()}"
        self.url = urlsplit(url)._replace(path=f"/{self._name}").geturl()
        self._rows, self._tables, self._query = {}, [], {}
        self._ask(f"CREATE DATABASE {self._name}", server=True)
        # What others write meanwhile must not make the server throw away what is still to be searched.
        self._ask("ALTER SYSTEM SET wal_keep_size = '4GB'", server=True)
        self._ask("SELECT pg_reload_conf()", server=True)
        [(where, segment, at)] = self._ask(
            "SELECT current_setting('data_directory'), setting::int, pg_current_wal_flush_lsn() - '0/0' "
            "FROM pg_settings WHERE name = 'wal_segment_size'"
        )
        self.data, self._segment, self._read_to = Path(where), segment, int(at)

    def keep(self, name):
        super().keep(name)
        with self.session() as cursor:
            self._rows[name] = self._copied(cursor)

    def bring_back(self, name):
        super().bring_back(name)
        self.settle()
        with self.session() as cursor:
            cursor.execute("SET session_replication_role = replica")  # no trigger of the ledger, no order of foreign keys
            cursor.execute("BEGIN")
            now = self._copied(cursor)
            for table, rows in self._rows[name].items():
                if now[table] != rows:
                    cursor.execute(f'DELETE FROM "{table}"')
                    cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.BytesIO(rows))
            cursor.execute("COMMIT")

    def close(self):
        self._ask(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)", server=True)

    def rows(self, *, without_id=False):
        if not self._query.get(without_id):
            row = "(to_jsonb(t) - 'id')" if without_id else "to_jsonb(t)"
            self._query[without_id] = " UNION ALL ".join(f"SELECT '{name}', {row}::text FROM \"{name}\" t" for name in self._names())
        return self._ask(self._query[without_id]) if self._query[without_id] else []

    def written(self):
        """With what the server wrote to its log of changes since it was last asked: rolled back, deleted or not."""
        [(end, line)] = self._ask("SELECT pg_current_wal_flush_lsn() - '0/0', left(pg_walfile_name(pg_current_wal_flush_lsn()), 8)")
        at, self._read_to = self._read_to, int(end)
        while at < end:
            number, offset = divmod(at, self._segment)
            length = min(self._segment - offset, int(end) - at)
            with open(self.data / "pg_wal" / f"{line}{number // 256:08X}{number % 256:08X}", "rb") as file:
                file.seek(offset)
                yield "pg_wal", file.read(length).lower()
            at += length
        yield from super().written()

    def stored(self):
        """With the server's files of our database, its temporary files, its log of changes and what it tells its operator."""
        [(number,)] = self._ask("SELECT oid FROM pg_database WHERE datname = current_database()")
        self._ask("CHECKPOINT")
        folders = [self.data / "base" / str(number), self.data / "base" / "pgsql_tmp", self.data / "pg_wal", self.data / "log"]
        paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        log = self.data.parent / "log"
        return [*super().stored(), *paths, *([log] if log.is_file() else [])]

    def is_free(self):
        return not self._ask(
            f"SELECT 1 FROM pg_stat_activity WHERE datname = '{self._name}' AND state <> 'idle' AND pid <> pg_backend_pid()", server=True
        )

    def sever(self):
        """End every session of our database, as an operator may, and a restart of the server does."""
        self._ask(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{self._name}'", server=True)

    def settle(self):
        """Wait until the server has noticed that a killed process is gone, and has rolled back what it had begun."""
        ends = time.monotonic() + 120
        while self._ask(f"SELECT 1 FROM pg_stat_activity WHERE datname = '{self._name}'", server=True):
            assert time.monotonic() < ends, "a session did not end"
            time.sleep(0.005)

    def _names(self):
        if not self._tables:
            self._tables = [name for (name,) in self._ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
        return self._tables

    def _copied(self, cursor):
        told = {}
        for table in self._names():
            file = io.BytesIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', file)
            told[table] = file.getvalue()
        return told

    def _ask(self, question, *, server=False):
        with self.session(server=server) as cursor:
            cursor.execute(question)
            return cursor.fetchall() if cursor.description else []

    @contextlib.contextmanager
    def session(self, *, server=False):
        import psycopg2

        with contextlib.closing(psycopg2.connect(self._server if server else self.url)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor


def forms(word):
    """A word as it may stand in small letters in a file: in UTF-8, in UTF-16, and as hexadecimal digits."""
    return [word.encode(), word.encode("utf-16-le"), word.encode().hex().encode(), word.upper().encode().hex().encode()]


def data_of(path):
    """The file's name and what is in it, in small letters; a file that went away meanwhile has nothing."""
    with contextlib.suppress(FileNotFoundError):
        return (path.name.encode() + b"\n" + path.read_bytes()).lower()
    return b""
