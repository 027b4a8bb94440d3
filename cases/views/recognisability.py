"""How recognisable the patient of a case is, for its author: the meter, and each coarser wording in one click."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases import words
from cases.deid.text import meter
from cases.forms.case import CaseForm
from cases.models.facts import years_of
from cases.models.wording import FACTS, TEXT_FIELDS, NotReady
from cases.views.base import CaseView

KINDS = {
    "age": gettext_lazy("Age"),
    "sex": gettext_lazy("Sex"),
    "place": gettext_lazy("Place"),
    "condition": gettext_lazy("Rare condition"),
    "occupation": gettext_lazy("Occupation"),
    "event": gettext_lazy("Event"),
    "circumstance": gettext_lazy("Circumstance"),
}
SCALE = 8  # powers of ten from one person to everybody
WIDTH = 240


class Recognisability:
    """The meter's reading of a stored case, in words."""

    whole = WIDTH

    def __init__(self, case):
        self.case = case
        texts = {name: getattr(case, name) for name in TEXT_FIELDS}
        examined = words.examine(texts, circle=case.circle)
        language = next(iter(examined.values())).language
        places = [(name, s.start, s.end, s.kind) for name, found in examined.items() for s in found.spans]
        self.reading = meter.measure(texts, language=language, places=places, ages=years_of(case.age_band), sex=bool(case.sex))

    @property
    def level(self):
        return self.reading.level

    @property
    def width(self):
        """Of the bar: full when a single person fits, empty when millions do."""
        return round(WIDTH * max(0.0, 1 - (len(str(self.reading.people)) - 1) / SCALE))

    @property
    def sentence(self):
        people = self.reading.people
        if self.level == "low":
            return _("Many people fit this description.")
        if self.level == "some":
            return _("Only about %(people)d people may fit this description.") % {"people": rounded(people)}
        return ngettext(
            "Perhaps a single person fits this description.",
            "Fewer than %(few)d people may fit this description.",
            1 if people == 1 else meter.FEW,
        ) % {"few": meter.FEW}

    @property
    def factors(self):
        """(label, words, coarser, field, start, end) of everything that narrows the circle of people, the narrowest first."""
        rows = []
        for factor in self.reading.factors:
            said = getattr(self.case, factor.field)[factor.start : factor.end] if factor.field else ""
            label = self.case._meta.get_field(factor.field).verbose_name if factor.field else _("chosen from a list")
            rows.append({"kind": KINDS[factor.kind], "words": said, "where": label, "factor": factor})
        return rows

    def coarser(self, field, start):
        """The text of `field` with the factor at `start` in its coarser wording; None when there is none (any more)."""
        for factor in self.reading.factors:
            if factor.field == field and factor.start == start and factor.coarser:
                text = getattr(self.case, field)
                return text[: factor.start] + factor.coarser + text[factor.end :]
        return None


def rounded(people):
    """Two leading digits: more would pretend to know."""
    size = 10 ** max(0, len(str(people)) - 2)
    return people // size * size


class Coarsening(CaseView):
    """One coarser wording, put into the author's own draft or case."""

    def post(self, request, circle, case):
        if not self.case.editable_by(self.membership):
            raise PermissionDenied
        field, start = request.POST.get("field", ""), request.POST.get("start", "")
        if field not in TEXT_FIELDS or not start.isdecimal():
            raise Http404
        text = Recognisability(self.case).coarser(field, int(start[:9]))
        if text is None:
            messages.warning(request, _("These words have changed meanwhile. Look again."))
        elif self.written(field, text):
            messages.success(request, _("The wording is coarser now."))
        else:
            messages.warning(request, _("This wording cannot be changed here. Change it in the form below."))
        page = reverse("case-edit", kwargs={"circle": self.circle.slug, "case": self.case.pk})
        return redirect(f"{page}#meter")

    def written(self, field, text):
        """Through the form of the case, as if it had been typed. Whether it was saved."""
        stored = {name: getattr(self.case, name) for name in (*TEXT_FIELDS, *FACTS)} | {"tags": ", ".join(self.case.tags)}
        form = CaseForm.of(self.case, stored | {field: text}, drafts=self.case.posted_at is None)
        if not form.is_valid():
            return False
        try:
            self.case.edit(by=self.membership, **form.words)
        except NotReady:
            return False
        return True
