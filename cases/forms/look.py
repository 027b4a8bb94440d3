"""Words while they are typed: the hits of one field, among the others of its form. Nothing is decided here and nothing stored."""

from django import forms
from django.utils.functional import cached_property

from cases.forms.cleaning import CleanForm, carried

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
        self.field, self.model, self.begins_count = field, model, begins_count
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
        text = self.initial[self.field]
        rows = []
        for hit in self._all_hits():
            places = [place for place in hit.places if place.field == self.field]
            if places:
                rows.append(
                    {
                        "id": hit.fingerprint,
                        "what": str(hit.what),
                        "hard": hit.hard,
                        "words": places[0].words,
                        "replacement": hit.replacement,
                        "places": [[_units(text[: place.start]), _units(text[: place.end])] for place in places],
                        "removed": carried({hit.kind: len(places)}),
                    }
                )
        return rows


def _units(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
