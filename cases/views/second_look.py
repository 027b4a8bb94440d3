"""The second look: somebody who did not send a file sees it as it would be stored, and accepts it or sends it back to its author."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from cases import tasks
from cases.endings import Fenced
from cases.forms.second_look import SecondLookForm
from cases.intake import sealed
from cases.models import Intake
from cases.views.base import ModeratorView
from cases.views.media import serve


class WaitingView(ModeratorView):
    """A page about one file of the circle that waits for a second look."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.intake = get_object_or_404(Intake.for_second_look_in(self.circle), pk=kwargs["intake"])
        self.intake.case.circle = self.circle


class SecondLook(WaitingView):
    """GET shows the masked pages and what its author decided; POST accepts or sends back."""

    def get(self, request, **kwargs):
        return self.page(SecondLookForm(intake=self.intake))

    def post(self, request, **kwargs):
        form = SecondLookForm(request.POST, intake=self.intake)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            with transaction.atomic():
                self.carry_out(form.cleaned_data)
                tasks.enqueue_notices()
        except Fenced:
            messages.warning(request, _("The file changed meanwhile. Look at it again."))
            return redirect("queue", circle=self.circle.slug)
        messages.success(request, _("Done. The author is told, and the ledger has it."))
        return redirect("queue", circle=self.circle.slug)

    def carry_out(self, decided):
        if decided["action"] == "accept":
            self.intake.accept(by=self.membership, version=decided["version"])
            tasks.enqueue_upload(self.intake)
        else:
            self.intake.send_back(by=self.membership, version=decided["version"], code=decided["code"])

    def page(self, form, status=200):
        allowed = self.intake.may_look_again(self.membership)
        return self.show("cases/second_look.html", status=status, intake=self.intake, form=form, allowed=allowed)


class MaskedFile(WaitingView):
    """One page of the file as it would be stored. The unmasked one is nobody's but its author's."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["page"] >= len(self.intake.review["types"]):
            raise Http404

    def get(self, request, **kwargs):
        intake, page = self.intake, kwargs["page"]
        if not intake.may_look_again(self.membership):
            raise PermissionDenied
        try:
            file = sealed.SealedFile(intake.pk, f"masked{page}")
        except sealed.Unsealable:
            raise Http404 from None
        return serve(
            request,
            content_type=intake.review["types"][page],
            size=file.size,
            etag=f"{intake.pk}.masked{page}.{intake.version}",
            stream=lambda start, length: sealed.pieces(file, start, length),
            kept="no-store",
        )
