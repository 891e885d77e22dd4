"""Forms of the register of normative documents."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from gongkai.apps.agencies.models import Post
from gongkai.apps.look.forms import LookForm, LookModelForm
from gongkai.apps.look.listing import Filters
from gongkai.apps.publications import queries
from gongkai.apps.publications.forms_duties import departments
from gongkai.apps.publications.models import Item, NormativeDocument
from gongkai.apps.publications.normative import Kind

STATES = [
    ("", "全部"),
    ("making", "制定中"),
    ("in_force", "现行有效"),
    ("expiring", "90天内到期"),
    ("over", "已过有效期"),
    ("ended", "已废止、失效或者终止"),
]
# What a step asks for besides day, note and file.
ASKED: dict[str, tuple[str, ...]] = {
    Kind.COMMENTS_OPENED: ("until", "item"),
    Kind.COMMENTS_CLOSED: ("received", "adopted"),
    Kind.COMMENTS_REPLIED: ("item",),
    Kind.ISSUED: ("registration_number", "document_number", "valid_until"),
    Kind.PUBLISHED: ("item",),
    Kind.FILED: ("where",),
    Kind.EVALUATED: ("valid_until",),
}
NOTES: dict[str, str] = {
    Kind.COMMENTS_OPENED: "期限短于规定的，在此写明理由",
    Kind.COMMENTS_WAIVED: "写明依法不公开征求意见的理由",
    Kind.LEGAL_PASSED: "审核意见",
    Kind.LEGAL_RETURNED: "审核意见，指出不合法的条款",
    Kind.DISCUSSED: "会议名称、日期和决定",
    Kind.EVALUATED: "评估结论",
    Kind.AMENDED: "修改它的文件，标注在公开页面上",
    Kind.REPEALED: "废止它的文件，标注在公开页面上",
    Kind.LAPSED: "失效的事由，标注在公开页面上",
}


class NormativeForm(LookModelForm):
    """A document as it is opened or changed."""

    laws: ClassVar[dict[str, str]] = {
        "major": "重大行政决策公开征求意见一般不少于30日（重大行政决策程序暂行条例第十五条）",
        "expert_required": "专业性、技术性较强的，应当组织专家论证（国办发〔2018〕37号）",
    }

    class Meta:
        model = NormativeDocument
        fields = ["title", "type", "department", "major", "expert_required", "risk_required", "trial"]
        widgets = {"type": forms.RadioSelect}

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields
        own["type"].choices = NormativeDocument.Type.choices
        own["department"].queryset, own["department"].empty_label = departments(post), "未定"


class OpenForm(NormativeForm):
    """A new project."""

    on = forms.DateField(label="立项日期")
    basis = forms.CharField(label="立项依据", widget=forms.Textarea(attrs={"rows": 2}))


class ItemNumberField(forms.CharField):
    """An item of the agency, named by its index or document number."""

    def __init__(self, post: Post, **kwargs: Any) -> None:
        super().__init__(help_text="填本机关公开信息的索引号或者文号", **kwargs)
        self.post = post

    def clean(self, value: Any) -> Item | None:
        """The item; ValidationError when there is none."""
        number = super().clean(value).strip()
        if not number:
            return None
        item = queries.by_number(self.post, number)
        if item is None:
            raise forms.ValidationError(
                "本机关没有索引号或文号为“%(number)s”的信息，请核对", params={"number": number}
            )
        return item


class TakeOverForm(NormativeForm):
    """A document from before the platform."""

    document_number = forms.CharField(label="文号", max_length=60)
    issued_on = forms.DateField(label="印发日期")
    valid_until = forms.DateField(label="有效期至", required=False)

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, post=post, **kwargs)
        self.fields["item"] = ItemNumberField(post, label="公开页面", required=False)
        for name in ("major", "expert_required", "risk_required"):
            del self.fields[name]


class StepForm(LookForm):
    """One step: its day, what the law asks for, a note and a file."""

    on = forms.DateField(label="日期")
    until = forms.DateField(label="截止日期")
    received = forms.IntegerField(label="收到意见（条）", min_value=0)
    adopted = forms.IntegerField(label="采纳意见（条）", min_value=0)
    registration_number = forms.CharField(label="统一登记号", max_length=60)
    document_number = forms.CharField(label="文号", max_length=60)
    valid_until = forms.DateField(label="有效期至", required=False)
    where = forms.CharField(label="报送备案的机关", max_length=100)
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    evidence = forms.FileField(label="依据材料", required=False, help_text="会议纪要、论证意见、审核意见书等")
    laws: ClassVar[dict[str, str]] = {
        "registration_number": "统一登记、统一编号、统一印发（国办发〔2018〕37号）",
        "valid_until": "不填按通行的有效期：5年，暂行、试行2年",
    }

    def __init__(self, *args: Any, kind: str, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {"on", "note", "evidence", *ASKED.get(kind, ())}
        if "item" in asked:
            self.fields["item"] = ItemNumberField(post, label="公开信息", required=kind == Kind.PUBLISHED)
            self.order_fields(["on", "until", "item"])
        for name in set(self.fields) - asked:
            del self.fields[name]
        if kind in NOTES:
            self.fields["note"].help_text = NOTES[kind]
        if kind == Kind.EVALUATED:
            self.fields["valid_until"].help_text = "延长有效期的填写"


class NormativeFilters(Filters):
    """State, type and a word."""

    state = forms.ChoiceField(label="状态", choices=STATES)
    type = forms.ChoiceField(label="类别", choices=[("", "全部"), *NormativeDocument.Type.choices])
    word = forms.CharField(label="标题、文号、登记号")
    sorts: ClassVar[dict[str, tuple[str, ...]]] = {
        "newest": ("-pk",),
        "issued": ("-issued_on", "-pk"),
        "until": ("valid_until", "pk"),
    }
