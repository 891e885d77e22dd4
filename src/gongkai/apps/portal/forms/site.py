"""Forms of everybody: a letter, the look-up of one's letter."""

from __future__ import annotations

from django import forms

from gongkai.apps.engagement.actions import LENGTHS
from gongkai.apps.engagement.models import Letter
from gongkai.apps.look.forms import LookForm


class LetterForm(LookForm):
    """A letter to the mailbox. `homepage` is a trap: people do not see it, machines fill it in."""

    kind = forms.ChoiceField(label="类别", choices=Letter.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label="标题", max_length=LENGTHS["title"][1])
    content = forms.CharField(
        label="内容", max_length=LENGTHS["content"][1], widget=forms.Textarea(attrs={"rows": 10})
    )
    writer = forms.CharField(label="您的姓名", max_length=LENGTHS["writer"][1], required=False)
    contact = forms.CharField(label="联系方式", max_length=LENGTHS["contact"][1])
    homepage = forms.CharField(label="此处请留空", required=False)

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError("“此处请留空”一栏有内容，请清空后重新提交")
        return ""


class TrackForm(LookForm):
    """Number and query code as printed on the receipt."""

    number = forms.CharField(label="来信编号", max_length=40)
    code = forms.CharField(label="查询码", max_length=20)
