"""Forms of applicants: the application, the look-up of one's case, and what can be handed in there."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.apps.inforequests.actions.applying import LENGTHS, LONGEST
from gongkai.apps.inforequests.actions.submitting import SCORES
from gongkai.apps.inforequests.citizen_files import PAPERS, PROOFS
from gongkai.apps.inforequests.forms import FORMS_WANTED, WAYS_WANTED
from gongkai.apps.inforequests.models import ApplicantType, IdentityKind
from gongkai.apps.look.forms import LookForm

TRAPPED = "“此处请留空”一栏有内容，请清空后重新提交"
TYPES = [
    (ApplicantType.NATURAL_PERSON.value, "自然人（公民个人）"),
    *(
        (one.value, one.label)
        for one in ApplicantType
        if one.value not in ("natural_person", "other_organisation")
    ),
    (ApplicantType.OTHER_ORGANISATION.value, "其他组织"),
]


class Files(forms.FileInput):
    """Several files at once; the view takes them from the request."""

    allow_multiple_selected = True


def _files(label: str, endings: tuple[str, ...]) -> forms.FileField:
    widget = Files(attrs={"accept": ",".join(endings), "multiple": True})
    return forms.FileField(label=label, required=False, widget=widget)


class LongText(forms.CharField):
    """A long text, counted as people count: a line break is one character. Too much is refused, never cut."""

    def __init__(self, *, most: int = LONGEST, rows: int = 8, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "data-most": most}), **kwargs)
        self.most = most

    def clean(self, value: Any) -> str:
        text: str = super().clean(str(value or "").replace("\r\n", "\n"))
        if len(text) > self.most:
            raise forms.ValidationError(f"最多{self.most}个字，现为{len(text)}个字，请精简")
        return text


class ApplyForm(LookForm):
    """What art. 29 asks for, and nothing else: never the purpose. `homepage` is a trap for machines."""

    content = LongText(label="您需要什么信息")
    paper_file = _files("补充材料", PAPERS)
    form_wanted = forms.ChoiceField(
        label="希望得到的形式", choices=[(one, one) for one in FORMS_WANTED], widget=forms.RadioSelect
    )
    delivery_wanted = forms.ChoiceField(
        label="获取的途径", choices=[(one, one) for one in WAYS_WANTED], widget=forms.RadioSelect
    )
    applicant_type = forms.ChoiceField(label="申请人类型", choices=TYPES, widget=forms.RadioSelect)
    applicant_name = forms.CharField(label="姓名或者名称", max_length=100)
    identity_kind = forms.ChoiceField(
        label="证件种类", choices=IdentityKind.choices, widget=forms.RadioSelect
    )
    identity_number = forms.CharField(label="证件号码", max_length=100)
    identity_file = _files("证件的照片或者扫描件", PROOFS)
    contact = forms.CharField(label="联系电话", max_length=100)
    address = forms.CharField(label="通信地址和邮编", max_length=LENGTHS["address"], required=False)
    notice_email = forms.EmailField(label="电子邮箱", max_length=100, required=False)
    homepage = forms.CharField(label="此处请留空", required=False)

    laws = {
        "content": "条例第二十九条：写明名称、文号或者便于查找的其他特征。不需要说明用途，本机关也不得要求说明。",
        "form_wanted": "条例第二十九条、第四十条：按您要求的形式提供；可能损坏载体或者成本过高的，"
        "可以改用电子数据或者查阅、抄录。",
        "applicant_type": "只用于政府信息公开工作年度报告按类统计（国办公开办函〔2021〕30号），不影响办理。",
        "identity_number": "条例第二十九条要求提供身份证明，以便把答复送到申请人本人手里。号码加密保存，"
        "工作人员看到的是遮蔽后的内容，每次查看原文都有记录。",
        "identity_file": "用于核对身份。上传后立即加密，只用于办理这件申请。没有上传的也可以提交，"
        "本机关可能请您补正（条例第三十条）。",
        "contact": "条例第三十一条：网上提交的申请，以双方确认之日为收到之日，本机关要与您联系确认。",
        "notice_email": "用于通知办理进度，邮件里没有答复内容和个人信息。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, complete in (("applicant_name", "name"), ("contact", "tel"), ("notice_email", "email")):
            self.fields[name].widget.attrs["autocomplete"] = complete
        self.fields["identity_number"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(TRAPPED)
        return ""


class CodeForm(LookForm):
    """The code under which a draft was kept."""

    code = forms.CharField(label="继续填写码", max_length=40)


class RequestTrackForm(LookForm):
    """Number and query code as the receipt shows them."""

    number = forms.CharField(label="申请编号", max_length=40)
    code = forms.CharField(label="查询码", max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "code"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


class CorrectForm(LookForm):
    """The application as it shall read now, and further papers."""

    content = LongText(label="补正后的申请内容")
    papers = _files("补正材料", PAPERS)


class TextForm(LookForm):
    """One text: reasons, a suggestion, why the application is withdrawn."""

    content = LongText(label="内容", rows=6)

    def __init__(self, *args: Any, label: str, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["content"]
        field.label, field.required = label, required
        field.error_messages["required"] = f"请填写{label}"


class RateForm(LookForm):
    """How content the applicant is."""

    score = forms.TypedChoiceField(
        label="您对这件申请的办理是否满意",
        choices=list(SCORES.items()),
        coerce=int,
        widget=forms.RadioSelect,
    )
    content = LongText(label="意见和建议", most=1000, rows=4, required=False)
