"""kill -9 at every step: afterwards there is exactly one right file or none, nothing raw, nothing partial, and no trace of what came in."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cases.intake.crashes import MARKER, NAME

ROOT = Path(__file__).parents[3]
# Where the plug is pulled, and whether the upload is whole by then: before that it is given up, after that it must arrive.
POINTS = {
    "arriving:begun": False,
    "sealing": False,
    "arriving:middle": False,
    "sealed:synced": False,
    "door:sealed": False,
    "door:named": False,
    "door:placed": False,
    "cleaning:claimed": True,
    "cleaning:inspected": True,
    "cleaning:known": True,
    "cleaning:previewed": True,
    "cleaning:offered": True,
    "burning:claimed": True,
    "burning:burned": True,
    "storing:middle": True,
    "storing:synced": True,
    "storing:placed": True,
    "burning:stored": True,
    "burning:attached-in-transaction": True,
    "burning:attached": True,
    "purge:begin": True,
    "purge:key-gone": True,
    "purge:done": True,
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def crashed(tmp_path_factory):
    """point -> what was left, and all that the program printed."""
    folder = tmp_path_factory.mktemp("crashes")
    command = [sys.executable, "-m", "tests.cases.intake.crashes", str(folder), *POINTS, "none"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr[-3000:]
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {row["point"]: row for row in rows}, done.stdout + done.stderr


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_process_leaves_one_right_file_or_none(point, crashed):
    left = crashed[0][point]

    assert left["died"], "the point was never reached"
    assert (left["state"], left["media"]) == (("attached", 1) if POINTS[point] else ("aborted", 0))
    assert left["right"]
    assert left["sealed"] == []
    assert left["unnamed"] == []
    assert left["purged"]


@pytest.mark.parametrize("point", [*POINTS, "none"])
def test_no_trace_of_what_came_in_is_anywhere_even_before_the_sweeper(point, crashed):
    assert crashed[0][point]["hits"] == []


def test_no_log_line_tells_of_it(crashed):
    assert MARKER not in crashed[1]
    assert NAME not in crashed[1].lower()


def test_without_a_fault_the_file_is_attached_at_once(crashed):
    left = crashed[0]["none"]

    assert (left["died"], left["state"], left["media"], left["sealed"]) == (False, "attached", 1, [])


def test_every_fault_point_of_the_source_is_tested():
    named = set()
    for path in [*(ROOT / "cases/intake").glob("*.py"), ROOT / "cases/storage.py"]:
        named |= set(re.findall(r'fault\(f?"([^"]+)"\)', path.read_text()))
    named = (named - {"{intake.state}:claimed"}) | {"cleaning:claimed", "burning:claimed"}

    assert named == set(POINTS)


def test_the_marker_would_be_found(tmp_path):
    from tests.cases.intake.crashes import hits
    from tests.cases.intake.pictures import lettered

    (tmp_path / "raw.jpg").write_bytes(lettered(marker=MARKER.encode()))

    (tmp_path / "name.json").write_text('["Qzxvortelius"]')

    assert sorted(hits(tmp_path)) == [str(tmp_path / "name.json"), str(tmp_path / "raw.jpg")]
