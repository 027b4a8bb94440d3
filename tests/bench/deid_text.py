# ruff: noqa: E501 - patterns and lists are read as one line
"""Measure the free-text rules on labelled documents: `python tests/bench/deid_text.py FILE.jsonl [--misses N]`.

A line is {"lang", "text", "spans": [[start, end, kind], ...]}. Recall: the share of gold spans at least half of whose letters and
digits lie under predicted spans ("full": all of them). Precision: the share of predicted spans that overlap a gold span.
Ages under 90, sex, family relations and occupations are labelled by some corpora but are no identifiers here: they count
neither as misses nor as false alarms ("all kinds" shows recall with them in).
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from cases.deid.text import examine

NO_IDENTIFIERS = {
    "EDAD_SUJETO_ASISTENCIA",
    "SEXO_SUJETO_ASISTENCIA",
    "FAMILIARES_SUJETO_ASISTENCIA",
    "OTROS_SUJETO_ASISTENCIA",
    "PROFESION",
}


def _share(text, start, end, spans):
    marks = [i for i in range(start, end) if text[i].isalnum()] or list(range(start, end))
    return sum(any(s.start <= i < s.end for s in spans) for i in marks) / len(marks)


def main():
    """Print one line a language and, when asked, the misses and the false alarms."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--lang")
    options = parser.parse_args()
    examine("warm up 06 12 34 56 78")
    totals = defaultdict(Counter)
    kinds = defaultdict(Counter)
    shown = Counter()
    for line in options.file.read_text().splitlines():
        document = json.loads(line)
        text, language = document["text"], document["lang"]
        if options.lang and language != options.lang:
            continue
        total = totals[language]
        began = time.process_time()
        examined = examine(text)
        total["ms"] += (time.process_time() - began) * 1e3
        total["characters"] += len(text)
        total["documents"] += 1
        total["language right"] += examined.language == language
        if not document["spans"]:
            total["clean"] += 1
            total["clean flagged"] += bool(examined.spans)
        for start, end, kind in document["spans"]:
            share = _share(text, start, end, examined.spans)
            total["gold all"] += 1
            total["hit all"] += share >= 0.5
            if kind in NO_IDENTIFIERS:
                continue
            total["gold"] += 1
            total["hit"] += share >= 0.5
            total["full"] += share == 1
            kinds[language, kind]["gold"] += 1
            kinds[language, kind]["hit"] += share >= 0.5
            if share < 0.5 and shown["miss"] < options.misses:
                shown["miss"] += 1
                print(f"MISS {language} {kind:<28} {text[max(0, start - 40) : start]!r} >>{text[start:end]!r}<< {text[end : end + 20]!r}")
        for span in examined.spans:
            total["predicted"] += 1
            right = any(start < span.end and span.start < end for start, end, _ in document["spans"])
            total["right"] += right
            if not right and shown["false"] < options.misses:
                shown["false"] += 1
                print(
                    f"FALSE {language} {span.kind}/{span.reason:<16} {text[max(0, span.start - 40) : span.start]!r} >>{text[span.start : span.end]!r}<< {text[span.end : span.end + 20]!r}"
                )
    for language, t in sorted(totals.items()):
        print(
            f"{language}: {t['documents']} documents, recall {t['hit'] / t['gold']:.3f} (full {t['full'] / t['gold']:.3f}; all kinds {t['hit all'] / t['gold all']:.3f}), "
            f"precision {t['right'] / t['predicted']:.3f}, clean flagged {t['clean flagged']}/{t['clean']}, language right {t['language right']}/{t['documents']}, "
            f"{t['ms'] / t['characters'] * 1000:.2f} ms per 1,000 characters"
        )
    for (language, kind), count in sorted(kinds.items()):
        print(f"   {language} {kind:<36} {count['hit']:>4} of {count['gold']}")


if __name__ == "__main__":
    main()
