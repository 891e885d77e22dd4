"""The small forms of 年报编报. They validate only; the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.apps.look.forms import LookForm
from gongkai.apps.publications.models import Channel


class YearForm(LookForm):
    """Which year to report on."""

    year = forms.IntegerField(label="年度", min_value=2014, max_value=9999)


class NoteForm(LookForm):
    """The clerk's word on a figure or a warning."""

    text = forms.CharField(label="说明", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    rule = forms.CharField(widget=forms.HiddenInput, required=False)


class ReviewForm(LookForm):
    """A reviewer's opinion; asked for when the report is sent back."""

    opinion = forms.CharField(
        label="意见",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
        help_text="退回的，请写明改什么",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ChannelsForm(LookForm):
    """Through which channels the report goes out."""

    channels = forms.ModelMultipleChoiceField(
        Channel.objects.none(), label="发布渠道", widget=forms.CheckboxSelectMultiple
    )
    laws = {"channels": "年报在“政府信息公开年报”栏目集中长期展示；渠道见条例第二十三条"}

    def __init__(self, *args: Any, channels: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channels"].queryset = channels  # type: ignore[attr-defined]
        self.fields["channels"].initial = [one.pk for one in channels if one.kind == Channel.Kind.WEBSITE]


class CorrectionForm(LookForm):
    """Why a published report is put right."""

    reason = forms.CharField(
        label="更正原因",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text="公布时一并说明",
    )


class ImportForm(ChannelsForm):
    """A report that was public before the platform was put into use."""

    published_on = forms.DateField(label="原公布日期")
    source = forms.CharField(label="来源", max_length=200, help_text="例如原网站的名称")
    reason = forms.CharField(label="迁移理由", widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)
    field_order = ["published_on", "source", "reason", "channels"]
    laws = {"published_on": "只收平台启用之前公布的年报，由另一人批准后迁移，永久标明"}
