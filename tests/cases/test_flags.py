"""Reporting and moderating: privacy hides at once, nobody judges their own matter, the author is told and never by whom."""

import os
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.ledger import LedgerEntry
from cases.models import Flag
from cases.words import read_all
from tests.conftest import join


@pytest.fixture
def okafor(circle):
    """A second moderator."""
    return join(circle, "Adeyemi", "moderator")


@pytest.fixture(params=["case", "comment", "media"])
def post(request, case, comment, picture, amara):
    """Each kind of post in turn."""
    return {"case": case, "comment": comment, "media": picture(case, amara)}[request.param]


def address(post):
    case = getattr(post, "case", post)
    kwargs = {"circle": case.circle.slug, "case": case.pk}
    name = {"case": "case-flag", "comment": "comment-flag", "media": "media-flag"}[post._meta.model_name]
    return reverse(name, kwargs=kwargs if name == "case-flag" else {**kwargs, post._meta.model_name: post.pk})


def author_of(post):
    return post.by if post._meta.model_name == "media" else post.author


def resolution(flag):
    return reverse("resolution", kwargs={"circle": flag.circle.slug, "flag": flag.pk})


def events(prefix):
    return list(LedgerEntry.objects.filter(event__startswith=prefix).order_by("seq").values_list("event", flat=True))


# --- Reporting ----------------------------------------------------------------------------------------------------------------


def test_one_press_reports_and_privacy_hides_at_once(as_user, post, admin):
    page = as_user(admin).get(address(post)).content.decode()
    as_user(admin).post(address(post), {"reason": "privacy"})

    post.refresh_from_db()
    flag = Flag.unscoped.get()
    assert '<button class="button button--danger" name="reason" value="privacy">' in page
    assert post.hidden_at is not None
    assert (flag.post, flag.reason, flag.is_privacy, flag.flagged_by) == (post, "privacy", True, admin)


@pytest.mark.parametrize("reason", ["unsafe", "unkind", "other"])
def test_another_reason_does_not_hide(post, admin, reason):
    Flag.report(post, by=admin, reason=reason)

    post.refresh_from_db()
    assert post.hidden_at is None


def test_a_hidden_post_is_gone_for_everyone_but_its_author(as_user, post, admin, chen, case, amara, bose, url):
    Flag.report(post, by=admin, reason="privacy")
    author, reader = author_of(post), bose if author_of(post) != bose else amara

    words = {"case": case.presentation, "comment": "I would not wait.", "media": str(post.pk)}[post._meta.model_name]

    for somebody in (reader, chen, admin):
        page = as_user(somebody).get(url("case", case))
        assert words not in page.content.decode()
        assert as_user(somebody).get(address(post)).status_code == 404
    if post._meta.model_name != "media":
        shown = as_user(author).get(url("case", case)).content.decode()
        assert words in shown
        assert "reported" in shown


def test_a_reason_must_be_one_of_ours(as_user, post, admin):
    assert as_user(admin).post(address(post), {"reason": "dislike"}).status_code == 200
    assert as_user(admin).post(address(post)).status_code == 200
    with pytest.raises(PermissionDenied):
        Flag.report(post, by=admin, reason="dislike")

    assert Flag.unscoped.count() == 0


def test_outsiders_and_former_members_report_nothing(post, dahl, edith):
    for somebody in (dahl, edith):
        with pytest.raises(PermissionDenied):
            Flag.report(post, by=somebody, reason="privacy")


def test_reporting_twice_is_reporting_once_but_privacy_is_heard(post, admin):
    first = Flag.report(post, by=admin, reason="unkind")
    second = Flag.report(post, by=admin, reason="other")
    third = Flag.report(post, by=admin, reason="privacy")

    post.refresh_from_db()
    assert first == second == third
    assert Flag.unscoped.get().reason == "privacy"
    assert post.hidden_at is not None


def test_a_draft_cannot_be_reported(draft, amara):
    with pytest.raises(PermissionDenied):
        Flag.report(draft, by=amara, reason="other")


def test_the_note_is_cleaned_before_it_is_stored(as_user, post, admin):
    page = as_user(admin).post(address(post), {"reason": "other", "note": "Write to anna.berg@example.com"}).content.decode()

    assert Flag.unscoped.count() == 0
    assert '<mark class="hit hit--hard">anna.berg@example.com</mark>' in page


def test_moderators_are_told_and_those_who_take_part_are_not(case, comment, chen, okafor, admin, bose):
    Flag.report(comment, by=chen, reason="unkind")

    told = {note.membership for note in bose.notifications.model.unscoped.filter(kind="flag")}
    assert told == {okafor, admin}


def test_the_author_is_told_that_it_is_hidden(post, admin):
    Flag.report(post, by=admin, reason="privacy")

    assert author_of(post).notifications.filter(kind="hidden").count() == 1


# --- The queue --------------------------------------------------------------------------------------------------------------------


def test_only_moderators_and_admins_open_the_queue(as_user, comment, amara, bose, chen, admin):
    flag = Flag.report(comment, by=amara, reason="other")
    queue = reverse("queue", kwargs={"circle": "cardio"})

    for somebody, status in ((amara, 403), (bose, 403), (chen, 200), (admin, 200)):
        assert as_user(somebody).get(queue).status_code == status
        assert as_user(somebody).get(resolution(flag)).status_code == status


def test_several_reports_of_one_post_are_one_row_and_privacy_comes_first(as_user, case, comment, amara, bose, chen, admin):
    Flag.report(comment, by=amara, reason="unkind")
    Flag.report(comment, by=admin, reason="unsafe")
    Flag.report(case, by=bose, reason="privacy")

    posts = as_user(chen).get(reverse("queue", kwargs={"circle": "cardio"})).context["posts"]

    assert [[flag.reason for flag in flags] for flags in posts] == [["privacy"], ["unkind", "unsafe"]]


@pytest.mark.parametrize("count", [2, 12])
def test_the_queue_costs_the_same_whatever_its_length(as_user, case, bose, chen, amara, clean, count, django_assert_max_num_queries):
    from cases.models import Comment

    for number in range(count):
        Flag.report(Comment.write(case=case, by=bose, body=clean(f"Comment {number}")), by=amara, reason="other")
    client = as_user(chen)
    client.get(reverse("queue", kwargs={"circle": "cardio"}))

    with django_assert_max_num_queries(3 + 3):  # the reports, the appeals, and the files that wait for a second look
        client.get(reverse("queue", kwargs={"circle": "cardio"}))


def test_the_page_of_a_report_shows_the_post_and_the_reasons_and_no_reporter(as_user, comment, amara, chen, clean):
    flag = Flag.report(comment, by=amara, reason="unsafe", note=clean("The dose is ten times too high."))

    page = as_user(chen).get(resolution(flag)).content.decode()

    assert "I would not wait." in page
    assert "Dangerous or wrong advice" in page
    assert "The dose is ten times too high." in page
    assert "Dr Amara" not in page


# --- Nobody judges their own matter --------------------------------------------------------------------------------------------------


def barred_by(how, case, comment, chen, amara, admin):
    """Make chen take part in the matter, then report the comment."""
    now = timezone.now()
    if how == "author of the post":
        comment.author = chen
        comment.save()
    if how == "author of the case":
        case.author = chen
        case.save()
    if how == "in the panel":
        decision = case.decisions.create(question="Which?", opened_by=amara, proposals_close_at=now)
        decision.seats.create(membership=chen, pseudonym="A")
    reporter = chen if how == "reporter" else admin
    return Flag.report(comment, by=reporter, reason="unkind")


@pytest.mark.parametrize("how", ["author of the post", "author of the case", "in the panel", "reporter"])
@pytest.mark.parametrize("verb", ["restore", "mask_more", "remove"])
def test_a_moderator_who_takes_part_cannot_answer(as_user, case, comment, chen, amara, admin, clean, how, verb):
    flag = barred_by(how, case, comment, chen, amara, admin)

    with pytest.raises(PermissionDenied):
        getattr(flag, verb)(by=chen, explanation=clean("Because."))
    assert as_user(chen).post(resolution(flag), {"action": "restored"}).status_code == 403
    assert "You take part" in as_user(chen).get(resolution(flag)).content.decode()
    flag.refresh_from_db()
    assert flag.resolved_at is None


def test_a_member_and_a_moderator_of_another_circle_cannot_answer(comment, amara, dahl, clean):
    flag = Flag.report(comment, by=amara, reason="other")
    dahl.role = "moderator"
    dahl.save()

    for somebody in (amara, dahl):
        with pytest.raises(PermissionDenied):
            flag.restore(by=somebody)


# --- Answers ----------------------------------------------------------------------------------------------------------------------------


def test_restoring_shows_the_post_again_to_everyone(as_user, post, admin, chen, case, bose, url):
    flag = Flag.report(post, by=admin, reason="privacy")

    as_user(chen).post(resolution(flag), {"action": "restored"})

    post.refresh_from_db()
    flag.refresh_from_db()
    assert post.hidden_at is None
    assert (flag.action, flag.resolved_by) == ("restored", chen)
    assert as_user(bose).get(url("case", case)).status_code == 200


def test_one_answer_closes_every_report_of_the_post(comment, amara, admin, chen):
    first = Flag.report(comment, by=amara, reason="unkind")
    Flag.report(comment, by=admin, reason="unsafe")

    first.restore(by=chen)

    assert Flag.unscoped.unresolved().count() == 0
    assert LedgerEntry.objects.get(event="flag.resolved").facts["reports"] == 2


def test_an_answer_is_given_once(comment, amara, chen, okafor, clean):
    flag = Flag.report(comment, by=amara, reason="unkind")
    flag.restore(by=chen)

    with pytest.raises(PermissionDenied):
        Flag.unscoped.get(pk=flag.pk).remove(by=okafor, explanation=clean("Too late."))


@pytest.mark.parametrize("action", ["masked", "removed"])
def test_masking_and_removing_need_an_explanation(as_user, comment, amara, chen, clean, action):
    flag = Flag.report(comment, by=amara, reason="privacy")

    answer = as_user(chen).post(resolution(flag), {"action": action, "explanation": "  "})
    with pytest.raises(ValueError, match="explanation"):
        getattr(flag, "mask_more" if action == "masked" else "remove")(by=chen, explanation=clean(" "))

    assert answer.context["form"].errors["explanation"]
    flag.refresh_from_db()
    assert flag.resolved_at is None


def test_a_case_sent_back_is_a_draft_again_and_can_be_posted_anew(as_user, case, admin, chen, amara, bose, clean, url):
    flag = Flag.report(case, by=admin, reason="privacy")
    flag.mask_more(by=chen, explanation=clean("The occupation points to one person."))

    page = as_user(amara).get(url("case-edit", case)).content.decode()
    assert "The occupation points to one person." in page
    assert as_user(bose).get(url("case", case)).status_code == 404

    case.refresh_from_db()
    case.post(by=amara, read=read_all(case.wording))
    assert as_user(bose).get(url("case", case)).status_code == 200


def test_a_comment_sent_back_is_shown_again_once_its_author_edited_it(as_user, case, comment, admin, chen, bose, amara, clean, url):
    flag = Flag.report(comment, by=admin, reason="privacy")
    with pytest.raises(PermissionDenied):
        comment.refresh_from_db()
        comment.edit(by=bose, body=clean("Not yet allowed."))

    flag.mask_more(by=chen, explanation=clean("Leave out the town."))
    assert "Leave out the town." in as_user(bose).get(url("case", case)).content.decode()
    comment.refresh_from_db()
    comment.edit(by=bose, body=clean("Masked now."))

    assert "Masked now." in as_user(amara).get(url("case", case)).content.decode()


def test_removing_for_privacy_wipes_the_words(comment, amara, chen, clean):
    Flag.report(comment, by=amara, reason="privacy").remove(by=chen, explanation=clean("It named a town."))

    comment.refresh_from_db()
    assert (comment.body, comment.html, comment.removed_by) == ("", "", chen)


def test_removing_for_another_reason_keeps_the_words_out_of_reach_for_an_appeal(as_user, case, comment, amara, chen, clean, bose, url):
    Flag.report(comment, by=amara, reason="unkind").remove(by=chen, explanation=clean("Please stay kind."))

    comment.refresh_from_db()
    assert comment.body == "I would not wait."
    for somebody in (bose, amara, chen):
        assert "I would not wait." not in as_user(somebody).get(url("case", case)).content.decode()


def test_removing_a_case_for_privacy_wipes_all_of_it(case, comment, admin, chen, clean, picture, amara):
    media = picture(case, amara)

    Flag.report(case, by=admin, reason="privacy").remove(by=chen, explanation=clean("The family asked."))

    for row in (case, comment, media):
        row.refresh_from_db()
        assert row.removed_at is not None
    assert (case.title, case.presentation, comment.body) == ("", "", "")


def test_the_author_reads_the_answer_and_never_who_reported(as_user, post, admin, chen, case, clean, url):
    author = author_of(post)
    Flag.report(post, by=admin, reason="privacy").remove(by=chen, explanation=clean("A face can be seen."))

    notices = as_user(author).get(reverse("notifications", kwargs={"circle": "cardio"})).content.decode()

    assert author.notifications.filter(kind="resolution").count() == 1
    assert "A face can be seen." in notices
    assert "Okafor" not in notices
    if post != case:
        assert "A face can be seen." in as_user(author).get(url("case", case)).content.decode()


def test_nobody_else_reads_the_explanation(as_user, comment, amara, bose, chen, case, clean, url):
    Flag.report(comment, by=amara, reason="other").restore(by=chen, explanation=clean("It may stay."))

    for somebody, sees in ((bose, True), (amara, False), (chen, False)):
        assert ("It may stay." in as_user(somebody).get(url("case", case)).content.decode()) is sees


def test_every_step_is_in_the_ledger_without_a_word(comment, amara, chen, clean):
    Flag.report(comment, by=amara, reason="privacy", note=clean("Look at the second line.")).restore(
        by=chen, explanation=clean("It is fine.")
    )

    assert events("flag.") == ["flag.raised", "flag.resolved"]
    assert events("comment.")[1:] == ["comment.hidden", "comment.restored"]
    written = " ".join(str(entry.facts) for entry in LedgerEntry.objects.all())
    assert "second" not in written
    assert "fine" not in written


@pytest.fixture
def stored():
    """A picture with real bytes in the private storage, put there behind the lock's back."""
    from cases.storage import clean_storage

    def put(media):
        path = clean_storage().path(media.file.name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(b"x")
        return media

    return put


def file_of(flag, media):
    return reverse("reported-file", kwargs={"circle": "cardio", "flag": flag.pk, "media": media.pk})


def test_a_reported_picture_is_open_to_moderators_only_while_the_report_is(as_user, case, amara, bose, chen, picture, stored):
    media = stored(picture(case, amara))
    flag = Flag.report(media, by=bose, reason="privacy")

    assert as_user(bose).get(file_of(flag, media)).status_code == 403
    assert as_user(chen).get(file_of(flag, media)).status_code == 200
    assert file_of(flag, media) in as_user(chen).get(resolution(flag)).content.decode()
    flag.restore(by=chen)
    assert as_user(chen).get(file_of(flag, media)).status_code == 404


def test_a_moderator_takes_a_picture_away_only_by_answering_a_report(as_user, case, amara, bose, chen, picture, stored, clean):
    media = stored(picture(case, amara))

    with pytest.raises(PermissionDenied):
        media.remove(by=chen)
    flag = Flag.report(media, by=bose, reason="privacy")
    flag.remove(by=chen, explanation=clean("The tray shows the practice."))

    media.refresh_from_db()
    assert media.removed_at is not None


def test_a_moderator_sees_the_pictures_of_a_hidden_case_and_of_no_other(as_user, case, draft, amara, bose, chen, picture, stored):
    media, elsewhere = stored(picture(case, amara)), stored(picture(draft, amara))
    flag = Flag.report(case, by=bose, reason="privacy")

    assert as_user(chen).get(file_of(flag, media)).status_code == 200
    assert as_user(chen).get(file_of(flag, elsewhere)).status_code == 404
    assert file_of(flag, media) in as_user(chen).get(resolution(flag)).content.decode()


def test_a_report_of_a_comment_opens_its_own_pictures_alone(as_user, case, comment, amara, bose, chen, picture, stored):
    own, other = stored(picture(case, bose, comment=comment)), stored(picture(case, amara))
    flag = Flag.report(comment, by=amara, reason="other")

    assert as_user(chen).get(file_of(flag, own)).status_code == 200
    assert as_user(chen).get(file_of(flag, other)).status_code == 404


def test_the_author_of_a_hidden_picture_reads_that_it_is_hidden(as_user, case, amara, bose, chen, picture, url):
    Flag.report(picture(case, amara), by=bose, reason="privacy")

    assert "A picture of yours is hidden here" in as_user(amara).get(url("case", case)).content.decode()
    assert "A picture of yours" not in as_user(chen).get(url("case", case)).content.decode()


def test_a_file_of_the_case_that_waits_is_linked_for_its_author_alone(as_user, case, amara, bose, url):
    import uuid

    key = uuid.uuid4()
    case.intakes.create(key=key, author=amara, state="review", kind="image", expires_at=timezone.now() + timedelta(hours=1))

    assert str(key) in as_user(amara).get(url("case", case)).content.decode()
    assert str(key) not in as_user(bose).get(url("case", case)).content.decode()
