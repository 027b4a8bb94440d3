"""Reads a PDF that our press made, its words by each font's ToUnicode table, as copy-and-paste does, its tables as a screen reader does."""

import re
import zlib

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STRING = rb"\((?:\\.|[^\\()])*\)"
for _depth in range(5):  # brackets that balance need no backslash, and the number of a glyph may hold some
    STRING = rb"\((?:\\.|[^\\()]|" + STRING + rb")*\)"
SHOWN = re.compile(
    rb"/(f\d+) [\d.]+ Tf|\[((?:" + STRING + rb"|[-\d.\s]+|<[0-9A-Fa-f]*>)*)\]TJ|(" + STRING + rb")Tj|(ET)"
    rb"|((?:MCID (\d+)[^>]*|ActualText<([0-9A-Fa-f]+)>)?>>BDC|\bBMC\b)|\b(EMC)\b",
    re.DOTALL,
)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(pdf):
    """The text of each page, in the order it is drawn; every run of text on a line of its own."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if re.search(rb"/Type/Page\b(?!s)", body)]
    return [_page(body, objects) for body in pages]


def text_of(pdf):
    """All words of the PDF with single spaces, without the zero-width spaces where long words may break."""
    return " ".join("\n".join(pages_of(pdf)).replace("\u200b", "").split())


def tables_of(pdf):
    """Caption -> rows of cells of each captioned table, in the order of the structure tree, whatever pages it runs over."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    marked = {number: _marked(body, objects) for number, body in objects.items() if re.search(rb"/Type/Page\b(?!s)", body)}
    root = next(number for number, body in objects.items() if b"/Type/StructTreeRoot" in body)
    found, caption = {}, ""
    for kind, number in _elements(root, objects):
        if kind == b"Caption":
            caption = _said(number, objects, marked)
        elif kind == b"Table" and caption:
            rows = [row for inner, row in _elements(number, objects) if inner == b"TR"]
            cells = [[cell for inner, cell in _elements(row, objects) if inner in (b"TH", b"TD")] for row in rows]
            found[caption] = [[_said(cell, objects, marked) for cell in row] for row in cells]
            caption = ""
    return found


def _elements(number, objects):
    """(kind, object number) of every element of the structure below one, in reading order."""
    for child in _kids(objects[number]):
        if isinstance(child, tuple):
            kind = re.search(rb"/S/(\w+)", objects[child[0]])
            if kind:
                yield kind[1], child[0]
            yield from _elements(child[0], objects)


def _kids(body):
    """What an element holds: (object number,) of elements, numbers of marked content."""
    found = re.search(rb"/K\s*(\[.*?\]|\d+ 0 R|\d+)", body, re.DOTALL)
    inner = re.sub(rb"<<.*?/MCID (\d+).*?>>", rb"\1", found[1], flags=re.DOTALL) if found else b""
    return [(int(reference),) if reference else int(mark) for reference, mark in re.findall(rb"(\d+) 0 R|(\d+)", inner)]


def _said(number, objects, marked):
    """The words of an element and of all below it, with single spaces."""
    body, words = objects[number], []
    page = re.search(rb"/Pg (\d+) 0 R", body)
    for child in _kids(body):
        words.append(_said(child[0], objects, marked) if isinstance(child, tuple) else marked[int(page[1])].get(child, ""))
    return " ".join(" ".join(words).replace("\u200b", "").split())


def _marked(body, objects):
    """Number of marked content -> its words, of one page."""
    found = {}
    for mark, words in _runs(body, objects):
        found[mark] = found.get(mark, "") + words
    return found


def _page(body, objects):
    return "".join(words for _mark, words in _runs(body, objects))


def _runs(body, objects):
    """(number of the marked content, words) of each run of text on a page, in the order it is drawn."""
    fonts = _fonts(_inner(body, rb"/Resources", objects), objects)
    font, marks, instead = {}, [], []  # what is open: numbers of marked content, and whether other words stand for what is drawn
    for name, array, single, end, opened, number, actual, closed in SHOWN.findall(_stream(objects[_reference(body, rb"/Contents")])):
        if opened:
            marks.append(int(number) if number else marks[-1] if actual and marks else None)
            instead.append(bool(actual))
            if actual:
                yield marks[-1], bytes.fromhex(actual.decode()).decode("utf-16")
        elif closed:
            marks.pop()
            instead.pop()
        if name:
            font = fonts[name]
        mark = marks[-1] if marks else None
        for string in [] if any(instead) else re.findall(STRING + rb"|<[0-9A-Fa-f]*>", array or single, re.DOTALL):
            raw = bytes.fromhex(string[1:-1].decode()) if string.startswith(b"<") else _unescaped(string[1:-1])
            yield mark, "".join(font.get(int.from_bytes(raw[at : at + 2], "big"), "") for at in range(0, len(raw), 2))
        if end:
            yield mark, "\n"


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
