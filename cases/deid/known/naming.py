"""Tells the words of a person's name from the ordinary words of file names and captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cases.deid.text.runs import PARTICLES
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import EPONYM_AFTER, EPONYM_BEFORE
from cases.deid.text.words.given import AMBIGUOUS
from cases.deid.text.words.ordinary import LABELS, TITLES, is_both, is_name, is_no_name, plain
from cases.deid.text.words.places import COUNTRIES, REGIONS, TOWNS
from cases.deid.text.words.surnames import SURNAMES

LEAST: Final = 3  # letters of a word that is looked for alone
NAME_WORDS: Final = 6  # words of one person's name
SHORT: Final = 4  # words of a field in which an unknown word may be a name

# How medical words end, without accents; a word of seven letters and more that ends so is no name.
_ENDINGS: Final = tuple(
    listed("""
itis ites itide itidis osis oses ose emia aemia emie algia algie pathy pathie patia graphy graphie grafia gramme grama gram scopy
scopie scopia ectomy ectomie ectomia otomy otomie otomia ostomy ostomie ostomia plasty plastie plastia oma omas ome omes omatosis
plegia plegie paresis paresie paresia trophy trophie trofia plasia plasie uria urie pnea pnee rrhea rrhee rrea logy logie logia
logist logue logo loga metry metrie metria ation ations acion aciones ction ition sion cion ment ments miento ness ing ique iques
ical icale icas icos aire aires ular ulaire eux euse ous osa ible able ante ectasia ectasie cele lysis lyse lisis stenosis stasis
tomography therapy therapie terapia ary ial iale oid oide ide ado ada idad dad ite ity ism
""")
)
_WORD = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"[^\W\d_](?:[^\W\d_])*?(?=(?<=[a-zß-ÿ])[A-ZÀ-Þ]|\Z)")
_PARTICLES: Final = frozenset(PARTICLES) | listed("mac mc o d l")


class Token(NamedTuple):
    """A word, its plain form, what stands before it, and what is known of it: "name", "both", "stop", "particle" or "new"."""

    word: str
    plain: str
    before: str
    kind: str


def names(text: str, role: str) -> Iterator[str]:
    """The words of names in a field. A word that nothing tells from an ordinary one is marked by a question mark."""
    tokens = _tokens(text)
    lowercase = text == text.lower() or text == text.upper()
    for run in _runs(tokens, text):
        if role == "person" or _certain(run, lowercase, strict=role == "free"):
            chosen = run if role != "free" else _around(run, lowercase)
            yield from (token.plain for token in chosen if len(token.plain) >= LEAST and token.kind != "particle")
        else:
            few = role == "name" or len(tokens) <= SHORT
            yield from (f"?{token.plain}" for token in run if few and _may_be_one(token, lowercase))


def places(text: str) -> Iterator[str]:
    """The words of a town or an address; countries and regions are no identifiers."""
    for part in re.split(r"[,;/]", text):
        if part.strip().lower() not in COUNTRIES | REGIONS:
            words = [plain(word) for word in _WORD.findall(part)]
            yield from (word for word in words if len(word) > LEAST and not is_no_name(word) and not is_both(word))


def _tokens(text: str) -> list[Token]:
    tokens, end = [], 0
    for match in _WORD.finditer(text):
        before, end = text[end : match.start()], match.end()
        for number, part in enumerate(_parts(match[0])):
            low = plain(part)
            tokens.append(Token(part, low, before if number == 0 else "", _kind(low)))
    return [token._replace(kind="stop") if _is_eponym(tokens, number) else token for number, token in enumerate(tokens)]


def _is_eponym(tokens: list[Token], number: int) -> bool:
    """A name that medicine uses, where it is used so: "wilson disease liver"."""
    if tokens[number].plain not in AMBIGUOUS:
        return False
    after = tokens[number + 1].plain if number + 1 < len(tokens) else ""
    before = [token.plain for token in tokens[max(0, number - 2) : number] if token.kind != "particle"][-1:]
    return after in EPONYM_AFTER or any(word in EPONYM_BEFORE for word in before)


def _parts(word: str) -> list[str]:
    """ "DupontJean" and "dupontjean" as two words."""
    low = plain(word)
    parts = [] if is_no_name(low) else _CAMEL.findall(word)
    if len(parts) > 1 and all(len(part) >= LEAST for part in parts) and "".join(parts) == word:
        return parts
    if len(low) != len(word) or is_name(low) or is_both(low) or is_no_name(low):
        return [word]
    if len(low) > 6 and low[1:] in SURNAMES:  # "jdupont"
        return [word[1:]]
    if len(low) >= 8:
        for at in range(4, len(low) - 3):
            parts = low[:at], low[at:]
            if all(is_name(part) or is_both(part) for part in parts) and any(is_name(part) for part in parts):
                return [word[:at], word[at:]]
    return [word]


def _kind(low: str) -> str:
    if is_both(low):
        return "both"
    if is_name(low):
        return "name"
    if low in _PARTICLES:
        return "particle"
    if is_no_name(low) or (len(low) >= 7 and low.endswith(_ENDINGS)) or len(low) < 2:
        return "stop"
    return "new"


def _runs(tokens: list[Token], text: str) -> Iterator[list[Token]]:
    """Words that stand together and are not ordinary. A title or a label before it is part of its evidence."""
    run: list[Token] = []
    for number, token in enumerate(tokens):
        apart = re.search(r"[,;:()\[\]{}|/\n\d]", token.before) and "," not in token.before
        if run and (token.kind == "stop" or apart):
            yield run
            run = []
        if token.kind != "stop":
            if not run and number and tokens[number - 1].kind == "stop" and tokens[number - 1].plain in TITLES | LABELS:
                token = token._replace(kind="called") if token.kind != "particle" else token
            run.append(token)
    if run:
        yield run


def _certain(run: list[Token], lowercase: bool, *, strict: bool) -> bool:
    """Whether a run is a name: one of its words is a name and nothing else, or the way it is written says so."""
    if not any(token.kind != "particle" for token in run):
        return False
    if any("^" in token.before for token in run[1:]):
        return True
    shown = [token for token in run if token.kind != "particle"]
    if any(token.kind == "called" for token in run) and (lowercase or shown[0].word[0].isupper()):
        return len(run) <= NAME_WORDS
    if any(token.kind == "name" and (lowercase or token.word[0].isupper() or not strict) for token in run):
        return True
    capital = [token for token in shown if token.word[0].isupper()]
    if len(shown) >= 2 and all(token.kind == "both" for token in shown[:2]) and len(capital) == len(shown) and not lowercase:
        return len(shown) <= 3
    shouted = [token for token in capital if token.word.isupper() and len(token.word) > 2]
    # "KOWALCZYK Zdzislaw": a surname in capitals beside a given name
    return 2 <= len(shown) <= 4 and len(capital) == len(shown) and 0 < len(shouted) < len(shown)


def _around(run: list[Token], lowercase: bool) -> list[Token]:
    """In a sentence only words with a capital belong to the name."""
    return [token for token in run if lowercase or token.word[0].isupper()][:NAME_WORDS]


def _may_be_one(token: Token, lowercase: bool) -> bool:
    if token.kind != "new" or not 4 <= len(token.plain) <= 20 or token.plain in TOWNS:
        return False
    vowels = sum(char in "aeiouy" for char in token.plain)
    return vowels > 0 and (lowercase or token.word[0].isupper()) and re.search(r"(.)\1\1|[^aeiouy]{5}", token.plain) is None
