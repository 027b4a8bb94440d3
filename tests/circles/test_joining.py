"""The way in: one link, one address, one account, one membership."""

import re
from datetime import timedelta

import pytest
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.ledger import LedgerEntry
from accounts.models import User
from circles.forms import JoiningForm
from circles.models import Invitation, Membership, Unusable
from tests.circles.conftest import joining

NEUTRAL = "This invitation does not work here"


def stranger():
    return Client(headers={"host": "localhost"})


def test_signing_up_is_closed_without_an_invitation(db):
    page = stranger().get("/accounts/signup/")

    assert "CaseCircle is by invitation" in page.text


def test_posting_a_sign_up_without_an_invitation_makes_nobody(db):
    stranger().post("/accounts/signup/", joining(email="eve@example.org"))

    assert not User.objects.exists()


def test_the_link_moves_its_token_out_of_the_address(invited):
    response = stranger().get(f"/invitations/{invited[1]}/")

    assert response.headers["Location"] == "/invitation/"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_no_session_and_no_row_holds_the_token(invited, opened):
    invitation, token = invited

    assert token not in str(dict(opened.session))
    assert token not in str(Invitation.unscoped.filter(pk=invitation.pk).values())


def test_no_log_line_holds_the_token(invited, caplog):
    caplog.set_level("DEBUG")
    stranger().get(f"/invitations/{invited[1]}/")
    stranger().post(f"/invitations/{invited[1]}/")
    from casecircle.logs import CodesOnly

    assert all(invited[1] not in CodesOnly().format(record) for record in caplog.records)


def test_the_invitation_says_what_and_who(opened, circle, admin):
    page = opened.get("/invitation/")

    assert circle.name in page.text
    assert admin.name in page.text


def test_opening_the_link_many_times_uses_nothing_up(invited):
    client = stranger()
    for _ in range(5):
        client.get(f"/invitations/{invited[1]}/")
        client.get("/invitation/")
        client.get("/accounts/signup/")

    client.post("/accounts/signup/", joining())

    assert Membership.unscoped.filter(user__email="fay@example.org").count() == 1


def test_signing_up_joins_the_circle_with_the_role_of_the_invitation(opened, circle, admin):
    response = opened.post("/accounts/signup/", joining())

    membership = Membership.unscoped.get(user__email="fay@example.org")
    assert response.headers["Location"] == circle.get_absolute_url()
    assert (membership.circle, membership.role, membership.invited_by) == (circle, "member", admin)


def test_signing_up_states_name_specialty_and_registration(opened):
    opened.post("/accounts/signup/", joining())

    fay = User.objects.get(email="fay@example.org")
    assert (fay.name, fay.specialty) == ("Dr Fay Lim", "Cardiology")
    assert (fay.registration.country, fay.registration.register, fay.registration.number) == ("GB", "GMC", "7012345")


def test_the_address_counts_as_confirmed_and_nobody_is_sent_a_link(opened):
    sent_before = len(mail.outbox)
    opened.post("/accounts/signup/", joining())

    assert User.objects.get(email="fay@example.org").emailaddress_set.get().verified
    assert len(mail.outbox) == sent_before


def test_the_address_is_the_invitations_whatever_is_posted(opened):
    opened.post("/accounts/signup/", joining(email="eve@example.org"))

    assert not User.objects.filter(email="eve@example.org").exists()
    assert User.objects.filter(email="fay@example.org").exists()


@pytest.mark.parametrize("extra", [{"role": "admin"}, {"circle": "2"}, {"is_active": "0"}, {"days": "9999"}])
def test_nothing_else_that_is_posted_counts(opened, circle, extra):
    opened.post("/accounts/signup/", joining(**extra))

    membership = Membership.unscoped.get(user__email="fay@example.org")
    assert (membership.circle, membership.role, membership.is_active) == (circle, "member", True)


def test_the_new_member_can_sign_out_and_in_again(opened):
    opened.post("/accounts/signup/", joining())
    opened.post("/accounts/logout/")

    response = opened.post("/accounts/login/", {"login": "fay@example.org", "password": "seven quiet herons"})

    assert response.status_code == 302
    assert "_auth_user_id" in opened.session


def test_an_invitation_works_once(opened, invited):
    opened.post("/accounts/signup/", joining())
    opened.post("/accounts/logout/")

    again = stranger()
    page = again.get(f"/invitations/{invited[1]}/", follow=True)

    assert (page.status_code, NEUTRAL in page.text) == (404, True)


def test_a_member_of_another_circle_accepts_by_post(circle, admin, dahl, as_user):
    _, token = circle.invite(dahl.user.email, "moderator", by=admin)
    client = as_user(dahl)
    client.get(f"/invitations/{token}/")

    response = client.post("/invitation/")

    assert response.headers["Location"] == circle.get_absolute_url()
    assert circle.memberships.get(user=dahl.user).role == "moderator"


def test_a_signed_out_person_cannot_accept(opened, invited):
    response = opened.post("/invitation/")

    assert response.status_code == 404
    assert Invitation.unscoped.get(pk=invited[0].pk).is_open


def test_signing_in_first_keeps_the_invitation(circle, admin, dahl):
    _, token = circle.invite(dahl.user.email, by=admin)
    client = stranger()
    client.get(f"/invitations/{token}/")

    response = client.post("/accounts/login/", {"login": dahl.user.email, "password": "a long enough passphrase", "next": "/invitation/"})

    assert response.headers["Location"] == "/invitation/"
    assert circle.name in client.get("/invitation/").text


def broken(kind, circle, admin, invitation, dahl, as_user):
    """A client for which the invitation must not work, for the named reason."""
    client = stranger()
    if kind == "used":
        circle.memberships.create(user=User.objects.create_confirmed("fay@example.org", "Dr Fay"))
        Invitation.unscoped.filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if kind == "expired":
        Invitation.unscoped.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    if kind == "revoked":
        invitation.revoke(by=admin)
    if kind == "resent":
        invitation.resend(by=admin)
    if kind == "inviter ended":
        Membership.unscoped.filter(pk=admin.pk).update(ended_at=timezone.now())
    if kind == "inviter demoted":
        Membership.unscoped.filter(pk=admin.pk).update(role="member")
    if kind == "inviter deactivated":
        User.objects.filter(pk=admin.user_id).update(is_active=False)
    if kind == "other account":
        client = as_user(dahl)
    return client


REASONS = ["used", "expired", "revoked", "resent", "inviter ended", "inviter demoted", "inviter deactivated", "other account"]


def without_variation(page):
    """The page without what changes with every answer and with who is signed in."""
    main = re.search(r"<main.*</main>", page.text, re.DOTALL).group()
    return page.status_code, re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", main)


@pytest.mark.parametrize("kind", [*REASONS, "invented"])
def test_whatever_is_wrong_the_page_is_the_same(kind, circle, admin, invited, dahl, as_user):
    invitation, token = invited
    client = broken(kind, circle, admin, invitation, dahl, as_user)
    nothing = stranger()
    nothing.get("/invitations/never-was-a-token/")

    client.get(f"/invitations/{'x' * 43 if kind == 'invented' else token}/")

    assert without_variation(client.get("/invitation/")) == without_variation(nothing.get("/invitation/"))


@pytest.mark.parametrize("kind", REASONS)
def test_whatever_is_wrong_nobody_joins(kind, circle, admin, invited, dahl, as_user):
    invitation, token = invited
    client = broken(kind, circle, admin, invitation, dahl, as_user)
    before = set(circle.memberships.values_list("user__email", flat=True))
    client.get(f"/invitations/{token}/")

    client.post("/invitation/")
    client.post("/accounts/signup/", joining())

    assert set(circle.memberships.values_list("user__email", flat=True)) == before


def test_a_member_who_is_in_already_does_not_join_twice(circle, admin, invited):
    invitation, _ = invited
    fay = User.objects.create_confirmed("fay@example.org", "Dr Fay")
    circle.memberships.create(user=fay)

    with pytest.raises(Unusable):
        invitation.accept(by=fay)


def test_a_former_member_comes_back_with_a_new_membership(circle, admin, edith):
    invitation, _ = circle.invite(edith.user.email, by=admin)

    membership = invitation.accept(by=edith.user)

    assert membership.pk != edith.pk
    assert circle.memberships.active().filter(user=edith.user).count() == 1


def test_an_address_that_has_an_account_is_answered_like_any_other_and_told_by_mail(circle, admin, dahl):
    _, token = circle.invite(dahl.user.email, by=admin)
    client = stranger()
    client.get(f"/invitations/{token}/")
    mail.outbox.clear()

    response = client.post("/accounts/signup/", joining(), follow=True)

    assert "Look into your mailbox" in response.text
    assert [message.to for message in mail.outbox] == [[dahl.user.email]]
    assert User.objects.get(pk=dahl.user.pk).check_password("a long enough passphrase")


def test_an_invitation_withdrawn_between_the_check_and_the_act_makes_nobody(opened, invited, admin, rf):
    request = rf.post("/accounts/signup/", joining())
    request.session, request.user = opened.session, AnonymousUser()
    with context.request_context(request):
        form = JoiningForm(joining())
        assert form.is_valid()
        invited[0].revoke(by=admin)

        user, response = form.try_save(request)

    assert (user, response.headers["Location"]) == (None, "/invitation/")
    assert not User.objects.filter(email="fay@example.org").exists()


def test_joining_stands_in_the_ledger(opened, circle):
    opened.post("/accounts/signup/", joining())

    events = set(LedgerEntry.objects.values_list("chain", "event"))
    assert {(f"circle:{circle.pk}", "invitation.accepted"), (f"circle:{circle.pk}", "membership.started")} <= events
    assert {("accounts", "signin.ok"), ("accounts", "account.registration")} <= events
