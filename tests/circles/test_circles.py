"""Circles: the list, beginning one, its settings."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.ledger import LedgerEntry
from accounts.models import User
from cases.consensus.profiles import PROFILES as RULES
from circles.models import Circle
from circles.models.circle import PROFILES

NEW = {"name": "Paris Heart Circle", "policy": "france", "language": "fr"}


def test_the_list_shows_my_circles_and_no_others(as_user, amara, circle, other_circle):
    page = as_user(amara).get("/").text

    assert circle.name in page
    assert other_circle.name not in page


def test_a_former_member_sees_an_empty_list(as_user, edith, circle):
    page = as_user(edith).get("/").text

    assert "You belong to no circle" in page
    assert circle.name not in page


def test_signed_out_people_are_asked_to_sign_in(as_user, db):
    assert as_user(None).get("/").headers["Location"] == "/accounts/login/?next=/"


def test_whoever_creates_a_circle_is_its_admin(as_user, amara):
    as_user(amara).post("/circles/new/", NEW)

    circle = Circle.unscoped.get(name="Paris Heart Circle")
    assert (circle.policy, circle.language) == ("france", "fr")
    assert circle.memberships.get().role == "admin"
    assert circle.memberships.get().user == amara.user


def test_a_taken_name_tells_nobody_so(as_user, amara, dahl):
    as_user(dahl).post("/circles/new/", NEW)
    page = as_user(amara).post("/circles/new/", NEW, follow=True)

    slugs = set(Circle.unscoped.filter(name=NEW["name"]).values_list("slug", flat=True))
    assert page.status_code == 200
    assert len(slugs) == 2
    assert all(slug.startswith("paris-heart-circle-") and len(slug) == len("paris-heart-circle-") + 6 for slug in slugs)


@pytest.mark.parametrize("name", ["Кардиология", "心", "!!!", "x" * 80])
def test_any_name_has_an_address(amara, name):
    membership = Circle.begin(name, by=amara.user)

    assert 0 < len(membership.circle.slug) <= 60


def test_settings_change_and_say_so_in_the_ledger(as_user, admin, circle):
    form = NEW | {"name": "Heart", "proposal_hours": 24, "round_hours": 48, "feedback_hours": 12, "profile": "delphi_80"}
    form |= {"reasons": "always"}

    as_user(admin).post(f"/c/{circle.slug}/settings/", form)

    circle.refresh_from_db()
    assert (circle.name, circle.policy, circle.round_hours, circle.profile, circle.reasons) == (
        "Heart",
        "france",
        48,
        "delphi_80",
        "always",
    )
    assert LedgerEntry.objects.get(event="circle.changed").facts == dict.fromkeys(
        ["name", "policy", "language", "proposal_hours", "round_hours", "feedback_hours", "profile", "reasons"], True
    )


def test_only_an_admin_of_the_circle_changes_settings(circle, amara, chen, dahl):
    for by in (amara, chen, dahl):
        with pytest.raises(PermissionDenied):
            circle.change(by=by, name="Mine now")


@pytest.mark.parametrize(
    "bad", [{"round_hours": 0}, {"round_hours": 9999}, {"profile": "loudest"}, {"reasons": "never"}, {"policy": "moon"}, {"language": "xx"}]
)
def test_settings_out_of_range_are_refused(circle, admin, bad):
    with pytest.raises(ValidationError):
        circle.change(by=admin, **bad)


def test_a_circle_offers_exactly_the_rules_that_exist():
    assert {code for code, _ in PROFILES} == set(RULES)


def test_a_person_of_no_circle_can_begin_one(client, db):
    user = User.objects.create_confirmed("fay@example.org", "Dr Fay")
    client.force_login(user)

    client.post("/circles/new/", NEW, headers={"host": "localhost"})

    assert user.memberships.active().admins().count() == 1
