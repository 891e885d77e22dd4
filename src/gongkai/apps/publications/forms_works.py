"""Forms of topics, of questions with answers, of words searched for in vain and of synonyms."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from gongkai.apps.agencies.models import Post
from gongkai.apps.look.forms import LookForm, LookModelForm
from gongkai.apps.look.listing import Filters
from gongkai.apps.publications.forms import column_choices
from gongkai.apps.publications.models import Column, Item, TopicBlock, VainHandling
from gongkai.apps.search.text import normalised


class ItemsField(forms.CharField):
    """Items of the agency, one index or document number a line."""

    def __init__(self, post: Post, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="每行一个本机关公开信息的索引号或者文号",
            **kwargs,
        )
        self.post = post

    def clean(self, value: Any) -> list[Item]:
        """The items in the order of the lines; ValidationError names the number that there is not."""
        numbers = [line.strip() for line in re.split(r"[\r\n]+", super().clean(value)) if line.strip()][:60]
        found = Item.objects.filter(
            Q(index_number__in=numbers) | Q(document_number__in=numbers),
            agency_id=self.post.agency_id,
            state=Item.State.PUBLISHED,
        ).order_by("pk")
        by_number = {number: item for item in found for number in (item.document_number, item.index_number)}
        for number in numbers:
            if number not in by_number:
                raise forms.ValidationError(
                    "本机关没有索引号或文号为“%(number)s”的公开信息，请核对", params={"number": number[:40]}
                )
        return [by_number[number] for number in numbers]


class TopicForm(LookForm):
    """A new topic: its address, title and lead."""

    title = forms.CharField(label="专题名称", max_length=200)
    code = forms.SlugField(
        label="代码", max_length=40, help_text="英文字母、数字和连字符，用于网址，建立后不变"
    )
    text = forms.CharField(label="导语", widget=forms.Textarea(attrs={"rows": 5}))
    laws: ClassVar[dict[str, str]] = {
        "text": "名称和导语也是公开内容，存为一件信息，经保密审查和三审后专题才公开（条例第十七条）"
    }


class BlockForm(LookModelForm):
    """One block of a topic."""

    laws: ClassVar[dict[str, str]] = {
        "heading": "取自导语、标题或者关键词里的词句，随导语一并审查；不填显示栏目名称"
    }

    class Meta:
        model = TopicBlock
        fields = ["rule", "heading", "column", "keyword", "year", "most", "order"]
        widgets = {"rule": forms.RadioSelect}
        help_texts = {"order": "小的在前，0排在最后"}

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields
        own["rule"].choices = TopicBlock.Rule.choices
        own["column"].queryset = Column.objects.filter(agency_id=post.agency_id)
        own["column"].choices = [("", "全部栏目"), *column_choices(post, in_use=True)]


class ChoiceForm(LookForm):
    """Which items stand in a block."""

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"] = ItemsField(post, label="选定信息", required=False)


class KnowledgeForm(LookForm):
    """A question with its answer."""

    question = forms.CharField(label="问题", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    answer = forms.CharField(label="答复", widget=forms.Textarea(attrs={"rows": 8}))
    valid_until = forms.DateField(
        label="有效期至", required=False, help_text="政策到期的填写，到期后不再提供"
    )
    letter_number = forms.CharField(label="来信编号", max_length=40, required=False, widget=forms.HiddenInput)
    laws: ClassVar[dict[str, str]] = {
        "question": "由来信整理的，请删去来信人姓名、电话、地址等个人信息（条例第十五条）"
    }

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"] = ItemsField(post, label="依据的公开信息", required=False)
        self.order_fields(["question", "answer", "sources", "valid_until"])


class KnowledgeFilters(Filters):
    """State and a word."""

    exports = False
    state = forms.ChoiceField(
        label="状态",
        choices=[("", "全部"), ("open", "未公开"), ("valid", "有效"), ("over", "已过有效期或者失效")],
    )
    word = forms.CharField(label="问题、答复")


class VainForm(LookForm):
    """What was done about the words."""

    outcome = forms.ChoiceField(
        label="处理",
        choices=[
            choice for choice in VainHandling.Outcome.choices if choice[0] not in {"drafted", "synonym"}
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="说明", max_length=200, required=False)


class SynonymForm(LookForm):
    """One group of words."""

    words = forms.CharField(
        label="同义词",
        help_text="意思相同的词，用空格分开，例如“年度报告 年报”",
    )


class SynonymFilters(Filters):
    """A word, as groups hold it."""

    exports = False
    lookups: ClassVar[dict[str, str]] = {"word": "words__contains"}
    word = forms.CharField(label="含有的词")

    def clean_word(self) -> str:
        """In the one form of each character."""
        return normalised(self.cleaned_data["word"]).strip()
