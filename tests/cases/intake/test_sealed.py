"""The sealed folder: unreadable without its key, and unreadable once touched."""

import os
import uuid
from pathlib import Path

import pytest

from cases.intake import sealed
from cases.intake.sealed import CHUNK, HEADER, TAG, SealedFile, Sealer, Unsealable

UPLOAD = uuid.UUID("7f9e4f0e-3a52-4a7c-9d52-0d0d0d0d0d0d")
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17]


def seal(data, part="raw", upload=UPLOAD, piece=5000):
    with Sealer(upload, part, sealed.make_key(upload)) as sealer:
        for at in range(0, len(data), piece):
            sealer.write(data[at : at + piece])
        sealer.finish()
        sealer.place()
    return sealer.folder / sealer.name


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_read_again(size):
    data = os.urandom(size)
    seal(data)

    with SealedFile(UPLOAD, "raw") as file:
        assert file.size == size
        assert file.read() == data


@pytest.mark.parametrize(
    ("start", "length"), [(0, 10), (CHUNK - 5, 10), (CHUNK, 1), (2 * CHUNK + 3, CHUNK), (3 * CHUNK, 100), (0, None), (9_999_999, 5)]
)
def test_any_part_is_read_without_the_rest(start, length):
    data = os.urandom(3 * CHUNK + 17)
    seal(data)

    wanted = data[start:] if length is None else data[start : start + length]
    assert b"".join(sealed.pieces(SealedFile(UPLOAD, "raw"), start, length)) == wanted


def test_nothing_of_it_stands_in_the_folder():
    path = seal(b"MARKER-OF-THIS-TEST" * 9000)

    assert b"MARKER" not in path.read_bytes()


def read():
    with SealedFile(UPLOAD, "raw") as file:
        return file.read()


def flip(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


CHUNKS = [slice(HEADER + n * (CHUNK + TAG), HEADER + (n + 1) * (CHUNK + TAG)) for n in range(3)]
DAMAGE = {
    "cut at a chunk": lambda data: data[: CHUNKS[1].stop],
    "cut in a chunk": lambda data: data[:-1],
    "nothing but the header": lambda data: data[:HEADER],
    "empty": lambda data: b"",
    "two chunks swapped": lambda data: data[:HEADER] + data[CHUNKS[1]] + data[CHUNKS[0]] + data[CHUNKS[1].stop :],
    "a chunk twice": lambda data: data[: CHUNKS[0].stop] + data[CHUNKS[0]] + data[CHUNKS[1].stop :],
    "a chunk left out": lambda data: data[:HEADER] + data[CHUNKS[1].start :],
    "a byte flipped": lambda data: flip(data, HEADER + 100),
    "the salt changed": lambda data: flip(data, 6),
    "something behind the end": lambda data: data + bytes(32),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_file_that_was_touched_does_not_open(damage):
    path = seal(os.urandom(3 * CHUNK + 17))
    path.write_bytes(DAMAGE[damage](path.read_bytes()))

    with pytest.raises(Unsealable):
        read()


def test_one_file_cannot_stand_in_for_another():
    seal(b"preview", part="preview0")
    path = seal(b"the raw file")
    path.write_bytes((path.parent / f"{UPLOAD}.preview0").read_bytes())

    with pytest.raises(Unsealable):
        read()


def test_without_its_key_it_is_noise(settings):
    seal(b"the raw file")
    Path(settings.SEALED_KEYS_DIR, f"{UPLOAD}.key").unlink()

    with pytest.raises(Unsealable):
        read()


def test_another_key_does_not_open_it(settings):
    seal(b"the raw file")
    Path(settings.SEALED_KEYS_DIR, f"{UPLOAD}.key").write_bytes(os.urandom(32))

    with pytest.raises(Unsealable):
        read()


def test_purging_removes_key_and_files_of_that_upload_alone(left):
    other = uuid.uuid4()
    seal(b"one")
    seal(b"two", upload=other)

    sealed.purge(UPLOAD)
    sealed.purge(UPLOAD)

    assert left() == {"sealed": [f"{other}.raw"], "sealed-keys": [f"{other}.key"], "media": []}


def test_leaving_without_placing_leaves_nothing(left):
    with Sealer(UPLOAD, "raw", sealed.make_key(UPLOAD)) as sealer:
        sealer.write(b"x" * 200_000)

    assert left()["sealed"] == []


def test_the_same_bytes_are_never_sealed_alike():
    first = seal(b"the raw file").read_bytes()

    assert seal(b"the raw file").read_bytes()[HEADER:] != first[HEADER:]
