"""Words while they are typed: the hits of one field, among the others of its form. Nothing is decided here and nothing stored."""

from bisect import bisect_left

from django import forms
from django.utils.functional import cached_property

from cases.forms.cleaning import CleanForm
from cases.forms.hits import carried

FIELDS = 40  # fields of one form
CHARACTERS = 30_000  # of all of them together; longer forms are examined when they are sent
SECONDS = 5  # that a look waits for the model, however long the field is


class LookForm(CleanForm):
    """`texts`: name -> words of each field as they stand in the browser; `field`: the name of the one that is looked at.

    With `model` that field is read by the text model too; `unread` says that it is out of reach. Raises ValueError for more words
    than one form may hold, or a field that is none of them.
    """

    def __init__(self, texts, *, field, model, begins_count, **kwargs):
        super().__init__(initial=texts, **kwargs)
        if field not in texts or len(texts) > FIELDS or sum(map(len, texts.values())) > CHARACTERS:
            raise ValueError
        self.field = self.only = field
        self.model, self.begins_count = model, begins_count
        self.clean_text = tuple(texts)
        self.fields.update({name: forms.CharField(strip=False) for name in texts})

    @cached_property
    def reading(self):
        return self.model

    def read(self, texts):
        """What the model says of the field that is looked at; the others keep what was said of them in their turn."""
        return super().read({self.field: texts[self.field]}, at_most=SECONDS)

    @property
    def found(self):
        """The hits of the field as the browser's script takes them; places in UTF-16 units, which is how a browser counts."""
        units, signed, rows = _Units(self.initial[self.field]), {}, []
        for hit in self._all_hits():
            places = [place for place in hit.places if place.field == self.field]
            if places:
                removed = (hit.kind, len(places))
                if removed not in signed:
                    signed[removed] = carried({hit.kind: len(places)})
                rows.append(
                    {
                        "id": hit.fingerprint,
                        "what": str(hit.what),
                        "hard": hit.hard,
                        "words": places[0].words,
                        "replacement": hit.replacement,
                        "places": [[units.at(place.start), units.at(place.end)] for place in places],
                        "removed": signed[removed],
                    }
                )
        return rows


class _Units:
    """Code points of a text as UTF-16 units: what stands beyond the first plane counts for two."""

    def __init__(self, text):
        self.wide = [index for index, char in enumerate(text) if char > "\uffff"]

    def at(self, index):
        return index + bisect_left(self.wide, index)
