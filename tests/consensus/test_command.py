"""`manage.py consensus` as a person runs it: a process with no environment, database or var/ folder."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
PANEL = {"options": ["A", "B"], "ratings": [[7, 2], [8, 2], [9, None], [7, 1], [7, 2]]}


def consensus(*arguments, given=b"", folder):
    return subprocess.run(
        [sys.executable, MANAGE, "consensus", *map(str, arguments)], input=given, cwd=folder, env={}, capture_output=True, timeout=60
    )


def test_it_reads_standard_input_and_writes_nothing_to_disk(tmp_path):
    var = MANAGE.parent / "var"
    existed = var.exists()
    run = consensus(given=json.dumps(PANEL).encode(), folder=tmp_path)

    assert (run.returncode, run.stderr) == (0, b"")
    assert json.loads(run.stdout)["recommended"] == ["A"]
    assert list(tmp_path.iterdir()) == []
    assert var.exists() == existed


def test_it_reads_a_file_with_several_panels(tmp_path):
    panels = tmp_path / "panels.jsonl"
    panels.write_text(f"{json.dumps(PANEL)}\n{json.dumps(PANEL)}\n")

    run = consensus(panels, folder=tmp_path)
    assert [json.loads(line)["outcome"] for line in run.stdout.splitlines()] == ["consensus_single"] * 2


@pytest.mark.parametrize("given", [b"", json.dumps({**PANEL, "ratings": [[7, 12]]}).encode()])
def test_bad_input_ends_with_2_and_one_sentence(tmp_path, given):
    run = consensus(given=json.dumps(PANEL).encode() + b"\n" + given if given else b"", folder=tmp_path)

    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.count(b"\n") == 1
    assert run.stderr.endswith(b".\n")
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize("name", ["missing.json", ".", "panel.json/inside"])
def test_a_file_that_cannot_be_read_ends_with_2_and_one_sentence(tmp_path, name):
    (tmp_path / "panel.json").write_text("{}")

    run = consensus(tmp_path / name, folder=tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (2, b"", b"The input file cannot be read.\n")
