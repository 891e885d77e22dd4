"""Forms of the mailbox and of responses. Lengths and days are refused by the actions, at the field."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.apps.agencies.models import Agency, Department
from gongkai.apps.engagement import queries
from gongkai.apps.engagement.models import Letter, Response
from gongkai.apps.look.forms import LookForm
from gongkai.apps.look.listing import Filters


class LetterForm(LookForm):
    """A letter that came by telephone, on paper, or before the platform."""

    received_on = forms.DateField(label="来信日期", help_text="收到来信的那一天")
    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), *Letter.Kind.choices])
    writer = forms.CharField(label="来信人", required=False, help_text="匿名来信留空；加密保存")
    contact = forms.CharField(label="联系方式", required=False, help_text="电话、邮箱或地址；加密保存")
    title = forms.CharField(label="标题")
    content = forms.CharField(label="内容", widget=forms.Textarea)

    laws = {"received_on": "来信日期为第0日，自次一工作日起5个工作日内答复"}


class AnswerForm(LookForm):
    """The answer to a letter."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(label="答复内容", widget=forms.Textarea(attrs={"rows": 8}))
    answered_on = forms.DateField(label="答复日期")
    publish = forms.BooleanField(
        label="来信和答复可以公开", required=False, help_text="公开前须隐去个人信息，并经信息发布审查"
    )


class AssignForm(LookForm):
    """The unit that shall answer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    department = forms.ModelChoiceField(Department.objects.none(), label="承办科室", empty_label="请选择")

    def __init__(self, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["department"]
        chooser.queryset = agency.departments.all()


class ResponseForm(LookForm):
    """One response to public concern."""

    form = forms.ChoiceField(label="方式", choices=[("", "请选择"), *Response.Form.choices])
    held_on = forms.DateField(label="日期")
    title = forms.CharField(label="标题")
    hot = forms.BooleanField(
        label="属公众关注热点或重大舆情",
        required=False,
        help_text="同一热点或舆情以不同方式回应的，只勾选其中一条",
    )
    by_head = forms.BooleanField(
        label="主要负责同志参加", required=False, help_text="只统计新闻发布会和在线访谈"
    )
    notes = forms.CharField(label="说明", required=False, widget=forms.Textarea)

    laws = {
        "form": "2014至2018年度统计表“二、回应解读情况”按方式计数",
        "hot": "计入统计表“（一）回应公众关注热点或重大舆情数”",
    }


def letter_filters(agency: Agency, years: list[tuple[int, int]], today: date) -> type[Filters]:
    """The filters of the mailbox."""

    def apply(self: Filters, rows: QuerySet[Letter]) -> QuerySet[Letter]:
        return queries.listed_letters(rows, today, **self.chosen())

    return type(
        "LetterFilters",
        (Filters,),
        {
            "word": forms.CharField(label="标题或编号", max_length=60),
            "kind": forms.ChoiceField(label="类别", choices=[("", "全部"), *Letter.Kind.choices]),
            "department": forms.ModelChoiceField(
                agency.departments.all(), label="承办科室", empty_label="全部"
            ),
            "year": _years(years),
            "state": forms.ChoiceField(
                choices=[(state, state) for state in ("", "open", "overdue", "answered")],
                widget=forms.HiddenInput,
            ),
            "apply": apply,
        },
    )


def response_filters(years: list[tuple[int, int]]) -> type[Filters]:
    """The filters of the responses."""

    def apply(self: Filters, rows: QuerySet[Response]) -> QuerySet[Response]:
        chosen = self.chosen()
        year = chosen.pop("year", None)
        rows = rows.filter(queries.in_year("held_on", year)) if year else rows
        return rows.filter(**chosen)

    return type(
        "ResponseFilters",
        (Filters,),
        {
            "year": _years(years),
            "form": forms.ChoiceField(label="方式", choices=[("", "全部"), *Response.Form.choices]),
            "hot": forms.BooleanField(label="只看热点和舆情"),
            "apply": apply,
        },
    )


def _years(years: list[tuple[int, int]]) -> forms.TypedChoiceField:
    named = [(year, f"{year}年（{n}）") for year, n in years]
    return forms.TypedChoiceField(label="年度", coerce=int, empty_value=None, choices=[("", "全部"), *named])
