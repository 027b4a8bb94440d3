"""The people of a circle: who they are, their roles, leaving and ending."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from circles.forms import RoleForm
from circles.models import LastAdmin
from circles.scoping import CircleView

PAGE = 50


def tell_last_admin(request):
    messages.error(request, _("A circle needs an admin. Make somebody else an admin first."))


class Members(CircleView):
    def get(self, request, circle):
        page = Paginator(self.circle.memberships.active().with_people().by_name(), PAGE).get_page(request.GET.get("page"))
        context = {"circle": self.circle, "membership": self.membership, "page": page}
        return render(request, "circles/members.html", context)


class MemberView(CircleView):
    """A page about one member of the circle; only its admins reach it, and an ended membership is not there."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.member = get_object_or_404(self.circle.memberships.active().with_people(), pk=kwargs["membership"])


@method_decorator(reauthentication_required(allow_get=True), name="dispatch")
class Member(MemberView):
    """Role change. (GET shows both: the role, and the button that ends the membership.)"""

    def get(self, request, circle, membership):
        if not self.member.changeable_by(self.membership):
            raise PermissionDenied
        return self.page(RoleForm(initial={"role": self.member.role}))

    def post(self, request, circle, membership):
        form = RoleForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            self.member.change_role(form.cleaned_data["role"], by=self.membership)
        except LastAdmin:
            tell_last_admin(request)
            return redirect("membership", circle=self.circle.slug, membership=self.member.pk)
        messages.success(
            request, _("%(name)s now has the role “%(role)s”.") % {"name": self.member.name, "role": self.member.get_role_display()}
        )
        return redirect("members", circle=self.circle.slug)

    def page(self, form):
        context = {"circle": self.circle, "membership": self.membership, "member": self.member, "form": form}
        return render(self.request, "circles/member.html", context)


@method_decorator(reauthentication_required(allow_get=True), name="dispatch")
class MembershipEnd(MemberView):
    def post(self, request, circle, membership):
        try:
            self.member.end(by=self.membership)
        except LastAdmin:
            tell_last_admin(request)
        else:
            messages.success(request, _("The membership of %(name)s has ended.") % {"name": self.member.name})
        return redirect("members", circle=self.circle.slug)


class Leave(CircleView):
    def get(self, request, circle):
        return render(request, "circles/leave.html", {"circle": self.circle, "membership": self.membership})

    def post(self, request, circle):
        try:
            self.membership.leave(by=self.membership)
        except LastAdmin:
            tell_last_admin(request)
            return redirect("leave", circle=self.circle.slug)
        messages.success(request, _("You have left the circle “%(name)s”.") % {"name": self.circle.name})
        return redirect("home")
