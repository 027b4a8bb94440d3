"""Measure the free-text rules and model on labelled documents: `python tests/bench/deid/text.py FILE.jsonl [...] [--misses N | --speed]`.

A line is {"lang", "text", "spans": [[start, end, kind], ...]}. Recall: the share of gold spans at least half of whose letters and
digits lie under predicted spans ("full": all of them). Precision: the share of predicted spans that overlap a gold span.
Ages under 90, sex, family relations and occupations are labelled by some corpora but are no identifiers here: they count
neither as misses nor as false alarms. Without a file the project's own set is measured.
"""

import argparse
import json
import resource
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from cases.deid.text import examine
from cases.deid.text.model.engine import Engine

OWN = Path(__file__).with_name("own_text.jsonl")
NO_IDENTIFIERS = {
    "EDAD_SUJETO_ASISTENCIA",
    "SEXO_SUJETO_ASISTENCIA",
    "FAMILIARES_SUJETO_ASISTENCIA",
    "OTROS_SUJETO_ASISTENCIA",
    "PROFESION",
}


def share(text, start, end, spans):
    """How much of a gold span's letters and digits the predicted spans cover, 0 to 1."""
    marks = [i for i in range(start, end) if text[i].isalnum()] or list(range(start, end))
    return sum(any(s.start <= i < s.end for s in spans) for i in marks) / len(marks)


class Score:
    """What was counted for one language by one engine."""

    def __init__(self):
        self.count = Counter()
        self.kinds = defaultdict(Counter)
        self.shown = []

    def add(self, document, examined, milliseconds):
        text, gold = document["text"], document["spans"]
        count = self.count
        count["documents"] += 1
        count["characters"] += len(text)
        count["ms"] += milliseconds
        count["language"] += examined.language == document["lang"]
        if not gold:
            count["clean"] += 1
            count["flagged"] += bool(examined.spans)
        for start, end, kind in gold:
            if kind in NO_IDENTIFIERS:
                continue
            covered = share(text, start, end, examined.spans)
            count["gold"] += 1
            count["found"] += covered >= 0.5
            count["full"] += covered == 1
            self.kinds[kind]["gold"] += 1
            self.kinds[kind]["found"] += covered >= 0.5
            if covered < 0.5:
                self.shown.append(("MISS", document["lang"], kind, *around(text, start, end)))
        for span in examined.spans:
            right = any(start < span.end and span.start < end for start, end, _ in gold)
            count["told"] += 1
            count["right"] += right
            if not right:
                self.shown.append(("FALSE", document["lang"], f"{span.kind}/{span.reason}", *around(text, span.start, span.end)))

    def line(self):
        c = self.count
        return (
            f"recall {c['found'] / max(1, c['gold']):.3f} (full {c['full'] / max(1, c['gold']):.3f}) of {c['gold']:>4}, "
            f"precision {c['right'] / max(1, c['told']):.3f}, clean flagged {c['flagged']:>2} of {c['clean']:>3}, "
            f"language right {c['language']}/{c['documents']}, {c['ms'] / c['characters'] * 1000:6.2f} ms per 1,000 characters"
        )


def around(text, start, end):
    return repr(text[max(0, start - 40) : start]), f">>{text[start:end]!r}<<", repr(text[end : end + 25])


def measure(documents, engine=None):
    """Examine every document, by rules alone or with the model: language -> Score."""
    scores = defaultdict(Score)
    for document in documents:
        began = time.process_time()
        read = engine.read(document["text"]) if engine else None
        examined = examine(document["text"], read=read)
        scores[document["lang"]].add(document, examined, (time.process_time() - began) * 1e3)
    return scores


def main():
    """Print a line a language for rules alone and with the model; kinds, misses and false alarms when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*", default=[OWN])
    parser.add_argument("--misses", type=int, default=0, help="how many misses and false alarms of rules and model to show")
    parser.add_argument("--kinds", action="store_true")
    parser.add_argument("--rules", action="store_true", help="rules alone")
    parser.add_argument("--lang")
    parser.add_argument("--speed", action="store_true", help="CPU milliseconds of the rules and of a look while typing, and how they grow")
    options = parser.parse_args()
    if options.speed:
        from tests.bench.deid import text_speed

        return text_speed.main()
    examine("warm up 06 12 34 56 78")
    engines = [("rules", None)] + ([] if options.rules else [("rules + model", Engine())])
    for file in options.files:
        documents = [json.loads(line) for line in file.read_text().splitlines()]
        documents = [document for document in documents if options.lang in (None, document["lang"])]
        print(file.name)
        for name, engine in engines:
            scores = measure(documents, engine)
            for language, score in sorted(scores.items()):
                print(f"  {name:<13} {language}: {score.line()}")
            if options.kinds or options.misses:
                for language, score in sorted(scores.items()):
                    for kind, count in sorted(score.kinds.items()) if options.kinds else ():
                        print(f"      {language} {kind:<36} {count['found']:>4} of {count['gold']}")
                    for shown in score.shown[: options.misses] if engine or options.rules else ():
                        print("     ", *shown)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
