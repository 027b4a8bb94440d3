"""How a circle's decisions went, in numbers that point at nobody."""

from cases.models.tally import FEWEST, FEWEST_FOR_RATES, tally_of
from cases.views.base import PageView
from cases.views.decisions.reading import percent


class CircleDecisions(PageView):
    def get(self, request, circle):
        tally = tally_of(self.circle)
        rate = percent(*tally.response[:2]) if tally.response and tally.response[1] else None
        return self.show("cases/tally.html", tally=tally, rate=rate, fewest=FEWEST, fewest_for_rates=FEWEST_FOR_RATES)
