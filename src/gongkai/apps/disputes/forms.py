"""Forms of disputes and complaints."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.apps.agencies.models import Agency
from gongkai.apps.disputes.models import Result, Route
from gongkai.apps.inforequests.models import Request
from gongkai.apps.look.forms import LookForm

EMPTY = ("", "请选择")


class DisputeForm(LookForm):
    """A new case."""

    route = forms.ChoiceField(label="类型", choices=[EMPTY, *Route.choices])
    authority = forms.CharField(label="复议机关或者法院", max_length=80)
    case_number = forms.CharField(label="案号", max_length=80, required=False)
    filed_on = forms.DateField(label="提起日期")
    accepted_on = forms.DateField(label="受理日期", required=False)
    request = forms.ModelChoiceField(
        Request.objects.none(), label="所涉申请", required=False, empty_label="不涉及具体申请"
    )
    notes = forms.CharField(label="备注", max_length=400, required=False, widget=forms.Textarea)

    laws = {
        "route": "年度报告表四分三组：行政复议、未经复议直接起诉、复议后起诉；一审二审同案只登记一件",
        "request": "就答复提起的，不得早于处理决定；就逾期不答复提起的，须在到期日之后（法释〔2025〕8号第二条）",
    }

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        requests = Request.objects.filter(agency=agency)
        self.fields["request"].queryset = requests  # type: ignore[attr-defined]


class ResultForm(LookForm):
    """How a case ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decided_on = forms.DateField(label="审结日期")
    result = forms.ChoiceField(label="结果", choices=[EMPTY, *Result.choices])
    notes = forms.CharField(label="裁判要点", max_length=400, required=False, widget=forms.Textarea)

    laws = {
        "decided_on": "以年末状态计入年度报告：12月31日前未审结的，计入“尚未审结”",
        "result": "维持、驳回诉讼请求为结果维持；变更、撤销、确认违法、责令履行为结果纠正；"
        "驳回申请或者起诉、终止、调解、撤诉为其他结果",
    }


class ComplaintForm(LookForm):
    """A complaint about disclosure work."""

    received_on = forms.DateField(label="收到日期")
    content = forms.CharField(label="举报投诉内容", widget=forms.Textarea, max_length=2000)
    handled_on = forms.DateField(label="办结日期", required=False)

    laws = {"content": "公民、法人和其他组织可以向上一级行政机关或者主管部门投诉、举报（条例第五十一条）"}
