"""What a round's result is computed from: the counted ballots, and the options in the versions that they rated."""

from cases import consensus


class Counting:
    """The reading of `Round` that results come from."""

    def question(self):
        """Everything the result depends on, read from what was counted: computing it again gives the same bytes.

        Of a closed round, options are those that it rated, in the versions that it rated: a later edit changes nothing.
        """
        options = self._rated_options()
        now = self._counted_rows(options)
        earlier = self.decision.rounds.held().filter(number__lt=self.number).last()
        before = earlier._counted_rows(options) if earlier else None
        return consensus.Question(
            options=[option.code_of(version) for option, version in options],
            ratings=list(now.values()),
            previous=None if before is None else [before.get(seat) for seat in dict.fromkeys((*now, *before))],
            eligible=self.eligible,
            profile=self.decision.settings["profile"],
        )

    def effect_without(self, seats):
        """What leaving out the seats with those ids does to the result, UNCHANGED or CHANGED, of what was counted alone."""
        counted = list(self._counted_rows(self._rated_options()))
        places = {place for place, seat in enumerate(counted) if seat in seats}
        return consensus.effect_of(self.question(), places, absent=len(set(seats) - set(counted)))

    def _rated_options(self):
        """(option, version) of each that is to be rated, or that a closed round's record names, in that order."""
        if not self.record:
            return [(option, option.version) for option in self.decision.options.standing()]
        places = {option.position: option for option in self.decision.options.all()}
        named = [code.split("@") for code in self.result["option_order"]]
        return [(places[int(place)], int(version)) for place, version in named]

    def _counted_rows(self, options):
        """Seat id -> a value or None for each (option, version), of every counted ballot. Another version's rating is none."""
        rows = {}
        for ballot in self.ballots.filter(counted_at__isnull=False).order_by("seat_id").prefetch_related("ratings"):
            given = {(rating.option_id, rating.option_version): rating.value for rating in ballot.ratings.all()}
            rows[ballot.seat_id] = [given.get((option.pk, version)) for option, version in options]
        return rows
