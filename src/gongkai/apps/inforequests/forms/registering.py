"""Forms of intake: who asks for what, how and when it came in, who handles it."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.apps.agencies.models import Agency, Department
from gongkai.apps.inforequests.models import ApplicantType, IdentityKind
from gongkai.apps.look.forms import LookForm
from gongkai.law.clock import CHANNELS

EMPTY = ("", "请选择")
# Which of the two is meant follows from the applicant's type.
PROOFS = [("", "居民身份证、统一社会信用代码"), (IdentityKind.OTHER.value, IdentityKind.OTHER.label)]
FORMS_WANTED = ("纸质", "电子文本", "光盘等电子介质", "查阅、抄录")
WAYS_WANTED = ("当面领取", "邮寄", "电子邮件", "网上查看", "传真")


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
        max_length=4000,
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
    """A new request: how it came in comes first, for that fixes the day of receipt."""

    channel = forms.ChoiceField(label="提交渠道", choices=[EMPTY, *CHANNELS.items()])
    submitted_on = forms.DateField(label="提交日期", help_text="邮寄的填寄到日期")
    signed_on = forms.DateField(
        label="签收日期", required=False, help_text="挂号信、特快专递：本机关（含收发室）签收之日"
    )
    confirmed_on = forms.DateField(
        label="双方确认日期", required=False, help_text="网上、电子邮件、传真、平常信函；尚未确认的留空"
    )
    evidence = forms.CharField(
        label="凭据", max_length=200, required=False, help_text="邮件单号、回执编号、系统记录编号等"
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label="承办科室", required=False, empty_label="政务公开工作机构"
    )

    laws = {
        **DetailsForm.laws,
        "channel": "渠道决定以哪一天为收到申请之日（条例第三十一条）",
        "submitted_on": "当面提交的，提交之日即收到之日，从次一工作日起算20个工作日（条例第三十一条、第三十三条）",
        "signed_on": "邮寄的以签收之日为收到之日（条例第三十一条第（二）项）",
        "confirmed_on": "无需签收的邮件、互联网渠道和传真，收到当日联系申请人，以双方确认之日为收到之日"
        "（条例第三十一条）",
        "evidence": "补登以前的日期须有凭据；日期不得晚于今天",
    }
    field_order = ("channel", "submitted_on", "signed_on", "confirmed_on", "evidence")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = agency.departments.all()  # type: ignore[attr-defined]


class AssignForm(LookForm):
    """To whom the case goes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    department = forms.ModelChoiceField(
        Department.objects.none(), label="承办科室", required=False, empty_label="政务公开工作机构"
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = agency.departments.all()  # type: ignore[attr-defined]
