"""“Your account”: address, password, registration, sessions; each page in our own dress."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as real_settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core import mail

from accounts.ledger import LedgerEntry
from circles import passwords
from tests.accounts.conftest import PASSWORD
from tests.conftest import join

PAGES = [
    "/accounts/",
    "/accounts/profile/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/nonsense/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-nonsense/",
    "/accounts/password/reset/key/done/",
    "/accounts/inactive/",
]
SIGNED_OUT = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/inactive/", "/invitation/"]


def dressed(page):
    """What a page of ours never has."""
    assert page.count("<h1") == 1
    assert re.search(r'<html lang="en">', page)
    assert '<link rel="stylesheet" href="/static/css/app' in page
    assert re.findall(r"\sstyle=|\son[a-z]+=\"|data:image|<style", page) == []
    assert re.findall(r"<script(?![^>]*(?:src=|type=\"application/json\"))[^>]*>", page) == []


@pytest.mark.parametrize("path", PAGES)
def test_account_pages_wear_our_dress(sure, path):
    dressed(sure.get(path).text)


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_signed_out_pages_wear_our_dress(browser, db, path):
    dressed(browser().get(path).text)


def test_the_policy_is_strict_on_every_account_page(sure):
    for path in PAGES:
        policy = sure.get(path).headers["Content-Security-Policy"]
        # The directives come in any order, so they are compared one by one.
        directives = {directive.strip() for directive in policy.split(";")}
        assert "unsafe" not in policy
        assert "script-src 'self'" in directives
        assert "require-trusted-types-for 'script'" in directives


def test_too_many_attempts_are_answered_in_our_dress(browser, db):
    for _ in range(21):
        page = browser().post("/accounts/password/reset/", {"email": "x@example.org"})

    assert page.status_code == 429
    dressed(page.text)


# --- Address -----------------------------------------------------------------------------------------------------------
def change(client, address):
    return client.post("/accounts/email/", {"email": address, "action_add": ""})


def confirm(client):
    link = re.search(r"http://localhost:8000(/accounts/confirm-email/\S+)", mail.outbox[-1].body).group(1)
    client.get(link)
    return client.post(link)


def test_an_address_changes_when_the_new_one_is_confirmed_and_the_old_one_is_told(sure, fay):
    change(sure, "new@example.org")
    fay.refresh_from_db()
    assert fay.email == "fay@example.org"

    confirm(sure)

    fay.refresh_from_db()
    assert fay.email == "new@example.org"
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (["fay@example.org"], "Your address was changed")
    assert LedgerEntry.objects.filter(event="account.email_changed", subject_id=str(fay.pk)).exists()


def test_opening_the_link_alone_confirms_nothing(sure, fay):
    change(sure, "new@example.org")
    link = re.search(r"http://localhost:8000(/accounts/confirm-email/\S+)", mail.outbox[-1].body).group(1)

    sure.get(link)

    assert not EmailAddress.objects.get(email="new@example.org").verified


def test_changing_the_address_asks_for_the_password_again(signed_in):
    assert change(signed_in, "new@example.org").headers["Location"].startswith("/accounts/reauthenticate/")
    assert mail.outbox == []


def test_the_address_of_somebody_else_looks_like_any_other(sure, circle):
    taken = join(circle, "Bose").user.email

    response = change(sure, taken)

    assert response.status_code == 302
    assert "already" not in sure.get("/accounts/email/").text


def test_the_address_of_somebody_else_cannot_be_taken(sure, circle, fay):
    taken = join(circle, "Bose").user.email
    change(sure, taken)

    confirm(sure)

    fay.refresh_from_db()
    assert fay.email == "fay@example.org"


# --- Password ----------------------------------------------------------------------------------------------------------
def new_password(client, password):
    return client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": password, "password2": password})


def test_a_password_changes_and_its_owner_is_told(sure, fay):
    new_password(sure, "nine loud herons")

    fay.refresh_from_db()
    assert fay.check_password("nine loud herons")
    assert mail.outbox[-1].subject == "Your password was changed"
    assert LedgerEntry.objects.filter(event="account.password_changed", actor_id=fay.pk).exists()


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(sure, browser, fay):
    other = browser()
    other.post("/accounts/login/", {"login": fay.email, "password": PASSWORD})

    new_password(sure, "nine loud herons")

    assert (sure.get("/").status_code, other.get("/").status_code) == (200, 302)


@pytest.mark.parametrize(
    "password", ["short", "elevenchars", "qwertyqwerty", "CaseCircle-for-ever", "case circle 2026!", "fay@example.org1", "111111111111"]
)
def test_passwords_that_are_easily_guessed_are_refused(sure, fay, password):
    page = new_password(sure, password)

    fay.refresh_from_db()
    assert page.status_code == 200
    assert fay.check_password(PASSWORD)


def test_the_name_of_ones_circle_is_no_password(sure, fay, circle):
    circle.memberships.create(user=fay)

    page = new_password(sure, "cardiology-CIRCLE 1")

    assert "name of CaseCircle or of your circle" in page.text


@pytest.mark.parametrize(
    ("password", "circles", "good"),
    [
        ("my casecircle words", [], False),
        ("C-a-s-e-C-i-r-c-l-e!", [], False),
        ("Cercle d'échographie", ["Cercle d’échographie"], False),
        ("echographie 2026", ["Cercle d’échographie"], False),
        ("echographie near the old harbour", ["Cercle d’échographie"], True),
        ("seven quiet herons", ["Paris Heart"], True),
        ("x" * 128, ["X"], True),
        ("心臓外科の仲間たち一二三四", ["心"], True),
    ],
)
def test_words_around_a_person_do_not_make_a_password(password, circles, good):
    from django.core.exceptions import ValidationError

    try:
        passwords.refuse_names(password, circles)
    except ValidationError:
        assert not good
    else:
        assert good


def test_a_long_password_and_any_letters_are_welcome(sure, fay):
    long = "πολύ μακρύ " * 12

    new_password(sure, long)

    fay.refresh_from_db()
    assert fay.check_password(long)


def test_passwords_are_kept_with_argon2id():
    from importlib import reload

    from casecircle import settings as module

    assert reload(module).PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_argon2id_works_here(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

    encoded = make_password("seven quiet herons")

    assert encoded.startswith("argon2$argon2id$")
    assert identify_hasher(encoded).algorithm == "argon2"


def test_fields_help_password_managers_and_paste_is_not_blocked(browser, sure):
    page = browser().get("/accounts/login/").text + sure.get("/accounts/password/change/").text

    assert 'autocomplete="current-password"' in page
    assert 'autocomplete="new-password"' in page
    assert "onpaste" not in page


# --- Registration ------------------------------------------------------------------------------------------------------
PROFILE = {"name": "Dr Fay Lim", "specialty": "Dentistry", "country": "ES", "register": "Colegio", "number": "28/1", "language": "es"}


def test_the_profile_is_kept_and_the_language_follows(sure, fay):
    sure.post("/accounts/profile/", PROFILE)

    fay.refresh_from_db()
    assert (fay.specialty, fay.language, fay.registration.country) == ("Dentistry", "es", "ES")
    assert sure.cookies["django_language"].value == "es"


def test_a_changed_statement_is_no_longer_a_checked_one(fay, circle):
    from django.utils import timezone

    registration = fay.state_registration(country="GB", register="GMC", number="1")
    registration.checked_at, registration.checked_by = timezone.now(), join(circle, "Okafor", "admin").user
    registration.save()

    assert fay.state_registration(country="GB", register="GMC", number="1").checked_at is not None
    assert fay.state_registration(country="GB", register="GMC", number="2").checked_at is None


@pytest.mark.parametrize("change", [{"country": "ZZ"}, {"language": "xx"}, {"name": ""}, {"specialty": ""}, {"name": "x" * 121}])
def test_a_profile_with_nonsense_is_shown_again(sure, fay, change):
    page = sure.post("/accounts/profile/", PROFILE | change)

    assert "Please check these points" in page.text
    fay.refresh_from_db()
    assert fay.specialty == "Cardiology"


@pytest.mark.parametrize("extra", [{"is_active": ""}, {"email": "eve@example.org"}, {"checked_at": "2026-01-01"}])
def test_nothing_else_in_the_profile_form_counts(sure, fay, extra):
    sure.post("/accounts/profile/", PROFILE | extra)

    fay.refresh_from_db()
    assert (fay.is_active, fay.email, fay.registration.checked_at) == (True, "fay@example.org", None)


OTHER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


# --- Sessions ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def elsewhere(browser, fay, signed_in):
    """Fay's second browser."""
    client = browser(**{"user-agent": OTHER})
    client.post("/accounts/login/", {"login": fay.email, "password": PASSWORD})
    return client


def test_sessions_are_listed(elsewhere, sure):
    page = sure.get("/accounts/sessions/").text

    assert "Firefox on Windows" in page
    assert "This browser" in page


def test_one_session_is_ended(elsewhere, sure, fay):
    session = fay.usersession_set.get(user_agent=OTHER)

    sure.post(f"/accounts/sessions/{session.pk}/end/")

    assert (elsewhere.get("/").status_code, sure.get("/").status_code) == (302, 200)


def test_all_other_sessions_are_ended(elsewhere, sure):
    sure.post("/accounts/sessions/")

    assert (elsewhere.get("/").status_code, sure.get("/").status_code) == (302, 200)


def test_a_session_of_somebody_else_is_out_of_reach(elsewhere, fay, circle, browser):
    bose = join(circle, "Bose").user
    client = browser()
    client.post("/accounts/login/", {"login": bose.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    client.post(f"/accounts/sessions/{fay.usersession_set.first().pk}/end/")

    assert elsewhere.get("/").status_code == 200


def test_an_idle_session_ends(signed_in):
    signed_in.get("/")
    session = signed_in.session
    session["seen_at"] -= real_settings.SESSION_IDLE_MINUTES * 60 + 1
    session.save()

    assert signed_in.get("/").status_code == 302


def test_no_session_lives_longer_than_its_hours(signed_in):
    signed_in.get("/")
    session = signed_in.session
    session["begun_at"] -= real_settings.SESSION_HOURS * 3600 + 1
    session.save()

    assert signed_in.get("/").status_code == 302
