"""A program of its own, run by test_crashes.py: pulls the plug at every fault point, lets time pass, and tells what is left.

`python -m tests.cases.intake.crashes FOLDER POINT...`: one JSON line for each point. Everything is real: database, folders, worker,
sandbox. The upload carries MARKER in every place where a file has words, and in its name, where a person's NAME stands too.
"""

import json
import os
import sys
import uuid
from datetime import timedelta
from pathlib import Path

MARKER = "c4n4ry7f3e9b2d8a6c5e1f0b9d8c7a6e5f"
NAME = "qzxvortelius"


def main(folder, points):
    os.environ |= {"DJANGO_SETTINGS_MODULE": "casecircle.settings", "VAR_DIR": folder, "TMPDIR": f"{folder}/tmp"}
    Path(folder, "tmp").mkdir(parents=True)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from tests.model import THE_MODEL

    settings.TEXT_MODEL_SOCKET, settings.TEXT_MODEL_SECONDS = os.fspath(THE_MODEL), 60  # started before the first fork

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    author = in_a_fork(people)
    for point in points:
        key = str(uuid.uuid4())
        case = in_a_fork(begin, author)
        died = in_a_fork(way, case, key, point)
        after_kill = in_a_fork(hits, folder)
        in_a_fork(recover, case, key)
        told = {"point": point, "died": died is None, "hits": after_kill + in_a_fork(hits, folder), **in_a_fork(rest, folder, case, key)}
        print(json.dumps(told), flush=True)


def in_a_fork(function, *arguments):
    """What the function returns in a process of its own; None when that process was killed."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        try:
            os.close(reading)
            os.write(writing, json.dumps([function(*arguments)]).encode())
        finally:
            from cases.intake import cleaning

            cleaning.cool_down()
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said)[0] if said else None


def people():
    from circles.models import Circle
    from tests.conftest import join

    return join(Circle.unscoped.create(slug="cardio", name="Cardiology Circle"), "Amara").pk


def begin(author):
    from circles.models import Membership
    from tests.conftest import a_case

    return str(a_case(Membership.unscoped.get(pk=author)).pk)


def sender(case, key):
    from django.test import Client

    from cases.models import Case
    from tests.cases.intake.conftest import Sender

    case = Case.unscoped.select_related("circle", "author__user").get(pk=case)
    client = Client(headers={"host": "localhost"})
    client.force_login(case.author.user)
    found = Sender(client, case)
    found.key = key
    return found


def way(case, key, point):
    """The whole way of one upload, with the plug pulled at `point`."""
    from django.conf import settings

    from tests.cases.intake import pictures

    browser = sender(case, key)
    settings.FAULT = point
    browser.send(pictures.lettered(marker=MARKER.encode()), name=f"{NAME.upper()}^JEAN {MARKER}.jpg", key=key)
    work()
    browser.review()
    work()
    return True


def work():
    from cases.management.commands.work import worker_of

    worker_of("media", batch=True, interval=0).run()


def recover(case, key):
    """Time passes; sweeper and worker come back; the author looks again."""
    from django.utils import timezone

    from cases import tasks
    from cases.models import Intake
    from cases.models.intake import State

    past = timezone.now() - timedelta(seconds=1)
    Intake.unscoped.filter(lease_until__isnull=False).update(lease_until=past)
    Intake.unscoped.filter(state=State.RECEIVING).update(expires_at=past)
    for _ in range(2):
        tasks.sweep_uploads()
        tasks.sweep_stored()
        work()
        browser = sender(case, key)
        if browser.intake().state == State.REVIEW:
            browser.review()
            work()
    tasks.sweep_uploads()
    tasks.sweep_stored()
    return True


def rest(folder, case, key):
    """What the database and the folders hold in the end."""
    from cases.models import Media

    intake = sender(case, key).intake()
    media = Media.unscoped.filter(case=case)
    files = {
        name: sorted(path.name for path in Path(folder, name).rglob("*") if path.is_file()) for name in ("sealed", "sealed-keys", "media")
    }
    return {
        "state": intake.state,
        "purged": intake.purged_at is not None,
        "media": media.count(),
        "right": all(is_right(one) for one in media),
        "sealed": files["sealed"] + files["sealed-keys"],
        "unnamed": sorted(set(files["media"]) - set(Media.unscoped.values_list("file", flat=True))),
    }


def is_right(media):
    """Whether the stored file is the one its row tells of, with the burned-in line covered."""
    import hashlib

    from PIL import Image

    with media.file.open("rb") as file:
        data = file.read()
    with media.file.open("rb") as file:
        covered = Image.open(file).getpixel((60, 60)) == (0, 0, 0)
    return covered and hashlib.sha256(data).hexdigest() == media.sha256 and len(data) == media.bytes


def hits(folder):
    """Files anywhere in the folder (database and its log, sealed, stored, mail, temporary) with marker or name in them or in their name."""
    paths = [path for path in Path(folder).rglob("*") if path.is_file()]
    held = [(str(path), path.name.lower().encode() + b"\n" + path.read_bytes().lower()) for path in paths]
    return [path for path, data in held if any(word.encode() in data for word in (MARKER, NAME))]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
