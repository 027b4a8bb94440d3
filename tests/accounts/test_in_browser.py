"""Joining, passkeys and the authenticator app in Chromium: the strict policy holds, nothing comes from elsewhere, axe finds nothing."""

import os
import re
from pathlib import Path

import pytest

from accounts.models import User
from circles.models import Circle
from tests.accounts.test_second_factor import code_for, steady_code  # noqa: F401 a fixture
from tests.cases.decisions.test_browser import settle
from tests.conftest import join

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "seven quiet herons"
VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI))"
KEY = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path(CHROMIUM).exists() and os.environ.get("CI") != "true", reason="needs /usr/bin/chromium"),
]


@pytest.fixture
def chromium(monkeypatch):
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop in this thread; Django would refuse the database
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"])
        yield browser
        browser.close()
        settle()


class Watched:
    """A page that remembers whatever a strict house would not allow: policy violations, script errors, requests to elsewhere."""

    def __init__(self, browser, base, **options):
        self.base, self.complaints, self.seen = base, [], []
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(120_000)
        self.context.add_init_script(VIOLATIONS)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: request.url.startswith((base, "blob:")) or self.complaints.append(request.url))

    def go(self, path):
        self.page.goto(self.base + path)
        return self.page

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]")
            field.select_option(value) if field.evaluate("e => e.tagName") == "SELECT" else field.fill(value)

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()

    def examine(self):
        """axe on the page as it stands."""
        from axe_playwright_python.sync_playwright import Axe

        options = {"preload": False}  # it would fetch style sheets from addresses it guesses
        found = Axe().run(self.page, options=options).response["violations"]
        assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == [], self.page.url
        self.seen.append(self.page.url.removeprefix(self.base))

    def sign_in(self, email):
        self.go("/accounts/login/")
        self.fill(login=email, password=PASSWORD)
        self.press("Sign in")


@pytest.fixture
def watched(chromium, live_server):
    """A function that opens a watched page; at the end nothing may have been complained of."""
    opened = []

    def watch(**options):
        opened.append(Watched(chromium, live_server.url, **options))
        return opened[-1]

    yield watch
    assert [page.complaints for page in opened] == [[] for _ in opened]


@pytest.fixture
def invited(db):
    circle = Circle.unscoped.create(slug="cardio", name="Cardiology Circle")
    admin = join(circle, "Okafor", "admin")
    return circle.invite("fay@example.org", "admin", by=admin)


@pytest.fixture
def fay(db):
    user = User.objects.create_confirmed("fay@example.org", "Dr Fay Lim", PASSWORD)
    Circle.begin("Cardiology Circle", by=user, slug="cardio")
    return user


def test_the_control_a_violation_would_be_noticed(chromium, live_server):
    watched = Watched(chromium, live_server.url)
    add = "document.body.append(Object.assign(document.createElement('img'), {src: 'data:image/png;base64,AA'}))"
    page = watched.go("/accounts/login/")
    with page.expect_console_message(lambda message: message.text.startswith("CSP")):
        page.evaluate(add)

    assert any("CSP: img-src" in complaint for complaint in watched.complaints)


INSIDE = """/ /circles/new/ /c/cardio/members/ /c/cardio/invitations/ /c/cardio/settings/ /c/cardio/leave/ /accounts/ /accounts/profile/
/accounts/email/ /accounts/password/change/ /accounts/2fa/ /accounts/sessions/ /accounts/password/reset/ /accounts/logout/"""


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (390, "dark")])
def test_a_peer_joins_by_the_link(watched, invited, width, scheme):
    _, token = invited
    me = watched(viewport={"width": width, "height": 900}, color_scheme=scheme)
    me.go("/accounts/login/")
    me.examine()
    me.go("/accounts/signup/")
    me.examine()
    me.go(f"/invitations/{token}/")
    me.examine()
    assert token not in me.page.url
    me.page.get_by_role("link", name="Create your account").click()
    me.examine()
    me.fill(name="Dr Fay Lim", specialty="Cardiology", country="GB", register="GMC", number="7012345", password1=PASSWORD)
    me.press("Create account and join")

    assert me.page.url == f"{me.base}/c/cardio/"
    for path in INSIDE.split():
        me.go(path)
        assert me.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} scrolls sideways"
        me.examine()
    member = User.objects.get(email="fay@example.org").memberships.get()
    me.go(f"/c/cardio/members/{member.pk}/")
    me.examine()
    assert len(me.seen) == 19


def test_a_passkey_is_added_and_signs_in_alone(watched, fay):
    me = watched()
    devices = me.context.new_cdp_session(me.page)
    devices.send("WebAuthn.enable")
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY | {"automaticPresenceSimulation": True}})["authenticatorId"]
    me.sign_in(fay.email)
    me.go("/accounts/2fa/webauthn/add/")
    me.examine()
    me.fill(password=PASSWORD)
    me.press("Confirm")
    me.examine()
    me.press("Add")
    me.page.wait_for_url(re.compile("recovery-codes"))
    me.examine()

    (credential,) = devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert (credential["isResidentCredential"], credential["rpId"]) == (True, "localhost")

    me.go("/accounts/2fa/webauthn/")
    me.examine()
    me.page.get_by_role("button", name="Sign out").first.click()
    me.page.wait_for_load_state()
    me.go("/accounts/login/")
    me.press("Sign in with a passkey")
    me.page.wait_for_url(me.base + "/")
    assert me.page.get_by_role("heading", level=1).inner_text() == "Your circles"


def test_a_refused_passkey_is_told_in_words(chromium, live_server, fay):
    """No authenticator answers here. (The browser's own console complaint is what this page catches, so it is not watched.)"""
    me = Watched(chromium, live_server.url)
    devices = me.context.new_cdp_session(me.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY | {"isUserVerified": False, "automaticPresenceSimulation": True}})
    me.go("/accounts/login/")
    me.page.get_by_role("button", name="Sign in with a passkey").click()

    me.page.get_by_role("alert").filter(has_text="The passkey did not work").wait_for()
    assert not [complaint for complaint in me.complaints if complaint.startswith("CSP")]


def test_an_authenticator_app_is_set_up_and_asked_for(watched, fay, settings):
    me = watched()
    me.sign_in(fay.email)
    me.go("/accounts/2fa/totp/activate/")
    me.fill(password=PASSWORD)
    me.press("Confirm")
    me.examine()
    box = me.page.get_by_role("img", name="QR code for your authenticator app").bounding_box()
    assert (box["width"], box["height"]) == (240, 240)
    secret = me.page.locator(".secret").inner_text()
    me.fill(code=code_for(secret))
    me.press("Turn on")
    me.examine()
    me.page.get_by_role("button", name="Sign out").first.click()
    me.page.wait_for_load_state()
    forget_used_codes()

    me.sign_in(fay.email)
    me.examine()
    me.fill(code=code_for(secret))
    me.press("Sign in")
    assert me.page.get_by_role("heading", level=1).inner_text() == "Your circles"


def forget_used_codes():
    """A code works once, and the test is quicker than the next one."""
    from django.core.cache import cache

    cache.clear()


def test_going_back_after_signing_out_shows_nothing(watched, fay):
    me = watched()
    me.sign_in(fay.email)
    me.go("/c/cardio/members/")
    me.page.get_by_role("button", name="Sign out").first.click()
    me.page.wait_for_load_state()

    me.page.go_back()
    me.page.wait_for_load_state()
    assert "/accounts/login/" in me.page.url
