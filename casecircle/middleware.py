"""What every response carries, and how long a session lives."""

import time
import uuid

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.utils import translation

PERMISSIONS = "accelerometer=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


class Guard:
    """The outermost layer: answers any host but ours with one sentence, and puts the headers on every response, errors included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = uuid.uuid4().hex
        host, _ = split_domain_port(request.META.get("HTTP_HOST", ""))
        if request.path == "/healthz":  # asked by whoever watches the server, under whatever name
            request.META["HTTP_HOST"] = settings.PUBLIC_HOST
        elif host != settings.PUBLIC_HOST:
            return self.dress(request, HttpResponse(f"Open CaseCircle at {settings.PUBLIC_URL}\n", status=400, content_type="text/plain"))
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]  # an escape can put a NUL into a cookie, and PostgreSQL cannot look for a session with one
        return self.dress(request, self.get_response(request))

    def dress(self, request, response):
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("X-Robots-Tag", "noindex, noarchive")
        response.headers.setdefault("X-Request-Id", request.id)
        if getattr(request, "signed_out", False):
            response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        if "Content-Security-Policy" not in response.headers:  # responses made before CSPMiddleware ran
            response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
        return response


class SessionLimits:
    """Ends a session that was idle for SESSION_IDLE_MINUTES or is older than SESSION_HOURS, on the server's clock.

    The last time of use is written at most once a minute, so that reading pages does not write on every request. What a page asks by
    itself (the header X-Unattended) is no use of it: a screen that somebody left would stay signed in for as long as a file waits on it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        session, now = request.session, int(time.time())
        if "_auth_user_id" in session:
            begun, seen = session.setdefault("begun_at", now), session.setdefault("seen_at", now)
            if now - seen > settings.SESSION_IDLE_MINUTES * 60 or now - begun > settings.SESSION_HOURS * 3600:
                logout(request)
                request.session["ended_by_limit"] = True
            elif now - seen >= 60 and "X-Unattended" not in request.headers:
                session["seen_at"] = now
        return self.get_response(request)


class ReadersLanguage:
    """Whoever is signed in reads in the language of their account, whatever the browser asks for.

    Django's LocaleMiddleware has spoken before: its choice by cookie and header stays for everybody else.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.user.language in dict(settings.LANGUAGES):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
