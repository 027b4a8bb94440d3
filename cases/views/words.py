"""What stands in a field while it is typed in: first by the rules, at once, then by the model. Nothing is stored, counted or logged."""

import threading
import time
from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext

from cases.forms.look import LookForm
from cases.models import KeptInBallot
from cases.views.base import PageView

BURST, A_SECOND = 30, 2.0  # looks that one session may have at once, and how many it is given back each second
SESSIONS = 2_000  # remembered by one web process


class Pace:
    """How often one session may ask. Kept in this process's memory alone: asking writes nothing anywhere."""

    def __init__(self):
        self._left, self._lock = {}, threading.Lock()

    def allows(self, session, now=None):
        """Take one look from the session's supply; False when none is left."""
        now = time.monotonic() if now is None else now
        with self._lock:
            left, then = self._left.pop(session, (BURST, now))
            left = min(BURST, left + (now - then) * A_SECOND)
            self._left[session] = (max(left - 1, 0), now)  # the newest come last
            while len(self._left) > SESSIONS:
                del self._left[next(iter(self._left))]
        return left >= 1


PACE = Pace()


class Words(PageView):
    """POST of a form's words as they stand: `field` is looked at, among those whose names begin with `text-`."""

    def post(self, request, circle):
        if not PACE.allows(request.session.session_key):
            return HttpResponse(status=429, headers={"Retry-After": "5"})
        try:
            form = self.form(request.POST)
        except ValueError:
            return HttpResponse(status=413)
        found = form.found
        if not found and not form.unread:
            return HttpResponse(status=204)
        return JsonResponse({"hits": found, "unread": form.unread, "said": said(found)})

    def form(self, data):
        texts = {name.removeprefix("text-"): data[name] for name in data if name.startswith("text-")}
        how = {"field": data.get("field", ""), "model": data.get("stage") == "model", "begins_count": "counts" in data}
        case = self.case(data.get("case"))
        if how["field"].startswith("rationale-"):  # of a ballot: its member is not asked twice what they kept there
            how["own"] = partial(KeptInBallot.of, self.membership, case)
        return LookForm(texts, circle=self.circle, case=case, **how)

    def case(self, pk):
        """The case that is written about, None for one not begun; 404 for one this member may not see."""
        if not pk:
            return None
        try:
            case = get_object_or_404(self.circle.cases.shown_to(self.membership), pk=UUID(pk))
        except ValueError:
            raise Http404 from None
        case.circle = self.circle
        return case


def said(found):
    """The sentence that is read out."""
    return ngettext("%d possible identifier in this field.", "%d possible identifiers in this field.", len(found)) % len(found)
