"""One option calculated line by line, as a reader would with pencil and paper."""

from django.utils.translation import gettext as _

from cases.consensus.ram import IPRAS_AT_CENTRE, IPRAS_SCALE, IPRAS_SLOPE, agreement_limit, disagreement_limit
from cases.export.wording import percent, shown


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
