"""Orders over options from the same ratings: Schulze, which may decide, and Borda and Kendall's W, which are only printed.

Sources: Schulze 2011, A new monotonic, clone-independent, reversal symmetric and Condorcet-consistent single-winner
election method (winning votes, weak orders); Kendall and Smith 1939 with the correction for ties.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, repeat

Matrix = tuple[tuple[int, ...], ...]


def preferences(columns: Sequence[Sequence[int]]) -> Matrix:
    """Return d, where d[x][y] raters put option x strictly above option y.

    columns: options x raters, numbers from 0 to 127, every rater having rated every option; equal ratings are equal places.
    """
    # One comparison of all raters at once: a column is one whole number with a byte a rater. With the top bit of every
    # byte of x set, x - y borrows from no neighbour, and the top bit of a byte stays exactly where that rater has x >= y.
    raters = len(columns[0]) if columns else 0
    top = int.from_bytes(b"\x80" * raters, "big")
    packed = [int.from_bytes(bytes(column), "big") for column in columns]
    table = [[0] * len(columns) for _ in columns]
    for x, y in combinations(range(len(columns)), 2):
        table[x][y] = raters - ((packed[y] | top) - packed[x] & top).bit_count()
        table[y][x] = raters - ((packed[x] | top) - packed[y] & top).bit_count()
    return tuple(map(tuple, table))


def strongest_paths(d: Matrix) -> Matrix:
    """Return p, where p[x][y] is the strength, in winning votes, of the strongest path from option x to option y (0 where none leads)."""
    everyone = range(len(d))
    p = [[d[x][y] if d[x][y] > d[y][x] else 0 for y in everyone] for x in everyone]
    for via in everyone:
        onward = p[via]
        for x in everyone:
            reach = p[x][via]
            if x == via or not reach:
                continue
            row = p[x]
            for y in everyone:
                if y != x:
                    through = onward[y] if onward[y] < reach else reach
                    if through > row[y]:
                        row[y] = through
    return tuple(map(tuple, p))


def winners(p: Matrix) -> tuple[int, ...]:
    """Return the Schulze winners, by index: options that no other option reaches by a stronger path. At least one exists."""
    everyone = range(len(p))
    return tuple(x for x in everyone if all(p[x][y] >= p[y][x] for y in everyone))


def borda_x2(d: Matrix, raters: int) -> tuple[int, ...]:
    """Return twice each option's Borda points: a point for every option a rater puts below it, half a point for every tie.

    d: preferences of `raters` raters. Adding d and taking the reverse away is the same sum without looking at ties.
    """
    everyone = range(len(d))
    return tuple(raters * (len(d) - 1) + sum(d[x]) - sum(d[y][x] for y in everyone) for x in everyone)


def kendall_w(columns: Sequence[Sequence[int]], d: Matrix) -> tuple[int, int] | None:
    """Return Kendall's coefficient of concordance W, corrected for ties, as numerator and denominator.

    columns: options x raters, complete; d: their preferences. None where W does not exist: fewer than two options, no
    rater, or every rater ties every option. W = 12 S / (m^2 (k^3 - k) - m T).
    """
    k, m = len(columns), len(columns[0]) if columns else 0
    # T: a rater's tie groups of t options add t^3 - t each; over all groups of a rater, t adds up to k.
    rows = list(zip(*columns, strict=True))
    cubes = [count**3 for count in range(k + 1)]
    ties = sum(sum([cubes[count] for count in map(tuple.count, rows, repeat(value))]) for value in set().union(*columns)) - m * k
    denominator = m * m * (k**3 - k) - m * ties
    if denominator <= 0:
        return None
    # Twice the rank sums, ranks rising with the rating: twice the Borda points, and two for each rater.
    doubled = [points + 2 * m for points in borda_x2(d, m)]
    k_times_4_s = k * sum(total * total for total in doubled) - sum(doubled) ** 2
    return 3 * k_times_4_s, k * denominator
