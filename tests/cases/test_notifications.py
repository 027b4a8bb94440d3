"""What is new: rows without words, a page that leads to the place, and mail that says nothing but that there is something."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cases.models import Comment, Notification
from cases.models.notification import tell
from cases.tasks import deliver_notices, enqueue_notices
from tests.conftest import join

CANARY = "Zwischenwirbelscheibe"


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


def notices(as_user, membership):
    return as_user(membership).get(reverse("notifications", kwargs={"circle": "cardio"}))


# --- On the page --------------------------------------------------------------------------------------------------------------


def test_a_notice_leads_to_its_place_and_is_read_by_being_followed(as_user, case, comment, amara):
    notice = amara.notifications.get()

    answer = as_user(amara).post(reverse("notice", kwargs={"circle": "cardio", "notice": notice.pk}))

    notice.refresh_from_db()
    assert answer.url == f"{case.get_absolute_url()}#{comment.anchor}"
    assert notice.read_at is not None


def test_looking_changes_nothing(as_user, comment, amara, case):
    notices(as_user, amara)
    as_user(amara).get(case.get_absolute_url())

    assert amara.notifications.unread().count() == 1
    assert as_user(amara).get(reverse("notice", kwargs={"circle": "cardio", "notice": amara.notifications.get().pk})).status_code == 405


def test_answering_in_the_case_reads_its_notices(as_user, case, comment, amara, url):
    as_user(amara).post(url("comments", case), {"body": "Thank you."})

    assert amara.notifications.unread().count() == 0


def test_all_can_be_read_at_once(as_user, comment, amara):
    as_user(amara).post(reverse("notifications", kwargs={"circle": "cardio"}))

    assert amara.notifications.unread().count() == 0


def test_the_number_of_unread_notices_stands_in_the_head_of_every_page(as_user, comment, amara):
    assert '<span class="count">1<span' in notices(as_user, amara).content.decode()
    amara.notifications.read()
    assert '<span class="count">' not in notices(as_user, amara).content.decode()


def test_another_members_notice_is_not_there(as_user, comment, amara, bose):
    assert as_user(bose).post(reverse("notice", kwargs={"circle": "cardio", "notice": amara.notifications.get().pk})).status_code == 404


def test_a_notice_of_a_case_that_is_gone_tells_no_title(as_user, case, comment, amara, bose, chen):
    tell([bose], Notification.Kind.MENTION, case_id=case.pk)
    case.hide_for_privacy()

    page = notices(as_user, bose).content.decode()
    answer = as_user(bose).post(reverse("notice", kwargs={"circle": "cardio", "notice": bose.notifications.get().pk}))

    assert case.title not in page
    assert answer.url == reverse("notifications", kwargs={"circle": "cardio"})


# --- By mail --------------------------------------------------------------------------------------------------------------------


def test_one_mail_goes_out_however_much_is_new(case, amara, bose, clean):
    for number in range(3):
        Comment.write(case=case, by=bose, body=clean(f"Agreed, {number} times."))

    assert deliver_notices() == 1
    assert [message.to for message in mail.outbox] == [["amara@example.org"]]
    assert deliver_notices() == 0


def test_the_mail_says_nothing_of_what_is_new(case, amara, bose, circle, clean):
    from cases.models import Case

    Case.unscoped.filter(pk=case.pk).update(title=CANARY, presentation=CANARY)
    circle.name = CANARY
    circle.save()
    Comment.write(case=case, by=bose, body=clean(CANARY), mentions=[amara.pk])
    deliver_notices()

    whole = mail.outbox[0].message().as_string()
    assert mail.outbox[0].subject == "There is something new in CaseCircle"
    for word in (CANARY, "Bose", "bose", "Amara", "cardio", str(case.pk)):
        assert word not in whole.replace("amara@example.org", "")


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_mail_is_written_in_the_recipients_language(comment, amara, language):
    from django.utils import translation

    amara.user.language = language
    amara.user.save()
    deliver_notices()

    with translation.override(language):
        assert mail.outbox[0].subject == translation.gettext("There is something new in CaseCircle")


def test_what_comes_soon_after_a_mail_waits(case, comment, amara, bose, clean):
    deliver_notices()
    Comment.write(case=case, by=bose, body=clean("One more."))

    assert deliver_notices() == 0
    amara.notifications.filter(mailed_at__isnull=False).update(mailed_at=timezone.now() - timedelta(minutes=16))
    assert deliver_notices() == 1


def test_what_was_read_on_the_page_needs_no_mail(comment, amara):
    amara.notifications.read()

    assert deliver_notices() == 0


def test_reading_on_the_page_does_not_hold_back_the_next_mail(case, comment, amara, bose, clean):
    amara.notifications.read()
    Comment.write(case=case, by=bose, body=clean("One more."))

    assert deliver_notices() == 1


def test_a_member_of_two_circles_gets_one_mail(comment, amara, other_circle):
    there = amara._meta.model.unscoped.create(circle=other_circle, user=amara.user)
    tell([there], Notification.Kind.CASE)

    assert deliver_notices() == 1


def test_former_members_get_no_mail(comment, amara):
    amara.ended_at = timezone.now()
    amara.save()

    assert deliver_notices() == 0


def test_an_address_that_fails_is_tried_again_and_holds_up_nobody(circle, monkeypatch, amara, bose):
    tell([amara, bose], Notification.Kind.CASE)
    from accounts import mail as post

    whole = post.send

    def fails_for_amara(address, *args, **kwargs):
        if address.startswith("amara"):
            raise OSError
        return whole(address, *args, **kwargs)

    monkeypatch.setattr(post, "send", fails_for_amara)
    assert deliver_notices() == 1
    monkeypatch.setattr(post, "send", whole)

    assert deliver_notices() == 1
    assert [message.to for message in mail.outbox] == [["bose@example.org"], ["amara@example.org"]]


def test_the_mail_is_queued_once_while_it_waits(db):
    from django_tasks_db.models import DBTaskResult

    enqueue_notices()
    enqueue_notices()

    assert DBTaskResult.objects.filter(task_path="cases.tasks.send_notices").count() == 1


def test_a_row_holds_a_kind_and_a_place_and_nothing_else(circle):
    fields = {field.name for field in Notification._meta.get_fields()}

    assert fields == {"id", "membership", "kind", "case_id", "anchor", "created_at", "read_at", "mailed_at"}
    assert join(circle, "Faber").notifications.count() == 0


def test_several_are_told_in_one_order_whatever_order_the_database_gives_them_in(case, amara, bose, chen):
    for members in ([amara, bose, chen], [chen, amara, bose]):
        tell(members, Notification.Kind.FLAG, case_id=case.pk)

    told = list(Notification.unscoped.order_by("pk").values_list("membership_id", flat=True))
    assert told[-3:] == told[-6:-3] == sorted(member.pk for member in (amara, bose, chen))
