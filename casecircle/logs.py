"""Log lines that carry codes and places in the code, never anything a person wrote."""

import json
import logging
import re
import time
import traceback


class CodesOnly(logging.Formatter):
    """One JSON line a record. Messages are kept as templates: their arguments (paths, names, texts) are dropped, and so
    is a message of somebody else's that was formatted before it came here.

    Our own loggers (`casecircle.*`) pass codes and numbers in `extra={"facts": {...}}`. An exception is told as its
    class and the lines of code it passed, without its text.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": event_of(record),
        }
        if isinstance(facts := getattr(record, "facts", None), dict):
            line["facts"] = {str(key): value for key, value in facts.items() if isinstance(value, (int, float, bool)) or is_code(value)}
        if isinstance(status := getattr(record, "status_code", None), int):
            line["status"] = status
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}:{frame.name}" for frame in frames[-12:]]
        return json.dumps(line)


def event_of(record: logging.LogRecord) -> str:
    """The message's template; for other people's ready-made texts only what kind of event it was."""
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    return record.msg if record.args or record.name.startswith("casecircle") else "-"


def is_code(value: object) -> bool:
    """Whether a string is an identifier or a code: short, and made of letters, digits and -_.: only."""
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_.:-]{1,64}", value) is not None
