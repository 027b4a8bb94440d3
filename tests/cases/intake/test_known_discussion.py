"""What a file gives away is looked for in what is already stored of the discussion and the decisions, before the file joins them."""

import pytest
from django.core import mail
from django.urls import reverse

from cases.intake import known
from cases.models import Comment, Decision, Flag, Notification
from cases.models.intake import State
from tests.cases.intake.conftest import Sender
from tests.cases.intake.test_known import NAME, lettered


@pytest.fixture
def say(case):
    """Store a comment as it was written before anything was known of the patient."""

    def said(by, body):
        case.touch(comments=1)
        return Comment.unscoped.create(case=case, author=by, body=body, html=f"<p>{body}</p>")

    return said


@pytest.fixture
def waiting(sender, work):
    """Send the file and look at it; the upload then waits for its author's review."""

    def sent():
        sender.send(lettered(), name=NAME)
        work()
        return sender.intake()

    return sent


def test_a_comment_of_another_keeps_the_file_out_until_it_is_reported(sender, work, case, amara, bose, say, waiting):
    comment = say(bose, "I saw Dupont last year.")
    say(bose, "The ECG looks fine to me.")
    assert waiting().found["counts"]["known_words"] == 1

    refused = sender.review()

    page = refused.content.decode()
    assert refused.status_code == 422
    assert (
        "A comment holds a name, number or date that this file holds too. Its author was told: wait until it is replaced, or report it."
        in page
    )
    assert page.count(comment.get_absolute_url()) == 1
    assert "Report it as a privacy problem, which hides it, then come back." in page
    assert "dupont" not in page.lower()
    assert "dupont" not in sender.page().lower()

    Flag.report(comment, by=amara, reason="privacy")
    comment.refresh_from_db()
    assert comment.hidden_at is not None and Flag.unscoped.unresolved().count() == 1
    sender.review()
    work()
    assert sender.intake().state == State.ATTACHED


def test_the_author_of_a_comment_is_told_where_and_sees_there_what_to_replace(
    sender, work, as_user, case, amara, bose, say, waiting, clean
):
    comment = say(bose, "I saw Dupont last year.")
    say(bose, "The ECG looks fine to me.")
    waiting()

    notice = bose.notifications.get()
    client = as_user(bose)
    assert (notice.kind, notice.case_id, notice.anchor) == (Notification.Kind.WORDS, case.pk, comment.anchor)
    listed = client.get(reverse("notifications", kwargs={"circle": case.circle.slug})).content.decode()
    assert "An identifier in your own words must be replaced" in listed and "dupont" not in listed.lower()
    assert not any("dupont" in message.body.lower() for message in mail.outbox)

    followed = client.post(reverse("notice", kwargs={"circle": case.circle.slug, "notice": notice.pk}), follow=True)
    form = followed.content.decode()
    assert followed.redirect_chain[-1][0] == reverse(
        "comment-edit", kwargs={"circle": case.circle.slug, "case": case.pk, "comment": comment.pk}
    )
    assert '<mark class="hit hit--hard">Dupont</mark>' in form and "Must be replaced" in form
    assert not any(word in form.lower() for word in ("jean", "zhukova", "1956"))

    comment.edit(by=bose, body=clean("I saw such a patient last year."))
    sender.review()
    work()
    assert sender.intake().state == State.ATTACHED


def test_a_notice_leads_to_the_case_where_its_words_can_no_longer_be_changed(as_user, case, bose, say, waiting):
    comment = say(bose, "I saw Dupont last year.")
    waiting()
    Comment.unscoped.filter(pk=comment.pk).update(hidden_at=comment.created_at)

    address = reverse("notice", kwargs={"circle": case.circle.slug, "notice": bose.notifications.get().pk})
    assert as_user(bose).post(address).url == comment.get_absolute_url()


def test_nobody_is_told_twice_of_one_comment_nor_of_their_own_words_nor_after_leaving(sender, work, case, amara, bose, edith, say, waiting):
    for member in (amara, bose, edith):
        say(member, "I saw Dupont last year.")
    waiting()
    waiting()

    assert list(Notification.unscoped.filter(kind=Notification.Kind.WORDS).values_list("membership", flat=True)) == [bose.pk]
    page = sender.page()
    assert page.count("Its author was told: wait until it is replaced, or report it.") == 1  # edith can not
    assert page.count("A comment of yours holds") == page.count('<mark class="hit hit--hard">Dupont</mark>') == 1


def test_who_sends_a_picture_with_a_comment_is_told_of_the_case_without_its_words_and_its_author_is_told(as_user, case, amara, bose, work):
    type(case).unscoped.filter(pk=case.pk).update(findings="Dupont is well")
    theirs = Sender(as_user(bose), case)
    theirs.send(lettered(), name=NAME, for_comment=True)
    work()

    page, refused = theirs.page(), theirs.review()
    assert refused.status_code == 422
    assert "Its author was told: wait until it is replaced, report the case, or give the file up." in page
    assert "dupont" not in page.lower() and "dupont" not in refused.content.decode().lower()
    notice = amara.notifications.get(kind=Notification.Kind.WORDS)
    followed = as_user(amara).post(reverse("notice", kwargs={"circle": case.circle.slug, "notice": notice.pk}), follow=True)
    assert '<mark class="hit hit--hard">Dupont</mark>' in followed.content.decode()


def test_the_description_of_a_picture_is_searched_and_taken_away_by_who_wrote_it(sender, work, as_user, case, bose, attached, waiting):
    type(attached).unscoped.update(description="Hand of Dupont")
    waiting()

    page = sender.review().content.decode()
    assert reverse("media-removal", kwargs={"circle": case.circle.slug, "case": case.pk, "media": attached.pk}) in page
    assert 'Hand of <mark class="hit hit--hard">Dupont</mark>' in page

    type(attached).unscoped.update(by=bose)
    assert "dupont" not in sender.review().content.decode().lower()
    type(attached).unscoped.update(hidden_at=attached.created_at)
    assert sender.review().status_code == 302


@pytest.mark.parametrize("gone", ["hidden_at", "removed_at"])
def test_the_picture_of_a_comment_that_is_not_shown_holds_up_nothing(sender, case, bose, attached, say, waiting, gone):
    comment = say(bose, "The ECG looks fine to me.")
    type(attached).unscoped.update(description="Hand of Dupont", by=bose, comment=comment)
    waiting()
    assert "The description of a picture" in sender.review().content.decode()

    Comment.unscoped.update(**{gone: comment.created_at})

    assert sender.review().status_code == 302


def test_a_picture_that_waits_for_its_comment_is_searched_too(sender, bose, attached, waiting):
    type(attached).unscoped.update(description="Hand of Dupont", by=bose, attached_at=None)
    waiting()

    refused = sender.review()

    assert refused.status_code == 422
    assert "A picture that waits for its comment" in refused.content.decode()
    assert str(attached.pk) not in refused.content.decode()


def test_a_comment_of_ones_own_is_edited(sender, work, amara, say, waiting, clean):
    comment = say(amara, "Born on 12 March 1956, as you know.")
    waiting()

    page = sender.review().content.decode()
    assert "Edit your comment, then come back." in page
    assert '<p class="hits__words">Born on <mark class="hit hit--hard">12 March 1956</mark>, as you know.</p>' in page

    comment.edit(by=amara, body=clean("Born in the fifties, as you know."))
    sender.review()
    work()
    assert sender.intake().state == State.ATTACHED


def test_the_words_of_a_decision_are_searched_too(sender, case, amara, waiting):
    intake = waiting()
    decision = Decision.unscoped.create(case=case, opened_by=amara, question="Operate on Dupont?", proposals_close_at=intake.created_at)

    refused = sender.review()

    assert refused.status_code == 422
    assert "Report the case, or give the file up." in refused.content.decode()
    Decision.unscoped.filter(pk=decision.pk).update(question="Operate?")
    assert sender.review().status_code == 302


def test_a_comment_that_comes_to_hold_it_after_the_review_keeps_it_out(sender, work, case, bose, say, waiting):
    waiting()
    sender.review()
    say(bose, "dupont again")
    work()

    assert (sender.intake().state, sender.intake().code) == (State.ABORTED, "known")
    assert not case.media.exists()


def test_a_long_discussion_is_searched_whatever_its_length(case, bose, say):
    for number in range(8):
        say(bose, f"{number} " + "steady as before " * 580)
    last = say(bose, "and then " * 1000 + "DUPONT")

    (held,) = known.commented(case, ["dupont"])
    assert held.post == last
    assert [held.text[start:end] for start, end in held.spans] == ["DUPONT"]
    assert known.commented(case, ["zhukova"]) == known.commented(case, ()) == []


def test_an_eponym_in_a_comment_is_no_name(case, bose, say):
    say(bose, "Wilson disease was excluded.")

    assert known.commented(case, ["wilson"]) == []
