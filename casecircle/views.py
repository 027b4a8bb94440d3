"""Health, robots and the error pages."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View


@method_decorator(login_not_required, name="dispatch")
class Health(View):
    """200 when the web process answers and its database does; no detail."""

    def get(self, request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return HttpResponse("ok\n", content_type="text/plain")


@method_decorator(login_not_required, name="dispatch")
class Robots(View):
    def get(self, request):
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


def _page(request, status, title, sentence):
    return render(request, "error.html", {"title": title, "sentence": sentence}, status=status)


@login_not_required
def bad_request(request, exception):
    return _page(request, 400, _("This could not be read"), _("Go back, reload the page and try again."))


@login_not_required
def forbidden(request, exception):
    return _page(request, 403, _("This is not open to you"), _("Your role in this circle, or the state of this case, does not allow it."))


@login_not_required
def not_found(request, exception):
    return _page(request, 404, _("There is nothing here"), _("The address is wrong, or what was here is not open to you."))


@login_not_required
def csrf_failure(request, reason=""):
    sentence = _("The page was open for too long. Go back, reload it and send it again: what you wrote is still in the form.")
    return _page(request, 403, _("Please send it again"), sentence)


@login_not_required
def server_error(request):
    """No context processors: whatever failed may fail again."""
    body = render_to_string("500.html", {"request_id": getattr(request, "id", "")})
    return HttpResponse(body, status=500)
