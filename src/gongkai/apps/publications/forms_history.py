"""Forms of imported history: the files, then why and where from."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from gongkai.apps.look.forms import LookForm


class UploadForm(LookForm):
    """A spreadsheet after the template, and what lies beside it."""

    sheet = forms.FileField(label="表格", help_text="xlsx或者csv，用模板填写，不超过2万行")
    archive = forms.FileField(
        label="附件包", required=False, help_text="zip，含表格中所写的正文文件和附件，不超过500MB"
    )
    laws: ClassVar[dict[str, str]] = {"sheet": "只收平台启用之前已经公开的信息；启用之后的须经审查在平台发布"}


class SubmitForm(LookForm):
    """Why it is brought over and where it was."""

    source = forms.CharField(label="来源", max_length=200, help_text="例如：原市应急局网站（2015—2025年）")
    reason = forms.CharField(label="迁移理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    ticket = forms.CharField(widget=forms.HiddenInput)
