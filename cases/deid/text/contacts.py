# ruff: noqa: E501 - patterns and lists are read as one line
"""Contacts: e-mail, links to a person, network addresses and telephone numbers (phonenumbers, valid numbers only)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from cases.deid.text.spans import Hit

# A space inside an address only where the ending after it is no word of its own, or the next sentence would be taken with it.
_AT = re.compile(
    r"[ ]?(?:@|\((?:at|arobase|arroba)\)|\[(?:at|arobase|arroba)\])[ ]?(?:[\w-]{1,63}(?:\.|[ ]?\.[ ](?=(?:com|org|net|fr|edu|gov|eu|info|uk)\b)|[ ]\.(?=\w))){1,6}[a-z]{2,24}(?![\w@])|@[\w-]{2,63}(?:\.[\w-]{1,63}){0,6}",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:\bhttps?://|\bwww\.|\bftp://)[^\s<>\"'¤]{2,2000}", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w.@/-])[a-z][a-z\d-]{2,40}(?:\.[a-z][a-z\d-]{1,40}){0,3}\.(?:com|org\.uk|co\.uk|org|net|info|blog|fr)\b(?![@.]\w)(?:/[^\s<>\"'¤]{0,200})?"
)
_SOCIAL = re.compile(
    r"(?<![\w.@-])(?:(?:[a-z]{2,10}\.)?(?:facebook|instagram|linkedin|twitter|tiktok|x|t|wa|youtube)\.(?:com|me)/[^\s<>\"'¤]{2,200})|(?<![\w.+@-])@(?!(?:everyone|everybody|here|channel|all|team|tous|todos|equipo|équipe)\b)[a-z_][\w.]{3,29}(?![\w@])",
    re.IGNORECASE,
)
# Hosts of literature and guidelines: a link there names no patient.
_LITERATURE = re.compile(
    r"(?:[a-z]+://)?(?:[\w-]+\.)*(?:doi\.org|nih\.gov|who\.int|clinicaltrials\.gov|cochrane\.org|cochranelibrary\.com|nejm\.org|thelancet\.com|bmj\.com|jamanetwork\.com|nature\.com|"
    r"sciencedirect\.com|springer\.com|wiley\.com|esmo\.org|escardio\.org|nice\.org\.uk|has-sante\.fr|aemps\.es|orpha\.net|radiopaedia\.org|uptodate\.com|nccn\.org|cdc\.gov|fda\.gov|ema\.europa\.eu|europa\.eu|eortc\.org)(?=[/:?#]|$)",
    re.IGNORECASE,
)
_PERSONAL_LINK = re.compile(
    r"[?&=@~]|/(?:in|user|users|u|profile|people|patient|patients|p)/|facebook|instagram|linkedin|twitter|tiktok|//x\.com|drive\.google|dropbox|wa\.me|t\.me",
    re.IGNORECASE,
)
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}(?![\w:])", re.IGNORECASE)
_MAC = re.compile(r"(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])", re.IGNORECASE)
_IP_LABEL = re.compile(r"\b(?:ip|ipv4|address|adresse|dirección|host|server|serveur|servidor)[ :=]{1,4}$", re.IGNORECASE)

_PHONE = re.compile(
    r"(?<![\w.,/])(?:\(?\+\(?|00)?(?:\(\d{1,4}\)|[Oo]?\d)(?:[ ]?[().\-/][ ]?[(]?|[ ]{1,8})?(?:\d(?:[ ]{0,2}[().\-/][ ]?|[ ]{1,8})?){5,14}\d(?![\w%]|[.,]\d)"
)
_PHONE_LABEL = re.compile(
    r"(?:\b(?:tel|tél|telf|tfno|tlf|tlfno|phone|ph|telephone|téléphone|teléfono|telefono|mobile|mob|móvil|movil|portable|cell|fax|contact|contacto|call|call back|whatsapp|bip|poste|busca|ext|pager|standard|secrétariat|appelez|llame|llamar)\b"
    r"|☎|✆|📞)[ .:°n#]{0,4}(?:number|numéro|número|no|me|us|is|at|al|au|es|est|of|[a-z]+ )?[ :(]{0,3}$",
    re.IGNORECASE,
)
_SHORT_PHONE = re.compile(
    r"\b(?:tel|tél|telf|tfno|tlf|phone|téléphone|teléfono|fax|bip|poste|busca|pager|ext|extension|extensión|anexo|interno)\b\.?[ :°n#]{0,4}(\d[\d .-]{1,9}\d)(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
# Usual ways of writing a number that fictitious numbers share, so that "555-123-4567" counts though no one has it.
_CANONICAL = {
    "en": re.compile(r"(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-. ]\d{4}\Z"),
    "fr": re.compile(r"[0O][1-9](?:[ .-]*\d){8}\Z"),
    "es": re.compile(
        r"(?:\+?34[ -]?)?[6789]\d(?:\d[ -]\d{3}[ -]\d{3}|\d(?:[ -]\d\d){3}|[ -]\d{3}(?:[ -]\d\d){2}|[ -]\d{7}|[ -]\d{3}[ -]\d{4})\Z"
    ),
}
_FRENCH_LOOSE = re.compile(r"[0O][1-9][ .]\d{2,4}[ .]\d{2,4}(?:[ .]\d{2,4}){0,2}\Z")
_REGIONS = {"en": ("US", "GB", "IN", "AU"), "fr": ("FR", "BE", "CH"), "es": ("ES", "MX", "AR", "CO", "CL")}
_DATE_LIKE = re.compile(r"(?:\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:19|20)?\d\d|(?:19|20)\d\d[./-]\d\d?[./-]\d\d?)(?![\d./-]| \d\d(?:\D|$))")
_DIMENSIONS = re.compile(r"[ ]?(?:x ?\d|mmhg|mm|cm|mg|ml|/mm3|/µl|/ul|ui|iu|u/l|copies|copias|%|cells)", re.IGNORECASE)


def find(text: str, language: str) -> Iterator[Hit]:
    """Yield hits of kind "email", "url", "ip" and "phone" in folded text; phone regions follow the language."""
    yield from mails(text)
    if (
        "://" in text
        or "www." in text.lower()
        or "@" in text
        or any(end in text for end in (".com", ".org", ".net", ".info", ".blog", ".fr", ".uk", ".me/"))
    ):
        yield from _links(text)
    yield from _network(text)
    yield from _phones(text, language)


def mails(text: str) -> Iterator[Hit]:
    """Yield the e-mail addresses of folded text, those written with "(at)" included."""
    for match in _AT.finditer(text):
        start = match.start()
        while start and (text[start - 1].isalnum() or text[start - 1] in "._%+-"):
            start -= 1
        if start < match.start():
            yield Hit(start, match.end(), "email", True, "email", 9)


def _links(text: str) -> Iterator[Hit]:
    for match in _URL.finditer(text):
        end = match.end() - (len(match[0]) - len(match[0].rstrip(".,;:)]}")))
        link = text[match.start() : end]
        if not _LITERATURE.match(link):
            yield Hit(match.start(), end, "url", bool(_PERSONAL_LINK.search(link)), "link", 8)
    for match in _BARE.finditer(text):
        if not _LITERATURE.match(match[0]):
            yield Hit(*match.span(), "url", False, "link_bare", 4)
    for match in _SOCIAL.finditer(text):
        yield Hit(*match.span(), "url", True, "social_account", 6)


def _network(text: str) -> Iterator[Hit]:
    for match in _IPV4.finditer(text):
        octets = [int(part) for part in match[0].split(".")]
        if max(octets) < 256 and octets[0]:
            labelled = _IP_LABEL.search(text, max(0, match.start() - 20), match.start())
            # "3.1.2.1" is a chapter; an address nearly always has an octet of 32 or more.
            yield Hit(*match.span(), "ip", bool(labelled) or max(octets) > 31, "ipv4", 8)
    if text.count(":") > 1:
        for match in _IPV6.finditer(text):
            try:
                ipaddress.IPv6Address(match[0])
            except ValueError:
                continue
            yield Hit(*match.span(), "ip", True, "ipv6", 8)
    for match in _MAC.finditer(text):
        yield Hit(*match.span(), "ip", True, "mac", 8)


def _phones(text: str, language: str) -> Iterator[Hit]:
    for match in _PHONE.finditer(text):
        value = match[0]
        digits = sum(c.isdigit() for c in value)
        if not 7 <= digits <= 15 or _DATE_LIKE.match(value) or _DIMENSIONS.match(text, match.end()):
            continue
        labelled = bool(_PHONE_LABEL.search(text, max(0, match.start() - 30), match.start()))
        written = any(pattern.match(value) for pattern in _CANONICAL.values())
        if labelled or written or (language == "fr" and digits == 10 and _FRENCH_LOOSE.match(value)):
            yield Hit(*match.span(), "phone", True, "phone_label" if labelled else "phone_shape", 6)
        elif value[0] == "+" and digits > 8:
            yield Hit(*match.span(), "phone", True, "phone_shape", 6)
        elif min(map(len, re.findall(r"\d+", value)[1:]), default=2) > 1 and _callable(value, language):
            # Nine bare digits are valid in Spain four times out of ten: hard only when written the way numbers are dictated.
            spaced = value[0] in "+(0" or any(c in value for c in " .-/")
            yield Hit(*match.span(), "phone", spaced, "phone_valid", 4)
    for match in _SHORT_PHONE.finditer(text):
        if sum(c.isdigit() for c in match[1]) >= 3 and not _DIMENSIONS.match(text, match.end()):
            yield Hit(*match.span(1), "phone", False, "phone_extension", 3)


def _callable(value: str, language: str) -> bool:
    if value[0] != "+" and not value.startswith("00") and not 9 <= sum(c.isdigit() for c in value) <= 11:
        return False  # no national number of these regions, whatever its prefix
    import phonenumbers  # 30 ms and rarely needed: only once a candidate stands

    number = value.replace("O", "0").replace("o", "0")
    if number.startswith("00"):
        number = "+" + number[2:]
    for region in (None,) if number.lstrip("(").startswith("+") else _REGIONS[language]:
        try:
            parsed = phonenumbers.parse(number, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            # Leniency.VALID also wants the grouping not to break a number apart in the middle of a word or a fraction.
            return True
    return False
