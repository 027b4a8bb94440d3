"""kill -9 everywhere: afterwards there is exactly one right file or none, nothing raw, nothing partial, and no trace of what came in."""

import contextlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cases.intake.crashes import ACTS
from tests.cases.intake.crashes_acts import MARKER, NAME, tiny
from tests.cases.intake.crashes_ground import ground_of

ROOT = Path(__file__).parents[3]
SERVER = os.environ.get("DATABASE_URL", "") if os.environ.get("DATABASE_URL", "").startswith("postgres") else ""
ENDED = ("attached", "aborted", "refused", "failed")
# In each act, statements (with COMMIT) that must be among those around which the plug was pulled.
STATEMENTS = {
    "send": ("INSERT INTO cases_intake", "UPDATE cases_intake", "INSERT INTO django_tasks_database_dbtaskresult", "COMMIT"),
    "inspect": ("UPDATE django_tasks_database_dbtaskresult", "UPDATE cases_intake", "COMMIT"),
    "approve": ("UPDATE cases_intake", "INSERT INTO accounts_ledgerentry", "INSERT INTO django_tasks_database_dbtaskresult", "COMMIT"),
    "burn": ("INSERT INTO cases_media", "UPDATE cases_intake", "INSERT INTO accounts_ledgerentry", "COMMIT"),
    "show-again": ("UPDATE cases_intake", "INSERT INTO cases_notification", "COMMIT"),
    "send-back": ("UPDATE cases_intake", "COMMIT"),
    "accept": ("UPDATE cases_intake", "COMMIT"),
    "cancel": ("UPDATE cases_intake", "COMMIT"),
    "refuse": ("UPDATE cases_intake", "COMMIT"),
    "sweep": ("UPDATE cases_intake", "COMMIT"),
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def crashed(tmp_path_factory):
    """act -> what was told of each of its kills, and all that the program printed. On the database that DATABASE_URL names."""
    command = [sys.executable, "-m", "tests.cases.intake.crashes", str(tmp_path_factory.mktemp("crashes")), *filter(None, [SERVER])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1500)
    assert done.returncode == 0, done.stderr[-3000:]
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {act: [row for row in rows if row["act"] == act] for act in ACTS}, done.stdout + done.stderr


def recoveries(kills):
    """(where, what the program says of it, state when it was killed, how it was recovered, what was left)."""
    for kill in kills:
        for how, left in kill.get("after", {}).items():
            if how != "second_crash":
                yield kill["where"], kill["at"], how, left


def expected(at, how):
    """The state an upload must end in that was killed in state `at`: what was whole arrives, what was not is given up."""
    if at in ENDED:
        return at
    if at in (None, "receiving"):
        return "attached" if how == "sent_again" else {None: None, "receiving": "aborted"}[at]
    return "attached"


@pytest.mark.parametrize("act", ACTS)
def test_every_kill_leaves_one_right_file_or_none(act, crashed):
    seen = list(recoveries(crashed[0][act]))

    assert seen
    for where, at, how, left in seen:
        ended = expected(at, how)
        if act in ("refuse", "sweep"):
            ended = {"refuse": "refused", "sweep": "attached" if how == "sent_again" else "aborted"}[act]
        assert (left["state"], left["media"]) == (ended, int(ended == "attached")), (where, how)
        assert left["right"], (where, how)


@pytest.mark.parametrize("act", ACTS)
def test_every_kill_leaves_nothing_raw_and_nothing_partial(act, crashed):
    for where, _, how, left in recoveries(crashed[0][act]):
        assert (left["raw"], left["unnamed"], left["purged"]) == ([], [], True), (where, how)


@pytest.mark.parametrize("act", ACTS)
def test_no_trace_of_what_came_in_is_anywhere_before_and_after_the_sweeper(act, crashed):
    for kill in crashed[0][act]:
        assert kill["hits"] == [], kill["where"]
        assert kill.get("after", {}).get("second_crash", {}).get("hits", []) == [], kill["where"]
    assert crashed[0][act][-1]["deep"] == []
    for where, _, how, left in recoveries(crashed[0][act]):
        assert left["hits"] == [], (where, how)


@pytest.mark.parametrize("act", ACTS)
def test_the_plug_was_pulled_at_every_point_and_around_every_statement(act, crashed):
    *kills, last = crashed[0][act]
    edges = [kill["where"] for kill in kills if kill["where"] not in ACTS[act][2]]

    assert all(kill["died"] for kill in kills)
    assert not last["died"]
    assert {kill["where"] for kill in kills} >= set(ACTS[act][2])
    assert [int(edge.split()[0]) for edge in edges] == list(range(1, last["edges"] + 1))
    for statement in STATEMENTS[act]:
        assert {f"{side} {statement}" for side in ("before", "after")} <= {edge.partition(" ")[2] for edge in edges}, statement


def test_second_crashes_happened_in_the_middle_of_recoveries(crashed):
    second = [kill["after"]["second_crash"] for kills in crashed[0].values() for kill in kills if kill.get("after")]

    assert sum(one["died"] for one in second) >= 35
    assert len({one["where"].partition(" ")[2] for one in second if one["died"]}) >= 15


def test_no_log_line_tells_of_it(crashed):
    assert MARKER not in crashed[1]
    assert NAME not in crashed[1].lower()


def test_every_fault_point_of_the_source_is_tested():
    named = set()
    for path in [*(ROOT / "cases/intake").glob("*.py"), ROOT / "cases/storage.py"]:
        named |= set(re.findall(r'fault\(f?"([^"]+)"\)', path.read_text()))
    named = (named - {"{intake.state}:claimed"}) | {"cleaning:claimed", "burning:claimed"}

    assert named == {point for _, _, points in ACTS.values() for point in points}


def test_the_marker_would_be_found(tmp_path):
    ground = ground_of(tmp_path, SERVER)
    planted = [ground.var / "raw.jpg", ground.var / "name.json", ground.tmp / "Qzxvortelius.txt"]
    try:
        planted[0].write_bytes(tiny())
        planted[1].write_text('["QZXVORTELIUS"]')
        planted[2].write_text("")
        assert ground.hits((MARKER, NAME), deep=True) == sorted(map(str, planted))
    finally:
        ground.close()


def test_the_marker_would_be_found_in_a_row_and_in_one_that_was_rolled_back(tmp_path):
    ground = ground_of(tmp_path, SERVER)
    try:
        plant(ground, "CREATE TABLE planted (words text)", f"INSERT INTO planted VALUES ('a {MARKER}')")
        assert "planted" in ground.hits((MARKER,))
        plant(ground, "DELETE FROM planted")
        ground.hits((MARKER,))  # what was written until now
        assert "planted" not in ground.hits((MARKER,))
        if SERVER:
            plant(ground, "BEGIN", f"INSERT INTO planted VALUES ('{NAME.upper()}')", "ROLLBACK", "CHECKPOINT")
            assert ground.hits((NAME,)) == ["pg_wal"]
            assert ground.hits((NAME,)) == []
            assert len(ground.hits((NAME,), deep=True)) >= 2
    finally:
        ground.close()


def plant(ground, *statements):
    if SERVER:
        with ground.session() as cursor:
            for statement in statements:
                cursor.execute(statement)
        return
    with contextlib.closing(sqlite3.connect(ground.var / "casecircle.sqlite3", isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)
