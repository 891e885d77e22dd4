"""Forms of letters: one built from each type of the library, and those of review, delivery and archive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.apps.inforequests.forms.events import DecisionForm
from gongkai.apps.inforequests.forms.registering import EMPTY
from gongkai.apps.inforequests.models import Attachment, SentBy
from gongkai.apps.inforequests.queries.letter_prefill import COMPUTED
from gongkai.apps.look.forms import LookForm
from gongkai.law import articles as art
from gongkai.letters.library import Field, LetterType, for_outcome

# Fields of one line; what letters say at length is asked in a text area.
SHORT = {
    "party",
    "approver",
    "competent",
    "competent_contact",
    "earlier_number",
    "notice_number",
    "form",
    "delivery",
    "means",
    "when",
    "quantity",
    "law",
    "registry",
    "payment",
}


class DraftForm(LookForm):
    """What one type of letter asks, beside what the records say already."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        """What the action takes: the letter's own fields apart from what it decides."""
        told = dict(self.cleaned_data)
        lines = str(told.pop("attachments", "")).splitlines()
        return {
            "seen": told.pop("version"),
            "findings": str(told.pop("findings", "")).strip().rstrip("。"),
            "decision": str(told.pop("decision", "")).strip().rstrip("。"),
            "attachments": [line.strip() for line in lines if line.strip()],
            "given": told,
        }


def draft_form(kind: LetterType) -> type[DraftForm]:
    """The form of one type of letter."""
    return type("DraftForm", (DraftForm,), dict(_fields(kind)))


def _fields(kind: LetterType) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    if "{findings}" in kind.template:
        found["findings"] = forms.CharField(
            label="查明的事实",
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=2000,
            help_text="经审查、检索查明了什么，写成可以接在“经审查，”之后的话",
        )
    if "{decision}" in kind.template:
        found["decision"] = forms.CharField(
            label="答复内容", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
        )
    computed = COMPUTED.get(kind.code, ())
    found |= {field.name: _field(field) for field in kind.fields if field.name not in computed}
    if kind.kind == "decision":
        found["attachments"] = forms.CharField(
            label="附件",
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
            max_length=1000,
            help_text="随文书提供的材料的名称，一行一件",
        )
    return found


def _field(field: Field) -> forms.Field:
    common: dict[str, Any] = {"label": field.label, "required": field.required, "help_text": field.help}
    match field.kind:
        case "date":
            return forms.DateField(**common)
        case "number":
            return forms.IntegerField(min_value=1, **common)
        case "money":
            return forms.DecimalField(max_digits=10, decimal_places=2, min_value=0, **common)
        case "choice":
            return forms.ChoiceField(choices=[EMPTY, *field.choices.items()], **common)
    widget = forms.TextInput() if field.name in SHORT else forms.Textarea(attrs={"rows": 2})
    return forms.CharField(widget=widget, max_length=2000, **common)


class ProposalForm(DecisionForm):
    """拟处理决定: outcome and articles, and among the letters that serve them the one to write."""

    type = forms.ChoiceField(label="文书", widget=forms.RadioSelect, required=False)
    field_order = ("version", "outcome", "articles", "other_articles", "type")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("date", "letter_number", "evidence"):
            del self.fields[name]
        self.edition: str = kwargs["edition"]
        serving = for_outcome(str(self["outcome"].value() or ""), (), self.edition)
        self.fields["type"].choices = [(one.code, one.name) for one in serving]  # type: ignore[attr-defined]

    def chosen(self) -> str:
        """The letter to write: the one chosen while the articles allow it, else the first that they call for."""
        cited = [art.normalise(article) for article in self.cited()]
        serving = for_outcome(self.cleaned_data["outcome"], cited, self.edition)
        fitting = [
            one.code
            for one in serving
            if one.when == "-" or any(art.within(article, one.when) for article in cited)
        ]
        codes = fitting or [one.code for one in serving]
        chosen = self.cleaned_data.get("type") or ""
        return chosen if chosen in codes else next(iter(codes), "")


class PaperDecisionForm(DecisionForm):
    """A decision that was made on paper: with its number, what proves its day, and the scan."""

    scan = forms.FileField(label="扫描件", help_text="已签发的答复书，PDF或者图片")
    optional = {"letter_number": "", "evidence": ""}  # always required; the action says why
    laws = {**DecisionForm.laws, "scan": "补登纸质决定须附原件扫描，封存于案卷（条例第四十五条）"}
    field_order = (*DecisionForm.field_order, "scan")


class JudgeForm(LookForm):
    """One step of the chain: approve, or send back with a remark."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label="意见",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
        required=False,
        help_text="退回的必须写明",
    )


class SubmitForm(LookForm):
    """Sends a draft on; warnings are ticked as read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    warnings_read = forms.BooleanField(label="已逐条阅读提示", required=False)


class VoidForm(LookForm):
    """Why a draft is given up."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(label="作废理由", max_length=200)


class SendForm(LookForm):
    """How a letter went out, with what, and the proof."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    by = forms.ChoiceField(label="送达方式", choices=[EMPTY, *SentBy.choices])
    date = forms.DateField(label="送出日期")
    evidence = forms.CharField(
        label="单号或者去向",
        max_length=200,
        required=False,
        help_text="邮寄须填邮件单号，电子送达须填发往何处、发送记录编号；委托送达写明受托单位",
    )
    proof = forms.FileField(
        label="凭证扫描件",
        required=False,
        help_text="直接、委托送达须上传受送达人签名或者盖章的送达回证；邮寄收据、发送记录也在这里上传",
    )
    attachments = forms.TypedMultipleChoiceField(
        label="随附材料", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    optional = {"evidence": "邮寄、电子送达必填", "proof": "直接、委托送达必填"}
    laws = {
        "by": "邮寄须通过邮政企业，以交邮之日为准；电子送达以发出之日为准；直接、委托送达以签收之日为准（国办公开办函〔2015〕235号）",
        "attachments": "选中的材料和本文书一起供申请人在查询页下载；有遮蔽处的，只能送出遮蔽后的文件（条例第三十七条）",
    }

    def __init__(self, *args: Any, papers: Iterable[Attachment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(paper.pk, f"{paper.name}（{paper.get_kind_display()}）") for paper in papers]
        self.fields["attachments"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["attachments"]

    def given(self) -> dict[str, Any]:
        """The cleaned fields as the action takes them."""
        told = dict(self.cleaned_data)
        return {"day": told.pop("date"), "seen": told.pop("version"), **told}


class TemplateForm(LookForm):
    """The agency's wording of one type of letter, from a day on."""

    text = forms.CharField(
        label="文本", widget=forms.Textarea(attrs={"rows": 18}), max_length=8000, strip=False
    )
    since = forms.DateField(label="启用日期")
    laws = {"since": "启用之后新拟的文书按此行文；已拟的不变"}


class ExportForm(LookForm):
    """For whom a copy of the case file is made."""

    purpose = forms.CharField(
        label="调取机关和用途", max_length=200, help_text="例如：××人民法院（2026）行初12号案举证"
    )
    mask = forms.BooleanField(label="遮蔽申请人身份", required=False)
