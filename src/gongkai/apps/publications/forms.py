"""Forms of 主动公开. They read what was typed; what is allowed is the actions' to say."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from gongkai.apps.agencies.models import Post
from gongkai.apps.look.forms import LookForm, LookModelForm
from gongkai.apps.look.listing import Filters
from gongkai.apps.publications import queries
from gongkai.apps.publications.models import Channel, Column, Item
from gongkai.apps.publications.standard_columns import scopes


def column_choices(
    post: Post, *, in_use: bool = False, and_column: int | None = None
) -> list[tuple[int, str]]:
    """The columns for a menu, subcolumns behind their parent's name. in_use: without those that were closed, but for
    the one that is chosen already.
    """
    return [
        (column.pk, f"{column.parent.name} › {column.name}" if column.parent else column.name)
        for column in queries.columns_of(post)
        if not (in_use and column.closed_on) or column.pk == and_column
    ]


def named(original: Item) -> str:
    """By what the form names a document that is interpreted; see `queries.by_number`."""
    return original.index_number or original.document_number or original.title


class ItemForm(LookModelForm):
    """One item in one column, as an author writes it."""

    laws: ClassVar[dict[str, str]] = {
        "column": "法定主动公开内容按条例第二十条、第二十一条列举的事项归类",
        "formed_on": "自形成或者变更之日起20个工作日内公开（条例第二十六条）",
        "disclosure_attribute": "拟制公文时即定属性，随文报批（国办发〔2016〕80号）",
        "attribute_reason": "拟不主动公开的须说明理由；不予公开只限条例第十四条至第十六条的情形",
        "is_normative": "年报按年统计规范性文件；有效性变更须在原文件上标注（国办发〔2017〕47号）",
        "is_important": "重要信息另报主要负责人审定，以本机关设置的审查环节为准",
        "interpretation_required": "文件与解读同步报批、同步发布（国办发〔2016〕80号）",
        "original": "解读与文件双向关联，文件公开后3个工作日内发布解读（国办发〔2016〕80号）",
    }
    optional: ClassVar[dict[str, str]] = {
        "attribute_reason": "不主动公开的必填",
        "attribute_article": "不主动公开的必填",
        "amendment": "",
    }
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    body_html = forms.CharField(
        label="正文",
        required=False,
        help_text="可以从 Word 或者 WPS 直接粘贴；图片须写替代文字",
        widget=forms.Textarea(attrs={"rows": 18, "data-editor": ""}),
    )
    original = forms.CharField(
        label="所解读的文件", required=False, help_text="填本机关文件的索引号、文号或者标题；不是解读稿的不填"
    )
    field_order = (
        "column",
        "title",
        "body_html",
        "summary",
        "formed_on",
        "disclosure_attribute",
        "attribute_reason",
        "attribute_article",
        "document_number",
        "issued_on",
        "is_normative",
        "valid_until",
    )

    class Meta:
        model = Item
        fields = [
            "column",
            "title",
            "summary",
            "formed_on",
            "disclosure_attribute",
            "attribute_reason",
            "attribute_article",
            "document_number",
            "issued_on",
            "is_normative",
            "valid_until",
            "topic",
            "genre",
            "audience",
            "keywords",
            "content_source",
            "is_important",
            "interpretation_required",
            "amendment",
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "attribute_reason": forms.Textarea(attrs={"rows": 2}),
            "amendment": forms.Textarea(attrs={"rows": 2}),
            "disclosure_attribute": forms.RadioSelect,
        }
        help_texts = {
            "attribute_article": "例如：条例第十六条第二款",
            "keywords": "用逗号分开",
            "audience": "信息主要面向哪些人，例如：社会公众、企业、灾害信息员；几类用逗号分开",
        }

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.post = post
        columns = Column.objects.filter(agency_id=post.agency_id).exclude(kind=Column.Kind.ANNUAL_REPORT)
        self.fields["column"].queryset = columns  # type: ignore[attr-defined]
        open_now = column_choices(post, in_use=True, and_column=self.instance.column_id)
        offered = set(columns.values_list("pk", flat=True))
        choices = [choice for choice in open_now if choice[0] in offered]
        self.fields["column"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]
        self.fields["disclosure_attribute"].choices = Item.Attribute.choices  # type: ignore[attr-defined]
        for name in ("formed_on", "disclosure_attribute"):
            self.fields[name].required = True
        if not self.instance.replaces_id:
            del self.fields["amendment"]
        if self.instance.pk:
            self.initial.setdefault("version", self.instance.version)
            self.initial.setdefault("body_html", self.instance.body_html or self.instance.body)
            original = self.instance.interpretation_of
            if original:
                self.initial["original"] = named(original)

    def clean_original(self) -> Item | None:
        """The document that is interpreted, found by its index or document number."""
        number = self.cleaned_data["original"].strip()
        if not number:
            return None
        original = queries.by_number(self.post, number)
        if original is None:
            raise forms.ValidationError(
                "本机关没有索引号、文号或者标题为“%(number)s”的信息，请核对", params={"number": number}
            )
        return original

    def written(self) -> dict[str, Any]:
        """What the author wrote, as `actions.draft` and `actions.revise` take it."""
        written = {"body_html", *self.Meta.fields} & self.fields.keys()
        values = {name: self.cleaned_data[name] for name in written}
        return values | {"interpretation_of": self.cleaned_data["original"]}

    @classmethod
    def resumed(cls, typed: dict[str, Any], **kwargs: Any) -> ItemForm:
        """The form with what a working copy holds, not yet checked: typed are the values as the browser sent them."""
        form = cls(**kwargs)
        for name, field in form.fields.items():
            ticked = isinstance(field, forms.BooleanField)
            if ticked or name in typed:
                form.initial[name] = name in typed if ticked else typed[name]
        return form

    def show_version(self, version: int) -> None:
        """Lets the next press of the button save over this version: the person has been told of the other's change."""
        typed: Any = self.data.copy()  # type: ignore[attr-defined]
        typed["version"] = str(version)
        self.data = typed


class ItemFilters(Filters):
    """State, column, year, author and a word."""

    state = forms.ChoiceField(
        label="状态",
        choices=[("", "全部"), *Item.State.choices, (queries.DISCLOSED, "曾经公开")],
    )
    column = forms.ModelChoiceField(label="栏目", queryset=Column.objects.none(), empty_label="全部")
    year = forms.ChoiceField(label="年度")
    author = forms.ChoiceField(label="作者")
    word = forms.CharField(label="标题、文号、索引号")
    sorts: ClassVar[dict[str, tuple[str, ...]]] = {
        "changed": ("-changed_at", "-pk"),
        "public": ("-first_public_on", "-pk"),
        "formed": ("formed_on", "pk"),
    }

    def apply(self, rows: QuerySet[Item]) -> QuerySet[Item]:
        """The items that pass; see `queries.narrow`."""
        chosen = self.chosen()
        for name in ("year", "author"):
            if name in chosen:
                chosen[name] = int(chosen[name])
        return queries.narrow(rows, **chosen)


def filters_of(post: Post) -> type[ItemFilters]:
    """The filters with the columns, years and authors of the post's agency."""

    class Own(ItemFilters):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            own: Any = self.fields
            own["column"].queryset = Column.objects.filter(agency_id=post.agency_id)
            own["column"].choices = [("", "全部"), *column_choices(post)]
            own["year"].choices = [("", "全部"), *((year, f"{year}年") for year in queries.years(post))]
            own["author"].choices = [("", "全部"), *queries.authors(post)]

    return Own


class ReviewForm(LookForm):
    """A judgement on the awaited step."""

    opinion = forms.CharField(label="意见", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    basis = forms.CharField(label="依据条款", required=False, max_length=100)
    version = forms.IntegerField(widget=forms.HiddenInput)
    optional: ClassVar[dict[str, str]] = {"opinion": "退回修改的必填，或者在文字上批注"}
    laws: ClassVar[dict[str, str]] = {
        "opinion": "公开前须依法审查，审查人、结论、依据、时间留存备查（条例第十七条）"
    }


class PublishForm(LookForm):
    """By which channels it goes out."""

    channels = forms.ModelMultipleChoiceField(
        label="发布渠道",
        queryset=Channel.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一个发布渠道（条例第二十三条）"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    laws: ClassVar[dict[str, str]] = {
        "channels": "同一信息由多个渠道发布，年报只计1条；渠道数分别统计（条例第二十三条）"
    }

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channels"].queryset = queries.channels_of(post)  # type: ignore[attr-defined]


class ReleaseForm(LookForm):
    """One more channel."""

    channel = forms.ModelChoiceField(label="发布渠道", queryset=Channel.objects.none())

    def __init__(self, *args: Any, post: Post, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = queries.channels_of(post).exclude(releases__item=item)
        self.fields["channel"].queryset = others  # type: ignore[attr-defined]


class WithdrawForm(LookForm):
    """Why it is taken down."""

    reason = forms.CharField(label="撤下理由", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class ValidityForm(LookForm):
    """From when, and by what, its validity changes."""

    validity = forms.ChoiceField(label="变更为", choices=Item.Validity.choices, widget=forms.RadioSelect)
    since = forms.DateField(label="变更日期")
    basis = forms.CharField(label="变更依据", max_length=200, help_text="修改、废止它的文件或者失效的事由")
    laws: ClassVar[dict[str, str]] = {
        "validity": "文件修改、废止、失效的，应及时公开并在原文件上标注（国办发〔2017〕47号）"
    }


class AttachForm(LookForm):
    """A file to attach."""

    file = forms.FileField(label="上传附件")
    version = forms.IntegerField(widget=forms.HiddenInput)


class DocxForm(LookForm):
    """A Word file to begin a draft with."""

    file = forms.FileField(label="Word 文件", help_text=".docx，50MB以内；旧的 .doc 请先另存为 .docx")


class ColumnForm(LookModelForm):
    """A column of the agency's own."""

    scope_code = forms.ChoiceField(label="条例依据", required=False)

    class Meta:
        model = Column
        fields = ["name", "code", "parent", "scope_code", "order"]
        help_texts = {"code": "英文字母、数字和连字符，用于网址，开设后不变", "order": "小的在前"}

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = Column.objects.filter(agency_id=post.agency_id, parent=None, closed_on=None)
        own: Any = self.fields
        own["parent"].queryset, own["parent"].empty_label = tops, "一级栏目"
        own["scope_code"].choices = scopes()


class ChannelForm(LookModelForm):
    """A channel."""

    class Meta:
        model = Channel
        fields = ["name", "kind"]
