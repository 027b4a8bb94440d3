"""Inviting: who may, what is kept, what is mailed, and how an invitation ends."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.ledger import LedgerEntry
from circles.models import AlreadyMember, Invitation, TooManyInvitations, Unusable
from circles.models import circle as circle_module


def test_only_the_hash_of_256_bits_is_kept(invited):
    invitation, token = invited

    assert len(token) == 43
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()


def test_an_invitation_works_seven_days_unless_told_otherwise(circle, admin):
    week, _ = circle.invite("a@example.org", by=admin)
    day, _ = circle.invite("b@example.org", by=admin, days=1)

    assert week.expires_at - week.sent_at == timedelta(days=7)
    assert day.expires_at - day.sent_at == timedelta(days=1)


@pytest.mark.parametrize("days", [0, -1, 31])
def test_an_invitation_cannot_work_for_ever(circle, admin, days):
    with pytest.raises(ValueError, match="1 to 30"):
        circle.invite("a@example.org", by=admin, days=days)


@pytest.mark.parametrize("role", ["owner", "ADMIN", "", "moderator "])
def test_a_role_that_does_not_exist_is_refused(circle, admin, role):
    with pytest.raises(ValueError, match="not a valid Role"):
        circle.invite("a@example.org", role, by=admin)


def test_the_database_refuses_a_role_that_does_not_exist(invited):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.unscoped.filter(pk=invited[0].pk).update(role="owner")


@pytest.mark.parametrize("who", ["amara", "chen", "dahl", "edith"])
def test_only_an_active_admin_of_this_circle_invites(circle, who, request):
    by = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        circle.invite("eve@example.org", "admin", by=by)


def test_an_admin_demoted_a_moment_ago_no_longer_invites(circle, admin):
    circle.memberships.filter(pk=admin.pk).update(role="member")

    with pytest.raises(PermissionDenied):
        circle.invite("eve@example.org", by=admin)


@pytest.mark.parametrize("who", ["amara", "chen", "dahl"])
def test_only_an_admin_of_this_circle_revokes_and_resends(invited, who, request):
    by = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        invited[0].revoke(by=by)
    with pytest.raises(PermissionDenied):
        invited[0].resend(by=by)


def test_the_mail_carries_the_link_and_names_neither_circle_nor_people(circle, admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        _, token = circle.invite("fay@example.org", by=admin)

    message = mail.outbox[-1]
    assert f"http://localhost:8000/invitations/{token}/" in message.body
    assert circle.name not in message.subject + message.body
    assert admin.name not in message.subject + message.body


def test_the_mail_leaves_only_when_the_invitation_is_stored(circle, admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        circle.invite("fay@example.org", by=admin)

    assert (len(mail.outbox), len(callbacks)) == (0, 1)


def test_resending_makes_the_earlier_link_dead(invited, admin):
    invitation, old = invited

    new = invitation.resend(by=admin)

    assert Invitation.usable(Invitation.fingerprint(old)) is None
    assert Invitation.usable(Invitation.fingerprint(new)) == invitation


def test_resending_revives_an_expired_invitation(invited, admin):
    invitation, _ = invited
    Invitation.unscoped.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(days=1))

    token = invitation.resend(by=admin)

    assert Invitation.usable(Invitation.fingerprint(token)) == invitation


def test_a_revoked_invitation_is_not_resent(invited, admin):
    invited[0].revoke(by=admin)

    with pytest.raises(Unusable):
        invited[0].resend(by=admin)


def test_a_new_invitation_to_an_address_replaces_the_open_one(circle, admin, invited):
    circle.invite("FAY@example.org", "moderator", by=admin)

    assert [(row.role, row.email) for row in circle.invitations.open()] == [("moderator", "fay@example.org")]


def test_a_member_is_not_invited_again(circle, admin, bose):
    with pytest.raises(AlreadyMember):
        circle.invite(bose.user.email.upper(), by=admin)


def test_a_day_has_a_last_invitation(circle, admin, monkeypatch):
    monkeypatch.setattr(circle_module, "INVITATIONS_A_DAY", 2)
    circle.invite("a@example.org", by=admin)
    circle.invite("b@example.org", by=admin)

    with pytest.raises(TooManyInvitations):
        circle.invite("c@example.org", by=admin)


def test_an_invitation_dies_with_its_inviters_row_and_never_becomes_the_operators(invited, admin):
    admin.delete()

    assert not Invitation.unscoped.filter(pk=invited[0].pk).exists()


def test_every_step_stands_in_the_circles_ledger(circle, admin, invited):
    invited[0].resend(by=admin)
    invited[0].revoke(by=admin)

    entries = LedgerEntry.objects.filter(chain=f"circle:{circle.pk}", subject="invitation").order_by("seq")
    assert [entry.event for entry in entries] == ["invitation.sent", "invitation.resent", "invitation.revoked"]
    assert "fay" not in str(list(entries.values()))


def test_without_a_mail_server_the_inviter_sees_the_link_once(as_user, admin, circle):
    client = as_user(admin)

    page = client.post(f"/c/{circle.slug}/invitations/", {"email": "fay@example.org", "role": "member", "days": "7"}, follow=True)

    link = re.search(r"http://localhost:8000/invitations/[\w-]{43}/", page.text)
    assert link
    assert link.group() not in client.get(f"/c/{circle.slug}/invitations/").text


def test_with_a_mail_server_nobody_but_the_invited_sees_the_link(as_user, admin, circle, settings):
    settings.MAIL_TO_FILES = False

    page = as_user(admin).post(f"/c/{circle.slug}/invitations/", {"email": "fay@example.org", "role": "member", "days": "7"}, follow=True)

    assert "fay@example.org" in page.text
    assert "/invitations/" not in re.sub(rf"/c/{circle.slug}/invitations/", "", page.text)


def test_the_page_revokes_and_resends(as_user, admin, circle, invited):
    client = as_user(admin)
    place = f"/c/{circle.slug}/invitations/{invited[0].pk}"

    client.post(f"{place}/resending/")
    assert Invitation.usable(Invitation.fingerprint(invited[1])) is None
    client.post(f"{place}/revocation/")

    assert not circle.invitations.open().exists()


@pytest.mark.parametrize("path", ["invitations/", "settings/"])
def test_members_and_moderators_are_told_that_this_is_for_admins(as_user, amara, chen, circle, path):
    form = {"email": "eve@example.org", "role": "admin", "days": "7"}
    for membership in (amara, chen):
        assert as_user(membership).get(f"/c/{circle.slug}/{path}").status_code == 403
        assert as_user(membership).post(f"/c/{circle.slug}/{path}", form).status_code == 403
    assert not circle.invitations.exists()


@pytest.mark.parametrize("data", [{"email": "nonsense"}, {"role": "owner"}, {"days": "365"}])
def test_a_form_that_asks_for_nonsense_is_shown_again(as_user, admin, circle, data):
    page = as_user(admin).post(f"/c/{circle.slug}/invitations/", {"email": "fay@example.org", "role": "member", "days": "7"} | data)

    assert page.status_code == 200
    assert "Please check these points" in page.text
    assert not circle.invitations.exists()
