"""Forms of what goes out, comes down or waits: emergency, orders for later, evaluation; chain and deputies."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm, LookModelForm
from gongkai.apps.publications import queries
from gongkai.apps.publications.forms import PublishForm
from gongkai.apps.publications.models import ChainRule, Column, Evaluation, Item


def _reason(label: str, length: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.Textarea(attrs={"rows": 3}))


class DoorForm(PublishForm):
    """Channels; for a document whose interpretation is not ready also the reason why it goes out alone."""

    without_interpretation = forms.CharField(
        label="暂不同步解读的理由", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    optional: ClassVar[dict[str, str]] = {"without_interpretation": ""}  # shown only where it is asked for
    laws: ClassVar[dict[str, str]] = PublishForm.laws | {
        "without_interpretation": "文件与解读同步审签、同步发布；先发文件的，3个工作日内发布解读（国办发〔2016〕80号）"
    }

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready = item.interpretations.filter(state__in=[Item.State.APPROVED, Item.State.PUBLISHED]).exists()
        if item.replaces_id or not item.interpretation_required or ready:
            del self.fields["without_interpretation"]
        if item.replaces_id:
            del self.fields["channels"]


class AmendForm(LookForm):
    """What is corrected or changed, and why."""

    amendment = _reason("更正或者更新了什么、为什么", 300)
    laws: ClassVar[dict[str, str]] = {"amendment": "说明与更新稿一并审查，发布后随版本记录公开"}


class EmergencyForm(PublishForm):
    """Why it cannot wait for the whole review, and by which channels it goes out."""

    reason = _reason("应急理由", 300)
    field_order = ("reason", "channels")
    laws: ClassVar[dict[str, str]] = PublishForm.laws | {
        "reason": "仅限突发事件等须立即发布的情形；保密审查已在先，其余环节限期补审（条例第十七条）"
    }


class MomentForm(LookForm):
    """A day and a time in Beijing."""

    day = forms.DateField(label="日期")
    clock = forms.TimeField(
        label="时间",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "时间请按 09:30 的样子填写"},
    )

    def at(self) -> datetime:
        """The moment that was chosen."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["clock"]))


class ScheduleForm(PublishForm, MomentForm):
    """When, and by which channels, it goes out."""

    field_order = ("day", "clock", "channels")

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item.replaces_id:
            del self.fields["channels"]


class ScheduleWithdrawalForm(MomentForm):
    """When, and why, it comes down."""

    reason = _reason("撤下理由", 200)


class EvaluationForm(LookForm):
    """Whether what is withheld may still be withheld."""

    outcome = forms.ChoiceField(
        label="评估结论", choices=Evaluation.Outcome.choices, widget=forms.RadioSelect
    )
    reason = _reason("理由", 300)
    next_on = forms.DateField(label="下次评估日期", required=False, help_text="仍不公开的填写；不填为365日后")
    version = forms.IntegerField(widget=forms.HiddenInput)
    laws: ClassVar[dict[str, str]] = {
        "outcome": "因情势变化可以公开的，应当公开；转为主动公开后从保密审查重新开始（条例第十八条）"
    }


class ChainForm(LookModelForm):
    """Which steps judge the items of the agency or of a column, from a day on."""

    laws: ClassVar[dict[str, str]] = {
        "first": "保密审查和终审始终保留，不能取消（条例第十七条）",
        "legal": "规范性文件须经合法性审核（国办发〔2018〕115号）",
    }

    class Meta:
        model = ChainRule
        fields = ["column", "since", "first", "second", "legal", "head", "reason"]
        widgets = {"legal": forms.RadioSelect, "head": forms.RadioSelect}
        help_texts = {"column": "不选为全部栏目；为栏目设置的优先", "since": "已送审的仍按送审时的环节"}

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = Column.objects.filter(agency_id=post.agency_id).exclude(kind=Column.Kind.ANNUAL_REPORT)
        own: Any = self.fields
        own["column"].queryset, own["column"].empty_label = columns, "全部栏目"
        for name, kind in (("legal", ChainRule.Legal), ("head", ChainRule.Head)):
            own[name].choices = kind.choices


class DeputyForm(LookForm):
    """Who stands in, from when to when."""

    deputy = forms.ModelChoiceField(label="代理人", queryset=Post.objects.none(), empty_label="请选择")
    since = forms.DateField(label="自")
    until = forms.DateField(label="至")
    reason = forms.CharField(label="事由", max_length=100, help_text="例如：出差、休假、学习")
    laws: ClassVar[dict[str, str]] = {
        "deputy": "代理人以本人名义留痕；不能审自己起草的稿，也不能兼办同一件的两个环节（条例第十七条）"
    }

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields
        own["deputy"].queryset = queries.colleagues(post, today())
        own["deputy"].label_from_instance = lambda one: " ".join(
            filter(None, [one.account.display_name, one.title])
        )
