"""The list of circles, invitations, and the people and settings of a circle. (A circle's own page lists cases: `cases.urls`.)"""

from django.urls import path

from circles.views import home, invitations, joining, members, settings

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("circles/new/", home.NewCircle.as_view(), name="circle-new"),
    path("invitation/", joining.JoinCircle.as_view(), name="invitation"),
    path("invitations/<str:token>/", joining.OpenInvitation.as_view(), name="invitation-open"),
    path("c/<slug:circle>/members/", members.Members.as_view(), name="members"),
    path("c/<slug:circle>/members/<int:membership>/", members.Member.as_view(), name="membership"),
    path("c/<slug:circle>/members/<int:membership>/end/", members.MembershipEnd.as_view(), name="membership-end"),
    path("c/<slug:circle>/leave/", members.Leave.as_view(), name="leave"),
    path("c/<slug:circle>/invitations/", invitations.Invitations.as_view(), name="invitations"),
    path("c/<slug:circle>/invitations/<uuid:invitation>/revocation/", invitations.Revocation.as_view(), name="invitation-revoke"),
    path("c/<slug:circle>/invitations/<uuid:invitation>/resending/", invitations.Resending.as_view(), name="invitation-resend"),
    path("c/<slug:circle>/settings/", settings.CircleSettings.as_view(), name="circle-settings"),
]
