"""Files are served after a permission check, each time; ranges make films work; nothing in them can run."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cases.intake import pictures
from tests.cases.intake.conftest import bytes_of, url

pytestmark = pytest.mark.django_db


def address(media, name="media-file"):
    return reverse(name, kwargs={"circle": media.case.circle.slug, "case": media.case_id, "media": media.pk})


def got(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_member_gets_the_whole_file_with_a_forced_type_and_nothing_that_runs(attached, as_user, bose):
    answer = as_user(bose).get(address(attached))

    assert (answer.status_code, got(answer)) == (200, bytes_of(attached).getvalue())
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Length"] == str(attached.bytes)
    assert answer.headers["Content-Disposition"] == 'inline; filename="image.jpeg"'
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "raw" not in answer.headers["Content-Disposition"]


RANGES = [
    ("bytes=0-9", 206, slice(0, 10)),
    ("bytes=100-", 206, slice(100, None)),
    ("bytes=-7", 206, slice(-7, None)),
    ("bytes=0-99999999", 206, slice(0, None)),
    ("bytes=5-5", 206, slice(5, 6)),
    ("lines=0-9", 200, slice(0, None)),
]


@pytest.mark.parametrize(("asked", "status", "part"), RANGES)
def test_one_range_is_served(asked, status, part, attached, as_user, bose):
    answer, whole = as_user(bose).get(address(attached), headers={"range": asked}), bytes_of(attached).getvalue()

    assert (answer.status_code, got(answer)) == (status, whole[part])
    if status == 206:
        start = part.indices(len(whole))[0]
        assert answer.headers["Content-Range"] == f"bytes {start}-{start + len(whole[part]) - 1}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=9-3", "bytes=0-1,5-9", "bytes=-", "bytes=a-b", "bytes=-0"])
def test_a_range_that_cannot_be_given_is_refused(asked, attached, as_user, bose):
    answer = as_user(bose).get(address(attached), headers={"range": asked})

    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{attached.bytes}")


def test_if_range_gives_the_rest_of_the_same_file_and_the_whole_of_another(attached, as_user, bose):
    client = as_user(bose)
    etag = client.head(address(attached)).headers["ETag"]

    assert client.get(address(attached), headers={"range": "bytes=3-", "if-range": etag}).status_code == 206
    assert client.get(address(attached), headers={"range": "bytes=3-", "if-range": '"other"'}).status_code == 200


def test_head_tells_the_size_and_sends_nothing(attached, as_user, bose):
    answer = as_user(bose).head(address(attached), headers={"range": "bytes=0-9"})

    assert (answer.status_code, answer.headers["Content-Length"], answer.content) == (206, "10", b"")


def test_what_a_browser_kept_is_confirmed_only_to_those_who_may_see_it(attached, as_user, bose):
    client = as_user(bose)
    etag = client.head(address(attached)).headers["ETag"]
    assert client.get(address(attached), headers={"if-none-match": etag}).status_code == 304

    bose.ended_at = timezone.now()
    bose.save(update_fields=["ended_at"])

    assert client.get(address(attached), headers={"if-none-match": etag}).status_code == 404


def test_a_membership_that_ends_while_a_film_plays_ends_the_film(attached, as_user, bose):
    client = as_user(bose)
    assert client.get(address(attached), headers={"range": "bytes=0-9"}).status_code == 206

    bose.ended_at = timezone.now()
    bose.save(update_fields=["ended_at"])

    assert client.get(address(attached), headers={"range": "bytes=10-19"}).status_code == 404


@pytest.mark.parametrize("field", ["hidden_at", "removed_at"])
def test_what_is_hidden_or_removed_is_not_there(field, attached, as_user, bose, amara):
    type(attached).unscoped.filter(pk=attached.pk).update(**{field: timezone.now()})

    for member in (bose, amara):
        assert as_user(member).get(address(attached)).status_code == 404


def test_the_picture_of_a_hidden_comment_is_not_there(attached, as_user, bose, amara, case):
    from cases.models import Comment

    comment = Comment.unscoped.create(case=case, author=amara, body="See", html="<p>See</p>", hidden_at=timezone.now())
    type(attached).unscoped.filter(pk=attached.pk).update(comment=comment)

    assert as_user(bose).get(address(attached)).status_code == 404


def test_a_still_has_no_poster(attached, as_user, bose):
    assert as_user(bose).get(address(attached, "media-poster")).status_code == 404


def test_a_films_poster_and_ranges_are_served(sender, work, as_user, bose):
    sender.send(pictures.film(), "clip.mp4", "video/mp4")
    work()
    preview = sender.client.get(url("intake-preview", sender.case, sender.key, page=0), headers={"range": "bytes=4-7"})
    assert (preview.status_code, got(preview)) == (206, b"ftyp")
    sender.review()
    work()
    media = sender.case.media.get()

    poster = as_user(bose).get(address(media, "media-poster"))
    film = as_user(bose).get(address(media), headers={"range": "bytes=4-7"})

    assert (poster.status_code, poster.headers["Content-Type"], got(poster)[:2]) == (200, "image/jpeg", b"\xff\xd8")
    assert (film.status_code, film.headers["Content-Type"], got(film)) == (206, "video/mp4", b"ftyp")


def test_a_file_that_is_gone_from_storage_is_not_there(attached, as_user, bose):
    attached.file.storage.delete(attached.file.name)

    assert as_user(bose).get(address(attached)).status_code == 404


def test_the_author_takes_a_picture_off_and_the_sweeper_deletes_its_file(attached, as_user, amara, bose, left):
    from cases.tasks import sweep_uploads

    assert as_user(bose).post(address(attached, "media-removal")).status_code == 403
    assert as_user(amara).get(address(attached, "media-removal")).status_code == 200
    assert as_user(amara).post(address(attached, "media-removal")).status_code == 302
    sweep_uploads()

    attached.refresh_from_db()
    assert attached.removed_at and attached.receipt["engines"]
    assert left()["media"] == []
