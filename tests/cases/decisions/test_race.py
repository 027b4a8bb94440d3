"""Rating while the round closes, on a SQLite file and on PostgreSQL: nothing accepted is lost, nothing is counted after the close."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.cases.decisions import race

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_on_a_sqlite_file_no_accepted_rating_is_lost_and_one_decision_is_opened(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "VAR_DIR")}
    program = [sys.executable, "-m", "tests.cases.decisions.race", str(tmp_path / "race.sqlite3")]
    run = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1200)

    assert run.returncode == 0, run.stderr[-2000:]
    assert json.loads(run.stdout) == {"opened": 1, "rows": 1, "wrong": []}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="an in-memory SQLite has no second connection; the file is tested above")
def test_on_postgresql_no_accepted_rating_is_lost(seated, nine, amara):
    seated.advance(by=amara)

    accepted, round = race.rating_while_closing(seated, nine, amara)

    assert race.findings(accepted, round) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="an in-memory SQLite has no second connection; the file is tested above")
def test_on_postgresql_one_of_ten_simultaneous_opens_is_accepted(case, amara, clean):
    assert race.opening_at_once(case, amara, clean("Which treatment first?")) == 1
    assert case.decisions.count() == 1
