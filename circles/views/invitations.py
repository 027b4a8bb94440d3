"""Inviting peers, as an admin of a circle."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from circles.forms import InviteForm
from circles.models import AlreadyMember, Invitation, TooManyInvitations, Unusable
from circles.scoping import CircleView

ONCE = "invitation_link"


class AdminView(CircleView):
    """A page for the admins of a circle."""

    def dispatch(self, request, *args, **kwargs):
        if not self.membership.is_admin:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def show_once(self, token):
        """Without a mail server the inviter hands the link over: it is kept for the next page only."""
        if settings.MAIL_TO_FILES:
            self.request.session[ONCE] = Invitation.link(token)


class Invitations(AdminView):
    def get(self, request, circle):
        return self.page(InviteForm())

    def post(self, request, circle):
        form = InviteForm(request.POST)
        if form.is_valid() and self.invite(form):
            return redirect("invitations", circle=self.circle.slug)
        return self.page(form)

    def invite(self, form):
        """Whether the invitation went out; if not, the form says why."""
        wanted = form.cleaned_data
        try:
            _invitation, token = self.circle.invite(wanted["email"], wanted["role"], by=self.membership, days=wanted["days"])
        except AlreadyMember:
            form.add_error("email", _("Somebody with this address is a member of this circle already."))
        except TooManyInvitations:
            form.add_error(None, _("You have sent many invitations today. Go on tomorrow."))
        except OSError:
            messages.error(self.request, _("The invitation is made, but its mail could not be sent. Use “Send again” later."))
            return True
        else:
            self.show_once(token)
            messages.success(self.request, _("The invitation is on its way to %(email)s.") % {"email": wanted["email"]})
            return True
        return False

    def page(self, form):
        context = {
            "circle": self.circle,
            "membership": self.membership,
            "form": form,
            "invitations": self.circle.invitations.open().vouched().select_related("invited_by__user").newest_first(),
            "link": self.request.session.pop(ONCE, None),
        }
        return render(self.request, "circles/invitations.html", context)


class InvitationView(AdminView):
    """Something done to one invitation of the circle."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.invitation = get_object_or_404(self.circle.invitations, pk=kwargs["invitation"])


class Revocation(InvitationView):
    def post(self, request, circle, invitation):
        self.invitation.revoke(by=self.membership)
        messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
        return redirect("invitations", circle=self.circle.slug)


class Resending(InvitationView):
    def post(self, request, circle, invitation):
        try:
            self.show_once(self.invitation.resend(by=self.membership))
            messages.success(request, _("A new link is on its way. The earlier one no longer works."))
        except Unusable:
            messages.error(request, _("This invitation was used or withdrawn. Invite the address again."))
        except OSError:
            messages.error(request, _("The mail could not be sent. Try again later."))
        return redirect("invitations", circle=self.circle.slug)
