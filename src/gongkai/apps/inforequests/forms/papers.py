"""Forms of the papers of a case: what is put to it, and what of it is to be withheld."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.apps.inforequests.models import AttachmentKind
from gongkai.apps.look.forms import LookForm
from gongkai.law.articles import cite
from gongkai.law.refusals import Refused
from gongkai.redaction import bases
from gongkai.redaction.marks import LONGEST_REASON

# What the platform makes itself is not put in by hand.
PUT_IN = [
    (kind.value, kind.label)
    for kind in AttachmentKind
    if kind not in (AttachmentKind.RELEASED, AttachmentKind.LETTER, AttachmentKind.ARCHIVE)
]
SIDES = ("left", "top", "right", "bottom")


class PaperForm(LookForm):
    """A paper to put to the case."""

    kind = forms.ChoiceField(label="类别", choices=PUT_IN, initial=AttachmentKind.SOURCE)
    file = forms.FileField(label="文件")
    laws = {"file": "加密保存，不超过50MB；拟提供的信息可以在上传后遮蔽不予公开的部分（条例第三十七条）"}


class MarkForm(LookForm):
    """One or more places to withhold, on one legal basis. All ways to name a place may be used together."""

    text = forms.CharField(label="文字", max_length=2000, required=False)
    scope = forms.ChoiceField(
        label="范围",
        choices=[("all", "全文各处"), ("page", "仅本页")],
        widget=forms.RadioSelect,
        required=False,
        initial="all",
    )
    left = forms.FloatField(label="左", required=False, min_value=0, max_value=100)
    top = forms.FloatField(label="上", required=False, min_value=0, max_value=100)
    right = forms.FloatField(label="右", required=False, min_value=0, max_value=100)
    bottom = forms.FloatField(label="下", required=False, min_value=0, max_value=100)
    whole = forms.BooleanField(label="遮蔽整页", required=False)
    group = forms.ChoiceField(label="整块遮蔽", required=False)
    article = forms.ChoiceField(label="法律依据", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="理由",
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"list": "reasons", "autocomplete": "off"}),
        help_text="写入不予公开部分说明，不要写出遮蔽的内容",
    )
    elsewhere = forms.BooleanField(label="其他位置的相同文字可以保留（已逐处核对）", required=False)
    seen = forms.CharField(widget=forms.HiddenInput)
    laws = {
        "article": "不予公开的，须有法律依据（条例第十四条至第十六条）",
        "reason": "对不予公开的内容说明理由（条例第三十七条）",
    }

    def __init__(
        self, *args: Any, page: int = 0, groups: list[tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        named = [(article, f"{cite(article)}：{names}") for article, names in bases().items()]
        self.fields["article"].choices = named  # type: ignore[attr-defined]
        self.fields["group"].choices = [("", "不选"), *(groups or [])]  # type: ignore[attr-defined]

    def marks(self) -> list[dict[str, Any]]:
        """The marks that are meant; Refused when no place is named, or a rectangle only in part."""
        told = self.cleaned_data
        why = {name: told[name] for name in ("article", "reason", "elsewhere")}
        places: list[dict[str, Any]] = []
        if told["text"]:
            here = {"page": self.page} if told["scope"] == "page" and self.page else {}
            places.append({"text": told["text"], **here})
        if rect := self._rect():
            places.append({"page": self.page, "rect": rect})
        if told["whole"] and self.page:
            places.append({"page": self.page})
        if told["group"]:
            places.append({"part": told["group"]})
        data: Any = self.data
        places += [
            {"page": self.page, "rect": line.split(",")} for line in data.getlist("lines") if self.page
        ]
        places += [{"part": part} for part in data.getlist("parts")]
        if not places:
            raise Refused("请先指明要遮蔽的内容：填写文字、勾选行段，或者框选区域", field="text")
        return [{**place, **why} for place in places]

    def _rect(self) -> list[float]:
        sides = [self.cleaned_data[side] for side in SIDES]
        if all(side is None for side in sides):
            return []
        if any(side is None for side in sides):
            raise Refused("框选区域须同时填写左、上、右、下四个位置", field="left")
        return [side / 100 for side in sides]
