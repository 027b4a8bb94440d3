"""Pictures and films: every request, each range of a film included, is answered only after the membership was checked."""

import re

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotModified, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from cases.intake import sealed
from cases.views.base import CaseView

RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


class MediaFile(CaseView):
    """The clean file of one media of the case."""

    poster = False

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.media = get_object_or_404(self.case.media.shown_to(self.membership), pk=kwargs["media"])

    def get(self, request, **kwargs):
        return serve_media(request, self.media, poster=self.poster)


class MediaRemoval(CaseView):
    """Taking a media off the case, for good, after a page that asks."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.media = get_object_or_404(self.case.media.shown_to(self.membership), pk=kwargs["media"])
        self.media.case = self.case

    def get(self, request, **kwargs):
        if not self.media.removable_by(self.membership):
            raise PermissionDenied
        return self.show("cases/media_removal.html", media=self.media)

    def post(self, request, **kwargs):
        self.media.remove(by=self.membership)
        return HttpResponseRedirect(f"{self.case.get_absolute_url()}#media")


class Preview(CaseView):
    """The unmasked preview of one page of an upload: its author's alone, while it waits for the review."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.intake = get_object_or_404(self.case.intakes.in_review().of(self.membership), key=kwargs["key"])

    def get(self, request, **kwargs):
        intake = self.intake
        if kwargs["page"] >= len(intake.found["pages"]):
            raise Http404
        try:
            file = sealed.SealedFile(intake.pk, f"preview{kwargs['page']}")
        except sealed.Unsealable:
            raise Http404 from None
        return serve(
            request,
            content_type=intake.found["pages"][kwargs["page"]]["type"],
            size=file.size,
            etag=f"{intake.pk}.{kwargs['page']}.{intake.attempts}",
            stream=lambda start, length: sealed.pieces(file, start, length),
            kept="no-store",
        )


def serve_media(request, media, *, poster=False):
    """The file (or poster) of a media to which the caller has already proved the reader's right."""
    field = media.poster if poster else media.file
    if not field:
        raise Http404
    try:
        size = field.storage.size(field.name) if poster else media.bytes
    except FileNotFoundError:
        raise Http404 from None
    return serve(
        request,
        content_type="image/jpeg" if poster else media.content_type,
        size=size,
        etag=f"{media.pk}.{media.sha256[:32]}{'.poster' if poster else ''}",
        stream=lambda start, length: field.storage.stream(field.name, start, length),
        # A browser may keep it but must ask each time, and the answer to that question is this permission check.
        kept="no-cache",
    )


def serve(request, *, content_type, size, etag, stream, kept):
    """`size` bytes from `stream(start, length)`, all of them (200), one range (206), none (304), or a refusal of the range (416).

    `kept` is "no-cache" or "no-store". The type is forced, the name is neutral, and nothing in it can run or be framed.
    """
    headers = {
        "ETag": f'"{etag}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": f"private, {kept}",
        "Content-Disposition": f'inline; filename="{content_type.replace("/", ".")}"',
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Cookie",
    }
    if kept == "no-cache" and headers["ETag"] in _tags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers=headers)
    try:
        start, length, partial = _wanted(request.headers, size, headers["ETag"])
    except ValueError:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"}, content_type=content_type)
    headers["Content-Length"] = str(length)
    if partial:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    status = 206 if partial else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers, content_type=content_type)
    try:
        body = stream(start, length)
    except FileNotFoundError:
        raise Http404 from None
    return StreamingHttpResponse(body, status=status, headers=headers, content_type=content_type)


def _wanted(headers, size, etag):
    """(start, length, whether it is a part) of what the request asks for. ValueError for a range that cannot be given."""
    asked = headers.get("Range", "")
    condition = headers.get("If-Range", "")
    if not asked.startswith("bytes=") or (condition and condition != etag):
        return 0, size, False
    match = RANGE.fullmatch(asked.replace(" ", ""))
    if not match or match[0] == "bytes=-":
        raise ValueError  # several ranges, or nonsense
    if not match[1]:
        start, end = max(0, size - int(match[2])), size - 1
    else:
        start, end = int(match[1]), min(int(match[2] or size - 1), size - 1)
    if start > end:
        raise ValueError
    return start, end - start + 1, True


def _tags(text):
    return {tag.strip().removeprefix("W/") for tag in text.split(",")}
