"""“Your account”, beside django-allauth's own pages."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.Account.as_view(), name="account"),
    path("profile/", views.Profile.as_view(), name="profile"),
    path("sessions/<int:session>/end/", views.EndSession.as_view(), name="session-end"),
]
