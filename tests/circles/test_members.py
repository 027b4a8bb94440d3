"""Members: roles, leaving, ending, and the last admin."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.ledger import LedgerEntry
from circles.models import LastAdmin, Membership
from tests.conftest import join


@pytest.fixture
def reauthenticated(as_user):
    """A client whose person has just given the password again."""

    def client(membership):
        client = as_user(membership)
        client.post("/accounts/reauthenticate/", {"password": "a long enough passphrase"})
        return client

    return client


def test_leaving_takes_effect_at_once(as_user, bose, circle):
    client = as_user(bose)
    assert client.get(f"/c/{circle.slug}/members/").status_code == 200

    client.post(f"/c/{circle.slug}/leave/")

    assert client.get(f"/c/{circle.slug}/members/").status_code == 404


def test_ending_takes_effect_at_once(as_user, reauthenticated, admin, bose, circle):
    member = as_user(bose)
    assert member.get(f"/c/{circle.slug}/members/").status_code == 200

    reauthenticated(admin).post(f"/c/{circle.slug}/members/{bose.pk}/end/")

    assert member.get(f"/c/{circle.slug}/members/").status_code == 404


def test_a_role_changes(reauthenticated, admin, bose, circle):
    reauthenticated(admin).post(f"/c/{circle.slug}/members/{bose.pk}/", {"role": "moderator"})

    bose.refresh_from_db()
    assert bose.role == "moderator"


@pytest.mark.parametrize("path", ["", "end/"])
def test_changing_people_asks_for_the_password_again(as_user, admin, bose, circle, path):
    response = as_user(admin).post(f"/c/{circle.slug}/members/{bose.pk}/{path}", {"role": "moderator"})

    assert response.headers["Location"].startswith("/accounts/reauthenticate/")
    bose.refresh_from_db()
    assert (bose.role, bose.ended_at) == ("member", None)


def test_the_change_goes_on_after_the_password(as_user, admin, bose, circle):
    client = as_user(admin)
    asked = client.post(f"/c/{circle.slug}/members/{bose.pk}/", {"role": "moderator"})

    client.post(asked.headers["Location"], {"password": "a long enough passphrase", "next": f"/c/{circle.slug}/members/{bose.pk}/"})

    bose.refresh_from_db()
    assert bose.role == "moderator"


@pytest.mark.parametrize("who", ["amara", "chen", "dahl", "edith"])
def test_only_an_admin_of_the_circle_changes_people(who, bose, request):
    by = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        bose.change_role("admin", by=by)
    with pytest.raises(PermissionDenied):
        bose.end(by=by)


def test_nobody_makes_themselves_more(amara):
    with pytest.raises(PermissionDenied):
        amara.change_role("admin", by=amara)


def test_nobody_leaves_for_somebody_else(amara, bose):
    with pytest.raises(PermissionDenied):
        bose.leave(by=amara)


def test_members_and_moderators_see_no_page_to_change_people(as_user, amara, chen, bose, circle):
    for membership in (amara, chen):
        assert as_user(membership).get(f"/c/{circle.slug}/members/{bose.pk}/").status_code == 403


def test_the_last_admin_cannot_leave_be_demoted_or_ended(admin, circle, amara):
    for act in (lambda: admin.leave(by=admin), lambda: admin.change_role("member", by=admin), lambda: admin.end(by=admin)):
        with pytest.raises(LastAdmin):
            act()

    assert circle.memberships.active().admins().get() == admin


def test_an_admin_whose_account_is_closed_does_not_count_as_one(admin, circle):
    second = join(circle, "Second", "admin")
    second.user.deactivate()

    with pytest.raises(LastAdmin):
        admin.leave(by=admin)


def test_the_page_says_why_the_last_admin_stays(as_user, admin, circle):
    page = as_user(admin).post(f"/c/{circle.slug}/leave/", follow=True)

    assert "A circle needs an admin" in page.text


def test_one_of_two_admins_may_leave(admin, circle):
    second = join(circle, "Second", "admin")

    admin.leave(by=admin)

    assert circle.memberships.active().admins().get() == second


def test_an_ended_membership_keeps_its_row_and_who_ended_it(admin, bose):
    bose.end(by=admin)

    ended = Membership.unscoped.get(pk=bose.pk)
    assert (ended.ended_by, ended.ended_at is None) == (admin, False)


def test_a_person_has_one_active_membership_of_a_circle(bose, circle):
    with pytest.raises(IntegrityError), transaction.atomic():
        circle.memberships.create(user=bose.user)


def test_the_database_refuses_a_role_that_does_not_exist(bose):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.unscoped.filter(pk=bose.pk).update(role="owner")


def test_the_list_shows_people_and_hides_former_ones(as_user, amara, bose, chen, edith, circle):
    page = as_user(amara).get(f"/c/{circle.slug}/members/").text

    assert all(person.name in page for person in (amara, bose, chen))
    assert edith.name not in page


def test_registration_numbers_are_for_admins(as_user, admin, bose, amara, circle):
    bose.user.state_registration(country="GB", register="GMC", number="7012345")

    assert "7012345" in as_user(admin).get(f"/c/{circle.slug}/members/").text
    assert "7012345" not in as_user(amara).get(f"/c/{circle.slug}/members/").text


def test_the_list_costs_the_same_for_five_and_for_fifty(as_user, amara, circle, django_assert_max_num_queries):
    client = as_user(amara)
    client.get(f"/c/{circle.slug}/members/")
    for number in range(50):
        join(circle, f"Number{number}")

    with django_assert_max_num_queries(3 + 4):
        client.get(f"/c/{circle.slug}/members/")


def test_every_change_stands_in_the_circles_ledger(admin, bose, amara, circle):
    bose.change_role("moderator", by=admin)
    bose.end(by=admin)
    amara.leave(by=amara)

    entries = LedgerEntry.objects.filter(chain=f"circle:{circle.pk}").order_by("seq")
    assert [(entry.event, entry.actor_id, entry.subject_id) for entry in entries] == [
        ("membership.role", admin.user_id, str(bose.pk)),
        ("membership.ended", admin.user_id, str(bose.pk)),
        ("membership.left", amara.user_id, str(amara.pk)),
    ]
    assert entries[0].facts == {"before": "member", "after": "moderator"}
