"""Forms of the work on a case that is no event: steps, searches, departments, splitting, joining, publication."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from gongkai.apps.agencies.models import Department
from gongkai.apps.inforequests import queries
from gongkai.apps.inforequests.actions.casework import NOTE_LENGTH
from gongkai.apps.inforequests.actions.registering import LONGEST
from gongkai.apps.inforequests.checklist import Step
from gongkai.apps.inforequests.models import Request
from gongkai.apps.look.forms import LookForm
from gongkai.apps.publications.models import Column
from gongkai.law.sources import setting
from gongkai.law.workdays import default_calendar

BLANK_LINE = re.compile(r"\n\s*\n")


class CaseForm(LookForm):
    """A form about one case on one day. version: the state of the case that the form shows."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Request, today: date, **kwargs: Any) -> None:
        start = {"version": case.version} | self.start(case, today)
        super().__init__(*args, initial=start, **kwargs)
        self.case = case

    def start(self, case: Request, today: date) -> dict[str, Any]:
        """What stands in the fields at first."""
        return {}

    def given(self) -> dict[str, Any]:
        """The cleaned fields as the action takes them."""
        told = dict(self.cleaned_data)
        return {"seen": told.pop("version"), **told}


class StepForm(CaseForm):
    """One of the five questions."""

    answer = forms.ChoiceField(label="结论", widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明",
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        self.step = step
        super().__init__(*args, prefix=step.code, **kwargs)
        self.fields["answer"].label = step.question
        self.fields["answer"].choices = [(one.code, one.words) for one in step.answers]  # type: ignore[attr-defined]
        self.laws = {"answer": step.law}  # type: ignore[misc]

    def start(self, case: Request, today: date) -> dict[str, Any]:
        told = case.steps.get(self.step.code, {})
        return {"answer": told.get("answer"), "note": told.get("note", "")}


class SearchForm(CaseForm):
    """Where and how it was looked for."""

    searched_on = forms.DateField(label="检索日期")
    places = forms.CharField(
        label="检索范围",
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="查了哪些系统、档案、科室，哪些年份",
    )
    method = forms.CharField(
        label="检索方法",
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="用了哪些名称、文号、关键词，是否逐卷核对",
    )
    found = forms.TypedChoiceField(
        label="是否找到",
        choices=[("no", "没有找到"), ("yes", "已经找到")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    result = forms.CharField(
        label="检索结果",
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="找到哪些；没有找到的，写明可能的原因",
    )
    laws = {
        "places": "告知政府信息不存在的，须经检索（条例第三十六条第（四）项）；答复书须写明检索范围和方法",
        "result": "保存后不能修改；检索不全的，再登记一次",
    }

    def start(self, case: Request, today: date) -> dict[str, Any]:
        return {"searched_on": today}

    def given(self) -> dict[str, Any]:
        told = super().given()
        told.pop("seen")  # a search changes nothing that somebody else may be changing
        return told


class AskForm(CaseForm):
    """What a department is asked, and by when."""

    department = forms.ModelChoiceField(Department.objects.none(), label="承办科室", empty_label="请选择")
    task = forms.CharField(
        label="需要提供什么", max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = forms.DateField(label="内部期限")
    laws = {
        "task": "科室看到的申请不显示申请人是谁",
        "due_on": "由本机关确定，不得晚于答复到期日；请留出审核签发的时间（条例第三十三条）",
    }

    def __init__(self, *args: Any, case: Request, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        busy = case.assignments.filter(answered_on=None).values("department")
        free = case.agency.departments.exclude(pk__in=busy)
        self.fields["department"].queryset = free  # type: ignore[attr-defined]

    def start(self, case: Request, today: date) -> dict[str, Any]:
        calendar, days = default_calendar(), int(setting("department_reply", today).value)
        due = calendar.add(today, days)
        if case.due_cached and case.due_cached > today:
            due = min(due, max(today, calendar.before(case.due_cached, 2)))
        return {
            "due_on": due,
            "department": case.department,
            "task": "请查找有无所申请的信息；有的，请提供，并对能否公开、有无不予公开的内容提出意见和依据。",
        }


class AnswerDepartmentForm(LookForm):
    """A department's answer."""

    answer = forms.CharField(
        label="办理意见",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="有没有、在哪里、能不能公开、理由和依据",
    )


class SplitForm(CaseForm):
    """What stays, and what becomes requests of their own."""

    keep = forms.CharField(label="本件保留的内容", max_length=LONGEST, widget=forms.Textarea)
    parts = forms.CharField(
        label="拆出的内容",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每件一段，段与段之间空一行",
    )
    laws = {
        "keep": "一份申请包含几项内容的，按一事一申请拆分，分别登记、分别答复；原文留存在案卷材料中",
        "parts": "每件单独编号，按件列入年度报告表三，并按件计算信息处理费（国办函〔2020〕109号）；"
        "收到日期、已办事项与本件相同",
    }

    def start(self, case: Request, today: date) -> dict[str, Any]:
        return {"keep": case.content}

    def given(self) -> dict[str, Any]:
        told = super().given()
        return told | {"parts": BLANK_LINE.split(told["parts"].replace("\r\n", "\n"))}


class CaseChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # not subscriptable at run time
    """Cases by number and text."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.label}　{obj.content[:40]}"


class JoinForm(CaseForm):
    """Into which case of the same applicant."""

    into = CaseChoice(Request.objects.none(), label="并入", widget=forms.RadioSelect, empty_label=None)
    day = forms.DateField(label="并案日期")
    reason = forms.CharField(
        label="理由",
        max_length=200,
        required=False,
        help_text="留空的，写作“与某件系同一申请人就同一事项提出，并入该件一并答复”",
    )
    letter_number = forms.CharField(label="告知书编号", max_length=60, required=False)
    laws = {
        "into": "只能并入同一申请人正在办理的申请；两件都已收到，各计一件，本件列入表三“其他处理—其他”",
        "reason": "写入并案告知书",
    }

    def __init__(self, *args: Any, case: Request, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.fields["into"].queryset = queries.same_applicant(case)  # type: ignore[attr-defined]

    def start(self, case: Request, today: date) -> dict[str, Any]:
        return {"day": today}


class PublishForm(CaseForm):
    """The draft for the proactive side. Nothing of the case is filled in: the applicant must not get into it."""

    column = forms.ModelChoiceField(Column.objects.none(), label="栏目", empty_label="请选择")
    title = forms.CharField(label="标题", max_length=200)
    summary = forms.CharField(
        label="内容概述", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    body = forms.CharField(label="正文", max_length=50_000, required=False, widget=forms.Textarea)
    formed_on = forms.DateField(label="形成或者变更日期", required=False)
    laws = {
        "column": "生成主动公开的草稿，照常经保密审查和三审后发布",
        "title": "多个申请人申请同一可以公开的信息的，可以纳入主动公开；申请人也可以建议（条例第四十四条）。"
        "不得写入申请人的姓名、证件号码、联系方式",
        "formed_on": "属于主动公开的，自形成或者变更之日起20个工作日内公开（条例第二十六条）",
    }

    def __init__(self, *args: Any, case: Request, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        columns = Column.objects.filter(agency=case.agency).exclude(kind=Column.Kind.ANNUAL_REPORT)
        self.fields["column"].queryset = columns  # type: ignore[attr-defined]


class IdentityForm(CaseForm):
    """When the proof of identity was compared."""

    day = forms.DateField(label="核验日期")
    laws = {"day": "申请应当附身份证明（条例第二十九条）；核验不影响答复期限"}

    def start(self, case: Request, today: date) -> dict[str, Any]:
        return {"day": today}
