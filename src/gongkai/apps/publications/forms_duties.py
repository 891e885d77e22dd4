"""Forms of columns and of the standards list."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from gongkai.apps.agencies.models import Department, Post
from gongkai.apps.look.forms import LookForm, LookModelForm
from gongkai.apps.look.listing import Filters
from gongkai.apps.publications.duties import GAPS
from gongkai.apps.publications.forms import column_choices
from gongkai.apps.publications.models import Channel, Column, Duty, UpdateTerm
from gongkai.apps.publications.standard_columns import scopes
from gongkai.law.articles import cite


def departments(post: Post) -> Any:
    """The departments of the post's agency."""
    return Department.objects.filter(agency_id=post.agency_id)


class ColumnChangeForm(LookModelForm):
    """Name, place in the tree and article of a column."""

    scope_code = forms.ChoiceField(label="条例依据", required=False)

    class Meta:
        model = Column
        fields = ["name", "parent", "order", "scope_code"]
        help_texts = {"parent": "不选为一级栏目", "order": "小的在前"}

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Every column is offered, so that a circular choice is answered with its reason.
        own: Any = self.fields
        own["parent"].queryset = Column.objects.filter(agency_id=post.agency_id)
        own["parent"].empty_label = "一级栏目"
        known, now = scopes(), self.instance.scope_code
        own["scope_code"].choices = known if now in dict(known) else [*known, (now, cite(now))]


class TermForm(LookModelForm):
    """How often a column is brought up to date, from when."""

    laws: ClassVar[dict[str, str]] = {
        "unit": "动态要闻类2周、通知公告和政策文件类6个月不更新，计入应更新未更新栏目（国办秘函〔2019〕19号）"
    }

    class Meta:
        model = UpdateTerm
        fields = ["unit", "every", "since", "department", "basis"]
        widgets = {"unit": forms.RadioSelect}
        help_texts = {"every": "多少天或者多少个月；不设期限的填0", "since": "以前的期限保留备查"}

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields
        own["unit"].choices = UpdateTerm.Unit.choices
        own["department"].queryset = departments(post)
        own["department"].empty_label = "未定"

    def _get_validation_exclusions(self) -> set[str]:
        """The action says better what is wrong with a term."""
        return {name for name in self.fields if name != "basis"} | {"column"}


class CloseForm(LookForm):
    """Why a column is closed."""

    reason = forms.CharField(label="停用的理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class DutyForm(LookModelForm):
    """One line of the standards list."""

    laws: ClassVar[dict[str, str]] = {
        "limit": "自形成或者变更之日起20个工作日内公开，法律法规另有规定的从其规定（条例第二十六条）",
        "channels": "公报、网站或者其他互联网政务媒体、新闻发布会等（条例第二十三条）",
    }
    optional: ClassVar[dict[str, str]] = {
        "days": "自形成或者变更之日起的必填",
        "month": "每年定期的必填",
        "day": "每年定期的必填",
    }
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    channels = forms.MultipleChoiceField(
        label="公开渠道", choices=Channel.Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    field_order = (
        "matter", "content", "article", "limit", "days", "month", "day", "department", "channels", "audience",
        "column", "keyword", "order",
    )  # fmt: skip

    class Meta:
        model = Duty
        fields = [
            "matter", "content", "article", "limit", "days", "month", "day", "department", "channels",
            "audience", "column", "keyword", "order",
        ]  # fmt: skip
        widgets = {
            "content": forms.Textarea(attrs={"rows": 3}),
            "article": forms.Textarea(attrs={"rows": 2}),
            "limit": forms.RadioSelect,
            "audience": forms.RadioSelect,
        }
        help_texts = {
            "keyword": "一个栏目有几项事项时，以标题中的词区分，例如“预算”“决算”",
        }

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields
        own["limit"].choices, own["audience"].choices = Duty.Limit.choices, Duty.Audience.choices
        own["department"].queryset, own["department"].empty_label = departments(post), "未定"
        own["column"].queryset = Column.objects.filter(agency_id=post.agency_id, closed_on=None)
        own["column"].choices = [("", "请选择"), *column_choices(post, in_use=True)]
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    def _get_validation_exclusions(self) -> set[str]:
        """What the table asks, the action asks first, in better words."""
        return {field.name for field in Duty._meta.fields}


class UploadForm(LookForm):
    """The spreadsheet to import."""

    file = forms.FileField(
        label="Excel 文件", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}), allow_empty_file=True
    )


class SpeedFilters(Filters):
    """Only what was late; a word."""

    late = forms.BooleanField(label="只看逾期")
    word = forms.CharField(label="标题")
    lookups: ClassVar[dict[str, str]] = {"word": "title__icontains"}
    sorts: ClassVar[dict[str, tuple[str, ...]]] = {
        "public": ("-first_public_on", "-pk"),
        "formed": ("formed_on", "pk"),
    }


GAP_CHOICES = [("", "全部事项"), ("any", "有缺漏的"), *((kind, word) for kind, (_, word) in GAPS.items())]
