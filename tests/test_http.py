"""What every response carries, which hosts are answered, and that logs keep no words."""

import json
import logging
import sys

import pytest
from django.http import HttpResponse
from django.test import Client

from casecircle.logs import CodesOnly
from casecircle.middleware import Guard

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, noarchive",
}


def browser(**options):
    return Client(headers={"host": "localhost"}, **options)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/", "/nowhere/", "/robots.txt", "/healthz", "/accounts/signup/"])
def test_the_headers_are_on_every_response_errors_included(path):
    response = browser().get(path)

    assert {name: response.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert "no-store" in response.headers["Cache-Control"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_another_host_is_answered_with_one_sentence():
    response = Client(headers={"host": "evil.example"}).get("/accounts/login/")

    assert response.status_code == 400
    assert response.content.decode() == "Open CaseCircle at http://localhost:8000\n"


@pytest.mark.django_db
def test_a_cookie_with_a_nul_in_it_is_no_cookie(rf):
    seen = []
    request = rf.get("/", headers={"host": "localhost", "cookie": r'session="\000abcdefgh"; csrf=kept'})

    Guard(lambda request: seen.append(request.COOKIES) or HttpResponse())(request)

    assert seen == [{"csrf": "kept"}]


@pytest.mark.django_db
def test_the_health_page_answers_whoever_watches():
    assert Client(headers={"host": "127.0.0.1:1"}).get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_a_file_sent_anywhere_but_to_intake_is_refused():
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = browser().post("/accounts/login/", {"login": SimpleUploadedFile("x.jpg", b"raw")})

    assert response.status_code == 400


@pytest.mark.django_db
def test_a_post_without_the_token_is_refused_in_words(as_user, amara):
    client = browser(enforce_csrf_checks=True)
    client.force_login(amara.user)

    response = client.post("/circles/new/", {"name": "X"})

    assert response.status_code == 403
    assert "Please send it again" in response.content.decode()


@pytest.mark.django_db
def test_cookies_are_closed_to_scripts_and_other_sites(amara):
    response = browser().get("/accounts/login/")

    assert all(morsel["httponly"] and morsel["samesite"] == "Lax" for morsel in response.cookies.values())


@pytest.mark.django_db
def test_an_idle_session_ends_on_the_servers_clock(as_user, amara, monkeypatch):
    import time

    client = as_user(amara)
    assert client.get("/").status_code == 200
    later = time.time() + 31 * 60
    monkeypatch.setattr("casecircle.middleware.time.time", lambda: later)

    assert client.get("/").status_code == 302


@pytest.mark.django_db
def test_what_a_page_asks_by_itself_keeps_no_session_alive(as_user, amara, monkeypatch):
    import time

    client, now = as_user(amara), time.time()
    for minutes in range(0, 30, 2):
        monkeypatch.setattr("casecircle.middleware.time.time", lambda minutes=minutes: now + minutes * 60)
        assert client.get("/", headers={"x-unattended": "1"}).status_code == 200
    monkeypatch.setattr("casecircle.middleware.time.time", lambda: now + 31 * 60)

    assert client.get("/", headers={"x-unattended": "1"}).status_code == 302


@pytest.mark.django_db
def test_a_session_in_use_ends_after_twelve_hours_all_the_same(as_user, amara, monkeypatch):
    import time

    client, now = as_user(amara), time.time()
    for minutes in range(0, 12 * 60, 20):
        monkeypatch.setattr("casecircle.middleware.time.time", lambda minutes=minutes: now + minutes * 60)
        assert client.get("/").status_code == 200
    monkeypatch.setattr("casecircle.middleware.time.time", lambda: now + 12 * 3600 + 60)

    assert client.get("/").status_code == 302


def told(name, message, *arguments, facts=None, error=None):
    try:
        raise error or ValueError("Marta Kowalska")
    except Exception:
        caught = sys.exc_info()
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, arguments, caught)
    if facts:
        record.facts = facts
    return CodesOnly().format(record)


def test_a_log_line_tells_the_kind_and_place_of_an_error_and_not_its_words():
    line = told("django.request", "%s: %s", "Internal Server Error", "/c/cardio/Kowalska/")

    assert "Kowalska" not in line
    assert json.loads(line)["exception"] == "ValueError"
    assert any("test_http" in place for place in json.loads(line)["where"])


def test_a_text_that_somebody_else_formatted_is_dropped():
    assert "Kowalska" not in told("django.security.SuspiciousOperation", "Invalid header from Kowalska")


def test_our_own_facts_are_codes_and_numbers_and_nothing_else():
    line = told("casecircle.intake", "attempt failed", facts={"code": "crashed", "attempt": 2, "name": "Marta Kowalska"})

    assert json.loads(line)["facts"] == {"code": "crashed", "attempt": 2}
