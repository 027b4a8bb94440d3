"""What a film's container says of people is read, whatever the container, and its burned-in text is compared with it."""

import io
import struct

import av
import numpy as np
import pytest
from PIL import Image, ImageDraw

from cases.deid import known
from cases.deid.video import harvest


def film(container="mp4", codec="libx264", handler=None, options=None, words="", frames=3, **metadata):
    file = io.BytesIO()
    with av.open(file, "w", format=container, options=options or {}) as output:
        output.metadata.update(metadata)
        stream = output.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        if handler:
            stream.metadata["handler_name"] = handler
        image = Image.new("RGB", (640, 360), (60, 60, 70))
        ImageDraw.Draw(image).text((30, 30), words, fill="white", font_size=28)
        for _ in range(frames):
            output.mux(stream.encode(av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")))
        output.mux(stream.encode())
    return file.getvalue()


def box(kind, body):
    return struct.pack(">I", 8 + len(body)) + kind + body


TAGS = {"movflags": "use_metadata_tags"}
PLACES = {
    "comment": (film(comment="Patient Jean Dupont"), "dupont"),
    "title": (film(title="DUPONT^JEAN"), "dupont"),
    "artist": (film(artist="Irina Zhukova"), "zhukova"),
    "date": (film(creation_time="2023-11-05T10:15:30Z"), "2023-11-05"),
    "name of a track": (film(handler="Jean Dupont"), "dupont"),
    "position": (film("mov", location="+48.8582+002.2945+035/"), "48.8582"),
    "author of QuickTime": (film("mov", options=TAGS, **{"com.apple.quicktime.author": "Irina Zhukova"}), "zhukova"),
    "serial number": (film("mov", options=TAGS, **{"com.maker.serial_number": "SN00447188"}), "sn00447188"),
    "user data that no reader knows": (film() + box(b"moov", box(b"udta", box(b"auth", bytes(6) + b"Irina Zhukova"))), "zhukova"),
    "XMP": (film() + box(b"uuid", bytes(16) + b"<rdf:RDF><dc:creator>Irina Zhukova</dc:creator></rdf:RDF>"), "zhukova"),
    "Matroska title": (film("matroska", title="Jean Dupont"), "dupont"),
    "Matroska tag": (film("matroska", PATIENT="Quenneville Aldous"), "quenneville"),
    "WebM comment": (film("webm", "libvpx", comment="Patient Jean Dupont"), "dupont"),
    "AVI": (film("avi", "mpeg4", artist="Irina Zhukova"), "zhukova"),
}


@pytest.mark.parametrize("place", PLACES)
def test_every_place_of_a_film_is_read(place):
    raw, item = PLACES[place]

    assert item in harvest.identifiers(io.BytesIO(raw))


@pytest.mark.parametrize("container", ["mp4", "mov", "matroska", "avi"])
def test_what_programs_write_is_not_kept(container):
    raw = film(container, "mpeg4", encoder="Lavf61.1.100", comment="Recorded with Samsung Galaxy")

    assert [item for item in harvest.identifiers(io.BytesIO(raw)) if not item.startswith("?")] == []


@pytest.mark.parametrize("place", ["comment", "user data that no reader knows", "Matroska tag"])
def test_a_broken_film_never_fails(place):
    raw, dice = PLACES[place][0], np.random.default_rng(4)

    for _ in range(12):
        broken = np.frombuffer(raw, np.uint8).copy()
        broken[dice.integers(0, len(raw), 30)] = dice.integers(0, 256, 30)
        assert len(harvest.identifiers(io.BytesIO(broken[: dice.integers(1, len(raw))].tobytes()))) <= known.MOST


def test_boxes_in_boxes_come_to_an_end():
    nested = b"Jean Dupont"
    for _ in range(3000):
        nested = box(b"udta", nested)

    assert harvest.identifiers(io.BytesIO(film() + box(b"moov", nested))) is not None


def test_the_lettering_of_a_film_is_compared_with_what_its_data_says(sandbox):
    seen = sandbox.inspect(film(words="DUPONT JEAN 1956", comment="Patient Jean Dupont", frames=8), known=known.of_name("x.mp4"))

    assert [mask.label for mask in seen.masks if mask.kind == "text"] == ["known"]
    assert {finding.kind: finding.count for finding in seen.findings}["known"] == 1
    assert {"dupont", "jean"} <= set(seen.known)
