"""Forms of 年报审核."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from gongkai.apps.auditroom.models import Document
from gongkai.apps.look.forms import LookForm


class RoundForm(LookForm):
    """A new round. By default last year's, due on 31 January."""

    laws: ClassVar[dict[str, str]] = {
        "due": "行政机关1月31日前、县级以上地方人民政府主管部门3月31日前公布（条例第四十九条）"
    }

    year = forms.IntegerField(label="年报年度")
    title = forms.CharField(label="名称", max_length=60, help_text="如“2025年度市直部门”")
    due = forms.DateField(label="应公布日期")

    def __init__(self, today: date, data: Any = None) -> None:
        year = today.year - 1
        super().__init__(data, initial={"year": year, "title": f"{year}年度", "due": date(today.year, 1, 31)})


class SeveralFiles(forms.ClearableFileInput):
    """The browser's choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files. None at all is the action's to refuse, with the sentence that says what to choose."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as uploaded, unread."""
        return list(data or [])


class UploadForm(LookForm):
    """Files, or a folder. What they are is said by the reader, not by their names."""

    file = FilesField(
        label="文件",
        required=False,
        widget=SeveralFiles(attrs={"multiple": True}),
        help_text="网页、Word、PDF、Excel、文本，或装有它们的zip；可以一次选多个",
    )
    folder = FilesField(
        label="或文件夹",
        required=False,
        widget=SeveralFiles(attrs={"multiple": True, "webkitdirectory": True}),
        help_text="连同其中各级文件夹里的文件",
    )


class ReturnForm(LookForm):
    """The term of a returned list."""

    due = forms.DateField(label="改正期限")


class ReportField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among reports, each by its agency and year."""

    def label_from_instance(self, obj: Document) -> str:
        return f"{obj.called} {obj.year or '年度不明'}"


class CompareForm(LookForm):
    """Two reports of the agency's rounds."""

    left = ReportField(Document.objects.none(), label="左", required=False)
    right = ReportField(Document.objects.none(), label="右", required=False)

    def __init__(self, documents: QuerySet[Document], data: Any) -> None:
        super().__init__(data)
        for name in ("left", "right"):
            self.fields[name].queryset = documents.defer("lines", "figures")  # type: ignore[attr-defined]


class RollupForm(LookForm):
    """Which report of the round is the government's own."""

    own = ReportField(Document.objects.none(), label="本级政府报告", required=False, empty_label="不对比")

    def __init__(self, documents: QuerySet[Document], data: Any) -> None:
        super().__init__(data)
        self.fields["own"].queryset = documents.defer("lines", "figures")  # type: ignore[attr-defined]
