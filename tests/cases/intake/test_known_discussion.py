"""What a file gives away is looked for in what is already stored of the discussion and the decisions, before the file joins them."""

import pytest

from cases.intake import known
from cases.models import Comment, Decision, Flag
from cases.models.intake import State
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
    assert "A comment holds a name, number or date that this file holds too." in page
    assert page.count(comment.get_absolute_url()) == 1
    assert "Report it as a privacy problem, which hides it, then come back." in page
    assert "dupont" not in page.lower()

    Flag.report(comment, by=amara, reason="privacy")
    comment.refresh_from_db()
    assert comment.hidden_at is not None and Flag.unscoped.unresolved().count() == 1
    sender.review()
    work()
    assert sender.intake().state == State.ATTACHED


def test_a_comment_of_ones_own_is_edited(sender, work, amara, say, waiting, clean):
    comment = say(amara, "Born on 12 March 1956, as you know.")
    waiting()

    assert "Edit your comment, then come back." in sender.review().content.decode()

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

    assert known.commented(case, ["dupont"]) == [last]
    assert known.commented(case, ["zhukova"]) == known.commented(case, ()) == []


def test_an_eponym_in_a_comment_is_no_name(case, bose, say):
    say(bose, "Wilson disease was excluded.")

    assert known.commented(case, ["wilson"]) == []
