"""Numbers and addresses broken by a line's end: read again with the break taken for a space, or for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text import contacts, numbers, records
from cases.deid.text.spans import Hit

_BREAK = re.compile(r"(?<=\d)(?P<hyphen>-?) ?\n ?(?=[\d(])")
_INSIDE = re.compile(r"(?<=[\w.@+-])\n(?=[\w.@-])")
# A table of values is a row of broken numbers, too: only what is labelled, written as telephones are or proved by its digits counts.
_TELLING = ("phone_label", "phone_shape", "labelled_record", "paper_label", "valid_")


def find(text: str, language: str) -> Iterator[Hit]:
    """Yield hard hits of the folded text that go over the end of a line, where only one line further on is looked at."""
    if "\n" not in text:
        return
    if _BREAK.search(text):
        joined = _BREAK.sub(lambda match: match[0].replace("\n", " "), text)
        for hit in (*numbers.find(joined), *contacts.find(joined, language), *records.find(joined)):
            if hit.hard and hit.reason.startswith(_TELLING) and text.count("\n", hit.start, hit.end) == 1 and _short(text, hit):
                yield hit
    if "@" in text:
        for match in _INSIDE.finditer(text):
            at = match.start()
            line = text[text.rfind("\n", 0, at) + 1 : at] + text[at + 1 : (text.find("\n", at + 1) + 1 or len(text) + 1) - 1]
            if "@" in line:
                yield from _mail(text, line, at)


def _short(text: str, hit: Hit) -> bool:
    """Whether neither line is a number of its own: seven digits on each side are two numbers."""
    before, after = text[hit.start : hit.end].split("\n")
    return min(sum(c.isdigit() for c in before), sum(c.isdigit() for c in after)) < 7


def _mail(text: str, line: str, at: int) -> Iterator[Hit]:
    begin = text.rfind("\n", 0, at) + 1
    for hit in contacts.mails(line):
        start, end = begin + hit.start, begin + hit.end
        # A whole address on one line needs no second look; what the next line begins with is then another word.
        if start < at < end and not any(True for _ in contacts.mails(text[begin:at])) and line[hit.start : hit.end].count("@") == 1:
            yield hit._replace(start=start, end=end + 1)
