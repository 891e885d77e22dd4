"""Forms of disputes and complaints."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.apps.agencies.models import Agency
from gongkai.apps.disputes.models import ComplaintResult, Dispute, PaperKind, Route, Stage
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.queries import matching
from gongkai.apps.look.forms import LookForm
from gongkai.law.disputes import PROCEDURES, endings, longest_extension

EMPTY = ("", "请选择")
COPY_LAW = "答复期限自收到副本之日起算：复议简易程序5个工作日、普通程序10个工作日，诉讼15日"


class RequestField(forms.CharField):
    """A request of the agency by its number as written on paper: 申〔2026〕11号."""

    agency: Agency

    def clean(self, value: Any) -> Request | None:
        """The request, None when left empty."""
        word = super().clean(value)
        if not word:
            return None
        found = list(matching(Request.objects.filter(agency=self.agency), word)[:20])
        exact = [one for one in found if one.label == word] or found
        if len(exact) != 1:
            raise forms.ValidationError("没有这个登记号的申请，请照“申〔2026〕11号”的样子填写登记号")
        return exact[0]


class DisputeForm(LookForm):
    """A new case."""

    route = forms.ChoiceField(label="类型", choices=[EMPTY, *Route.choices])
    authority = forms.CharField(label="复议机关或者法院", max_length=80)
    case_number = forms.CharField(label="案号", max_length=80, required=False)
    procedure = forms.ChoiceField(label="程序", choices=list(PROCEDURES.items()), required=False)
    filed_on = forms.DateField(label="提起日期")
    accepted_on = forms.DateField(label="受理（立案）日期", required=False)
    copy_received_on = forms.DateField(label="收到申请书（起诉状）副本日期", required=False)
    request = RequestField(label="所涉申请的登记号", required=False, max_length=30)
    notes = forms.CharField(label="备注", max_length=400, required=False, widget=forms.Textarea)

    laws = {
        "route": "年度报告表四分三组：行政复议、未经复议直接起诉、复议后起诉；一审二审同案只登记一件",
        "procedure": "申请政府信息公开的案件可以适用简易程序（行政复议法第五十三条）",
        "copy_received_on": COPY_LAW,
        "request": "就答复提起的，不得早于处理决定；就逾期不答复提起的，须在到期日之后（法释〔2025〕8号第二条）",
    }

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request"].agency = agency  # type: ignore[attr-defined]

    def clean_procedure(self) -> str:
        """Ordinary unless said otherwise."""
        return self.cleaned_data["procedure"] or "ordinary"


class VerbForm(LookForm):
    """A form about one dispute. It carries the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, dispute: Dispute, stage: Stage, **kwargs: Any) -> None:
        self.dispute, self.stage = dispute, stage
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Adjusts the fields to the stage."""

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        told = dict(self.cleaned_data)
        told["seen"] = told.pop("version")
        return told


class AnswerForm(VerbForm):
    """Our answer went in."""

    answered_on = forms.DateField(label="提交答复日期")

    laws = {
        "answered_on": "提交书面答复，并提交作出行政行为的证据、依据和其他有关材料（行政复议法第四十八条、第五十四条；行政诉讼法第六十七条）"
    }


class ResultForm(VerbForm):
    """How the stage ended."""

    ending = forms.ChoiceField(label="决定或者裁判")
    decided_on = forms.DateField(label="审结日期")
    served_on = forms.DateField(label="本机关收到日期", required=False)
    perform_by = forms.DateField(label="责令履行的期限", required=False)
    summary = forms.CharField(label="裁判要点", max_length=400, required=False, widget=forms.Textarea)

    laws = {
        "ending": "对应年度报告表四的“结果维持、结果纠正、其他结果”，由决定或者裁判的种类推出",
        "decided_on": "以年末状态计入年度报告：12月31日前未审结的，计入“尚未审结”",
        "served_on": "重新办理的期限自收到之日起算",
        "perform_by": "决定或者裁判写明期限的填写",
    }

    def prepare(self) -> None:
        """Only the endings that this stage can have."""
        choices = [(one.code, one.name) for one in endings(self.stage.kind, self.stage.filed_on)]
        self.fields["ending"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]


class StageForm(VerbForm):
    """An appeal, or the suit sent back."""

    authority = forms.CharField(label="法院", max_length=80)
    case_number = forms.CharField(label="案号", max_length=80, required=False)
    filed_on = forms.DateField(label="上诉（重审立案）日期")
    accepted_on = forms.DateField(label="立案日期", required=False)
    copy_received_on = forms.DateField(label="收到上诉状（起诉状）副本日期", required=False)

    laws = {"filed_on": "一审二审同案在年度报告中只计一件，以最后审级的年末状态为准"}


class PerformForm(VerbForm):
    """The ruling was carried out."""

    performed_on = forms.DateField(label="履行日期")
    performance = forms.CharField(label="履行情况", max_length=200, widget=forms.Textarea)


class ChangeForm(VerbForm):
    """Everything that was entered of the last stage."""

    authority = forms.CharField(label="复议机关或者法院", max_length=80)
    case_number = forms.CharField(label="案号", max_length=80, required=False)
    procedure = forms.ChoiceField(label="程序", choices=list(PROCEDURES.items()))
    filed_on = forms.DateField(label="提起日期")
    accepted_on = forms.DateField(label="受理（立案）日期", required=False)
    copy_received_on = forms.DateField(label="收到申请书（起诉状）副本日期", required=False)
    extension = forms.IntegerField(label="审理延长（日）", min_value=0, max_value=30, required=False)
    answered_on = forms.DateField(label="提交答复日期", required=False)
    ending = forms.ChoiceField(label="决定或者裁判", required=False)
    decided_on = forms.DateField(label="审结日期", required=False)
    served_on = forms.DateField(label="本机关收到决定或者裁判日期", required=False)
    perform_by = forms.DateField(label="责令履行的期限", required=False)
    summary = forms.CharField(label="裁判要点", max_length=400, required=False, widget=forms.Textarea)
    request = RequestField(label="所涉申请的登记号", required=False, max_length=30)
    notes = forms.CharField(label="备注", max_length=400, required=False, widget=forms.Textarea)

    laws = {"copy_received_on": COPY_LAW, "extension": "情况复杂的可以延长，最多30日（行政复议法第六十二条）"}
    RESULT = ("ending", "decided_on", "served_on", "perform_by", "summary")

    def prepare(self) -> None:
        """The result can be mended once there is one; an extension exists in ordinary reconsiderations."""
        self.fields["request"].agency = self.dispute.agency  # type: ignore[attr-defined]
        if self.stage.decided_on is None:
            for name in self.RESULT:
                del self.fields[name]
        else:
            choices = [(one.code, one.name) for one in endings(self.stage.kind, self.stage.filed_on)]
            known = [] if self.stage.ending else [("", self.stage.get_result_display())]
            self.fields["ending"].choices = [*known, *choices]  # type: ignore[attr-defined]
            self.fields["decided_on"].required = True
        if self.stage.kind != "reconsideration" or not longest_extension(self.stage.filed_on):
            del self.fields["extension"]

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        told = super().given()
        if "extension" in told:
            told["extension"] = told["extension"] or 0
        return told


class VoidForm(VerbForm):
    """A wrong entry is taken out."""

    reason = forms.CharField(label="作废原因", max_length=200)

    laws = {"reason": "作废后不再计入年度报告，登记的内容和日志仍然保留"}


class RehandleForm(VerbForm):
    """Nothing to fill in: what it does is said beside the button."""


class PaperForm(LookForm):
    """A paper put to the case."""

    kind = forms.ChoiceField(label="类别", choices=[EMPTY, *PaperKind.choices])
    file = forms.FileField(label="文件")


class ComplaintForm(LookForm):
    """A complaint about disclosure work."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    received_on = forms.DateField(label="收到日期")
    source = forms.CharField(label="来源", max_length=60, required=False)
    content = forms.CharField(label="举报投诉内容", widget=forms.Textarea, max_length=2000)

    laws = {
        "content": "公民、法人和其他组织可以向上一级行政机关或者主管部门投诉、举报（条例第五十一条）",
        "source": "如本人来访、上级转办、12345转办",
    }


class ComplaintResultForm(LookForm):
    """What came of it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    handled_on = forms.DateField(label="办结日期")
    result = forms.ChoiceField(label="办理结果", choices=[EMPTY, *ComplaintResult.choices])
    answer = forms.CharField(label="办理情况", max_length=400, required=False, widget=forms.Textarea)


class ComplaintVoidForm(LookForm):
    """A wrong entry is taken out."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="作废原因", max_length=200)
