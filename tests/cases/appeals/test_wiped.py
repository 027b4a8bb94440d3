"""What was wiped cannot come back, and what is kept for an appeal is out of reach and ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.ledger import LedgerEntry
from cases.endings import Declined
from cases.intake.sweep import sweep
from cases.models import Appeal, Flag
from cases.models.media import GRACE, KEPT
from cases.storage import clean_storage
from tests.cases.appeals.scene import GROUNDS, WHY, author_of, decision_of, file_of, page_of, read


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
