"""Test vectors as literal tables; `published` rows are printed in the named source, the others were computed with exact fractions."""

# id, ratings, then: median, p30, p70, ipr, ipras, di, class, classic agreement, classic disagreement, IPRAS disagreement,
# % in 7-9, % in 1-3 (four decimals), state under ram_strict; then p30, p70 and IPRAS disagreement by percentile types 2 and 6.
# ram-01: BMJ Open 2012;2:e001431, Table 1 (median 7, p30 7, p70 8, IPRAS 6.1 are printed). The others: exact fractions,
# cross-checked with numpy.percentile and R quantile type 7. ram-11 has DI exactly 1, where naive floats say "more".
RAM = [
    (
        "ram-01-bmjopen2012-T1",
        (4, 5, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9),
        (7.0, 7.0, 8.0, 1.0, 6.1, 0.1639344262, "A", True, False, False, 80.0, 0.0, "consensus_for"),
        ((7.0, 8.0, False), (7.0, 8.0, False)),
    ),
    (
        "ram-02-unanimous-9",
        (9, 9, 9, 9, 9, 9, 9, 9, 9),
        (9.0, 9.0, 9.0, 0.0, 8.35, 0.0, "A", True, False, False, 100.0, 0.0, "consensus_for"),
        ((9.0, 9.0, False), (9.0, 9.0, False)),
    ),
    (
        "ram-04-polarised",
        (1, 1, 1, 1, 5, 9, 9, 9, 9),
        (5.0, 1.0, 9.0, 8.0, 2.35, 3.4042553191, "U", False, True, True, 44.4444, 44.4444, "disagreement"),
        ((1.0, 9.0, True), (1.0, 9.0, True)),
    ),
    (
        "ram-05-3v3-n9",
        (1, 2, 3, 5, 5, 5, 7, 8, 9),
        (5.0, 3.8, 6.2, 2.4, 2.35, 1.0212765957, "U", False, True, True, 33.3333, 33.3333, "disagreement"),
        ((3.0, 7.0, True), (3.0, 7.0, True)),
    ),
    (
        "ram-07-3-outside-n9",
        (4, 5, 6, 7, 7, 8, 8, 8, 9),
        (7.0, 6.4, 8.0, 1.6, 5.65, 0.2831858407, "A", False, False, False, 66.6667, 0.0, "uncertain"),
        ((6.0, 8.0, False), (6.0, 8.0, False)),
    ),
    (
        "ram-08-n10-median6.5",
        (3, 5, 6, 6, 6, 7, 7, 8, 8, 9),
        (6.5, 6.0, 7.3, 1.3, 4.825, 0.2694300518, "A", False, False, False, 50.0, 10.0, "uncertain"),
        ((6.0, 7.5, False), (6.0, 7.7, False)),
    ),
    (
        "ram-10-n10-median6.5-polar",
        (1, 2, 3, 3, 6, 7, 8, 8, 9, 9),
        (6.5, 3.0, 8.0, 5.0, 3.1, 1.6129032258, "U", False, True, True, 50.0, 40.0, "disagreement"),
        ((3.0, 8.0, True), (3.0, 8.0, True)),
    ),
    (
        "ram-11-n12-DI-exactly-1",
        (1, 2, 3, 3, 6, 6, 6, 6, 7, 8, 9, 9),
        (6.0, 3.9, 6.7, 2.8, 2.8, 1.0, "U", False, True, False, 33.3333, 33.3333, "disagreement"),
        ((3.0, 7.0, True), (3.0, 7.1, True)),
    ),
    (
        "ram-13-classic-only-n9",
        (2, 3, 3, 6, 6, 6, 7, 7, 8),
        (6.0, 4.2, 6.6, 2.4, 2.95, 0.813559322, "U", False, True, False, 33.3333, 33.3333, "disagreement"),
        ((3.0, 7.0, True), (3.0, 7.0, True)),
    ),
    (
        "ram-14-n5-4of5",
        (6, 7, 8, 8, 9),
        (8.0, 7.2, 8.0, 0.8, 6.25, 0.128, "A", True, False, False, 80.0, 0.0, "consensus_for"),
        ((7.0, 8.0, False), (6.8, 8.2, False)),
    ),
    (
        "ram-16-n6-bimodal",
        (2, 2, 3, 7, 8, 8),
        (5.0, 2.5, 7.5, 5.0, 2.35, 2.1276595745, "U", False, True, True, 50.0, 50.0, "disagreement"),
        ((2.0, 8.0, True), (2.1, 7.9, True)),
    ),
    (
        "ram-17-n7",
        (3, 6, 7, 7, 8, 8, 9),
        (7.0, 6.8, 8.0, 1.2, 5.95, 0.2016806723, "A", False, False, False, 71.4286, 14.2857, "uncertain"),
        ((7.0, 8.0, False), (6.4, 8.0, False)),
    ),
    (
        "ram-19-n11",
        (1, 2, 5, 7, 7, 7, 8, 8, 8, 9, 9),
        (7.0, 7.0, 8.0, 1.0, 6.1, 0.1639344262, "A", True, False, False, 72.7273, 18.1818, "uncertain"),
        ((7.0, 8.0, False), (6.2, 8.0, False)),
    ),
    (
        "ram-20-n13",
        (1, 1, 2, 3, 5, 6, 7, 7, 8, 8, 8, 9, 9),
        (7.0, 4.2, 8.0, 3.8, 4.0, 0.95, "A", False, True, False, 53.8462, 30.7692, "disagreement"),
        ((3.0, 8.0, True), (3.4, 8.0, True)),
    ),
    (
        "ram-22-n16",
        (2, 4, 5, 6, 7, 7, 7, 7, 8, 8, 8, 8, 9, 9, 9, 9),
        (7.5, 7.0, 8.0, 1.0, 6.1, 0.1639344262, "A", True, False, False, 75.0, 6.25, "consensus_for"),
        ((7.0, 8.0, False), (7.0, 8.0, False)),
    ),
    (
        "ram-23-n20",
        (1, 2, 3, 5, 6, 6, 7, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9, 9),
        (7.0, 6.7, 8.0, 1.3, 5.875, 0.2212765957, "A", True, False, False, 70.0, 15.0, "uncertain"),
        ((6.5, 8.0, False), (6.3, 8.0, False)),
    ),
    (
        "ram-25-n4",
        (7, 8, 8, 9),
        (8.0, 7.9, 8.1, 0.2, 6.85, 0.0291970803, "A", True, False, False, 100.0, 0.0, "insufficient_panel"),
        ((8.0, 8.0, False), (7.5, 8.5, False)),
    ),
    (
        "ram-26-n3",
        (3, 7, 8),
        (7.0, 5.4, 7.4, 2.0, 4.45, 0.4494382022, "A", False, True, False, 66.6667, 33.3333, "insufficient_panel"),
        ((3.0, 8.0, True), (3.8, 7.8, True)),
    ),
    (
        "ram-28-n1",
        (8,),
        (8.0, 8.0, 8.0, 0.0, 6.85, 0.0, "A", True, False, False, 100.0, 0.0, "insufficient_panel"),
        ((8.0, 8.0, False), (8.0, 8.0, False)),
    ),
    (
        "ram-29-n9-centre",
        (1, 4, 4, 5, 5, 5, 7, 8, 9),
        (5.0, 4.4, 6.2, 1.8, 2.8, 0.6428571429, "U", False, False, False, 33.3333, 11.1111, "uncertain"),
        ((4.0, 7.0, False), (4.0, 7.0, False)),
    ),
    (
        "ram-31-n9-typical-r1",
        (3, 4, 5, 6, 7, 7, 7, 8, 9),
        (7.0, 5.4, 7.0, 1.6, 4.15, 0.3855421687, "A", False, False, False, 55.5556, 11.1111, "uncertain"),
        ((5.0, 7.0, False), (5.0, 7.0, False)),
    ),
    (
        "ram-32-n9-typical-r2",
        (6, 7, 7, 7, 7, 7, 8, 8, 9),
        (7.0, 7.0, 7.6, 0.6, 5.8, 0.1034482759, "A", True, False, False, 88.8889, 0.0, "consensus_for"),
        ((7.0, 8.0, False), (7.0, 8.0, False)),
    ),
    (
        "ram-34-auto-ipras-only",
        (1, 1, 1, 1, 5, 6, 6, 6, 6),
        (5.0, 1.0, 6.0, 5.0, 4.6, 1.0869565217, "U", False, False, True, 0.0, 44.4444, "disagreement"),
        ((1.0, 6.0, True), (1.0, 6.0, True)),
    ),
    (
        "ram-35-auto-classic-only-median7",
        (1, 1, 2, 7, 7, 7, 7, 7, 7),
        (7.0, 4.0, 7.0, 3.0, 3.1, 0.9677419355, "A", False, True, False, 66.6667, 33.3333, "disagreement"),
        ((2.0, 7.0, True), (2.0, 7.0, True)),
    ),
    (
        "ram-37-n6-one-objector",
        (2, 7, 8, 8, 9, 9),
        (8.0, 7.5, 8.5, 1.0, 6.85, 0.1459854015, "A", True, False, False, 83.3333, 16.6667, "uncertain"),
        ((7.0, 9.0, False), (7.1, 8.9, False)),
    ),
    (
        "ram-38-n7-one-objector",
        (2, 7, 7, 8, 8, 9, 9),
        (8.0, 7.0, 8.2, 1.2, 6.25, 0.192, "A", True, False, False, 85.7143, 14.2857, "consensus_for"),
        ((7.0, 8.0, False), (7.0, 8.6, False)),
    ),
]

# n, most ratings outside the third of the median for classic agreement, fewest in each extreme for classic disagreement.
# 8-16: Fitch 2001 as reproduced in BMC Med Inform Decis Mak 2012;12:93, Table 7.
# 17-25, first column: PMC5966219, Table 4. Others: the formula.
THRESHOLDS = [
    (1, 0, 1),
    (2, 0, 1),
    (4, 0, 1),
    (5, 1, 2),
    (7, 1, 2),
    (8, 2, 3),
    (10, 2, 3),
    (11, 3, 4),
    (13, 3, 4),
    (14, 4, 5),
    (16, 4, 5),
    (17, 5, 6),
    (19, 5, 6),
    (20, 6, 7),
    (22, 6, 7),
    (23, 7, 8),
    (25, 7, 8),
    (26, 8, 9),
    (28, 8, 9),
    (29, 9, 10),
]

# id, raters x items, W or None. kw-01: the anxiety data of the R packages irr and DescTools (W 0.5396569 printed). kw-02: rounding times,
# Hollander and Wolfe 1973, p. 140, as printed by R friedman.test (chi2 11.143 = W * 22 * 2), seconds times 100. Others: own computation.
KENDALL_W = [
    (
        "kw-01-anxiety",
        (
            (3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3),
            (3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4),
            (2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2),
        ),
        0.539656876,
    ),
    (
        "kw-02-rounding-times",
        (
            (540, 550, 555),
            (585, 570, 575),
            (520, 560, 550),
            (555, 550, 540),
            (590, 585, 570),
            (545, 555, 560),
            (540, 540, 535),
            (545, 550, 535),
            (525, 515, 500),
            (585, 580, 570),
            (525, 520, 510),
            (565, 555, 545),
            (560, 535, 545),
            (505, 500, 495),
            (550, 550, 540),
            (545, 555, 550),
            (555, 555, 535),
            (545, 550, 555),
            (550, 545, 525),
            (565, 560, 540),
            (570, 565, 555),
            (630, 630, 625),
        ),
        0.2532467532,
    ),
    ("kw-04-opposed", ((1, 2, 3), (3, 2, 1)), 0.0),
    ("kw-05-dtsea", ((1, 5, 7, 2, 8), (1, 6, 8, 3, 6), (2, 5, 4, 2, 5)), 0.8362573099),
    ("kw-07-all-tied", ((5, 5, 5), (7, 7, 7)), None),
]

# id, candidates, ballots as (count, ranks in candidate order, 1 is best), pairwise d, strongest paths p, winners, twice the Borda points.
# sch-01: Schulze, example 1. bor-01: A. Small, election-methods list, 2003-02-24. bor-03: Condorcet 1785.
# sch-02: rangevoting.org/TobyCondParadox. sch-04: weak orders made of ratings, own computation.
VOTING = [
    (
        "sch-01-schulze45",
        "ABCDE",
        (
            (5, (1, 3, 2, 5, 4)),
            (5, (1, 5, 4, 2, 3)),
            (8, (4, 1, 5, 3, 2)),
            (3, (2, 3, 1, 5, 4)),
            (7, (2, 4, 1, 5, 3)),
            (2, (3, 2, 1, 4, 5)),
            (7, (5, 4, 2, 1, 3)),
            (8, (3, 2, 5, 4, 1)),
        ),
        ((0, 20, 26, 30, 22), (25, 0, 16, 33, 18), (19, 29, 0, 17, 24), (15, 12, 28, 0, 14), (23, 27, 21, 31, 0)),
        ((0, 28, 28, 30, 24), (25, 0, 28, 33, 24), (25, 29, 0, 29, 24), (25, 28, 28, 0, 24), (25, 28, 28, 31, 0)),
        "E",
        (196, 184, 178, 138, 204),
    ),
    (
        "bor-01-condorcet-vs-borda",
        "ABC",
        ((66, (1, 2, 3)), (34, (3, 1, 2))),
        ((0, 66, 66), (34, 0, 100), (34, 0, 0)),
        ((0, 66, 66), (0, 0, 100), (0, 0, 0)),
        "A",
        (264, 268, 68),
    ),
    (
        "bor-03-condorcet1785",
        "ABC",
        ((30, (1, 2, 3)), (1, (1, 3, 2)), (29, (2, 1, 3)), (10, (3, 1, 2)), (10, (2, 3, 1)), (1, (3, 2, 1))),
        ((0, 41, 60), (40, 0, 69), (21, 12, 0)),
        ((0, 41, 60), (0, 0, 69), (0, 0, 0)),
        "A",
        (202, 218, 66),
    ),
    (
        "sch-02-toby-9",
        "ABC",
        ((3, (1, 2, 3)), (2, (2, 1, 3)), (2, (3, 1, 2)), (2, (2, 3, 1))),
        ((0, 5, 5), (4, 0, 7), (4, 2, 0)),
        ((0, 5, 5), (0, 0, 7), (0, 0, 0)),
        "A",
        (20, 22, 12),
    ),
    (
        "sch-04-ties-in-ballots",
        "ABC",
        (
            (1, (2, 1, 3)),
            (1, (2, 1, 3)),
            (1, (2, 1, 3)),
            (1, (1, 2, 3)),
            (1, (1, 2, 3)),
            (1, (2, 1, 3)),
            (1, (2, 1, 3)),
            (1, (1, 2, 3)),
            (1, (1, 2, 3)),
        ),
        ((0, 4, 9), (5, 0, 9), (0, 0, 0)),
        ((0, 0, 9), (5, 0, 9), (0, 0, 0)),
        "B",
        (26, 28, 0),
    ),
]

# ratings, interpolated median (formula: Fabre, Tie-breaking the highest median).
INTERPOLATED_MEDIAN = [
    ((6, 7, 7, 7, 7, 7, 8, 8, 9), 7.2),
    ((3, 5, 6, 7, 7, 7, 7, 8, 8), 6.875),
    ((6, 6, 7, 7), 6.5),
    ((1, 5, 5, 9, 9), 5.25),
]

# id, round 1, round 2, seats whose third changed, median shift, stable. Own computation.
STABILITY = [
    ("stab-01", (3, 4, 5, 6, 7, 7, 7, 8, 9), (7, 6, 7, 7, 7, 7, 8, 8, 9), 3, 0.0, None),
    ("stab-02-stable", (7, 6, 7, 7, 7, 7, 8, 8, 9), (7, 6, 7, 7, 7, 8, 8, 8, 9), 0, None, True),
]

# id, raters x options A, B, C, {option: (state, n, median)}, outcome, recommended, alternatives (None: not stated). Own computation.
CASES = [
    (
        "case-01-round1",
        ((3, 8, 2), (4, 7, 3), (5, 8, 1), (6, 5, 2), (7, 6, 4), (7, 8, 3), (7, 9, 2), (8, 6, 5), (9, 7, 1)),
        {"A": ("uncertain", 9, 7.0), "B": ("uncertain", 9, 7.0), "C": ("consensus_against", 9, 2.0)},
        "no_consensus",
        (),
        None,
    ),
    (
        "case-02-round2",
        ((7, 8, 2), (6, 7, 3), (7, 8, 1), (7, 7, 2), (7, 7, 3), (7, 8, 3), (7, 9, 2), (8, 7, 2), (8, 7, 1)),
        {"A": ("consensus_for", 9, 7.0), "B": ("consensus_for", 9, 7.0), "C": ("consensus_against", 9, 2.0)},
        "consensus_preferred",
        ("B",),
        ("A",),
    ),
    (
        "case-04-method-conflict",
        ((9, 8, 1), (9, 8, 1), (9, 8, 2), (9, 8, 2), (9, 8, 1), (7, 8, 1), (7, 8, 2), (6, 8, 2), (6, 8, 1)),
        {"A": ("consensus_for", 9, 9.0), "B": ("consensus_for", 9, 8.0), "C": ("consensus_against", 9, 1.0)},
        "consensus_preferred",
        ("A",),
        ("B",),
    ),
    (
        "case-05-abstain",
        ((8, None, 2), (8, None, 2), (7, None, 1), (9, 3, 2), (8, 2, 3)),
        {"A": ("consensus_for", 5, 8.0), "B": ("insufficient_panel", 2, 2.5), "C": ("consensus_against", 5, 2.0)},
        "consensus_single",
        ("A",),
        None,
    ),
    (
        "case-07-schulze-vs-median",
        ((8, 7, 1), (8, 7, 1), (8, 7, 1), (7, 9, 1), (7, 9, 1), (8, 7, 2), (7, 9, 2), (8, 7, 2), (7, 9, 1), (7, 9, 1), (8, 7, 1)),
        {"A": ("consensus_for", 11, 8.0), "B": ("consensus_for", 11, 7.0), "C": ("consensus_against", 11, 1.0)},
        "consensus_preferred",
        ("A",),
        ("B",),
    ),
]
