"""Appeals: the author of a post that was taken away reads why, appeals once, and a second person decides, who is never told by whom."""

import os
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.ledger import LedgerEntry
from cases.endings import Declined
from cases.intake.sweep import sweep
from cases.models import Appeal, Comment, Flag, Notification
from cases.models.appeal import AlreadyAppealed, AlreadyDecided
from cases.models.media import GRACE, KEPT
from cases.storage import clean_storage
from cases.tasks import deliver_notices
from tests.conftest import join

WHY = "Please stay kind."
GROUNDS = "It was a joke among colleagues."


@pytest.fixture
def fay(circle):
    """A member, who reports."""
    return join(circle, "Fay")


@pytest.fixture
def second(circle):
    """A second moderator."""
    return join(circle, "Adeyemi", "moderator")


@pytest.fixture
def stored():
    """Gives a picture real bytes in the private storage, behind the lock's back."""

    def put(media):
        path = clean_storage().path(media.file.name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(b"x")
        return media

    return put


@pytest.fixture
def media(case, amara, picture, stored):
    return stored(picture(case, amara))


@pytest.fixture(params=["case", "comment", "media"])
def post(request, case, comment, media):
    """Each kind of post in turn."""
    return {"case": case, "comment": comment, "media": media}[request.param]


@pytest.fixture
def take(fay, chen, clean):
    """`take(post, reason)`: reported by fay, taken away by chen; the report."""

    def taken(post, reason="unkind", **who):
        flag = Flag.report(post, by=who.get("reporter", fay), reason=reason)
        flag.remove(by=who.get("by", chen), explanation=clean(WHY))
        return flag

    return taken


@pytest.fixture
def appeal(clean):
    """`appeal(flag)`: its author appeals."""
    return lambda flag: Appeal.make(Flag.unscoped.get(pk=flag.pk), by=flag.post_author, grounds=clean(GROUNDS))


def author_of(post):
    return post.by if post._meta.model_name == "media" else post.author


def page_of(flag):
    return reverse("appeal", kwargs={"circle": "cardio", "taking": flag.pk})


def decision_of(appeal):
    return reverse("appeal-decision", kwargs={"circle": "cardio", "appeal": appeal.pk})


def file_of(appeal, media):
    return reverse("appealed-file", kwargs={"circle": "cardio", "appeal": appeal.pk, "media": media.pk})


def read(client, address):
    return client.get(address, follow=True).content.decode()


QUEUE = "/c/cardio/queue/"


# --- What the author reads ----------------------------------------------------------------------------------------------------


def test_the_author_reads_why_and_by_which_rule_and_never_who(as_user, post, take, fay, chen):
    flag = take(post)

    page = read(as_user(author_of(post)), page_of(flag))

    assert WHY in page
    assert "Disrespectful" in page
    assert fay.name not in page
    assert chen.name not in page


def test_every_rule_it_was_reported_by_stands_there_once_and_any_of_the_reports_leads_there(
    as_user, comment, amara, fay, admin, bose, chen, clean
):
    first = Flag.report(comment, by=fay, reason="unkind")
    second = Flag.report(comment, by=amara, reason="unsafe")
    Flag.report(comment, by=admin, reason="unkind")
    first.remove(by=chen, explanation=clean(WHY))

    for flag in (first, second):
        page = read(as_user(bose), page_of(flag))
        assert (page.count("Disrespectful"), page.count("Dangerous or wrong advice")) == (1, 1)


def test_the_notice_leads_to_that_page(as_user, post, take):
    author, flag = author_of(post), take(post)
    notice = author.notifications.get(kind="resolution")

    answer = as_user(author).post(reverse("notice", kwargs={"circle": "cardio", "notice": notice.pk}))

    assert answer.url == page_of(flag)


def test_the_notice_of_a_report_after_which_it_stayed_leads_to_the_post(as_user, comment, fay, chen, bose, case):
    Flag.report(comment, by=fay, reason="other").restore(by=chen)
    notice = bose.notifications.get(kind="resolution")

    answer = as_user(bose).post(reverse("notice", kwargs={"circle": "cardio", "notice": notice.pk}))

    assert answer.url == f"{case.get_absolute_url()}#{comment.anchor}"


def test_where_the_comment_was_its_author_finds_the_way_and_nobody_else(as_user, case, comment, take, bose, amara, chen, url):
    flag = take(comment)

    for somebody, finds in ((bose, True), (amara, False), (chen, False)):
        page = read(as_user(somebody), url("case", case))
        assert (f'{page_of(flag)}">Why, and how to appeal' in page) is finds
        assert ("A moderator removed this comment of yours." in page) is finds


def test_one_that_came_back_and_its_author_then_took_back_is_no_taking_either(
    as_user, case, comment, take, appeal, second, bose, url, clean
):
    appeal(take(comment)).decide("granted", by=second, reason=clean("It was kindly meant."))

    Comment.unscoped.get(pk=comment.pk).withdraw(by=bose)

    page = read(as_user(bose), url("case", case))
    assert "This comment was removed." in page
    assert "A moderator removed this comment of yours." not in page


def test_a_comment_its_author_took_back_is_no_taking(as_user, case, comment, bose, url):
    comment.withdraw(by=bose)

    assert "This comment was removed." in read(as_user(bose), url("case", case))


def test_where_the_picture_was_its_author_reads_why(as_user, case, media, take, amara, bose, url):
    flag = take(media)

    assert page_of(flag) in read(as_user(amara), url("case", case))
    assert page_of(flag) not in read(as_user(bose), url("case", case))


def test_where_the_case_was_its_author_is_led_to_the_reason_and_nobody_else(as_user, case, take, amara, bose, chen, admin, url):
    flag = take(case)

    assert as_user(amara).get(url("case", case)).url == page_of(flag)
    for somebody in (bose, chen, admin):
        assert as_user(somebody).get(url("case", case)).status_code == 404


def test_the_page_is_the_authors_alone_and_only_for_what_was_taken_away(
    as_user, comment, take, fay, amara, bose, chen, admin, second, dahl, edith
):
    flag = take(comment)
    stays = Flag.report(Comment.unscoped.create(case=comment.case, author=bose, body="B", html="B"), by=fay, reason="other")

    for somebody in (fay, amara, chen, admin, second, dahl, edith):
        assert as_user(somebody).get(page_of(flag)).status_code == 404
        assert as_user(somebody).post(page_of(flag), {"grounds": GROUNDS}).status_code == 404
    assert as_user(bose).get(page_of(stays)).status_code == 404
    stays.restore(by=chen)
    assert as_user(bose).get(page_of(stays)).status_code == 404


# --- Appealing ------------------------------------------------------------------------------------------------------------------


def test_an_author_appeals_with_words_and_it_waits_in_the_queue(as_user, post, take, second):
    flag = take(post)

    answer = as_user(author_of(post)).post(page_of(flag), {"grounds": GROUNDS}, follow=True)

    made = Appeal.unscoped.get()
    assert (made.flag, made.by, made.grounds, made.decided_at) == (flag, author_of(post), GROUNDS, None)
    assert "Your appeal is made." in answer.content.decode()
    assert decision_of(made) in read(as_user(second), QUEUE)


@pytest.mark.parametrize("somebody", ["fay", "amara", "chen", "admin", "dahl", "edith"])
def test_nobody_but_the_author_appeals(request, comment, take, somebody, clean):
    with pytest.raises(PermissionDenied):
        Appeal.make(take(comment), by=request.getfixturevalue(somebody), grounds=clean(GROUNDS))


def test_an_author_who_left_appeals_no_more(as_user, comment, take, bose, clean):
    flag = take(comment)
    bose.leave(by=bose)

    assert as_user(bose).post(page_of(flag), {"grounds": GROUNDS}).status_code == 404
    with pytest.raises(PermissionDenied):
        Appeal.make(flag, by=bose, grounds=clean(GROUNDS))


@pytest.mark.parametrize("action", ["restore", "mask_more"])
def test_there_is_no_appeal_against_anything_but_a_removal(comment, fay, chen, bose, clean, action):
    flag = Flag.report(comment, by=fay, reason="other")
    getattr(flag, action)(by=chen, explanation=clean(WHY))

    with pytest.raises(PermissionDenied):
        Appeal.make(flag, by=bose, grounds=clean(GROUNDS))


def test_the_same_words_sent_twice_are_one_appeal_and_other_words_are_kept_on_the_page(as_user, comment, take, bose):
    flag, client = take(comment), as_user(bose)

    assert [client.post(page_of(flag), {"grounds": GROUNDS}).status_code for _time in range(2)] == [302, 302]
    again = client.post(page_of(flag), {"grounds": "Quite another sentence."})

    assert again.status_code == 409
    assert "You have appealed already" in again.content.decode()
    assert "Quite another sentence." in again.content.decode()
    assert Appeal.unscoped.get().grounds == GROUNDS


def test_two_reports_of_one_taking_are_one_appeal(comment, fay, amara, chen, bose, clean):
    flags = [Flag.report(comment, by=somebody, reason="unkind") for somebody in (fay, amara)]
    flags[1].remove(by=chen, explanation=clean(WHY))
    flags = [Flag.unscoped.get(pk=flag.pk) for flag in flags]
    Appeal.make(flags[1], by=bose, grounds=clean(GROUNDS))

    with pytest.raises(AlreadyAppealed):
        Appeal.make(flags[0], by=bose, grounds=clean("Other words."))


def test_a_second_taking_has_an_appeal_of_its_own(comment, take, appeal, second, bose, clean, case, as_user, url):
    appeal(take(comment)).decide("granted", by=second, reason=clean("It may stay."))
    comment.refresh_from_db()

    again = take(comment, "unsafe")
    appeal(again)

    assert Appeal.unscoped.count() == 2
    assert f'{page_of(again)}">Why, and how to appeal' in read(as_user(bose), url("case", case))


def test_an_appeal_without_words_is_asked_for_them(as_user, comment, take, bose, clean):
    flag = take(comment)

    assert "Say why" in as_user(bose).post(page_of(flag), {"grounds": "  "}).content.decode()
    with pytest.raises(ValueError, match="grounds"):
        Appeal.make(flag, by=bose, grounds=clean(" "))


@pytest.mark.parametrize("words", ["Write to anna.berg@example.com", "She was born on 12/03/1961", "Dr Martin Keller from Toulouse agrees"])
def test_identifying_words_are_asked_about_and_nothing_typed_is_lost(as_user, comment, take, appeal, bose, second, words):
    flag = take(comment)

    refused = as_user(bose).post(page_of(flag), {"grounds": f"{words}, as I said."})
    made = appeal(flag)
    decided = as_user(second).post(decision_of(made), {"answer": f"{words}, as I said.", "ruling": "granted"})

    for answer in (refused, decided):
        assert answer.status_code == 422
        assert '<mark class="hit' in answer.content.decode()
        assert f"{words}, as I said." in answer.content.decode()
    made.refresh_from_db()
    assert (made.grounds, made.decided_at, made.reason) == (GROUNDS, None, "")


def test_what_only_the_model_sees_is_asked_about_too_and_without_it_nothing_passes(as_user, comment, take, bose, settings, tmp_path):
    flag = take(comment)
    settings.TEXT_MODEL_SOCKET, settings.TEXT_MODEL_SECONDS = tmp_path / "nobody", 0.1

    answer = as_user(bose).post(page_of(flag), {"grounds": GROUNDS})

    assert answer.status_code == 422
    assert GROUNDS in answer.content.decode()
    assert "cannot be checked right now" in answer.content.decode()
    assert Appeal.unscoped.count() == 0


def test_while_it_is_typed_the_words_are_looked_at_without_the_case_that_cannot_be_opened(as_user, case, take, amara):
    flag = take(case)
    page = read(as_user(amara), page_of(flag))

    looked = as_user(amara).post("/c/cardio/words/", {"field": "grounds", "text-grounds": "Ask anna.berg@example.com", "case": ""})

    assert 'data-case=""' in page
    assert looked.json()["hits"]


# --- A second person --------------------------------------------------------------------------------------------------------------


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


# --- Decisions ------------------------------------------------------------------------------------------------------------------------


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


# --- What cannot come back -----------------------------------------------------------------------------------------------------------


def test_what_was_wiped_for_privacy_cannot_come_back_and_the_pages_say_so_before_one_writes(
    as_user, post, take, appeal, second, case, bose, url
):
    flag = take(post, "privacy")
    before = read(as_user(author_of(post)), page_of(flag))
    made = appeal(flag)

    asked = as_user(second).get(decision_of(made)).content.decode()
    as_user(second).post(decision_of(made), {"answer": "Nobody could be recognised.", "ruling": "granted"})

    post.refresh_from_db()
    after = read(as_user(author_of(post)), page_of(flag))
    assert "It cannot come back, whatever is decided" in before
    assert 'name="grounds"' in before
    assert "your answer is for the record" in asked
    assert post.removed_at is not None
    assert "It is on record that the removal was wrong." in after
    assert LedgerEntry.objects.get(event="appeal.granted").facts["back"] is False


def test_wiping_a_case_wipes_the_comments_and_pictures_that_were_kept_for_an_appeal(
    case, comment, media, bose, picture, stored, take, second, clean, fay
):
    beside = stored(picture(case, bose, comment=comment, file="x/beside.png"))
    flags = [take(comment), take(media)]
    appeals = [Appeal.make(flag, by=flag.post_author, grounds=clean(GROUNDS)) for flag in flags]
    case.refresh_from_db()
    take(case, "privacy")
    sweep()

    for made in appeals:
        made.decide("granted", by=second, reason=clean("It was kindly meant."))

    for row in (comment, media, beside):
        row.refresh_from_db()
        assert row.removed_at is not None
        assert row.is_wiped
    assert comment.body == ""
    assert not clean_storage().exists("x/none.png")
    assert not clean_storage().exists("x/beside.png")


def test_a_picture_taken_away_for_another_reason_keeps_its_file_for_an_appeal_and_no_longer(media, take, appeal, second, clean):
    made = appeal(take(media))
    media.refresh_from_db()
    assert abs(media.kept_until - timezone.now() - KEPT) < timedelta(minutes=1)
    sweep()
    assert clean_storage().exists("x/none.png")

    type(media).unscoped.update(kept_until=timezone.now() - GRACE - timedelta(minutes=1))
    sweep()
    made.decide("granted", by=second, reason=clean("It may stay."))

    media.refresh_from_db()
    assert not clean_storage().exists("x/none.png")
    assert (media.file.name, media.is_wiped, media.removed_at is None) == ("", True, False)


def test_within_the_grace_of_the_sweeper_it_no_longer_comes_back(media, take, appeal, second, clean):
    made = appeal(take(media))
    type(media).unscoped.update(kept_until=timezone.now() - timedelta(seconds=1))

    made.decide("granted", by=second, reason=clean("It may stay."))
    sweep()

    media.refresh_from_db()
    assert media.removed_at is not None
    assert clean_storage().exists("x/none.png")


def test_an_appeal_keeps_the_file_as_long_again(media, take, appeal):
    flag = take(media)
    type(media).unscoped.update(kept_until=timezone.now() + timedelta(days=1))

    appeal(flag)

    media.refresh_from_db()
    assert media.kept_until > timezone.now() + KEPT - timedelta(days=1)


@pytest.mark.parametrize("how", ["privacy", "by its author"])
def test_what_goes_for_privacy_or_by_its_own_author_goes_at_once(media, take, amara, how):
    if how == "privacy":
        take(media, "privacy")
    else:
        media.remove(by=amara)
    sweep()

    assert not clean_storage().exists("x/none.png")


def test_what_its_author_removed_for_good_is_not_kept_since_a_moderator_then_answers_its_report(media, fay, chen, amara, clean):
    flag = Flag.report(media, by=fay, reason="unkind")
    media.remove(by=amara)
    Flag.unscoped.get(pk=flag.pk).remove(by=chen, explanation=clean(WHY))
    sweep()

    media.refresh_from_db()
    assert (media.kept_until, media.is_wiped) == (None, True)
    assert not clean_storage().exists("x/none.png")


def test_a_picture_whose_removal_stands_is_deleted_since_nobody_can_appeal_again(as_user, media, take, appeal, second, amara, clean):
    made = appeal(take(media))
    sweep()
    assert clean_storage().exists("x/none.png")

    made.decide("upheld", by=second, reason=clean("It stands."))
    sweep()

    assert not clean_storage().exists("x/none.png")
    assert "deleted for good" in read(as_user(amara), page_of(made.flag))


def test_a_picture_taken_away_is_out_of_reach_for_everyone_but_those_who_decide_while_it_waits(
    as_user, case, media, take, appeal, amara, bose, chen, second, url, clean
):
    made = appeal(take(media))

    for somebody in (amara, bose, chen, second):
        assert as_user(somebody).get(url("media-file", case, media=media.pk)).status_code == 404
    for somebody, status in ((amara, 403), (bose, 403), (second, 200)):
        assert as_user(somebody).get(file_of(made, media)).status_code == status
    made.decide("upheld", by=second, reason=clean("It stands."))
    assert as_user(second).get(file_of(made, media)).status_code == 404


def test_a_picture_taken_away_does_not_come_back_by_a_review_that_was_under_way(media, take, appeal, second, clean):
    again = media.look_again(found={"text": 1})
    again.check_standing()
    made = appeal(take(media))

    with pytest.raises(Declined):
        again.check_standing()
    made.decide("granted", by=second, reason=clean("It may stay."))
    again.check_standing()


def test_an_appeal_opens_the_pictures_of_its_own_post_alone(as_user, case, comment, media, bose, picture, stored, take, appeal, second):
    own = stored(picture(case, bose, comment=comment, file="x/own.png"))
    made = appeal(take(comment))

    assert as_user(second).get(file_of(made, own)).status_code == 200
    assert as_user(second).get(file_of(made, media)).status_code == 404


# --- Ledger, mail, cost ---------------------------------------------------------------------------------------------------------------


def test_every_step_is_in_the_ledger_without_a_word(comment, take, appeal, second, bose, clean):
    made = appeal(take(comment))
    made.decide("granted", by=second, reason=clean("It was kindly meant."))

    steps = LedgerEntry.objects.filter(event__startswith="appeal.").order_by("seq")
    assert [(step.event, step.actor_id) for step in steps] == [("appeal.made", bose.user_id), ("appeal.granted", second.user_id)]
    assert steps[1].facts == {"back": True, "post": "comment", "post_id": str(comment.pk)}
    assert LedgerEntry.objects.filter(event="comment.restored").count() == 1
    written = " ".join(str(entry.facts) for entry in LedgerEntry.objects.all())
    assert "kind" not in written.replace("unkind", "")
    assert "joke" not in written


def test_an_entry_that_cannot_be_written_undoes_the_decision(comment, take, appeal, second, clean, monkeypatch):
    from cases.models import appeal as module

    made = appeal(take(comment))

    def fails(*args, **facts):
        raise RuntimeError

    monkeypatch.setattr(module.ledger, "record", fails)
    with pytest.raises(RuntimeError):
        made.decide("granted", by=second, reason=clean("It may stay."))

    comment.refresh_from_db()
    made.refresh_from_db()
    assert comment.removed_at is not None
    assert made.decided_at is None


def test_the_mail_of_an_appeal_says_nothing_of_it(settings, as_user, comment, take, appeal, second, clean):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    made = appeal(take(comment))
    deliver_notices()
    Notification.unscoped.filter(kind="appealed").update(mailed_at=None)
    made.decide("upheld", by=second, reason=clean("A joke can hurt."))
    Notification.unscoped.exclude(kind="appealed").update(mailed_at=timezone.now() - timedelta(hours=1))
    deliver_notices()

    assert {message.to[0] for message in mail.outbox} >= {"adeyemi@example.org", "bose@example.org"}
    for message in mail.outbox:
        for words in ("appeal", "joke", "removed", "Cardiology", "Disrespectful"):
            assert words not in message.subject + message.body


def test_a_list_of_appeals_is_the_circles_own(as_user, comment, take, appeal, dahl):
    appeal(take(comment))
    dahl.role = "admin"
    dahl.save()

    assert "Appeal" not in read(as_user(dahl), "/c/dental/queue/")


@pytest.mark.parametrize("count", [1, 8])
def test_the_queue_and_the_notices_cost_the_same_whatever_their_length(
    as_user, case, bose, take, appeal, second, clean, count, django_assert_max_num_queries
):
    for number in range(count):
        appeal(take(Comment.write(case=case, by=bose, body=clean(f"Comment {number}"))))
    moderator, author = as_user(second), as_user(bose)
    moderator.get(QUEUE), author.get("/c/cardio/notices/")

    with django_assert_max_num_queries(3 + 3):  # who asks; the reports, the appeals, the files that wait for a second look
        moderator.get(QUEUE)
    with django_assert_max_num_queries(3 + 3):  # who asks; the notices, the titles of their cases, the verdicts with their appeals
        author.get("/c/cardio/notices/")
    with django_assert_max_num_queries(10):
        author.get(case.get_absolute_url())
