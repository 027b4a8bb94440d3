"""Panels in as JSON text, results out as JSON text: the whole of `manage.py consensus` but for opening the file."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from .panel import BadPanel
from .rounds import decide

_NEEDED = ("options", "ratings")
_OPTIONAL = ("previous", "eligible", "profile")
_SPACE = re.compile(r"[ \t\r\n]+")


def answer(raw: bytes) -> str:
    """Return one line of JSON for each panel in `raw`, each ended by a newline.

    raw: UTF-8 JSON, one object over any number of lines, or several objects, each beginning on its own line; an object has
    `options` and `ratings`, and may have `previous`, `eligible` and `profile` (null means not given). Raises BadPanel with one
    sentence, which names the line and quotes nothing, if any panel is wrong: there is never half an answer.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadPanel("The input is not UTF-8 text.") from None
    lines: list[str] = []
    at = _after_space(text, 0)
    if at == len(text):
        raise BadPanel("The input is empty; a JSON object with options and ratings is needed.")
    while at < len(text):
        try:
            panel, end = _DECODER.raw_decode(text, at)
            lines.append(_ENCODER.encode(_decided(panel)))
        except json.JSONDecodeError as error:
            raise BadPanel(f"Line {error.lineno}: this is not JSON.") from None
        except BadPanel as error:
            raise BadPanel(f"Line {_line(text, at)}: {error}") from None
        except (ValueError, RecursionError):
            # A number of thousands of digits, or brackets nested without end.
            raise BadPanel(f"Line {_line(text, at)}: this is not a panel.") from None
        at = _after_space(text, end)
        if at < len(text) and "\n" not in text[end:at]:
            raise BadPanel(f"Line {_line(text, at)}: something follows the panel; each panel begins on its own line.")
    lines.append("")
    return "\n".join(lines)


def _decided(panel: object) -> dict[str, Any]:
    if not isinstance(panel, dict):
        raise BadPanel("A panel must be a JSON object with options and ratings.")
    for key in _NEEDED:
        if key not in panel:
            raise BadPanel(f"The panel has no {key}.")
    # A misspelt "eligible" must not silently drop the quorum.
    if not panel.keys() <= {*_NEEDED, *_OPTIONAL}:
        raise BadPanel("The panel has a key other than options, ratings, previous, eligible and profile.")
    for key in ("ratings", "previous"):
        if isinstance(panel.get(key), list) and None in panel[key]:
            raise BadPanel(f"A row of {key} is null; a rater who abstains from everything is a row of nulls.")
    given = {key: panel[key] for key in _OPTIONAL if panel.get(key) is not None}
    return decide(panel["options"], panel["ratings"], **given).as_json()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadPanel("A key is given twice.")
    return found


def _no_constant(_: str) -> NoReturn:
    raise BadPanel("NaN and infinity are not numbers that can be rated.")


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant)
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False)
