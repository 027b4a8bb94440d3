"""Workers that die or oversleep in mid-film, and a database that cuts its sessions off: one output, made by whoever holds the lease."""

import json
import subprocess
import sys

import pytest

from tests.cases.intake.crashes_acts import MARKER
from tests.cases.intake.crashes_workers import LATE
from tests.cases.intake.test_crashes import ROOT, SERVER, expected

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """story -> what the program tells of it."""
    command = [sys.executable, "-m", "tests.cases.intake.crashes_workers", str(tmp_path_factory.mktemp("workers")), *filter(None, [SERVER])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1500)
    assert done.returncode == 0, done.stderr[-3000:]
    assert MARKER not in done.stdout + done.stderr
    return {row["story"]: row for row in map(json.loads, done.stdout.splitlines())}


def assert_one_output(left):
    assert (left["state"], left["media"], left["right"], left["purged"]) == ("attached", 1, True, True)
    assert_nothing_else(left)


def assert_nothing_else(left):
    assert (left["raw"], left["unnamed"], left["hits"]) == ([], [], [])


@pytest.mark.parametrize("stage", ["cleaning", "burning"])
def test_a_worker_killed_in_mid_film_takes_its_decoder_along_and_a_second_one_makes_the_one_output(stage, told):
    story = told[f"killed {stage}"]

    assert story["decoder_gone"]
    assert story["while_leased"] == stage  # nobody else touched it before the lease was over
    assert story["hits"] == []
    assert_one_output(story["left"])


@pytest.mark.parametrize("until", ["next", "recover"])
@pytest.mark.parametrize("stage", ["cleaning", "burning"])
def test_a_worker_that_wakes_up_after_its_lease_changes_nothing(stage, until, told):
    story = told[f"late {stage}, {until}"]

    assert story["at"] == ("review" if (stage, until) == ("cleaning", "next") else "attached")
    assert story["status"] == 0
    assert story["changed"] == []
    # The clock may catch it when it has just finished; one that was still at work is fenced, whatever it stumbles on.
    assert story["fenced"] == (story["asleep"] == stage)
    assert_one_output(story["left"])


@pytest.mark.parametrize("point", LATE)
def test_a_worker_that_sleeps_between_two_looks_at_its_lease_changes_nothing_either(point, told):
    story = told[f"late at {point}"]

    assert story["changed"] == []
    assert story["fenced"] == 1
    assert_one_output(story["left"])


@pytest.mark.skipif(not SERVER, reason="SQLite has no session that somebody else could end")
@pytest.mark.parametrize("act", ["send", "inspect", "approve", "burn"])
def test_a_session_that_the_database_ends_at_any_statement_leaves_one_right_file_or_none(act, told):
    story = told[f"severed {act}"]

    assert story["edges"] >= 25
    assert set(story["raised"]) - {"None"}  # it was met
    for one in story["lefts"]:
        ended = expected(one["at"], "recovered")
        assert (one["left"]["state"], one["left"]["media"]) == (ended, int(ended == "attached")), one["where"]
        assert one["left"]["right"], one["where"]
        assert_nothing_else(one["left"])


@pytest.mark.skipif(not SERVER, reason="SQLite has no session that somebody else could end")
def test_the_command_goes_on_after_the_database_ended_its_sessions(told):
    assert told["severed command"]["starts"] <= 2  # its supervisor may have to start it once
    assert_one_output(told["severed command"]["left"])
