"""Forms of everybody: search, a letter, the look-up of one's letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.apps.engagement.actions import LENGTHS
from gongkai.apps.engagement.models import Letter
from gongkai.apps.look.forms import LookForm
from gongkai.apps.search.documents import Filters

LONGEST_CHOICE = 60


class QuickSelect(forms.Select):
    """A select drawn at once and not by a template for each of its options, of which a page of results has dozens."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        given = {**self.build_attrs(self.attrs, attrs), "name": name}
        options = (
            (key, " selected" if str(key) == str(value or "") else "", text) for key, text in self.choices
        )
        return format_html(
            "<select{}>{}</select>",
            flatatt(given),
            format_html_join("", '<option value="{}"{}>{}</option>', options),
        )


class AnyChoice(forms.ChoiceField):
    """A choice whose values are known only after the search: any short text is one."""

    widget = QuickSelect

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False)

    def valid_value(self, value: object) -> bool:
        return len(str(value)) <= LONGEST_CHOICE and str(value).isprintable()


class SearchForm(LookForm):
    """The query and its filters, all in the address. The filters offer what the results have, see `offer`."""

    q = forms.CharField(label="检索词", max_length=100, required=False)
    agency = AnyChoice("机关")
    column = AnyChoice("栏目")
    topic = AnyChoice("主题")
    year = AnyChoice("年份")
    validity = AnyChoice("有效性")
    order = forms.ChoiceField(
        label="排序", choices=[("", "相关度"), ("newest", "发布日期")], required=False, widget=QuickSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_valid()

    @property
    def query(self) -> str:
        """What is searched for; empty when nothing was asked or the query is too long."""
        return str(self.cleaned_data.get("q", "")).strip()

    @property
    def newest(self) -> bool:
        """True when the latest should come first."""
        return self.cleaned_data.get("order") == "newest"

    def filters(self, agency: str = "") -> Filters:
        """The filters that were chosen rightly, within one agency when the page is that agency's."""
        chosen = self.cleaned_data
        year = chosen.get("year", "")
        return Filters(
            agency=agency or chosen.get("agency", ""),
            column=chosen.get("column", ""),
            topic=chosen.get("topic", ""),
            year=int(year) if year.isdecimal() and len(year) == 4 else 0,
            validity=chosen.get("validity", ""),
        )

    def offer(self, choices: Mapping[str, Iterable[tuple[str, str, int]]]) -> None:
        """Lets each filter choose among (value, label, how many results it leaves); one without a choice goes."""
        for name in ("agency", "column", "topic", "year", "validity"):
            given = [(value, f"{label}（{count}）") for value, label, count in choices.get(name, ())]
            chosen = self.cleaned_data.get(name)
            if chosen and chosen not in dict(given):
                given.append((chosen, f"{chosen}（0）"))
            if given:
                self.fields[name].choices = [("", "全部"), *given]  # type: ignore[attr-defined]
            else:
                del self.fields[name]


class LetterForm(LookForm):
    """A letter to the mailbox. `homepage` is a trap: people do not see it, machines fill it in."""

    kind = forms.ChoiceField(label="类别", choices=Letter.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label="标题", max_length=LENGTHS["title"][1])
    content = forms.CharField(
        label="内容", max_length=LENGTHS["content"][1], widget=forms.Textarea(attrs={"rows": 10})
    )
    writer = forms.CharField(label="您的姓名", max_length=LENGTHS["writer"][1], required=False)
    contact = forms.CharField(label="联系方式", max_length=LENGTHS["contact"][1])
    homepage = forms.CharField(label="此处请留空", required=False)

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError("“此处请留空”一栏有内容，请清空后重新提交")
        return ""


class TrackForm(LookForm):
    """Number and query code as printed on the receipt."""

    number = forms.CharField(label="来信编号", max_length=40)
    code = forms.CharField(label="查询码", max_length=20)
