"""Forms that look and speak alike: Chinese sentences, date inputs, refusals at their field."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from gongkai.law.refusals import Refused

CHOOSING = (forms.ChoiceField, forms.ModelChoiceField)
SHAPES: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DateField, "{}不是有效的日期，请按 2026-12-08 的样子填写"),
    (forms.DecimalField, "{}应填数字"),
    (forms.IntegerField, "{}应填整数"),
    (forms.EmailField, "{}不是有效的电子邮箱地址"),
    (forms.URLField, "{}不是有效的网址"),
    (forms.SlugField, "{}只能用英文字母、数字、连字符和下划线"),
)
HYPHENS = "---------"  # the name of Django's empty choice
# The size that Django gives every text area; a size set on purpose is another one.
DJANGO_SIZE = (("cols", "40"), ("rows", "10"))


def refuse(form: forms.BaseForm, refused: Refused) -> None:
    """Puts a refusal's sentence at its field, or on the form where the form has no such field."""
    name = refused.field if refused.field in form.fields else None
    form.add_error(name, str(refused))


class Look:
    """Mixed into every form: messages in Chinese that name the field, date inputs, the law beside fields.

    laws: field name → why it is asked, with the article; `{% field %}` shows it beside the control.
    optional: field name → what stands beside its label in place of 选填, where other answers make it required.
    """

    laws: ClassVar[dict[str, str]] = {}
    optional: ClassVar[dict[str, str]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _speak(field, str(field.label or name))
            _dress(field)


class LookForm(Look, forms.Form):
    """A plain form with the house's look."""


class LookModelForm(Look, forms.ModelForm):  # type: ignore[type-arg]
    """A model form with the house's look. It validates only; saving is the action's."""


# What Django's own sentences call 该值 or 该变量; a form may say it in words of its own.
SIZES = {
    "max_length": "{}有%(show_value)d个字，最多%(limit_value)d个字，请缩短",
    "min_length": "{}有%(show_value)d个字，至少%(limit_value)d个字，请补充",
    "max_value": "{}不能大于%(limit_value)s",
    "min_value": "{}不能小于%(limit_value)s",
}


def _speak(field: forms.Field, label: str) -> None:
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = f"{_verb(field)}{label}"
    if isinstance(field, forms.FileField):
        field.error_messages["empty"] = "这个文件是空的，请重新选择"
    for code, sentence in SIZES.items():
        field.error_messages.setdefault(code, sentence.format(label))
    if isinstance(field, CHOOSING):
        field.error_messages["invalid_choice"] = f"请从列表中选择{label}"
        _name_empty(field)
    for kind, sentence in SHAPES:
        if type(field) is kind:
            field.error_messages["invalid"] = sentence.format(label)


def _name_empty(field: forms.Field) -> None:
    """The empty choice says what to do, or that nothing need be chosen; Django draws a line of hyphens."""
    words = "请选择" if field.required else "不选"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == HYPHENS:
            field.empty_label = words
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        field.choices = [("", words) if choice == ("", HYPHENS) else choice for choice in choices]


def _verb(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return "请上传"
    return "请选择" if isinstance(field, (*CHOOSING, forms.BooleanField)) else "请填写"


def _dress(field: forms.Field) -> None:
    """A date is asked with the browser's own calendar, a number as text with the number pad: a number input
    throws away what it cannot read, and what was typed must come back with its error.
    """
    widget = field.widget
    if isinstance(widget, forms.NumberInput):
        widget.input_type = "text"
        widget.attrs["inputmode"] = "decimal" if isinstance(field, forms.DecimalField) else "numeric"
        for bound in ("min", "max", "step"):
            widget.attrs.pop(bound, None)
    if isinstance(field, forms.DateField) and isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    if isinstance(widget, forms.Textarea):
        widget.attrs = {"rows": 5} | {k: v for k, v in widget.attrs.items() if (k, v) not in DJANGO_SIZE}
