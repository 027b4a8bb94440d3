"""Check digits of national identifiers: python-stdnum where it knows them, and those it does not know, each with its source."""

from __future__ import annotations

import pkgutil
import re
from datetime import date
from functools import cache
from importlib import import_module


@cache
def _module(name: str):
    return import_module(f"stdnum.{name}")


def load() -> None:
    """Import everything of python-stdnum, which finds the rules of a country when the first of its numbers is met. About 0.3 s."""
    for module in pkgutil.walk_packages(import_module("stdnum").__path__, "stdnum."):
        import_module(module.name)
    import_module("stdnum.numdb").get("be/banks")  # the one table that is opened only when asked, for accounts in Belgium


def valid(scheme: str, value: str) -> bool:
    """Whether `value` (its spaces, hyphens, stops and slashes do not count) is well formed and its check digit right.

    `scheme` is a key of OWN or a module of stdnum, such as "fr.nir". Raises ModuleNotFoundError for any other.
    """
    compact = re.sub(r"[\s./-]", "", value).upper()
    if scheme in OWN:
        return OWN[scheme](compact)
    return bool(_module(scheme).is_valid(compact))


def _luhn(value: str) -> bool:
    return bool(_module("luhn").is_valid(value))


def _npi(value: str) -> bool:
    """United States, National Provider Identifier: Luhn with the prefix of health applications, 80840 (CMS)."""
    return len(value) == 10 and value[0] in "12" and _luhn("80840" + value)


def _mbi(value: str) -> bool:
    """United States, Medicare Beneficiary Identifier (CMS): eleven places of fixed kinds, no S, L, O, I, B, Z; it has no check digit."""
    return _MBI.fullmatch(value) is not None


def _dea(value: str) -> bool:
    """United States, DEA registration: odd digits plus twice the even ones ends in the seventh digit."""
    digits = [int(c) for c in value[2:]]
    return (sum(digits[0:6:2]) + 2 * sum(digits[1:6:2])) % 10 == digits[6]


def _nuss(value: str) -> bool:
    """Spain, social security number: province and number, without the number's leading zeros below ten millions, modulo 97."""
    province, number, check = value[:2], value[2:-2], value[-2:]
    joined = province + (str(int(number)) if int(number) < 10_000_000 else number)
    also = str(int(province)) + number  # cards of the first nine provinces are printed without their zero
    return int(province) > 0 and int(check) in (int(joined) % 97, int(also) % 97, int(province + number) % 97)


def _chi(value: str) -> bool:
    """Scotland, Community Health Index: a day, then four digits of which the last is modulo 11 with weights 10 to 2."""
    return _day(value[:6]) and bool(_module("gb.nhs").is_valid(value))


def _nino(value: str) -> bool:
    """United Kingdom, National Insurance number: prefixes that were never given out are none; it has no check digit."""
    return _NINO.fullmatch(value) is not None and value[:2] not in ("BG", "GB", "NK", "KN", "TN", "NT", "ZZ")


def _kvnr(value: str) -> bool:
    """Germany, health insurance number: Luhn over the letter as two digits (SGB V, section 290)."""
    digits = f"{ord(value[0]) - 64:02d}{value[1:9]}"
    return sum(sum(divmod(int(d) * (1 + i % 2), 10)) for i, d in enumerate(digits)) % 10 == int(value[9])


def _rvnr(value: str) -> bool:
    """Germany, pension insurance number: weights 2 1 2 5 7 1 2 1 2 1 2 1 over the letter as two digits, sums of digits modulo 10."""
    digits = f"{value[:8]}{ord(value[8]) - 64:02d}{value[9:11]}"
    day = int(value[2:4]) - 50 * (int(value[2:4]) > 50)
    total = sum(sum(divmod(int(d) * weight, 10)) for d, weight in zip(digits, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True))
    return 1 <= day <= 31 and 1 <= int(value[4:6]) <= 12 and total % 10 == int(value[11])


def _abha(value: str) -> bool:
    """India, health account number: fourteen digits; its check digit is not published, so only its length counts."""
    return len(value) == 14 and len(set(value)) > 3


def _day(value: str) -> bool:
    try:
        date(2000 + int(value[4:6]), int(value[2:4]), int(value[:2]))
    except ValueError:
        return False
    return True


_L = "AC-HJKMNP-RT-Y"
_MBI = re.compile(rf"[1-9][{_L}][{_L}\d]\d[{_L}][{_L}\d]\d[{_L}]{{2}}\d\d")
_NINO = re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]")
OWN = {
    "us.npi": _npi,
    "us.mbi": _mbi,
    "us.dea": _dea,
    "es.nuss": _nuss,
    "gb.chi": _chi,
    "gb.nino": _nino,
    "de.kvnr": _kvnr,
    "de.rvnr": _rvnr,
    "in_.abha": _abha,
    "fr.rpps": _luhn,
    "fr.finess": _luhn,
}
