"""Forms made from a register's specification."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.apps.look.forms import LookForm
from gongkai.apps.look.listing import Filters
from gongkai.apps.registers import checks, queries
from gongkai.apps.registers.models import Entry
from gongkai.apps.registers.specifications import Column, Register

STATES = [("", "有效"), ("voided", "已作废"), ("all", "全部")]


class EntryForm(LookForm):
    """One entry. Lengths, dates and amounts are checked by `checks`, the same as in a spreadsheet."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    register: Register

    def __init__(self, today: date, data: Any = None, entry: Entry | None = None) -> None:
        register, self.today = self.register, today
        initial = {column.name: getattr(entry, column.name) for column in register.columns} if entry else {}
        super().__init__(data, initial={**initial, "version": entry.version if entry else None})

    def clean(self) -> dict[str, Any]:
        """Every problem of every column at once; a column that could not be read already has its own."""
        values = super().clean() or {}
        row = checks.tidy(self.register, values)
        for problem in checks.problems(self.register, row, self.today):
            if problem.field not in self.errors:
                self.add_error(problem.field, problem.message)
        return values

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {column.name: self.cleaned_data[column.name] for column in self.register.columns}


def entry_form(register: Register) -> type[EntryForm]:
    """The form of one register."""
    fields = {column.name: _field(column) for column in register.columns}
    return type("RegisterForm", (EntryForm,), {"register": register, **fields})


def _field(column: Column) -> forms.Field:
    said: dict[str, Any] = {"label": column.head, "required": column.required, "help_text": column.help}
    match column.type:
        case "date":
            return forms.DateField(**said)
        case "money":
            return forms.DecimalField(**said)
        case "number":
            return forms.IntegerField(**said)
        case "yes_no":
            return forms.BooleanField(**said)
        case "choice":
            return forms.ChoiceField(choices=[("", "请选择"), *column.choices.items()], **said)
    return forms.CharField(**said)


class VoidForm(LookForm):
    """Why an entry is voided."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="作废原因", help_text="例如：与第3号重复登记。原因随记录永久保存")


class UploadForm(LookForm):
    """The spreadsheet to import."""

    file = forms.FileField(
        label="Excel 文件", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}), allow_empty_file=True
    )


def filters_of(register: Register, years: list[tuple[int, int]]) -> type[Filters]:
    """The filters of a register's list: year, each column of choices, a word, those that hold or not."""
    chosen = {
        column.name: forms.ChoiceField(label=column.head, choices=[("", "全部"), *column.choices.items()])
        for column in register.columns
        if column.type == "choice"
    }

    def apply(self: Filters, rows: QuerySet[Any]) -> QuerySet[Any]:
        return queries.listed(register, rows, **self.chosen())

    return type(
        "RegisterFilters",
        (Filters,),
        {
            "word": forms.CharField(label="关键词", max_length=60),
            **chosen,
            "state": forms.ChoiceField(label="状态", choices=STATES),
            "year": forms.TypedChoiceField(
                coerce=int,
                empty_value=None,
                choices=[("", "全部"), *((year, year) for year, _ in years)],
                widget=forms.HiddenInput,
            ),
            "apply": apply,
        },
    )
