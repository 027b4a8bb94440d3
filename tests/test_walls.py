"""The walls: every URL, with every mix of mine and theirs, as everyone who has no business there, answers 404 (or 405).

The test reads the URLconf. A URL with a parameter that VALUES does not know fails until it is given; a URL outside the
circles must stand in OUTSIDE, with what it is.
"""

import itertools
import re
import uuid

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tests.conftest import a_case
from tests.scenery import furnish

METHODS = ("get", "post", "head", "put", "patch", "delete", "options")

# URL names outside the circles that a signed-out person may open, and what they are.
PUBLIC = {
    "health": "says that the server lives",
    "robots": "keeps crawlers out",
    "account_login": "allauth",
    "account_logout": "allauth",
    "account_signup": "allauth; closed without an invitation",
    "account_inactive": "allauth",
    "account_confirm_email": "allauth",
    "account_email_verification_sent": "allauth",
    "account_reset_password": "allauth",
    "account_reset_password_done": "allauth",
    "account_reset_password_from_key": "allauth",
    "account_reset_password_from_key_done": "allauth",
    "account_confirm_login_code": "allauth; inert, login by code is off",
    "mfa_authenticate": "allauth: second step of signing in",
    "mfa_login_webauthn": "allauth: signing in with a passkey",
    "mfa_trust": "allauth; inert, trust is off",
    "account_reauthenticate": "allauth",
    "mfa_reauthenticate": "allauth",
    "mfa_reauthenticate_webauthn": "allauth",
    "invitation-open": "the link in an invitation",
    "invitation": "what the invitation offers",
}


def walk(resolver=None, prefix="", names=()):
    """(name, path pattern, parameter names, entry) of every URL, in order."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = prefix + str(entry.pattern)
        parameters = (*names, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from walk(entry, here, parameters)
        elif isinstance(entry, URLPattern):
            yield entry.name, here, parameters, entry


def inside():
    """Every URL that lies in a circle."""
    return [row for row in walk() if row[1].startswith("c/<slug:circle>/")]


def mixes(parameters, mine, theirs):
    """Every choice of mine and theirs for the parameters, with at least one of theirs."""
    for choice in itertools.product((False, True), repeat=len(parameters)):
        if any(choice):
            yield {name: (theirs if other else mine)[name] for name, other in zip(parameters, choice, strict=True)}


def path_of(pattern, values):
    for name, value in values.items():
        for converter in ("slug", "uuid", "int", "str"):
            pattern = pattern.replace(f"<{converter}:{name}>", str(value))
    assert "<" not in pattern, f"give a value for {pattern} in tests/scenery.py"
    return "/" + pattern


def invented(parameter, like):
    """A value of the right form that names nothing."""
    return "no-such-circle" if parameter == "circle" else 999_999 if isinstance(like, int) else uuid.uuid4()


every_url_inside = pytest.mark.parametrize(("name", "pattern", "parameters"), [pytest.param(*row[:3], id=row[0]) for row in inside()])


@pytest.fixture
def mine(amara, case):
    return furnish(amara, case)


@pytest.fixture
def theirs(dahl):
    return furnish(dahl, a_case(dahl)) | {"page": 99}  # a number that no file of mine has


def answers(client, pattern, values):
    """status by method. Bodies are drained, so that streamed files are closed."""
    found = {}
    for method in METHODS:
        response = getattr(client, method)(path_of(pattern, values))
        b"".join(response.streaming_content) if response.streaming else response.content
        found[method] = response.status_code
    return found


def test_there_are_walls_to_test():
    assert len(inside()) >= 15


@every_url_inside
def test_nothing_of_theirs_is_reached_by_any_mix(name, pattern, parameters, as_user, amara, mine, theirs):
    client = as_user(amara)

    for values in mixes(parameters, mine, theirs):
        assert set(answers(client, pattern, values).values()) <= {404, 405}, (name, values)


@every_url_inside
def test_outsiders_and_former_members_find_nothing_of_mine(name, pattern, parameters, as_user, dahl, edith, mine):
    values = {parameter: mine[parameter] for parameter in parameters}

    for outsider in (dahl, edith):
        assert set(answers(as_user(outsider), pattern, values).values()) <= {404, 405}, (name, outsider.name)


@every_url_inside
def test_a_signed_out_person_is_asked_to_sign_in_and_told_nothing(name, pattern, parameters, as_user, mine):
    values = {parameter: mine[parameter] for parameter in parameters}
    nowhere = {parameter: invented(parameter, mine[parameter]) for parameter in parameters}

    there = as_user(None).post(path_of(pattern, values))
    not_there = as_user(None).post(path_of(pattern, nowhere))

    assert there.status_code == not_there.status_code
    assert there.status_code in (302, 401, 403, 405), name
    assert "/accounts/login/" in there.headers.get("Location", "/accounts/login/")


@every_url_inside
def test_a_foreign_thing_looks_exactly_like_one_that_does_not_exist(name, pattern, parameters, as_user, amara, mine, theirs):
    client = as_user(amara)
    last = parameters[-1]
    values = {parameter: mine[parameter] for parameter in parameters}
    random = invented(last, mine[last])

    foreign = client.get(path_of(pattern, values | {last: theirs[last]}))
    nothing = client.get(path_of(pattern, values | {last: random}))

    assert foreign.status_code == nothing.status_code
    assert without_request_id(foreign) == without_request_id(nothing)


def without_request_id(response):
    headers = {key: value for key, value in response.headers.items() if key not in ("X-Request-Id", "Location")}
    # The sign-out form's token is masked anew for each response.
    content = b"" if response.streaming else re.sub(rb'(csrfmiddlewaretoken" value=")[^"]+', rb"\1", response.content)
    return headers, content


def test_the_control_a_view_that_forgets_to_check_is_caught(as_user, amara, mine, theirs, monkeypatch):
    """Break the one base view on purpose: the walls must notice."""
    from circles import scoping
    from circles.models import Circle

    def forgetful(self, request, *args, **kwargs):
        super(scoping.CircleView, self).setup(request, *args, **kwargs)
        self.circle = Circle.unscoped.get(slug=kwargs["circle"])
        self.membership = self.circle.memberships.first()

    monkeypatch.setattr(scoping.CircleView, "setup", forgetful)

    with pytest.raises(AssertionError):
        for name, pattern, parameters, _ in inside():
            for values in mixes(parameters, mine, theirs):
                assert set(answers(as_user(amara), pattern, values).values()) <= {404, 405}, name


def test_public_urls_are_exactly_the_listed_ones():
    """Default deny: whatever a signed-out person may open is named here, with its reason."""
    found = {name for name, _, _, entry in walk() if not getattr(entry.callback, "login_required", True)}

    assert found - set(PUBLIC) == set()


def test_every_url_has_a_name():
    assert [pattern for name, pattern, _, _ in walk() if not name] == []


def test_ending_a_membership_closes_every_door_at_once(as_user, bose, mine):
    client = as_user(bose)
    assert client.get(path_of("c/<slug:circle>/", mine)).status_code == 200

    bose.ended_at = timezone.now()
    bose.save(update_fields=["ended_at"])

    for name, pattern, parameters, _ in inside():
        values = {parameter: mine[parameter] for parameter in parameters}
        assert client.get(path_of(pattern, values)).status_code in (404, 405), name
