"""Forms of events. Fields carry the names at which actions and the clock refuse: date, until, days, articles …"""

from __future__ import annotations

import re
from typing import Any

from django import forms

from gongkai.apps.inforequests import queries
from gongkai.apps.inforequests.actions.registering import LONGEST
from gongkai.apps.inforequests.forms.registering import EMPTY
from gongkai.apps.inforequests.models import Request
from gongkai.apps.look.forms import LookForm
from gongkai.law.clock import DELIVERIES, PARTIES
from gongkai.law.outcomes import GROUPS, outcomes, outcomes_for


class EventForm(LookForm):
    """One event: its day, its proof, and the version of the case that the clerk saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    date = forms.DateField(label="日期")
    evidence = forms.CharField(label="凭据", max_length=200, required=False, help_text="文书编号、邮件单号等")

    def __init__(self, *args: Any, case: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.order_fields([name for name in self.fields if name != "evidence"])

    def given(self) -> dict[str, Any]:
        """The cleaned fields as the action takes them."""
        told = dict(self.cleaned_data)
        return {"day": told.pop("date"), "seen": told.pop("version"), **told}


class CorrectionForm(EventForm):
    until = forms.DateField(label="补正期限至")
    matters = forms.CharField(label="需要补正的事项", widget=forms.Textarea, max_length=1000)
    laws = {
        "date": "收到申请之日起7个工作日内，一次性告知（条例第三十条）",
        "until": "应当给予合理的补正期限；无正当理由逾期不补正的，视为放弃申请（条例第三十条）",
    }


class CorrectedForm(EventForm):
    content = forms.CharField(
        label="补正后的申请内容",
        widget=forms.Textarea,
        max_length=LONGEST,
        required=False,
        help_text="内容没有变化的留空；补正前的原文保留在办理经过中",
    )
    laws = {"date": "答复期限自收到补正之日重新起算（条例第三十条）"}


class ConsultationForm(EventForm):
    party = forms.ChoiceField(label="征求对象", choices=[EMPTY, *PARTIES.items()])
    name = forms.CharField(label="单位或者个人", max_length=100)
    received = forms.DateField(label="对方收到日期", required=False, help_text="尚未收到的留空，收到后补登")
    laws = {
        "date": "征求意见所需时间不计入答复期限（条例第三十三条）",
        "party": "第三方逾期未答，由本机关决定（第三十二条）；共同制作机关逾期未答，视为同意公开（第三十四条）",
        "received": "对方自收到征求意见书之日起15个工作日内提出意见（条例第三十二条、第三十四条）",
    }


class LetterForm(EventForm):
    """One of the consultation letters whose arrival is not recorded yet."""

    letters = staticmethod(queries.undelivered_letters)
    id = forms.ChoiceField(label="征求意见书")
    laws = {"date": "对方自收到征求意见书之日起15个工作日内提出意见（条例第三十二条、第三十四条）"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (letter.fields["id"], f"{letter.date} 致{letter.fields['name']}")
            for letter in self.letters(self.case)
        ]
        self.fields["id"].choices = choices  # type: ignore[attr-defined]


class AnswerForm(LetterForm):
    """The opinion on one of the letters that have none yet."""

    letters = staticmethod(queries.open_letters)
    consents = forms.TypedChoiceField(
        label="意见",
        choices=[EMPTY, ("yes", "同意公开"), ("no", "不同意公开"), ("unclear", "未表明是否同意")],
        coerce=lambda value: {"yes": True, "no": False}.get(value),
        empty_value=None,
    )
    opinion = forms.CharField(label="理由摘要", widget=forms.Textarea, max_length=1000, required=False)
    laws = {
        "consents": "第三方不同意且有合理理由的，不予公开；认为不公开可能对公共利益造成重大影响的，可以决定公开并书面告知"
        "（条例第三十二条）"
    }


class ExtensionForm(EventForm):
    days = forms.IntegerField(label="延长工作日数", initial=20)
    reason = forms.CharField(label="理由", widget=forms.Textarea, max_length=500)
    laws = {
        "date": "须在原到期日之前批准并告知申请人（条例第三十三条）",
        "days": "经政府信息公开工作机构负责人同意，延长最多20个工作日，只延一次（条例第三十三条）",
    }


class DelayForm(EventForm):
    until = forms.DateField(label="延迟答复至")
    laws = {"until": "申请理由合理但无法在期限内答复的，可以确定合理期限并告知申请人（条例第三十五条）"}


class FeeForm(EventForm):
    amount = forms.DecimalField(label="金额（元）", max_digits=10, decimal_places=2, min_value=0)
    delivered = forms.DateField(label="送达申请人日期", required=False, help_text="与发出同日的留空")
    laws = {
        "date": "在答复期限内发出；申请人自收到次日起20个工作日内缴纳（国办函〔2020〕109号）",
        "amount": "仅限数量、频次明显超过合理范围的申请（条例第四十二条）",
    }


class CostForm(EventForm):
    amount = forms.DecimalField(label="金额（元）", max_digits=10, decimal_places=2, min_value=0)
    laws = {"amount": "检索、复制、邮寄等成本费用（2008年条例第二十七条）"}


class LapseForm(EventForm):
    letter_number = forms.CharField(label="终止处理告知书编号", max_length=60, required=False)


class WithdrawalForm(LapseForm):
    optional = {"evidence": ""}  # always required; the action says why


class DeliveryForm(EventForm):
    by = forms.ChoiceField(label="送达方式", choices=[EMPTY, *DELIVERIES.items()])
    optional = {"evidence": "邮寄送达必填"}
    laws = {
        "date": "直接送达以签收之日、邮寄以交邮之日、电子送达以发出之日为准，不得晚于到期日",
        "evidence": "邮寄须通过邮政企业，填写邮件单号",
    }


class CitedField(forms.MultipleChoiceField):
    """At least one is asked for, here or in words; the action refuses none at all, naming the articles that fit."""

    def validate(self, value: list[str]) -> None:
        if value:
            super().validate(value)


class DecisionForm(EventForm):
    """Outcome, the articles that it offers, and further ones in words."""

    outcome = forms.ChoiceField(label="处理决定")
    date = forms.DateField(label="决定日期")
    articles = CitedField(label="依据", widget=forms.CheckboxSelectMultiple)
    other_articles = forms.CharField(
        label="其他依据",
        max_length=300,
        required=False,
        help_text="其他法律法规，或者具体到款、项的条文；几项之间用分号隔开",
    )
    letter_number = forms.CharField(label="答复书编号", max_length=60, required=False)
    laws = {
        "outcome": "决定年度报告表三列入哪一行和用哪一种文书；区分处理的只计“部分公开”",
        "articles": "依据决定救济告知：引用第十四条至第十六条不予公开的，须先申请行政复议（法释〔2025〕8号）",
        "date": "答复书签发之日",
    }
    field_order: tuple[str, ...] = (
        "version",
        "outcome",
        "articles",
        "other_articles",
        "date",
        "letter_number",
        "evidence",
    )

    def __init__(self, *args: Any, case: Request, edition: str, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.order_fields(self.field_order)
        self.fields["outcome"].choices = grouped_outcomes(edition)  # type: ignore[attr-defined]
        known = outcomes().get(str(self["outcome"].value() or ""))
        chosen = known if known and edition in known.law else None
        self.fields["articles"].choices = chosen.choices(edition) if chosen else []  # type: ignore[attr-defined]

    def cited(self) -> list[str]:
        """Every article chosen or written, in order."""
        written = re.split(r"[；;\n]", self.cleaned_data.get("other_articles", ""))
        return [*self.cleaned_data.get("articles", []), *(text.strip() for text in written if text.strip())]

    def given(self) -> dict[str, Any]:
        told = super().given()
        told.pop("other_articles")
        return told | {"articles": self.cited()}


def grouped_outcomes(edition: str) -> list[tuple[str, Any]]:
    """The outcomes that the edition knows under the five groups of table 3, for a select."""
    groups: dict[str, list[tuple[str, str]]] = {name: [] for name in GROUPS.values()}
    for outcome in outcomes_for(edition):
        groups[GROUPS[outcome.group]].append((outcome.code, outcome.name))
    return [EMPTY, *((name, choices) for name, choices in groups.items() if choices)]
