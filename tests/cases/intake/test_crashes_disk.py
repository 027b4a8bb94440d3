"""A disk that is really full (a tmpfs of 4 MB): the upload ends with a sentence, nothing partial stays, and the next one works."""

import errno
import os
import subprocess

import pytest

from cases.endings import sentence
from cases.intake import sealed
from cases.models.intake import State
from tests.cases.intake import pictures
from tests.cases.intake.conftest import NOTHING

pytestmark = pytest.mark.django_db

ROOM = 4 << 20


@pytest.fixture
def small(private_folders):
    """Give one of the folders a disk of its own, of 4 MB; needs root. In CI it may not be missing."""
    mounted = []

    def mount(name):
        folder = sealed.private_folder(private_folders / name)
        command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM},mode=700", "tmpfs", os.fspath(folder)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        if done.returncode:
            assert os.environ.get("CI") != "true", done.stderr
            pytest.skip(f"a small disk needs root and the right to mount: {done.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", os.fspath(folder)], check=True, timeout=60)


def fill(folder, spare=0):
    """Leave `spare` bytes of room."""
    ballast = folder / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError as error:
            assert error.errno == errno.ENOSPC
        file.truncate(max(0, file.tell() - spare))
    return ballast


def tiny():
    return pictures.lettered(size=(64, 64), words="SMITH", at=(4, 8), height=14)


def test_a_file_larger_than_the_disk_of_the_sealed_folder_is_refused_and_leaves_nothing(sender, small, left):
    folder = small("sealed")
    answer = sender.send(tiny() + os.urandom(ROOM))

    assert (answer.status_code, answer.json()["sentence"]) == (507, sentence("disk_full"))
    assert (sender.intake().state, sender.intake().code) == (State.ABORTED, "disk_full")
    assert sender.intake().purged_at is not None
    assert left() == NOTHING
    assert used(folder) == 0


def test_a_full_disk_of_keys_is_told_before_a_byte_is_taken(sender, small, left):
    ballast = fill(small("sealed-keys"))
    answer = sender.send(tiny())
    ballast.unlink()

    assert (answer.status_code, answer.json()["code"]) == (507, "disk_full")
    assert (sender.intake().state, left()) == (State.ABORTED, NOTHING)


def test_no_room_for_the_preview_fails_the_upload_and_destroys_what_was_sealed(sender, work, small, left):
    folder = small("sealed")
    sender.send(tiny())
    ballast = fill(folder)
    work()

    assert (sender.state()["state"], sender.state()["sentence"]) == ("failed", sentence("disk_full"))
    ballast.unlink()
    assert left() == NOTHING
    assert sender.intake().purged_at is not None


def test_no_room_for_the_clean_file_stores_nothing_partial_and_the_next_one_works(sender, work, small, left):
    folder = small("media")
    sender.send(tiny())
    work()
    sender.review()
    ballast = fill(folder)
    work()

    assert (sender.state()["state"], sender.state()["sentence"]) == ("failed", sentence("disk_full"))
    assert sender.case.media.count() == 0
    ballast.unlink()
    assert left() == NOTHING
    assert used(folder) == 0

    sender.send(tiny())
    work()
    sender.review()
    work()
    assert left() == {**NOTHING, "media": [sender.case.media.get().file.name]}


def used(folder):
    """Bytes of the disk that hold something."""
    told = os.statvfs(folder)
    return (told.f_blocks - told.f_bfree) * told.f_frsize
