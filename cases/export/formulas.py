"""Every rule of the report in words: with these and its tables, and nothing else, a reader calculates it again."""

from django.utils.translation import gettext as _


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


def formulas():
    """(what they are about, [one formula a line]), in the order of reading. Source: RAND/UCLA manual 2001; Hyndman and Fan 1996."""
    return [
        (_("The numbers of an option:"), _of_an_option()),
        (_("The state of an option and the result of a round:"), _of_a_round()),
        (_("Printed, never deciding:"), _beside()),
        (_("What no report can show:"), _unseen()),
    ]


def _of_an_option():
    return [
        _("Sort the n ratings x[0] ≤ x[1] ≤ … ≤ x[n−1]. The median is the middle one, or the mean of the two in the middle."),
        _("Percentile p (type 7): h = (n−1) × p, k = h rounded down; the percentile is x[k] + (h−k) × (x[k+1] − x[k]). p is 0.3 and 0.7."),
        _("IPR = p70 − p30. AI = |5 − (p30 + p70) / 2|. IPRAS = 2.35 + 1.5 × AI. DI = IPR / IPRAS."),
        _("Disagreement when IPR > IPRAS, strictly: DI of exactly 1 is no disagreement. All comparisons are made in whole numbers."),
        _("Class: A when the median is 6.5 or more, I when it is under 3.5, U between; with IPR > IPRAS always U."),
        _("The thirds of the scale are 1–3, 4–6 and 7–9. A median of 3.5 belongs to 4–6, a median of 6.5 to 7–9."),
        _("Classic agreement: at most (n−2)/3 ratings, rounded down, lie outside the median’s third of the scale."),
        _("Classic disagreement: at least (n+1)/3 ratings, rounded down, in 1–3 and as many in 7–9."),
        # xgettext:no-python-format
        _("Stable over two rounds: 15 % of the raters at most (one is always allowed) changed third, and the median moved by 1 at most."),
        _(
            "Printed numbers are rounded: DI and the interpolated median to three decimals, percentages to one, beside a chart to none. "
            "Nothing is decided on a rounded number."
        ),
    ]


def _of_a_round():
    return [
        _("No quorum: three times the ballots submitted is less than twice the seats that may rate. Then there is no result."),
        _("The state of an option is the first of these that holds."),
        _("1. Too few ratings: under 5, or under half of the seats that may rate, rounded up."),
        _("2. Disagreement: IPR > IPRAS, or classic disagreement."),
        _("3. Agreement in favour, or against, as the rule asks."),
        _("4. Uncertain. It leans towards its class."),
        _(
            "Without agreement an option has a name, the first that holds. Disagreement. Agreed to be uncertain: classic agreement with a "
            "median in 4–6. Majority: half of the ratings or more in one third. Plurality."
        ),
        _("One option in favour is the advice. If there is none: consensus against every option where all are against, else no consensus."),
        _("Several in favour are put in order by the Schulze method, over the members who rated all of them."),
        _("Count how many put option X strictly above option Y. X beats Y with that number when fewer put Y above X."),
        _("A path leads from X to Y by such steps and is as strong as its weakest step."),
        _("X wins when no other option’s strongest path to X is stronger than the one back from X."),
        _("A single winner comes first, unless another of these options has a higher median than it."),
        _("Otherwise they are equivalent: every winner, and each of these options with a median above all winners’."),
        _("Then: two rounds always, or one where the rule is for a single round. A consensus concludes."),
        _("No consensus concludes once every option is stable. Else a third round is held, which concludes."),
    ]


def _beside():
    return [
        _("Percentile p by type 6: h = (n+1) × p, k = h rounded down; x[k−1] + (h−k) × (x[k] − x[k−1]), never outside the ratings."),
        _("Percentile p by type 2: h = n × p; the mean of x[h−1] and x[h] when h is whole, else x[k] with k = h rounded down."),
        _("A boundary result: type 2 or type 6 would give another class."),
        _("Interpolated median: m + (above − below) / (2 × equal), with the numbers of ratings above, below and equal to a median m."),
        _("Where nobody gave the median itself, it is the interpolated one too."),
        _("Borda points: for each member one for every option rated lower, and half a point for every option rated the same."),
        _("Kendall’s W for m members and k options: 12 × S / (m² × (k³ − k) − m × T)."),
        _("S: the squared distances of the options’ rank sums from their mean. T: t³ − t for each t options that a member rated the same."),
    ]


def _unseen():
    return [
        _("Who changed third, and the counts behind Schulze, Borda and W, need the ballots, which would say who rated what."),
        _("Where the same members rated both times, at least half the sum of the differences between the thirds changed third."),
        _("All Borda points together are m × k × (k − 1) / 2."),
    ]
