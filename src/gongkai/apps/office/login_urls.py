"""Login, logout and the change of one's own password; nothing else of allauth is reachable."""

from allauth.account import views
from django.urls import path
from django.views.generic import RedirectView

to_login = RedirectView.as_view(pattern_name="account_login")
urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("password/", views.password_change, name="account_change_password"),
    path("confirm/", views.reauthenticate, name="account_reauthenticate"),
    # allauth reverses these names; an office account is opened and reset by its administrator.
    path("signup/", to_login, name="account_signup"),
    path("reset/", to_login, name="account_reset_password"),
    path("inactive/", to_login, name="account_inactive"),
]
