"""Settings: secure by default, nonsense is refused with a sentence, the environment is read in one place."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from casecircle import environment

ROOT = Path(__file__).parent.parent


def manage(*arguments, tmp_path, **env):
    """Run manage.py in a process of its own with nothing but `env` in its environment."""
    surroundings = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **env}
    return subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite:///", "postgres:///name", "nonsense"])
def test_a_database_url_that_cannot_work_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database(url, base=ROOT)


@pytest.mark.parametrize("url", ["http://cases.example.org", "ftp://localhost", "https://example.org/path", "localhost"])
def test_a_public_url_that_cannot_work_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_URL"):
        environment.public_url(url)


@pytest.mark.parametrize("url", ["s3://key:secret@host", "https://bucket", "s3:///bucket"])
def test_a_storage_url_that_cannot_work_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        environment.storage(url, folder=ROOT)


def test_an_email_url_that_cannot_work_is_refused():
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        environment.email("mail.example.org", folder=ROOT)


@pytest.mark.parametrize("value", ["0", "65536", "eight", "-1"])
def test_a_port_that_cannot_work_is_refused(value):
    with pytest.raises(ImproperlyConfigured, match="PORT"):
        environment.whole_number("PORT", value, 1, 65535)


def test_a_password_with_special_characters_reaches_the_database_whole():
    settings = environment.database("postgres://cc:p%40ss%2Fword@db.example.org/cases?sslmode=verify-full", base=ROOT)

    assert settings["PASSWORD"] == "p@ss/word"
    assert settings["OPTIONS"]["sslmode"] == "verify-full"


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "new" / "secret_key"

    first = environment.kept_secret(path)

    assert environment.kept_secret(path) == first
    assert len(first) >= 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


def test_passwords_are_hashed_with_argon2():
    source = (ROOT / "casecircle/settings.py").read_text()

    assert 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]' in source


def test_nothing_but_the_settings_reads_the_environment():
    readers = []
    for folder in ("casecircle", "accounts", "circles", "cases"):
        for path in (ROOT / folder).rglob("*.py"):
            if re.search(r"os\.environ|os\.getenv|\bgetenv\(", path.read_text()):
                readers.append(str(path.relative_to(ROOT)))

    # The supervisor hands its environment on; the sandbox empties it; fault points are named by tests.
    allowed = {"casecircle/settings.py", "casecircle/wsgi.py", "cases/faults.py", "cases/management/commands/run.py"}
    assert {path for path in readers if not path.startswith("cases/deid/")} <= allowed


def test_every_setting_read_is_named_in_the_example():
    named = set(re.findall(r"env\(\"([A-Z_]+)\"", (ROOT / "casecircle/settings.py").read_text()))

    assert named <= set(re.findall(r"[A-Z_]{4,}", (ROOT / ".env.example").read_text()))


@pytest.mark.slow
def test_the_production_settings_pass_the_deployment_check(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, PUBLIC_URL="https://cases.example.org")

    assert done.returncode == 0, done.stderr


def test_nonsense_in_the_environment_ends_in_one_sentence(tmp_path):
    done = manage("check", tmp_path=tmp_path, PUBLIC_URL="http://cases.example.org")

    assert done.returncode != 0
    assert "PUBLIC_URL may use http only for localhost" in done.stderr
    assert "Traceback" not in done.stderr
