"""How many burned-in lines are covered, and how much is masked where nothing is written: `python -m tests.bench.deid.lettering`.

    python -m tests.bench.deid.lettering [pictures, 60] [seed, 1] [clean pictures, 60] [pictures strangers may bring, 0]

A line is covered when 90 % of its ink lies under masks; a single letter is a line. Every picture comes from the seed, whichever
detector is asked, in sizes, contrasts, fonts, turns and languages as in `written` and `strangers`; fonts are those of the machine
and of OpenCV.
"""

import itertools
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from cases.deid import images as stills
from tests.bench.deid import faceless, grounds, strangers
from tests.bench.deid.written import SIZES, Line, stored, with_lines

COVERED = 0.9


@dataclass
class Score:
    """What a detector did with the pictures of one seed."""

    lines: list[tuple[Line, float]] = field(default_factory=list)  # the part of the ink that is covered
    false: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # masked part of clean pictures by ground
    cpu: float = 0.0
    pixels: int = 0

    @property
    def covered(self) -> int:
        return sum(part >= COVERED for _, part in self.lines)

    @property
    def false_area(self) -> float:
        return float(np.mean([part for parts in self.false.values() for part in parts]))


def without_lines(count, seed):
    """Names of grounds and pictures on which nothing is written: made ones, and scikit-image's."""
    made = {**grounds.WRITTEN_ON, **grounds.MISLEADING}
    for number in range(count):
        noise, name = np.random.default_rng([seed, 1, number]), list(made)[number % len(made)]
        yield name, stored(noise, made[name](noise, *SIZES[int(noise.integers(len(SIZES)))]))
    yield from (("public", image) for image in grounds.public().values()) if count else ()


def cover(found, height, width):
    """The masks that would be proposed for these boxes, as a boolean picture."""
    cover = np.zeros((height, width), bool)
    for box in found:
        mask = stills._mask(stills._grown(box, "text"), "text", 0, width, height)
        cover[mask.y0 : mask.y1, mask.x0 : mask.x1] = True
    return cover


def others(count, seed):
    """Names and pictures of what was drawn for the faces: nothing is written on them either."""
    for number in range(count):
        make = faceless.DRAWN[number % len(faceless.DRAWN)]
        yield f"{make.__name__} (2)", np.asarray(make(np.random.default_rng([seed, 3, number])))


def measure(look, count, seed, clean, strange=0):
    """`look(rgb)` gives boxes; what it covers of the lines and of pictures without any."""
    score = Score()

    def asked(image):
        start = time.process_time()
        found = look(image)
        score.cpu += time.process_time() - start
        score.pixels += image.shape[0] * image.shape[1]
        return cover(found, *image.shape[:2])

    for image, lines in itertools.chain(with_lines(count, seed), strangers.pictures(strange, seed)):
        masked = asked(image)
        score.lines += [(line, float(masked[line.ink].mean())) for line in lines]
    for name, image in itertools.chain(without_lines(clean, seed), others(strange, seed)):
        score.false[name].append(float(asked(image).mean()))
    return score


def show(score):
    """Print the table of a score, every miss included."""
    for like in ("ground", "turn", "style", "size"):
        groups = defaultdict(list)
        for line, part in score.lines:
            groups[line.likes[like]].append(part >= COVERED)
        print(f"{like + ':':8}", "  ".join(f"{name} {sum(hits)}/{len(hits)}" for name, hits in sorted(groups.items())))
    for line, part in score.lines:
        if part < COVERED:
            print(f"  missed {part:.2f}  {line.words!r}", *line.likes.values())
    print(f"lines covered: {score.covered}/{len(score.lines)} = {score.covered / len(score.lines):.3f}")
    if score.false:
        print("masked where nothing is written:", "  ".join(f"{name} {np.mean(parts):.2%}" for name, parts in score.false.items()))
        touched = [part > 0 for parts in score.false.values() for part in parts]
        for kind, names in (("made to mislead", grounds.MISLEADING), ("others", set(score.false) - set(grounds.MISLEADING))):
            parts = [part for name in names for part in score.false.get(name, ())]
            print(f"  {kind}: {np.mean(parts):.2%} of {len(parts)}" if parts else f"  {kind}: none")
        print(f"false mask area: {score.false_area:.2%} of {len(touched)} clean pictures, {sum(touched)} of them touched")
    print(f"lettering: {score.cpu:.1f} CPU s, {score.cpu / score.pixels * 1e6:.2f} a megapixel")


def main(count=60, seed=1, clean=60, strange=0):
    engines = stills.load_engines()
    show(measure(engines.lettering, count, seed, clean, strange))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
