"""What a reader needs to check a result with pencil and paper: the formulas, and one option calculated line by line."""

from django.utils.translation import gettext as _

from cases.consensus.ram import IPRAS_AT_CENTRE, IPRAS_SCALE, IPRAS_SLOPE, agreement_limit, disagreement_limit
from cases.export.wording import percent, shown


def formulas():
    """The formulas of every number in the report, one a line. Source: RAND/UCLA manual 2001; percentiles after Hyndman and Fan 1996."""
    return [
        _("Sort the n ratings x[0] ≤ x[1] ≤ … ≤ x[n−1]. The median is the middle one, or the mean of the two in the middle."),
        _("Percentile p (type 7): h = (n−1) × p, k = h rounded down; the percentile is x[k] + (h−k) × (x[k+1] − x[k]). p is 0.3 and 0.7."),
        _("IPR = p70 − p30. AI = |5 − (p30 + p70) / 2|. IPRAS = 2.35 + 1.5 × AI. DI = IPR / IPRAS."),
        _("Disagreement when IPR > IPRAS, strictly: DI of exactly 1 is no disagreement. All comparisons are made in whole numbers."),
        _("Class: A when the median is 6.5 or more, I when it is under 3.5, U between; with IPR > IPRAS always U."),
        _("Classic agreement: at most (n−2)/3 ratings, rounded down, lie outside the median’s third of the scale."),
        _("Classic disagreement: at least (n+1)/3 ratings, rounded down, in 1–3 and as many in 7–9."),
        # xgettext:no-python-format
        _("Stable over two rounds: 15 % of the raters at most (one is always allowed) changed third, and the median moved by 1 at most."),
    ]


def rule(profile):
    """What the circle's rule asks for, beside five ratings and no disagreement. profile: a key of consensus.PROFILES."""
    return {
        # xgettext:no-python-format
        "ram_strict": _("At least 75 % of the ratings in 7–9 and under 15 % in 1–3 for agreement in favour; the mirror image against."),
        "ram_agreement": _("Class A with classic agreement for agreement in favour; class I with classic agreement against."),
        # xgettext:no-python-format
        "comet_70_15": _("At least 70 % of the ratings in 7–9 and under 15 % in 1–3 for agreement in favour; the mirror image against."),
        # xgettext:no-python-format
        "delphi_80": _("At least 80 % of the ratings in 7–9 for agreement in favour; at least 80 % in 1–3 against."),
        # xgettext:no-python-format
        "quick": _("At least 75 % of the ratings in 7–9 and under 15 % in 1–3 in a single round: not the RAND/UCLA method."),
    }.get(profile, "")


def worked(number, of):
    """One option calculated from its distribution, line by line. number: as printed; of: its part of a result, five ratings or more."""
    ratings = [rating for rating, count in enumerate(of["counts"], 1) for _time in range(count)]
    n, low, high = len(ratings), sum(of["counts"][:3]), sum(of["counts"][6:])
    (p30, line30), (p70, line70) = (_percentile(ratings, tenths) for tenths in (3, 7))
    return [
        _("Option %(number)d, n = %(n)d, sorted: %(ratings)s") % {"number": number, "n": n, "ratings": " ".join(map(str, ratings))},
        _("Median: %(median)s") % {"median": shown(median_x2(ratings) / 2)},
        line30,
        line70,
        *_index(p30, p70),
        _("7–9: %(high)d of %(n)d = %(percent)d %%. 1–3: %(low)d of %(n)d = %(against)d %%.")
        % {"high": high, "n": n, "percent": percent(high, n), "low": low, "against": percent(low, n)},
        _("Classic agreement allows %(inside)d outside the median’s third; classic disagreement needs %(outside)d at each end.")
        % {"inside": agreement_limit(n), "outside": disagreement_limit(n)},
    ]


def median_x2(ratings):
    """Twice the median of sorted ratings."""
    return ratings[(len(ratings) - 1) // 2] + ratings[len(ratings) // 2]


def _percentile(ratings, tenths):
    """(ten times the percentile, the line that calculates it)."""
    n = len(ratings)
    k, r = divmod(tenths * (n - 1), 10)
    after = ratings[min(k + 1, n - 1)]
    value = 10 * ratings[k] + r * (after - ratings[k])
    words = _("p%(name)d: h = %(last)d × %(share)s = %(h)s; x[%(k)d] + %(part)s × (%(after)d − %(here)d) = %(value)s")
    return value, words % {
        "name": 10 * tenths,
        "last": n - 1,
        "share": shown(tenths / 10),
        "h": shown(tenths * (n - 1) / 10),
        "k": k,
        "part": shown(r / 10),
        "after": after,
        "here": ratings[k],
        "value": shown(value / 10),
    }


def _index(p30, p70):
    """The lines from two percentiles, ten times their value, to the disagreement index."""
    ipr, ai = p70 - p30, abs(100 - p30 - p70)
    ipras = IPRAS_AT_CENTRE + IPRAS_SLOPE * ai
    yield _("IPR = %(high)s − %(low)s = %(ipr)s") % {"high": shown(p70 / 10), "low": shown(p30 / 10), "ipr": shown(ipr / 10)}
    words = _("AI = |5 − (%(low)s + %(high)s) / 2| = %(ai)s; IPRAS = 2.35 + 1.5 × %(ai)s = %(ipras)s")
    values = {"low": shown(p30 / 10), "high": shown(p70 / 10), "ai": shown(ai / 20, 2), "ipras": shown(ipras / IPRAS_SCALE, 3)}
    yield words % values
    words = (
        _("DI = %(ipr)s / %(ipras)s = %(di)s: disagreement")
        if 20 * ipr > ipras
        else _("DI = %(ipr)s / %(ipras)s = %(di)s: no disagreement")
    )
    yield words % {"ipr": shown(ipr / 10), "ipras": values["ipras"], "di": shown(20 * ipr / ipras, 3)}
