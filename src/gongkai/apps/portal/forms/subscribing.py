"""Forms of a subscription by e-mail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.apps.look.forms import LookForm
from gongkai.apps.publications.models import Column
from gongkai.apps.subscriptions.models import Subscription


class RhythmForm(LookForm):
    """How often the e-mails come."""

    rhythm = forms.ChoiceField(
        label="发送方式", choices=Subscription.Rhythm.choices, widget=forms.RadioSelect, initial="at_once"
    )


class SubscribeForm(RhythmForm):
    """What to be told of, and where. `homepage` is a trap: people do not see it, machines fill it in."""

    column = forms.ChoiceField(label="栏目", required=False)
    query = forms.CharField(label="检索词", max_length=100, required=False)
    address = forms.EmailField(
        label="电子邮箱", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    homepage = forms.CharField(label="此处请留空", required=False)
    field_order = ["column", "query", "address", "rhythm"]

    def __init__(self, *args: Any, columns: Iterable[Column] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(column.code, column.name) for column in columns]
        if choices:
            self.fields["column"].choices = [("", "全部栏目"), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["column"]
            self.fields["query"].required = True

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError("“此处请留空”一栏有内容，请清空后重新提交")
        return ""
