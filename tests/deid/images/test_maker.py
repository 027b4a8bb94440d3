"""The owner and the serial numbers in a camera maker's own block are known; the camera itself, and what chance writes, is not."""

import io
import random
import struct

import pytest
from PIL import Image

from cases.deid import known
from cases.deid.images import harvest, maker

PLAIN = Image.new("RGB", (64, 48), "gray")


def tags(*entries, order="<", head=b""):
    """A block of tags as most makers write it behind a head of their own: entries (tag, type, bytes)."""
    at, rows, tail = len(head) + 2 + 12 * len(entries) + 4, b"", b""
    for tag, kind, value in entries:
        count = len(value) // {1: 1, 2: 1, 3: 2, 4: 4, 7: 1}[kind]
        inline = value.ljust(4, b"\0") if len(value) <= 4 else struct.pack(order + "I", at + len(tail))
        tail += value if len(value) > 4 else b""
        rows += struct.pack(order + "HHI", tag, kind, count) + inline
    return head + struct.pack(order + "H", len(entries)) + rows + b"\0" * 4 + tail


def settings(seed, size=400):
    return random.Random(seed).randbytes(size)


CAMERAS = {
    "canon": ("Canon", "Canon EOS 5D Mark IV", lambda owner, serial: tags(
        (1, 3, settings(1, 98)), (6, 2, b"Canon EOS 5D Mark IV\0"), (7, 2, b"Firmware Version 1.0.4\0"), (9, 2, owner.encode() + b"\0" * 8),
        (0x95, 2, b"EF24-105mm f/4L IS USM\0"), (0x96, 2, serial.encode() + b"\0"), (0x4001, 7, settings(2, 1200)))),
    "nikon": ("NIKON CORPORATION", "NIKON D750", lambda owner, serial: tags(
        (1, 7, b"0211"), (4, 2, b"FINE   \0"), (5, 2, b"AUTO1       \0"), (7, 2, b"AF-C  \0"), (0x1D, 2, serial.encode() + b"\0"),
        (0x45, 2, owner.encode() + b"\0"), (0x84, 7, settings(3, 64)), (0x90, 2, b"STROBE      \0"), (0x95, 2, b"OFF \0"),
        order=">", head=b"Nikon\0\x02\x10\0\0MM\0*\0\0\0\x08")),
    "sony": ("SONY", "ILCE-7M3", lambda owner, serial: tags(
        (0x102, 4, b"\x02\0\0\0"), (0xB020, 2, b"Standard\0       "), (0xB001, 3, b"\x6e\x01"), (0x2031, 2, serial.encode() + b"\0"),
        (0xB02A, 7, settings(4, 900)), (0x203F, 2, owner.encode() + b"\0"), head=b"SONY DSC \0\0\0")),
    "panasonic": ("Panasonic", "DMC-FZ1000", lambda owner, serial: tags(
        (1, 3, b"\2\0"), (0x25, 7, serial.encode() + b"\0" * 3), (0x26, 7, b"0430"), (0x51, 2, b"LUMIX G VARIO 14-140\0"),
        (0x65, 7, owner.encode() + b"\0"), (0x33, 2, b"2001:05:06 00:00:00\0"), (0x8001, 7, settings(5, 600)), head=b"Panasonic\0\0\0")),
    "olympus": ("OLYMPUS CORPORATION", "E-M1MarkII", lambda owner, serial: tags(
        (0x207, 2, b"SX927\0"), (0x209, 7, b"OLYMPUS DIGITAL CAMERA\0"), (0x404, 2, serial.encode() + b"\0"),
        (0x2010, 7, owner.encode("utf-16-le") + b"\0\0"), (0xE00, 7, settings(6, 800)), head=b"OLYMPUS\0II\x03\0")),
    "pentax": ("PENTAX", "PENTAX K-3", lambda owner, serial: tags(
        (0x229, 2, serial.encode() + b"\0"), (0x22A, 2, owner.encode("utf-16-be") + b"\0\0"),
        (0x5, 4, b"\1\0\0\0"), order=">", head=b"AOC\0MM")),
}  # fmt: skip


def photo(make, model, note, lens=None):
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x010F], exif[0x0110], exif[0x0131] = make, model, "Ver.1.10"
    exif.get_ifd(0x8769)[0x927C] = note
    if lens:
        exif.get_ifd(0x8769)[0xA434] = lens
    PLAIN.save(file, "JPEG", exif=exif)
    return file


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize(
    ("owner", "words"),
    [("Jean Dupont", {"jean", "dupont"}), ("GARCIA LOPEZ MARIA", {"garcia", "lopez", "maria"}), ("O'Neill, Patrick", {"neill", "patrick"})],
)
def test_the_owner_and_the_serial_number_are_known(camera, owner, words):
    make, model, note = CAMERAS[camera]

    held = set(harvest.identifiers(photo(make, model, note(owner, "XGS1003250123" if camera == "panasonic" else "30124857"))))

    assert {item.lstrip("?") for item in held} >= words
    assert held & ({"xgs1003250123"} if camera == "panasonic" else {"30124857"})


@pytest.mark.parametrize("camera", CAMERAS)
def test_the_camera_itself_is_no_known_identifier(camera):
    make, model, note = CAMERAS[camera]

    held = harvest.identifiers(photo(make, model, note("", "0000000")))

    assert [item for item in held if item != "2001-05-06"] == []


def test_a_name_that_nobody_lists_is_a_doubt_and_no_certainty():
    make, model, note = CAMERAS["canon"]

    assert harvest.identifiers(photo(make, model, note("Zdrojewska", "0000000"))) == ("?zdrojewska",)


@pytest.mark.parametrize("owner", ["Jo\u00e3o Gon\u00e7alves", "M\u00fcller J\u00f6rg", "H\u00e9l\u00e8ne N\u00fa\u00f1ez"])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16-le", "utf-16-be"])
def test_accents_in_any_encoding_are_read(owner, encoding):
    note = b"\1\2\3\0" + owner.encode(encoding) + b"\0\0\0\0" + settings(9)

    assert ("free", owner) in list(maker.maker_note(note, set()))


@pytest.mark.parametrize("model", ["Rollei Martin 35", "Leitz Wetzlar", "Jean Paul X"])
def test_a_word_of_the_model_is_no_name_in_the_makers_block(model):
    assert list(maker.maker_note(model.encode() + b"\0", maker.words_of(model))) == []
    assert harvest.identifiers(photo("Maker", model, b"\0" + model.split()[0].encode() + b"\0")) == ()


def test_chance_names_nobody():
    """A mebibyte of chance, in notes of sixteen kibibytes: no hard hit, and few doubts."""
    held = [known.gathered(maker.maker_note(random.Random(seed).randbytes(1 << 14), set())) for seed in range(64)]

    assert [item for items in held for item in items if not item.startswith("?")] == []
    assert sum(map(len, held)) <= 20


@pytest.mark.parametrize("before", ["", "}", "Q", "k", "z;"])
def test_a_string_behind_bytes_that_happen_to_be_printable_is_read(before):
    held = known.gathered(maker.maker_note(f"\1\2{before}Jean Dupont\0\3{before}30124857\0".encode(), set()))

    assert set(held) >= {"jean", "dupont"} and any("30124857" in item for item in held)


@pytest.mark.parametrize("note", [
    b"".join(b"Jean Dupont%c\0" % (65 + n % 26) for n in range(20_000)), b"12345678\0" * 50_000, b"A" * 2_000_000,
    b"Ab " * 400_000, b"\0" * 2_000_000,
    b"".join(b"S%07d\0" % n for n in range(50_000)),
])  # fmt: skip
def test_however_much_there_is_little_is_taken(note):
    fields = list(maker.maker_note(note, set()))

    assert len(fields) <= 3 * maker.MOST_OF_A_ROLE
    assert all(len(text) <= maker.LONGEST for _, text in fields)
