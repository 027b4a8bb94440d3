"""The second factor: authenticator app, recovery codes, and what the mailbox and the ledger are told. (Passkeys: tests/browser.)"""

import re
import time
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core import mail

from accounts.ledger import LedgerEntry
from tests.accounts.conftest import PASSWORD


@pytest.fixture(autouse=True)
def steady_code(monkeypatch):
    """An app shows another code every 30 seconds, and the one before is refused: for one test it stays the same."""
    began = time.time()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: began))


def code_for(secret):
    return auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))


def turn_on(client):
    """Set up an authenticator app through its page. Returns its secret."""
    page = client.get("/accounts/2fa/totp/activate/")
    secret = re.search(r'<p class="secret">([A-Z2-7]+)</p>', page.text).group(1)
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    return secret


def second_step(client, fay, code):
    client.post("/accounts/login/", {"login": fay.email, "password": PASSWORD})
    return client.post("/accounts/2fa/authenticate/", {"code": code})


def forget_used_codes():
    from django.core.cache import cache

    cache.clear()


@pytest.mark.parametrize("path", ["2fa/totp/activate/", "2fa/webauthn/add/", "password/change/", "email/"])
def test_security_settings_ask_for_the_password_again(signed_in, path):
    if path in ("password/change/", "email/"):  # these ask when something is sent
        response = signed_in.post(f"/accounts/{path}", {"email": "new@example.org", "action_add": ""})
        assert path == "password/change/" or response.headers["Location"].startswith("/accounts/reauthenticate/")
    else:
        assert signed_in.get(f"/accounts/{path}").headers["Location"].startswith("/accounts/reauthenticate/")


def test_the_qr_code_is_drawn_in_the_page(sure):
    page = sure.get("/accounts/2fa/totp/activate/").text

    assert "data:image" not in page
    assert re.search(r'<svg width="240"[^>]*role="img"[^>]*>.*<path d="M[^"]{500,}"', page)


def test_the_qr_code_holds_the_secret(sure):
    """Read the drawn modules back and compare them with a code made of the address that should be in it."""
    import qrcode

    page = sure.get("/accounts/2fa/totp/activate/").text
    secret = re.search(r'<p class="secret">([A-Z2-7]+)</p>', page).group(1)
    drawn = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", page):
        drawn |= {(int(x) + step, int(y)) for step in range(int(width))}

    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(f"otpauth://totp/fay%40example.org?secret={secret}&issuer=CaseCircle")
    assert drawn == {(x, y) for y, row in enumerate(code.get_matrix()) for x, dark in enumerate(row) if dark}


def test_with_an_app_the_password_alone_does_not_sign_in(sure, browser, fay):
    turn_on(sure)
    client = browser()

    response = client.post("/accounts/login/", {"login": fay.email, "password": PASSWORD})

    assert response.headers["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get("/").status_code == 302


def test_the_code_signs_in_and_the_ledger_knows_how(sure, browser, fay):
    secret = turn_on(sure)
    forget_used_codes()
    client = browser()

    second_step(client, fay, code_for(secret))

    assert "_auth_user_id" in client.session
    assert LedgerEntry.objects.filter(event="signin.ok").last().facts["how"] == "password+totp"


def test_a_code_works_once(sure, browser, fay):
    secret = turn_on(sure)
    forget_used_codes()
    code = code_for(secret)
    second_step(browser(), fay, code)
    client = browser()

    second_step(client, fay, code)

    assert "_auth_user_id" not in client.session


def test_the_secret_is_encrypted_where_it_rests(sure):
    secret = turn_on(sure)

    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_a_rotated_key_keeps_the_second_factor(sure, browser, fay, settings):
    secret = turn_on(sure)
    forget_used_codes()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key " * 6
    client = browser()

    second_step(client, fay, code_for(secret))

    assert "_auth_user_id" in client.session


def test_setting_up_is_told_by_mail_and_stands_in_the_ledger(sure, fay, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        turn_on(sure)

    assert [(message.to, message.subject) for message in mail.outbox] == [([fay.email], "Authenticator app turned on")]
    assert LedgerEntry.objects.filter(event="account.totp_activated", actor_id=fay.pk).count() == 1


def test_turning_off_is_told_by_mail_and_stands_in_the_ledger(sure, fay):
    turn_on(sure)
    sure.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert "Authenticator app turned off" in [message.subject for message in mail.outbox]
    assert LedgerEntry.objects.filter(event="account.totp_deactivated").exists()


def recovery_codes(client):
    return re.findall(r"<li>(\d{8})</li>", client.get("/accounts/2fa/recovery-codes/").text)


def test_recovery_codes_are_shown_once(sure):
    turn_on(sure)

    assert (len(recovery_codes(sure)), recovery_codes(sure)) == (10, [])


def test_a_recovery_code_signs_in_once_and_is_told_by_mail(sure, browser, fay):
    turn_on(sure)
    code = recovery_codes(sure)[0]
    mail.outbox.clear()
    first, second = browser(), browser()

    second_step(first, fay, code)
    second_step(second, fay, code)

    assert ("_auth_user_id" in first.session, "_auth_user_id" in second.session) == (True, False)
    assert [message.subject for message in mail.outbox] == ["A recovery code was used"]
    assert LedgerEntry.objects.filter(event="signin.ok").last().facts["how"] == "password+recovery_codes"


def test_a_new_password_does_not_take_the_second_factor_away(sure, browser, fay):
    turn_on(sure)
    browser().post("/accounts/password/reset/", {"email": fay.email})
    link = re.search(r"http://localhost:8000(/accounts/password/reset/key/\S+)", mail.outbox[-1].body).group(1)
    client = browser()
    form = client.get(link).headers["Location"]
    client.post(form, {"password1": "nine loud herons", "password2": "nine loud herons"})

    client.post("/accounts/login/", {"login": fay.email, "password": "nine loud herons"})

    assert "_auth_user_id" not in client.session


def test_guessing_codes_has_a_limit(sure, browser, fay):
    secret = turn_on(sure)
    forget_used_codes()
    client = browser()
    client.post("/accounts/login/", {"login": fay.email, "password": PASSWORD})
    right = code_for(secret)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": wrong})

    client.post("/accounts/2fa/authenticate/", {"code": right})

    assert "_auth_user_id" not in client.session


def test_passkeys_are_bound_to_the_configured_host(settings, rf):
    from accounts.adapter import MFAAdapter

    settings.PUBLIC_HOST = "cases.example.org"

    assert MFAAdapter().get_public_key_credential_rp_entity() == {"id": "cases.example.org", "name": "CaseCircle"}


def test_there_is_no_bypass_code(settings):
    from allauth.mfa import app_settings

    assert app_settings.TOTP_INSECURE_BYPASS_CODE is None
    assert (not settings.HTTPS) == app_settings.WEBAUTHN_ALLOW_INSECURE_ORIGIN


ODD_ANSWERS = [
    "{",
    "[",
    "[" * 5_000,
    "null",
    "5",
    "1e999",
    '{"id": 5}',
    '{"id": "\\ud800", "rawId": "\\ud800", "response": {}, "type": "x"}',
]
ODD_ANSWERS += ['{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": []}', '{"id": null, "response": {"userHandle": 1}}']


@pytest.mark.django_db
@pytest.mark.parametrize("credential", ODD_ANSWERS)
def test_what_is_no_answer_of_a_key_signs_nobody_in_and_breaks_nothing(client, credential):
    answer = client.post("/accounts/2fa/webauthn/login/", {"credential": credential}, headers={"host": "localhost"})

    assert answer.status_code in (200, 302)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", ODD_ANSWERS)
def test_what_is_no_answer_of_a_key_adds_none(sure, credential):
    assert sure.post("/accounts/2fa/webauthn/add/", {"credential": credential, "name": "x"}).status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", ODD_ANSWERS)
def test_what_is_no_answer_of_a_key_is_no_second_step(sure, browser, fay, credential):
    turn_on(sure)
    client = browser()
    client.post("/accounts/login/", {"login": fay.email, "password": PASSWORD})

    assert client.post("/accounts/2fa/authenticate/", {"credential": credential}).status_code == 200
    assert "_auth_user_id" not in client.session
