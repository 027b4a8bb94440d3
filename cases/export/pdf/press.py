"""The child that sets one report: JSON in on standard input, PDF out on standard output. Imports nothing of ours.

Words reach the template as data of `sys.inputs`, never as markup. The root of all paths is this folder; fonts are those inside typst.
"""

import json
import re
import resource
import sys
import unicodedata
from pathlib import Path

import typst

HERE = Path(__file__).parent
MEMORY, CPU = 1 << 30, 10  # bytes of address space, seconds
PASSES = 6
SPOKEN = re.compile(r"the text `\"(.*?)\"` could not be displayed", re.DOTALL)
UNSETTABLE = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff\ufe0f\u200d\ue000-\uf8ff]")
SAFE = 0x17F  # up to here the fonts have a glyph for all that is printed


def press(report):
    """Return the PDF's bytes. report: a dictionary of strings, numbers, lists and dictionaries.

    PDF/UA-1 refuses what the fonts cannot show. Each such character is replaced by its name or code in square brackets.
    """
    data = json.dumps(settable(report), ensure_ascii=False)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    for _again in range(PASSES):
        try:
            return setting(data, fonts)
        except typst.TypstError as error:
            missing = set("".join(SPOKEN.findall(error.diagnostic)))
            if not missing:
                raise
            data = spelt(data, missing)
    return setting(spelt(data, {character for character in data if ord(character) > SAFE}), fonts)


def settable(value):
    """The report without control characters, joiners and private characters, for which no font has a glyph."""
    if isinstance(value, dict):
        return {key: settable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [settable(one) for one in value]
    return UNSETTABLE.sub("", value) if isinstance(value, str) else value


def setting(data, fonts):
    return typst.compile(
        str(HERE / "report.typ"),
        root=str(HERE),
        font_paths=fonts,
        ignore_system_fonts=True,
        package_path=str(HERE),
        package_cache_path=str(HERE),
        sys_inputs={"report": data},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=0,
    )


def spelt(data, missing):
    return "".join(f"[{name_of(character)}]" if character in missing and ord(character) > SAFE else character for character in data)


def name_of(character):
    """What stands for a character without a glyph: its Unicode name, or its code where the name is only a code again."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" if not name or re.search(r"-[0-9A-F]{4,}$", name) else name.lower()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        pdf = press(json.loads(sys.stdin.buffer.read()))
    except Exception:  # typst's messages quote the report, so nothing of them may reach a log
        sys.exit(3)
    sys.stdout.buffer.write(pdf)
