"""What an appeal leaves in the ledger and in mail, and what its lists cost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.ledger import LedgerEntry
from cases.models import Comment, Notification
from cases.tasks import deliver_notices
from tests.cases.appeals.scene import QUEUE, read


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
