"""Forms of everybody: search, a letter, the look-up of one's letter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.apps.agencies.models import Agency
from gongkai.apps.engagement.actions import LENGTHS
from gongkai.apps.engagement.models import Letter
from gongkai.apps.look.forms import LookForm
from gongkai.apps.publications.models import Column
from gongkai.apps.search.documents import Filters


class SearchForm(LookForm):
    """The query and its filters, all in the address. Fields without a choice to make are left out."""

    q = forms.CharField(label="检索词", max_length=100, required=False)
    agency = forms.ChoiceField(label="机关", required=False)
    column = forms.ChoiceField(label="栏目", required=False)
    year = forms.ChoiceField(label="年份", required=False)
    topic = forms.ChoiceField(label="主题", required=False)
    order = forms.ChoiceField(label="排序", choices=[("", "相关度"), ("newest", "发布日期")], required=False)

    def __init__(
        self,
        *args: Any,
        agencies: Iterable[Agency] = (),
        columns: Iterable[Column] = (),
        years: Iterable[int] = (),
        topics: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "agency": [(agency.code, agency.name) for agency in agencies],
            "column": [(column.code, column.name) for column in columns],
            "year": [(str(year), f"{year}年") for year in years],
            "topic": [(topic, topic) for topic in topics],
        }
        for name, given in choices.items():
            if given:
                self.fields[name].choices = [("", "全部"), *given]  # type: ignore[attr-defined]
            else:
                del self.fields[name]
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
        return Filters(
            agency=agency or chosen.get("agency", ""),
            column=chosen.get("column", ""),
            topic=chosen.get("topic", ""),
            year=int(chosen.get("year") or 0),
        )

    def count(self, facets: dict[str, list[tuple[str, int]]]) -> None:
        """Writes beside each choice how many of the results it would leave."""
        for name, counted in facets.items():
            if name in self.fields and not self.cleaned_data.get(name):
                numbers = dict(counted)
                self.fields[name].choices = [  # type: ignore[attr-defined]
                    (value, f"{label}（{numbers[value]}）" if value in numbers else label)
                    for value, label in self.fields[name].choices  # type: ignore[attr-defined]
                    if not value or value in numbers
                ]


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
