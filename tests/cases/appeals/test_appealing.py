"""An author appeals once, in words that pass de-identification."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.models import Appeal, Flag
from cases.models.appeal import AlreadyAppealed
from tests.cases.appeals.scene import GROUNDS, QUEUE, WHY, author_of, decision_of, page_of, read


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
