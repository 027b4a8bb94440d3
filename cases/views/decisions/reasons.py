"""The reasons that raters gave in a closed round, without names and in an order of each reader's own."""

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cases.models import Rating

FEWEST = 5


def grouped(standing, membership):
    """Option id -> [(heading, [reason, ...])] of the last closed round, by thirds; under five ratings in one group, without values."""
    round = standing.closed_round
    if round is None:
        return {}
    found = {}
    for rating in Rating.reasons_in(round).order_by("pk"):
        found.setdefault(rating.option_id, []).append(rating)
    shown = {option.pk: round.result["options"][option.code]["n"] for option in standing.options}
    return {option: _groups(round, membership, found.get(option, []), n) for option, n in shown.items()}


def _groups(round, membership, ratings, n):
    if n < FEWEST:
        thirds = [(_("Reasons given"), ratings)]
    else:
        thirds = [
            (_("Rated 7–9"), [rating for rating in ratings if rating.value and rating.value >= 7]),
            (_("Rated 4–6"), [rating for rating in ratings if rating.value and 4 <= rating.value <= 6]),
            (_("Rated 1–3"), [rating for rating in ratings if rating.value and rating.value <= 3]),
            (_("Could not judge"), [rating for rating in ratings if rating.value is None]),
        ]
    return [
        (heading, [rating.rationale for rating in sorted(group, key=_shuffle(round, membership))]) for heading, group in thirds if group
    ]


def _shuffle(round, membership):
    """A sort key that differs from reader to reader and tells nothing of who wrote what, or when."""
    return lambda rating: salted_hmac("cases.reasons", f"{membership.pk}:{round.pk}:{rating.pk}").hexdigest()
