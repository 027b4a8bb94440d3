"""Uploads: one URL, one file a request, the client's key in the path; the file is sealed while it is read."""

from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from cases import tasks
from cases.endings import Declined, sentence
from cases.export.wording import labelled
from cases.intake import door
from cases.limits import ENVELOPE, limits_of, most_bytes
from cases.models import Intake
from cases.models.intake import State, takes_files
from cases.models.media import to_review
from cases.views.base import CaseView

STATUS = {"too_large": 413, "length": 411, "disk_full": 507, "busy": 429, "closed": 409, "too_many": 409, "membership": 409}


@method_decorator(csrf_exempt, name="dispatch")
class Upload(CaseView):
    """POST takes the file, GET tells the state.

    Checking the CSRF token reads the whole request. So the view is exempt outside, `setup` has authorised, the row is made, the
    sealing handler is put in place, and only then does the protected part run. A repeated POST finds its row and changes nothing.
    """

    http_method_names = ("get", "head", "post")  # no OPTIONS: before the first POST there is nothing at the address of a key

    def get(self, request, **kwargs):
        return self.answer(get_object_or_404(self.case.intakes.of(self.membership), key=kwargs["key"]))

    def post(self, request, **kwargs):
        try:
            _announced(request, self.circle)
            for_comment = request.GET.get("for") == "comment"
            intake = Intake.begin(self.case, by=self.membership, key=kwargs["key"], for_comment=for_comment)
        except Declined as declined:
            return self.decline(declined.code)
        except Intake.DoesNotExist:
            raise Http404 from None
        if intake.state != State.RECEIVING:
            return self.answer(intake)
        handler = door.SealingHandler(intake)
        request.upload_handlers = [handler]
        try:
            return csrf_protect(self.receive)(request, handler)
        except MultiPartParserError:
            return self.decline("interrupted")
        finally:
            door.leave(handler)

    def receive(self, request, handler):
        """The request was read, its file is sealed in a temporary place, and its token is right."""
        with transaction.atomic():
            sealed = door.take(handler, whole="sent" in request.POST)
            if sealed:
                tasks.enqueue_upload(handler.intake)
        handler.intake.refresh_from_db()
        return self.answer(handler.intake)

    def answer(self, intake):
        if self.wants_json():
            code = intake.code if intake.has_ended and intake.state != State.ATTACHED else ""
            return JsonResponse(told(intake), status=STATUS.get(code, 422) if code and self.request.method == "POST" else 200)
        if intake.code and self.request.method == "POST":
            return self.decline(intake.code)
        return HttpResponseRedirect(place("review", intake))

    def decline(self, code):
        status = STATUS.get(code, 422)
        if self.wants_json():
            return JsonResponse({"state": "refused", "ended": True, "code": code, "sentence": sentence(code)}, status=status)
        return self.show("cases/upload_declined.html", status=status, sentence=sentence(code))

    def wants_json(self):
        return "application/json" in self.request.headers.get("Accept", "")


class Cancellation(CaseView):
    """Giving an upload up, whatever its state."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.intake = get_object_or_404(self.case.intakes.of(self.membership), key=kwargs["key"])
        self.intake.case, self.intake.author = self.case, self.membership

    def post(self, request, **kwargs):
        self.intake.abort(by=self.membership)
        if self.intake.has_ended:
            door.finish(self.intake)
        return HttpResponseRedirect(home(self.intake))


def _announced(request, circle):
    """Refuse by its announced length, before a byte of the body is read."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdecimal():
        raise Declined("length")
    if int(length) > most_bytes(circle) + ENVELOPE:
        raise Declined("too_large")


def told(intake):
    """What a script may know of an upload: states, codes, numbers, addresses."""
    return {
        "state": intake.state,
        "label": gettext(intake.get_state_display()),
        "ended": intake.has_ended,
        "code": intake.code,
        "sentence": intake.sentence,
        "done": intake.done,
        "total": intake.total,
        "expires": intake.expires_at.isoformat(),
        "review": place("review", intake) if intake.state == State.REVIEW else "",
        "media": [str(pk) for pk in intake.media.values_list("pk", flat=True)] if intake.state == State.ATTACHED else [],
    }


def home(intake):
    """Where its author goes on: the page that takes files of this case, or the discussion."""
    case = intake.case
    if intake.for_comment or not case.editable_by(intake.author):
        return f"{case.get_absolute_url()}#write"
    return reverse("case-edit", kwargs={"circle": case.circle.slug, "case": case.pk}) + "#files"


def place(name, intake):
    return reverse(name, kwargs={"circle": intake.case.circle.slug, "case": intake.case_id, "key": intake.key})


def leading_to(intake):
    """A file on its way, in words, with a link to its review."""
    what = gettext("Video") if intake.kind == "video" else gettext("Photo")
    name = labelled(f"{what}, {date_format(localtime(intake.created_at), 'H:i')}")
    return format_html('<a href="{}">{}</a> {}', place("review", intake), name, intake.get_state_display())


@dataclass
class Uploads:
    """What `cases/_uploads.html` shows: whether files are taken, what is on its way, and the limits a browser can check itself."""

    case: object
    membership: object
    for_comment: bool = False

    @cached_property
    def open(self):
        return takes_files(self.case, by=self.membership, for_comment=self.for_comment)

    @cached_property
    def under_way(self):
        return [intake for intake in to_review(self.case, self.membership) if intake.for_comment == self.for_comment]

    @property
    def shown(self):
        return self.open or self.under_way

    @property
    def fresh_key(self):
        """A key for the form that works without scripts."""
        return uuid4()

    @property
    def action(self):
        """Where files go, with a key that scripts replace by one of their own for each file."""
        return reverse("upload", kwargs={"circle": self.case.circle.slug, "case": self.case.pk, "key": self.fresh_key})

    @property
    def hours(self):
        return settings.SEALED_HOURS

    @property
    def limits(self):
        limits = limits_of(self.case.circle)
        return {
            "image": limits.image_bytes,
            "video": limits.video_bytes,
            "image_mb": limits.image_bytes >> 20,
            "video_mb": limits.video_bytes >> 20,
            "seconds": round(limits.video_seconds),
        }
