"""Forms of remarks and word lists."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from gongkai.apps.look.forms import LookForm


class RemarkForm(LookForm):
    """A remark on words of the item. before, after and field come from the page where words are selected."""

    quote = forms.CharField(
        label="所批文字",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="在文中选中要批注的文字，或者照抄在这里",
    )
    text = forms.CharField(label="批注", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    field = forms.CharField(widget=forms.HiddenInput, required=False)
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    after = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class ListForm(LookForm):
    """A whole new edition of a list."""

    file = forms.FileField(
        label="表格文件（.xlsx）", help_text="整张表替换现用的一版；请先下载现用的一版修改"
    )
    laws: ClassVar[dict[str, str]] = {"file": "有一处错误则全部不导入；由另一人同意后启用"}


class ReasonForm(LookForm):
    """Why the list is changed so."""

    reason = forms.CharField(label="依据或者理由", max_length=200)
    digest = forms.CharField(widget=forms.HiddenInput)


class NameForm(LookForm):
    """A name to let pass."""

    words = forms.CharField(
        label="名称", max_length=50, help_text="写全称，例如“环保局小区”；只对完整的名称放行"
    )
