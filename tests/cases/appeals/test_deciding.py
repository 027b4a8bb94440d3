"""A second person decides, who takes no part in the matter, and is asked once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cases.models import Appeal, Comment, Flag, Notification
from cases.models.appeal import AlreadyDecided
from tests.cases.appeals.scene import GROUNDS, QUEUE, WHY, author_of, decision_of, page_of, read
from tests.conftest import join


def takes_part(how, case, comment, chen, second, amara):
    """Make `second` take part in the matter of the comment; who takes it away."""
    if how == "author of the case":
        case.author = second
        case.save()
    if how == "in the panel":
        decision = case.decisions.create(question="Which?", opened_by=amara, proposals_close_at=timezone.now())
        decision.seats.create(membership=second, pseudonym="A")
    return second if how == "took it away" else chen


@pytest.mark.parametrize("how", ["took it away", "author of the post", "author of the case", "in the panel", "reporter", "reported before"])
def test_whoever_takes_part_does_not_decide(as_user, case, comment, fay, chen, second, admin, amara, take, appeal, clean, how):
    by = takes_part(how, case, comment, chen, second, amara)
    if how == "author of the post":
        Comment.unscoped.filter(pk=comment.pk).update(author=second)
        comment.refresh_from_db()
    if how == "reported before":
        Flag.report(comment, by=second, reason="other").restore(by=chen)
        comment.refresh_from_db()
    flag = take(comment, reporter=second if how == "reporter" else fay, by=by)
    made = appeal(flag)

    page = as_user(second).get(decision_of(made)).content.decode()
    with pytest.raises(PermissionDenied):
        made.decide("granted", by=second, reason=clean("It may stay."))
    assert as_user(second).post(decision_of(made), {"answer": "It may stay.", "ruling": "granted"}).status_code == 403
    assert "You took part" in page
    assert 'name="ruling"' not in page
    assert "You took part" in read(as_user(second), QUEUE)
    assert made.decidable_by(admin)
    assert second not in made.deciders
    if how != "took it away":  # whom the rule of reports bars while a report is open, the rule of appeals bars too
        Flag.unscoped.filter(pk=flag.pk).update(resolved_at=None)
        assert how == "reported before" or Flag.unscoped.get(pk=flag.pk).bars(second)


def test_members_and_moderators_of_other_circles_do_not_decide(as_user, comment, take, appeal, amara, fay, bose, dahl, clean):
    dahl.role = "moderator"
    dahl.save()
    made, uninvolved = appeal(take(comment)), join(comment.case.circle, "Gray")

    for somebody, status in ((amara, 403), (fay, 403), (bose, 403), (uninvolved, 403), (dahl, 404)):
        with pytest.raises(PermissionDenied):
            made.decide("upheld", by=somebody, reason=clean("It stands."))
        assert as_user(somebody).get(decision_of(made)).status_code == status
        assert as_user(somebody).post(decision_of(made), {"answer": "It stands.", "ruling": "upheld"}).status_code == status


def test_the_page_of_an_appeal_shows_everything_and_no_reporter(as_user, post, take, appeal, second, fay, chen):
    made = appeal(take(post))

    page = as_user(second).get(decision_of(made)).content.decode()

    for words in (
        GROUNDS,
        WHY,
        "Disrespectful",
        {"case": "Two syncopes", "comment": "I would not wait.", "media": "A chart"}[post._meta.model_name],
    ):
        assert words in page
    assert fay.name not in page
    assert chen.name not in page


def test_who_may_decide_is_told_and_who_may_not_is_not(comment, take, appeal, chen, second, admin):
    appeal(take(comment))

    assert {row.membership for row in Notification.unscoped.filter(kind="appeal")} == {second, admin}


def test_where_nobody_may_decide_the_admins_are_told_in_a_plain_sentence(as_user, comment, take, appeal, fay, admin, chen, bose):
    flag = take(comment, by=admin, reporter=chen)
    made = appeal(flag)

    assert made.deciders == []
    assert {row.membership for row in Notification.unscoped.filter(kind="appeal")} == {admin}
    for address in (QUEUE, decision_of(made)):
        assert "Make another member a moderator" in read(as_user(admin), address)
        assert "Until an admin makes another member a moderator" in read(as_user(chen), address)

    fay.change_role("moderator", by=admin)

    assert made.deciders == [fay]
    assert "Nobody in this circle" not in read(as_user(admin), QUEUE)


@pytest.mark.parametrize("role", ["member", "moderator", "admin"])
def test_that_nobody_may_decide_is_not_said_to_the_author_for_it_tells_who_reported(
    as_user, comment, take, appeal, admin, chen, bose, role
):
    made = appeal(take(comment, by=admin, reporter=chen))
    type(bose).unscoped.filter(pk=bose.pk).update(role=role)
    bose.refresh_from_db()

    pages = [page_of(made.flag), *([] if role == "member" else [QUEUE, decision_of(made)])]

    for address in pages:
        assert ("Nobody in this circle" in read(as_user(bose), address)) is (role == "admin")


@pytest.mark.parametrize("when", ["reported", "appealed"])
def test_a_moderator_reads_no_note_about_their_own_post(as_user, comment, fay, chen, bose, admin, appeal, clean, when):
    type(bose).unscoped.filter(pk=bose.pk).update(role="moderator")
    flag = Flag.report(comment, by=fay, reason="unkind", note=clean("I was in that theatre."))
    address = reverse("resolution", kwargs={"circle": "cardio", "flag": flag.pk})
    if when == "appealed":
        flag.remove(by=chen, explanation=clean(WHY))
        address = decision_of(appeal(flag))

    assert "I was in that theatre." in read(as_user(admin), address)
    page = read(as_user(bose), address)
    assert "Disrespectful" in page
    assert "I was in that theatre." not in page


def test_granted_it_comes_back_for_everyone_where_it_was(as_user, case, post, take, appeal, second, bose, amara, url):
    made, author = appeal(take(post)), author_of(post)
    reader = bose if author == amara else amara
    before = case.comments.shown().count()

    as_user(second).post(decision_of(made), {"answer": "It was kindly meant.", "ruling": "granted"})

    post.refresh_from_db()
    case.refresh_from_db()
    page = read(as_user(reader), url("case", case))
    assert {"case": "Two syncopes", "comment": "I would not wait.", "media": str(post.pk)}[post._meta.model_name] in page
    assert (post.removed_at, post.hidden_at) == (None, None)
    assert case.comment_count == case.comments.shown().count() == (1 if post._meta.model_name == "comment" else before)
    if post._meta.model_name == "media":
        assert as_user(reader).get(url("media-file", case, media=post.pk)).status_code == 200
        assert post.kept_until is None
    mine = read(as_user(author), page_of(made.flag))
    assert "It was kindly meant." in mine
    assert "It is shown again where it was." in mine
    assert second.name not in mine


def test_upheld_it_stays_away_and_the_author_reads_why(as_user, case, post, take, appeal, second, bose, amara, url):
    made, author = appeal(take(post)), author_of(post)
    reader = bose if author == amara else amara

    as_user(second).post(decision_of(made), {"answer": "A joke can hurt.", "ruling": "upheld"})

    post.refresh_from_db()
    notice = author.notifications.get(kind="appealed")
    followed = as_user(author).post(reverse("notice", kwargs={"circle": "cardio", "notice": notice.pk}), follow=True).content.decode()
    assert post.removed_at is not None
    assert "A joke can hurt." in followed
    assert "The removal stands" in followed
    for words in ("A joke can hurt.", GROUNDS):
        assert words not in read(as_user(reader), url("case", case))
        assert words not in read(as_user(reader), "/c/cardio/notices/")
    assert as_user(author).post(page_of(made.flag), {"grounds": "Once more."}).status_code == 409


def test_a_ruling_needs_a_reason_and_must_be_one_of_ours(as_user, comment, take, appeal, second, clean):
    made = appeal(take(comment))

    for data in ({"ruling": "granted", "answer": " "}, {"ruling": "perhaps", "answer": "It may stay."}, {"answer": "It may stay."}):
        answer = as_user(second).post(decision_of(made), data)
        assert answer.status_code == 422
        assert data["answer"].strip() in answer.content.decode()
    with pytest.raises(ValueError, match="reason"):
        made.decide("granted", by=second, reason=clean(" "))
    with pytest.raises(ValueError, match="perhaps"):
        made.decide("perhaps", by=second, reason=clean("It may stay."))
    made.refresh_from_db()
    assert made.decided_at is None


def test_it_is_decided_once_and_what_the_slower_one_wrote_is_not_lost(as_user, comment, take, appeal, second, admin, clean, monkeypatch):
    made = appeal(take(comment))
    page, slow = as_user(admin), Appeal.unscoped.get(pk=made.pk)
    made.decide("upheld", by=second, reason=clean("It stands."))

    with pytest.raises(AlreadyDecided):
        slow.decide("granted", by=admin, reason=clean("Too late."))
    answer = page.post(decision_of(made), {"answer": "I see it in another way.", "ruling": "granted"})

    comment.refresh_from_db()
    assert answer.status_code == 409
    assert "Somebody else decided this appeal a moment before you." in answer.content.decode()
    assert "I see it in another way." in answer.content.decode()
    assert comment.removed_at is not None
    assert Appeal.unscoped.get().ruling == "upheld"
    assert "This appeal was already decided." in read(page, decision_of(made))
