"""What the desk makes of a message of the applicant."""

from __future__ import annotations

from django import forms

from gongkai.apps.look.forms import LookForm


class MessageForm(LookForm):
    """Taken up or not, and what the applicant is told."""

    accept = forms.TypedChoiceField(
        label="处理",
        choices=[("yes", "采纳"), ("no", "不采纳")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="处理意见",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="申请人在查询页可以看到，最多400个字",
    )
