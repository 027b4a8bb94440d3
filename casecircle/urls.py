"""All URLs. Outside a circle: the list of circles, accounts, invitations, health."""

from django.urls import include, path

from casecircle import views

urlpatterns = [
    path("healthz", views.Health.as_view(), name="health"),
    path("robots.txt", views.Robots.as_view(), name="robots"),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("circles.urls")),
    path("c/<slug:circle>/", include("cases.urls")),
]

handler400 = "casecircle.views.bad_request"
handler403 = "casecircle.views.forbidden"
handler404 = "casecircle.views.not_found"
handler500 = "casecircle.views.server_error"
