"""Reads the words of a PDF that our press made, page by page, as a reader's copy-and-paste would: by each font's ToUnicode table."""

import re
import zlib

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\[((?:\((?:\\.|[^\\)])*\)|[-\d.\s]+|<[0-9A-Fa-f]*>)*)\]TJ|(\((?:\\.|[^\\)])*\))Tj|(ET)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(pdf):
    """The text of each page, in the order it is drawn; every run of text on a line of its own."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if re.search(rb"/Type/Page\b(?!s)", body)]
    return [_page(body, objects) for body in pages]


def text_of(pdf):
    """All words of the PDF with single spaces, without the zero-width spaces where long words may break."""
    return " ".join("\n".join(pages_of(pdf)).replace("\u200b", "").split())


def _page(body, objects):
    fonts = _fonts(_inner(body, rb"/Resources", objects), objects)
    found, font = [], {}
    for name, array, single, end in SHOWN.findall(_stream(objects[_reference(body, rb"/Contents")])):
        if name:
            font = fonts[name]
        for string in re.findall(rb"\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]*>", array or single, re.DOTALL):
            raw = bytes.fromhex(string[1:-1].decode()) if string.startswith(b"<") else _unescaped(string[1:-1])
            found += [font.get(int.from_bytes(raw[at : at + 2], "big"), "") for at in range(0, len(raw), 2)]
        if end:
            found.append("\n")
    return "".join(found)


def _fonts(resources, objects):
    """Font name -> glyph number -> characters."""
    names = re.search(rb"/Font<<(.*?)>>", resources, re.DOTALL)[1]
    return {
        name: _table(_stream(objects[_reference(objects[int(at)], rb"/ToUnicode")]))
        for name, at in re.findall(rb"/(f\d+) (\d+) 0 R", names)
    }


def _table(cmap):
    table = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for glyph, characters in re.findall(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>", block):
            table[int(glyph, 16)] = bytes.fromhex(characters.decode()).decode("utf-16-be")
    return table


def _reference(body, name):
    return int(re.search(name + rb" (\d+) 0 R", body)[1])


def _inner(body, name, objects):
    return objects[_reference(body, name)]


def _stream(body):
    head, _found, rest = body.partition(b"stream\n")
    raw = rest.rpartition(b"\nendstream")[0]
    return zlib.decompress(raw) if b"/FlateDecode" in head else raw


def _unescaped(raw):
    def one(match):
        escape = match[1]
        return bytes([int(escape, 8)]) if escape.isdigit() else ESCAPES.get(escape, escape)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, raw, flags=re.DOTALL)
