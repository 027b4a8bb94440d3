"""Two moderators decide at the same moment, one author appeals twice: one of each counts, on a SQLite file and on PostgreSQL."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.ledger import LedgerEntry, problems
from cases.models import Appeal, Comment, Flag
from cases.models.appeal import AlreadyAppealed
from circles.models import Circle, Membership
from tests.circles.test_at_once import all_at_once, real_database  # noqa: F401 fixture
from tests.conftest import a_case, join

pytestmark = pytest.mark.django_db(transaction=True)
GROUNDS = "It was a joke among colleagues."


@pytest.fixture
def taken(real_database, clean):  # noqa: F811
    """The report for which a comment was taken away, in a circle with an author, two who may decide, and the one who took it away."""
    circle = Circle.unscoped.create(slug="cardio", name="Cardiology Circle", language="en", policy="international")
    amara, bose = join(circle, "Amara"), join(circle, "Bose")
    chen, _second, _third = (join(circle, name, "moderator") for name in ("Chen", "Adeyemi", "Okafor"))
    comment = Comment.write(case=a_case(amara), by=bose, body=clean("I would not wait."))
    flag = Flag.report(comment, by=amara, reason="unkind")
    flag.remove(by=chen, explanation=clean("Please stay kind."))
    return flag


def member(name):
    return Membership.unscoped.select_related("circle", "user").get(user__name=f"Dr {name}")


def test_two_who_decide_at_once_are_one_decision_and_the_other_is_told(taken, clean, as_user):
    made = Appeal.make(taken, by=taken.post_author, grounds=clean(GROUNDS))
    address = reverse("appeal-decision", kwargs={"circle": "cardio", "appeal": made.pk})
    sent = {
        "Adeyemi": {"ruling": "granted", "answer": "I would show it."},
        "Okafor": {"ruling": "upheld", "answer": "I would not show it."},
    }
    clients = {name: as_user(member(name)) for name in sent}

    answers = dict(zip(sent, all_at_once(*[partial(clients[name].post, address, sent[name]) for name in sent]), strict=True))

    made = Appeal.unscoped.get(pk=made.pk)
    won = made.decided_by.name.removeprefix("Dr ")
    lost = next(name for name in sent if name != won)
    assert {name: answer.status_code for name, answer in answers.items()} == {won: 302, lost: 409}
    assert "a moment before you" in answers[lost].content.decode()
    assert sent[lost]["answer"] in answers[lost].content.decode()
    assert (made.ruling, made.reason) == (sent[won]["ruling"], sent[won]["answer"])
    assert (Comment.unscoped.get().removed_at is None) is (made.ruling == "granted")
    assert Comment.unscoped.get().case.comment_count == (1 if made.ruling == "granted" else 0)
    assert LedgerEntry.objects.filter(event__in=["appeal.granted", "appeal.upheld"]).count() == 1
    assert problems(f"circle:{made.circle_id}") == []


def test_one_author_who_appeals_twice_at_once_has_one_appeal(taken, clean):
    words = [clean(GROUNDS), clean("Nobody was meant.")]

    def appeal(grounds):
        return Appeal.make(Flag.unscoped.get(pk=taken.pk), by=member("Bose"), grounds=grounds)

    results = all_at_once(*[partial(appeal, grounds) for grounds in words])

    assert {type(result) for result in results} == {Appeal, AlreadyAppealed}
    assert Appeal.unscoped.count() == 1
    assert LedgerEntry.objects.filter(event="appeal.made").count() == 1


def test_who_ceases_to_be_a_moderator_at_that_moment_decides_before_it_or_not_at_all(taken, clean):
    made = Appeal.make(taken, by=taken.post_author, grounds=clean(GROUNDS))
    admin, reason = join(made.circle, "Mensah", "admin"), clean("I would show it.")

    def decide():
        Appeal.unscoped.get(pk=made.pk).decide("granted", by=member("Adeyemi"), reason=reason)

    decided, demoted = all_at_once(decide, lambda: member("Adeyemi").change_role("member", by=Membership.unscoped.get(pk=admin.pk)))

    assert demoted is None
    assert decided is None or isinstance(decided, PermissionDenied)
    order = list(
        LedgerEntry.objects.filter(event__in=["appeal.granted", "membership.role"]).order_by("seq").values_list("event", flat=True)
    )
    assert order == (["membership.role"] if decided else ["appeal.granted", "membership.role"])


def test_a_case_wiped_at_the_moment_of_a_decision_about_its_comment_waits_for_it_or_goes_first(taken, clean):
    """Both change the case and its reports: had they no common order, PostgreSQL would end one of them."""
    made = Appeal.make(taken, by=taken.post_author, grounds=clean(GROUNDS))
    report = Flag.report(taken.case, by=member("Bose"), reason="privacy")
    reason, explanation = clean("I would show it."), clean("It tells who it is.")

    def decide():
        return Appeal.unscoped.get(pk=made.pk).decide("granted", by=member("Adeyemi"), reason=reason)

    def wipe():
        Flag.unscoped.select_related("case", "circle").get(pk=report.pk).remove(by=member("Okafor"), explanation=explanation)

    back, wiped = all_at_once(decide, wipe)

    assert (wiped, back in (True, False)) == (None, True)
    assert Comment.unscoped.get().body == ""
    assert problems(f"circle:{made.circle_id}") == []
