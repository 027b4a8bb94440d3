"""A printed report as notes of Markdown, a section each: what a file without pages of its own can carry of it."""

# The conclusion and the minority reports have places of their own in FHIR, where nobody is named; a formula needs no file.
ELSEWHERE = ("result", "by-hand", "identity")


def notes_of(report):
    """The sections of a printed report that are told nowhere else, each as one text. report: of `printed`."""
    return [_note(section) for section in report["sections"] if section["key"] not in ELSEWHERE]


def _note(section):
    blocks = [text for block in section["blocks"] if (text := _block(block))]
    return "\n\n".join([f"## {section['heading']}", *blocks])


def _block(block):
    kind = block["kind"]
    if kind in ("text", "note"):
        return block["text"]
    if kind == "items":
        return "\n".join(f"- {_line(item)}" for item in block["items"])
    if kind == "facts":
        return _table(("", ""), block["rows"])
    if kind == "table":
        return f"{block['caption']}\n\n{_table(block['head'], block['rows'])}"
    if kind == "strips":
        return "\n".join(f"- {item['number']}. {_line(item['title'])} – {item['badge']}" for item in block["items"])
    return ""  # a chart: its table says the same


def _table(head, rows):
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in (head, ["---"] * len(head), *rows))


def _cell(words):
    return _line(words).replace("|", "\\|")


def _line(words):
    return " ".join(words.split())
