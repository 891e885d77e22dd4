"""Forms of intake: who asks for what, how and when it came in, who handles it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongkai.apps.agencies.models import Agency, Department
from gongkai.apps.inforequests.actions.registering import LONGEST
from gongkai.apps.inforequests.models import ApplicantType, IdentityKind
from gongkai.apps.look.forms import LookForm
from gongkai.law.clock import CHANNELS
from gongkai.law.sources import edition_for, editions

EMPTY = ("", "请选择")
# Which of the two is meant follows from the applicant's type.
PROOFS = [("", "居民身份证、统一社会信用代码"), (IdentityKind.OTHER.value, IdentityKind.OTHER.label)]
FORMS_WANTED = ("纸质", "电子文本", "光盘等电子介质", "查阅、抄录")
WAYS_WANTED = ("当面领取", "邮寄", "电子邮件", "网上查看", "传真")
# What a channel's first date is called; by which event receipt begins → the dates that are asked, the one that counts last.
FIRST_DATE = {
    "in_person": "当面提交日期",
    "oral": "代为填写完成并由申请人签字的日期",
    "ordinary_mail": "信件寄到日期",
    "online": "网上提交日期",
    "email": "邮件到达日期",
    "fax": "传真到达日期",
}
DATES = {
    "submitted": ("submitted_on",),
    "signed_for": ("signed_on",),
    "confirmed": ("submitted_on", "confirmed_on"),
}
FIRST_DAY = editions()[0].since


def _texts(values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("", "未注明"), *((value, value) for value in values)]


class DetailsForm(LookForm):
    """Who asks, and for what: at registration and when it is mended."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    applicant_type = forms.ChoiceField(label="申请人类型", choices=[EMPTY, *ApplicantType.choices])
    applicant_name = forms.CharField(label="姓名或者名称", max_length=100)
    identity_kind = forms.ChoiceField(label="身份证明", choices=PROOFS, required=False)
    identity_number = forms.CharField(label="证件号码", max_length=40, required=False)
    contact = forms.CharField(label="联系方式", max_length=100, required=False, help_text="电话或者电子邮箱")
    address = forms.CharField(label="通信地址", max_length=200, required=False)
    content = forms.CharField(
        label="申请公开的政府信息",
        widget=forms.Textarea,
        max_length=LONGEST,
        help_text="照录申请书原文：名称、文号或者便于查询的其他特征性描述",
    )
    form_wanted = forms.ChoiceField(label="获取方式", choices=_texts(FORMS_WANTED), required=False)
    delivery_wanted = forms.ChoiceField(label="获取途径", choices=_texts(WAYS_WANTED), required=False)

    laws = {
        "applicant_type": "年度报告表三按六类申请人分列，登记时必须确定（国办公开办函〔2021〕30号）",
        "identity_number": "申请应当附身份证明（条例第二十九条）。没有的先登记，再一次性告知补正（第三十条）。"
        "加密保存，屏幕上遮蔽，每次显示均记入日志",
        "content": "应当包括信息的名称、文号或者便于行政机关查询的其他特征性描述（条例第二十九条）；"
        "不得要求说明用途",
        "form_wanted": "应当包括提供政府信息的形式要求，含获取信息的方式、途径（条例第二十九条）",
    }


class RegisterForm(DetailsForm):
    """A new request: how it came in comes first, for that decides which dates are asked."""

    channel = forms.ChoiceField(label="提交渠道", choices=[EMPTY, *CHANNELS.items()])
    submitted_on = forms.DateField(label="提交日期")
    signed_on = forms.DateField(label="本机关签收日期", help_text="含收发室签收")
    confirmed_on = forms.DateField(
        label="双方确认日期", required=False, help_text="尚未确认的留空；确认之前不起算答复期限"
    )
    evidence = forms.CharField(
        label="凭据",
        max_length=200,
        required=False,
        help_text="邮件单号、回执编号、通话记录等；今天收到的可以不填",
    )
    scan = forms.FileField(
        label="申请书扫描件", required=False, help_text="PDF、图片、Word、OFD等，不超过50MB，加密保存"
    )
    identity_scan = forms.FileField(label="身份证明扫描件", required=False, help_text="不超过50MB，加密保存")
    department = forms.ModelChoiceField(
        Department.objects.none(), label="承办科室", required=False, empty_label="政务公开工作机构"
    )
    optional = {"evidence": "补登以前的日期必填"}
    laws = DetailsForm.laws | {
        "evidence": "补登以前的日期须有凭据，日期不得晚于今天（条例第三十一条）",
    }

    def __init__(self, *args: Any, agency: Agency, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = agency.departments.all()  # type: ignore[attr-defined]
        self.dates = self._ask_dates(today)

    def _ask_dates(self, today: date) -> tuple[str, ...]:
        """Leaves the dates that the channel needs and puts its rule for the day of receipt beside the one that counts.

        The edition of the Regulation in force on the day that was typed decides.
        """
        typed = self.data if self.is_bound else self.initial
        channel = str(typed.get("channel") or "")
        days = (_day(typed.get(name)) for name in ("submitted_on", "signed_on"))
        day = next(filter(None, days), today)
        start = edition_for(max(day, FIRST_DAY)).channels.get(channel)
        dates = DATES[start.event] if start else ()
        for name in {name for asked in DATES.values() for name in asked} - set(dates):
            del self.fields[name]
        if start:
            self.laws = self.laws | {dates[-1]: f"{start.basis}（{start.article}）"}  # type: ignore[misc]
            self.fields[dates[0]].label = FIRST_DATE.get(channel, self.fields[dates[0]].label)
        return dates

    def given(self) -> dict[str, Any]:
        """The cleaned fields as the action takes them; a registered letter came in on the day it was signed for."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {"submitted_on": told.get("signed_on"), **told}


def _day(value: Any) -> date | None:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value or ""))
    except ValueError:
        return None


class AssignForm(LookForm):
    """To whom the case goes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    department = forms.ModelChoiceField(
        Department.objects.none(), label="承办科室", required=False, empty_label="政务公开工作机构"
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = agency.departments.all()  # type: ignore[attr-defined]
