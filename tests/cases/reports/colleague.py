"""A colleague who knows RAND/UCLA and not this program, and has nothing but the printed report: recalculates all of it.

Imports nothing of the program. Every value is looked for in the report's tables, every rule taken from the formulas it prints.
"""

import math
import re
from fractions import Fraction
from itertools import pairwise

from tests.cases.reports.sums import Numbers

SCHULZE = "Schulze method: strength of the strongest path from the row’s option to the column’s"


def number(cell):
    """A printed number as a fraction; None for a dash. A hyphen is no minus."""
    if "-" in cell:
        raise ValueError(cell)
    return None if cell == "–" else Fraction(cell.replace("−", "-"))


def shown(value, places):
    """A fraction as it would be printed, for comparison: within half of the last decimal."""
    return lambda cell: cell != "–" and abs(number(cell) - value) <= Fraction(1, 2 * 10**places)


def exactly(value):
    return lambda cell: number(cell) == value


def said(words):
    return lambda cell: cell == words


def yes(truth):
    return said("yes" if truth else "no")


class Colleague:
    """tables: caption -> rows of cells, the head first; a table's first cell of a row is its label. words: all words of the report."""

    def __init__(self, tables, words, rule):
        self.tables, self.words, self.rule = tables, words, rule
        self.faults, self.checked, self.rounds = [], 0, {}

    def check(self):
        """Recalculate every number of every round; returns what is not as calculated, as sentences."""
        closed = [row for row in self.rows("Rounds that counted") if row["Result"] != "–"]
        for row in closed:
            self.round(int(row["Round"]), row, last=row is closed[-1])
        for before, now in pairwise(sorted(self.rounds)):
            self.movement(before, now)
        if self.rounds:
            self.sensitivity(max(self.rounds))
        return self.faults

    def see(self, where, cell, right):
        self.checked += 1
        if not right(cell):
            self.faults.append(f"{where}: {cell}")

    def rows(self, caption):
        head, *rows = self.tables[caption]
        return [dict(zip(head, row, strict=True)) for row in rows]

    def columns(self, caption):
        """The statistics table turned: option -> label -> cell."""
        head, *rows = self.tables[caption]
        return {option: {row[0]: row[place] for row in rows} for place, option in enumerate(head) if place}

    def round(self, number_of, row, *, last):
        may_rate, submitted = int(row["May rate"]), int(row["Submitted"])
        distribution = self.tables.get(f"How many gave each rating in round {number_of}", [[]])[1:]
        counts = {option: list(map(int, cells)) for option, *cells in distribution}
        options, states = {}, {}
        for option, cells in self.columns(f"Statistics of round {number_of}").items():
            where, n = f"round {number_of}, option {option}", int(cells["n"])
            self.see(f"{where}, abstained", cells["Abstained"], exactly(submitted - n))
            if n < 5:
                told = {label for label, cell in cells.items() if cell != "–"} - {"n", "Abstained", "State"}
                self.see(f"{where}, told under five", ", ".join(sorted(told)) or "–", said("–"))
                self.see(f"{where}, state", cells["State"], said("Too few ratings"))
                states[option] = "few"
                continue
            of = options[option] = Numbers(counts[option])
            states[option] = of.state(self.rule, may_rate)
            for label, right in self.expected(of, states[option]).items():
                self.see(f"{where}, {label}", cells[label], right)
            share = f"{of.high} of {of.n} in 7–9 ({self.half_up(of.high, of.n)} %), {of.low} in 1–3 ({self.half_up(of.low, of.n)} %)"
            self.see(f"{where}, share", share, lambda words: words in self.words)
        self.rounds[number_of] = options
        result = self.outcome(states, options, submitted, may_rate, last)
        several = ("consensus, one option preferred", "consensus, equivalent alternatives")
        self.see(f"round {number_of}, result", row["Result"], said(result) if result else lambda cell: cell in several)
        then = self.then(number_of, row["Result"])
        self.see(f"round {number_of}, then", row["Then"], said(then) if then else lambda cell: cell != "–")

    @staticmethod
    def half_up(part, whole):
        return math.floor(Fraction(100 * part, whole) + Fraction(1, 2))

    @staticmethod
    def expected(of, state):
        return {
            "n": exactly(of.n),
            "Median": exactly(of.median),
            "p30": exactly(of.p30),
            "p70": exactly(of.p70),
            "IPR": exactly(of.ipr),
            "IPRAS": exactly(of.ipras),
            "DI": shown(of.ipr / of.ipras, 3),
            "% in 7–9": shown(Fraction(100 * of.high, of.n), 1),
            "% in 1–3": shown(Fraction(100 * of.low, of.n), 1),
            "Interpolated median": shown(of.interpolated, 3),
            "Classic agreement": yes(of.agreement),
            "Classic disagreement": yes(of.polar),
            "IPR > IPRAS": yes(of.spread),
            "Class": said(of.rated_class),
            "State": said(of.badge(state)),
            "Without agreement": said(of.name(state)),
        }

    def outcome(self, states, options, submitted, may_rate, last):
        if 3 * submitted < 2 * may_rate:
            return "no quorum"
        chosen = [option for option, state in states.items() if state == "for"]
        if not chosen:
            return "consensus against every option" if set(states.values()) == {"against"} else "no consensus"
        if len(chosen) == 1:
            return "consensus for one option"
        matrix = self.tables.get(SCHULZE) if last else None
        if matrix is None:  # of an earlier round, or withheld: then the report says so
            return None
        paths = {(x, y): int(cell) for x, *cells in matrix[1:] for y, cell in zip(matrix[0][1:], cells, strict=True)}
        winners = [x for x in chosen if all(paths[x, y] >= paths[y, x] for y in chosen if y != x)]
        best = max(options[x].median for x in winners)
        first = [x for x in chosen if x in winners or options[x].median > best]
        return "consensus, one option preferred" if len(first) == 1 else "consensus, equivalent alternatives"

    def then(self, number_of, result):
        """What the stopping rule says, or None where an option's stability is not told."""
        if self.rule == "quick":
            return "conclude"
        if number_of < 2:
            return "another round"
        if result not in ("no consensus", "no quorum"):
            return "conclude"
        stable = [row["Stable"] for row in self.rows(f"Stability from round {number_of - 1} to round {number_of}")]
        if "–" in stable:
            return None
        settled = "no" not in stable
        if settled and result == "no consensus":
            return "conclude"
        return "another round" if number_of < 3 else "conclude" if settled else "conclude, not stable"

    def movement(self, before, now):
        for row in self.rows(f"Stability from round {before} to round {now}"):
            option = row["Option"]
            where = f"stability {before} to {now}, option {option}"
            if row["Stable"] == "–":
                continue
            if row["Changed third"] == "–":  # other members rated: the report says why no number is told
                self.see(where, "Where not the same members rated an option both times", lambda words: words in self.words)
                continue
            then, of = self.rounds[before][option], self.rounds[now][option]
            thirds = [(of.low, then.low), (of.middle, then.middle), (of.high, then.high)]
            changed, shift = int(row["Changed third"]), of.median - then.median
            self.see(f"{where}, shift", row["Median shift"], exactly(shift))
            self.see(f"{where}, rated both times", row["Rated both times"], exactly(of.n))
            least = Fraction(sum(abs(a - b) for a, b in thirds), 2)
            self.see(f"{where}, changed", row["Changed third"], lambda cell, least=least, n=of.n: least <= int(cell) <= n)
            self.see(f"{where}, stable", row["Stable"], yes(changed <= max(1, of.n * 15 // 100) and abs(shift) <= 1))

    def sensitivity(self, last):
        rows = self.rows("Class of the last round by other percentile types; Borda points decide nothing")
        points = [number(row["Borda points"]) for row in rows]
        if None not in points:
            m = int(re.search(r"(\d+) members? rated every option", self.words)[1])
            total = Fraction(m * len(points) * (len(points) - 1), 2)
            self.see("Borda points together", str(sum(points)), exactly(total))
        for row in rows:
            of = self.rounds[last].get(row["Option"])
            if of is None:
                self.see(f"sensitivity, option {row['Option']}", row["By type 2"], said("–"))
                continue
            changed = [of.class_by(kind) != of.rated_class for kind in (2, 6)]
            for label, other in zip(("By type 2", "By type 6"), changed, strict=True):
                self.see(f"sensitivity, option {row['Option']}, {label}", row[label], said("changed" if other else "unchanged"))
            self.see(f"sensitivity, option {row['Option']}, boundary", row["Boundary result"], yes(any(changed)))
