"""What people, workers and the sweeper do to one upload, each function in a process of its own that a crash test may kill."""

import functools
import hashlib
import io
import uuid
from datetime import timedelta

from tests.cases.intake import pictures

MARKER = "c4n4ry7f3e9b2d8a6c5e1f0b9d8c7a6e5f"
NAME = "qzxvortelius"
FACE = [0, 40, 24, 64, "face", 0.9, 0, None, None]
SPOT = (20, 16)  # under the burned-in line


@functools.cache
def tiny():
    """A picture of 64 by 64 pixels with one burned-in line: real work for every decoder and detector, and little of it."""
    return pictures.lettered(size=(64, 64), words="SMITH", marker=MARKER.encode(), at=(4, 8), height=14)


def people():
    """The cast, a case, and their sessions: nothing of it is under test."""
    from django.test import Client

    from circles.models import Circle
    from tests.conftest import a_case, join

    circle = Circle.unscoped.create(slug="cardio", name="Cardiology Circle", policy="international")
    author, moderator = join(circle, "Amara"), join(circle, "Chen", "moderator")
    sessions = []
    for membership in (author, moderator):
        client = Client()
        client.force_login(membership.user)
        sessions.append(client.cookies["session"].value)
    return {"case": str(a_case(author).pk), "key": str(uuid.uuid4()), "sessions": sessions}


def browser(cast, number=0):
    from django.test import Client

    from cases.models import Case
    from tests.cases.intake.conftest import Sender

    client = Client(headers={"host": "localhost"})
    client.cookies["session"] = cast["sessions"][number]
    found = Sender(client, Case.unscoped.select_related("circle", "author__user").get(pk=cast["case"]))
    found.key = cast["key"]
    return found


def send(cast, data=None, type="image/jpeg", ending="jpg"):
    answer = browser(cast).send(data or tiny(), name=f"{NAME.upper()}^JEAN {MARKER}.{ending}", type=type, key=cast["key"])
    return answer.status_code, answer.json()["state"]


def send_cut(cast):
    """A picture that ends in its middle: refused when it is looked at."""
    return send(cast, tiny()[:-400])


def work(cast):
    from cases.management.commands.work import worker_of

    worker_of("media", batch=True, interval=0).run()


def approve(cast):
    assert browser(cast).review().status_code == 302


def take_off(cast):
    """The author takes the mask off a face, as though one had been found: that asks for a second look."""
    intake = browser(cast).intake()
    intake.found["pages"][0]["masks"].append(FACE)
    intake.save(update_fields=["found"])
    assert browser(cast).review(**{"m0-1-off": "1", "m0-1-reason": "clinical"}).status_code == 302


def accept(cast):
    _second_look(cast, action="accept")


def send_back(cast):
    _second_look(cast, action="back", code="face")


def _second_look(cast, **fields):
    from django.urls import reverse

    moderator = browser(cast, 1)
    intake = moderator.intake()
    place = reverse("second-look", kwargs={"circle": "cardio", "intake": intake.pk})
    assert moderator.client.post(place, {"version": intake.version, **fields}).status_code == 302


def cancel(cast):
    from tests.cases.intake.conftest import url

    author = browser(cast)
    assert author.client.post(url("upload-cancellation", author.case, cast["key"])).status_code == 302


def sweep(cast):
    """The sweeper, after the time of everything that can run out has run out."""
    from cases import tasks

    pass_time(cast)
    tasks.sweep_uploads()
    tasks.sweep_stored()


def pass_time(cast):
    from django.utils import timezone

    from cases.models import Intake
    from cases.models.intake import State

    past = timezone.now() - timedelta(seconds=1)
    Intake.unscoped.filter(lease_until__isnull=False).update(lease_until=past)
    Intake.unscoped.filter(state=State.RECEIVING).update(expires_at=past)


def send_again(cast):
    """The browser repeats its request, as after a lost answer; then everything goes its way."""
    send(cast)
    recover(cast)


def recover(cast):
    """Time passes; sweeper and a new worker come; author and moderator do what is asked of them."""
    from cases import tasks
    from cases.models.intake import ENDED, State

    sweep(cast)
    for _ in range(4):
        work(cast)
        state = state_of(cast)
        if state == State.REVIEW:
            approve(cast)
        elif state == State.SECOND_LOOK:
            accept(cast)
        elif state in (None, *ENDED):
            break
    tasks.sweep_uploads()
    tasks.sweep_stored()


def state_of(cast):
    from cases.models import Intake

    return Intake.unscoped.filter(key=cast["key"]).values_list("state", flat=True).first()


def progress_of(cast):
    """(state, how much of the work is known to be there to do)."""
    from cases.models import Intake

    return Intake.unscoped.filter(key=cast["key"]).values_list("state", "total").first()


def rest(cast):
    """What the database says in the end, and whether every stored file is the one its row tells of, with its line covered."""
    from cases.models import Intake, Media

    intake = Intake.unscoped.filter(key=cast["key"]).first()
    media = list(Media.unscoped.filter(case=cast["case"]))
    return {
        "state": intake and intake.state,
        "purged": intake is None or intake.purged_at is not None,
        "media": len(media),
        "named": sorted(name for one in media for name in (one.file.name, one.poster.name) if name),
        "right": all(is_right(one) for one in media),
    }


def is_right(media):
    from PIL import Image

    with media.file.open("rb") as file:
        data = file.read()
    covered = media.kind != "image" or Image.open(io.BytesIO(data)).getpixel(SPOT) == (0, 0, 0)
    return covered and hashlib.sha256(data).hexdigest() == media.sha256 and len(data) == media.bytes
