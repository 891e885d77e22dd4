"""Login: accounts are opened by an administrator, never by signing up; every login is logged."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from gongkai.apps.agencies.models import Account
from gongkai.apps.agencies.queries import posts_of
from gongkai.apps.audit.actions import record
from gongkai.apps.look.clock import today


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """No sign-up; success and failure of a login go into the log."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> Any:
        record("login.succeeded", actor=posts_of(user, today()).first(), subject=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        record("login.failed", username=str(credentials.get("username", ""))[:150])
        super().authentication_failed(request, **credentials)


class LoginForm(forms.LoginForm):  # type: ignore[misc] # allauth carries no types
    """Name and password. A forgotten password is reset by the administrator, not by a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
