"""Every place where a still can name somebody is read; a broken one gives what can be read and never fails or hangs."""

import io
import random
import struct
import time
import zlib

import pytest
from PIL import Image, PngImagePlugin

from cases.deid import known
from cases.deid.images import blocks, harvest, opening
from tests.deid.images import pictures
from tests.deid.images.heic import heic
from tests.deid.images.pictures import saved

opening.prepare()
PLAIN = Image.new("RGB", (64, 48), "gray")


def exif(tag=None, value=None, folder=None):
    tags = Image.Exif()
    tags[0x010F], tags[0x0110], tags[0x0131] = "Canon", "Canon EOS 5D", "Adobe Photoshop 25.1 (20240101)"
    tags[0x0132] = "2024:03:12 10:15:30"
    if tag is not None:
        (tags.get_ifd(folder) if folder else tags)[tag] = value
    return tags


def xmp(inner="", attributes=""):
    return (
        '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 5.6"><rdf:RDF xmlns:rdf="http://www.w3.org/'
        f'1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmp:CreatorTool="Adobe Photoshop" {attributes}>{inner}</rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    ).encode()


def iim(*sets):
    return b"".join(b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(value)) + value for number, value in sets)


def app13(data):
    body = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data
    return b"\xff\xed" + struct.pack(">H", 2 + len(body)) + body


def jpeg(**options):
    return saved(PLAIN, "JPEG", **options)


def with_segment(segment):
    raw = jpeg()
    return raw[:2] + segment + raw[2:]


def png(keyword="Comment", text="", **options):
    texts = PngImagePlugin.PngInfo()
    (texts.add_itxt if options.pop("itxt", False) else texts.add_text)(keyword, text, **options)
    return saved(PLAIN, "PNG", pnginfo=texts)


def gif(comment):
    return saved(PLAIN.quantize(8), "GIF", comment=comment)


CREATOR = xmp("<dc:creator><rdf:Seq><rdf:li>Irina Zhukova</rdf:li></rdf:Seq></dc:creator>")
PLACES = {
    "artist": (jpeg(exif=exif(0x013B, "Irina Zhukova")), "zhukova"),
    "copyright": (jpeg(exif=exif(0x8298, "(c) Irina Zhukova, all rights reserved")), "zhukova"),
    "description": (jpeg(exif=exif(0x010E, "DUPONT^JEAN")), "dupont"),
    "user comment in ASCII": (jpeg(exif=exif(0x9286, b"ASCII\0\0\0Patient Jean Dupont", 0x8769)), "dupont"),
    "user comment in Unicode": (jpeg(exif=exif(0x9286, b"UNICODE\0" + "Patient Jean Dupont".encode("utf-16-le"), 0x8769)), "dupont"),
    "user comment without a charset": (jpeg(exif=exif(0x9286, b"Patient Jean Dupont", 0x8769)), "dupont"),
    "XPTitle": (jpeg(exif=exif(0x9C9B, "Jean Dupont\0".encode("utf-16-le"))), "dupont"),
    "XPComment": (jpeg(exif=exif(0x9C9C, "Jean Dupont\0".encode("utf-16-le"))), "dupont"),
    "XPAuthor": (jpeg(exif=exif(0x9C9D, "Zhukova\0".encode("utf-16-le"))), "zhukova"),
    "XPKeywords": (jpeg(exif=exif(0x9C9E, "knee;Dupont\0".encode("utf-16-le"))), "dupont"),
    "XPSubject": (jpeg(exif=exif(0x9C9F, "Jean Dupont\0".encode("utf-16-le"))), "dupont"),
    "owner": (jpeg(exif=exif(0xA430, "Zhukova", 0x8769)), "zhukova"),
    "serial number of the body": (jpeg(exif=exif(0xA431, "SN00447188", 0x8769)), "sn00447188"),
    "serial number of the lens": (jpeg(exif=exif(0xA435, "7700001234", 0x8769)), "7700001234"),
    "date": (jpeg(exif=exif()), "2024-03-12"),
    "date it was taken": (jpeg(exif=exif(0x9003, "2023:11:05 10:15:30", 0x8769)), "2023-11-05"),
    "date of the satellite": (jpeg(exif=exif(29, "2023:11:05", 0x8825)), "2023-11-05"),
    "position": (jpeg(exif=exif(2, (48.0, 51.0, 29.6), 0x8825)), "48.8582"),
    "place": (jpeg(exif=exif(28, b"ASCII\0\0\0Rouen", 0x8825)), "rouen"),
    "XMP creator": (jpeg(xmp=CREATOR), "zhukova"),
    "XMP title": (jpeg(xmp=xmp('<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Jean Dupont</rdf:li></rdf:Alt></dc:title>')), "dupont"),
    "XMP attribute": (jpeg(xmp=xmp(attributes='photoshop:City="Rouen" photoshop:Headline="DUPONT Jean"')), "rouen"),
    "XMP date": (jpeg(xmp=xmp(attributes='photoshop:DateCreated="2023-11-05T10:00:00"')), "2023-11-05"),
    "XMP position": (jpeg(xmp=xmp(attributes='exif:GPSLatitude="48,51.493N"')), "48.8582"),
    "XMP of DICOM": (jpeg(xmp=xmp(attributes='DICOM:PatientName="Quenneville Aldous" DICOM:PatientID="4471882"')), "quenneville"),
    "XMP with entities": (jpeg(xmp=xmp("<dc:creator><rdf:Seq><rdf:li>Zhukov&#97;</rdf:li></rdf:Seq></dc:creator>")), "zhukova"),
    "extended XMP": (
        with_segment(b"\xff\xe1" + struct.pack(">H", 77 + len(CREATOR)) + b"http://ns.adobe.com/xmp/extension/\0" + bytes(40) + CREATOR),
        "zhukova",
    ),
    "IPTC by-line": (with_segment(app13(iim((80, b"Irina Zhukova")))), "zhukova"),
    "IPTC caption": (with_segment(app13(iim((120, "Patient Jean Dupont, né le 12/03/1956".encode())))), "1956-03-12"),
    "IPTC city": (with_segment(app13(iim((90, b"Rouen")))), "rouen"),
    "IPTC date": (with_segment(app13(iim((55, b"20231105")))), "2023-11-05"),
    "JPEG comment": (jpeg(comment=b"Jean Dupont"), "dupont"),
    "second picture": (saved(PLAIN, "MPO", save_all=True, append_images=[PLAIN], exif=exif(0x013B, "Zhukova")), "zhukova"),
    "behind the end": (jpeg() + b"junk" + CREATOR, "zhukova"),
    "PNG text": (png("Comment", "Patient Jean Dupont"), "dupont"),
    "PNG text, zipped": (png("Description", "Patient Jean Dupont", zip=True), "dupont"),
    "PNG international text": (png("Title", "Patient Jean Dupont", itxt=True), "dupont"),
    "PNG author": (png("Author", "Zhukova"), "zhukova"),
    "PNG XMP": (png("XML:com.adobe.xmp", CREATOR.decode(), itxt=True), "zhukova"),
    "PNG EXIF": (saved(PLAIN, "PNG", exif=exif(0x013B, "Zhukova")), "zhukova"),
    "PNG profile in hexadecimal": (
        png("Raw profile type exif", "\nexif\n" + "99\n" + exif(0x013B, "Zhukova").tobytes().hex()), "zhukova",
    ),
    "WebP EXIF": (saved(PLAIN, "WEBP", exif=exif(0x013B, "Zhukova")), "zhukova"),
    "WebP XMP": (saved(PLAIN, "WEBP", xmp=CREATOR), "zhukova"),
    "GIF comment": (gif(b"Patient Jean Dupont"), "dupont"),
    "TIFF text": (saved(PLAIN, "TIFF", tiffinfo={270: "Patient Jean Dupont"}), "dupont"),
    "TIFF document name": (saved(PLAIN, "TIFF", tiffinfo={269: "Jean Dupont.tif"}), "dupont"),
    "TIFF page name of a later page": (
        saved(PLAIN, "TIFF", save_all=True, append_images=[PLAIN.copy()], tiffinfo={285: "Jean Dupont"}), "dupont",
    ),
    "TIFF XMP": (saved(PLAIN, "TIFF", tiffinfo={700: CREATOR}), "zhukova"),
    "AVIF EXIF": (saved(PLAIN, "AVIF", exif=exif(0x013B, "Zhukova")), "zhukova"),
    "AVIF XMP": (saved(PLAIN, "AVIF", xmp=CREATOR), "zhukova"),
    "HEIC EXIF": (heic(pictures.picture(), exif=exif(0x013B, "Zhukova").tobytes()[6:]), "zhukova"),
    "HEIC XMP": (heic(pictures.picture(), xmp=CREATOR), "zhukova"),
}  # fmt: skip


WRITTEN_BY_PROGRAMS = {"canon", "eos", "adobe", "photoshop", "core", "20240101", "2024-01-01", "patient", "knee"}


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_read_and_what_programs_write_is_not(place):
    raw, item = PLACES[place]

    held = harvest.identifiers(io.BytesIO(raw))

    assert item in held
    assert not {"canon", "eos", "adobe", "photoshop", "core", "20240101", "2024-01-01", "patient", "knee"} & {
        one.lstrip("?") for one in held
    }


@pytest.mark.parametrize("place", PLACES)
def test_a_broken_file_gives_what_can_be_read_and_never_fails(place):
    raw, dice = PLACES[place][0], random.Random(place)
    started = time.process_time()

    for _ in range(12):
        broken = bytearray(raw)
        for _ in range(dice.randint(1, 20)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        held = harvest.identifiers(io.BytesIO(bytes(broken[: dice.randint(1, len(broken))])))

        assert len(held) <= known.MOST
    assert time.process_time() - started < 5


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


HUGE = {
    "a text of 40 MB in 40 kB": b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13))
    + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"Jean " * 8_000_000)),
    "directories in a ring": b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0",
    "65535 tags of 4 GB": b"II*\0\x08\0\0\0\xff\xff" + b"\x0e\x01\x02\0\xff\xff\xff\xff\x08\0\0\0" * 65535,
    "a million open tags": jpeg() + b"<x:xmpmeta>" + b"<a b='" * 1_000_000 + b"</rdf:RDF>",
    "a million open quotes": jpeg() + b"<x:xmpmeta>" + b'<a b="' * 1_000_000 + b"</rdf:RDF>",
    "a million comments": jpeg() + b"<x:xmpmeta>" + b"<dc:title>Jean Dupont</dc:title>" * 300_000 + b"</rdf:RDF>",
    "a hundred thousand resources": with_segment(b"") + b"8BIM\x04\x04" * 100_000,
    "comments in a GIF": gif(b"x") + b"\x21\xfe\xff" * 300_000,
    "many segments": jpeg()[:2] + (b"\xff\xfe\0\x0dJean Dupont") * 200_000 + jpeg()[2:],
}  # fmt: skip


@pytest.mark.parametrize("what", HUGE)
def test_nothing_is_unbounded(what):
    started = time.process_time()

    held = harvest.identifiers(io.BytesIO(HUGE[what]))

    assert len(held) <= known.MOST
    assert time.process_time() - started < 6


def test_an_iptc_block_with_an_extended_length_is_read():
    data = b"\x1c\x02\x78\x80\x04" + struct.pack(">I", 11) + b"Jean Dupont"

    assert list(blocks.iptc(data)) == [("free", "Jean Dupont")]


def test_a_compressed_text_is_opened_only_so_far():
    assert len(harvest.inflated(zlib.compress(bytes(40_000_000)))) == harvest.MOST_INFLATED
