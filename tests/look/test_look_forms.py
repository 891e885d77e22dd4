"""Forms: Chinese sentences, nothing typed is lost, refusals stand at their field."""

from datetime import date

from django import forms

from gongkai.apps.look.forms import LookForm, refuse
from gongkai.law.refusals import Refused


class Register(LookForm):
    received_on = forms.DateField(label="收到日期")
    kind = forms.ChoiceField(label="申请人类型", choices=[("", "请选择"), ("natural_person", "自然人")])
    pages = forms.IntegerField(label="页数", required=False)
    paid = forms.DecimalField(label="金额", required=False)
    scan = forms.FileField(label="扫描件")
    text = forms.CharField(label="内容", widget=forms.Textarea)
    own = forms.CharField(label="文号", error_messages={"required": "没有文号的，填“无”"})


def errors(**data):
    return {name: list(found) for name, found in Register(data).errors.items()}


def test_a_missing_field_is_named():
    found = errors()
    assert found["received_on"] == ["请填写收到日期"]
    assert found["kind"] == ["请选择申请人类型"]
    assert found["scan"] == ["请上传扫描件"]


def test_a_form_may_say_it_in_its_own_words():
    assert errors()["own"] == ["没有文号的，填“无”"]


def test_a_wrong_shape_says_what_is_expected():
    found = errors(received_on="昨天", kind="dog", pages="三", paid="many")
    assert found["received_on"] == ["收到日期不是有效的日期，请按 2026-12-08 的样子填写"]
    assert found["kind"] == ["请从列表中选择申请人类型"]
    assert found["pages"] == ["页数应填整数"]
    assert found["paid"] == ["金额应填数字"]


def test_a_date_is_asked_with_the_browsers_calendar_and_shown_in_its_form():
    written = str(Register(initial={"received_on": date(2026, 12, 8)})["received_on"])
    assert 'type="date"' in written
    assert 'value="2026-12-08"' in written


def test_a_number_that_cannot_be_read_comes_back_as_it_was_typed():
    written = str(Register({"pages": "三"})["pages"])
    assert 'type="text"' in written and 'inputmode="numeric"' in written
    assert 'value="三"' in written


def test_an_empty_choice_says_what_to_do_and_what_is_too_long_or_too_large_says_by_how_much():
    class Sized(LookForm):
        name = forms.CharField(label="名称", max_length=4)
        size = forms.IntegerField(label="序号", min_value=0, max_value=9)
        code = forms.SlugField(label="代码")
        kind = forms.ChoiceField(label="类别", choices=[("", "---------"), ("a", "甲")])
        other = forms.ChoiceField(label="其他", choices=[("", "---------")], required=False)

    form = Sized({"name": "一二三四五", "size": "10", "code": "代码", "kind": "a"})
    assert form.errors["name"] == ["名称有5个字，最多4个字，请缩短"]
    assert form.errors["size"] == ["序号不能大于9"]
    assert form.errors["code"] == ["代码只能用英文字母、数字、连字符和下划线"]
    assert 'value="">请选择</option>' in str(form["kind"]) and 'value="" selected>不选' in str(form["other"])
    assert Sized({"size": "-1"}).errors["size"] == ["序号不能小于0"]


def test_forms_of_one_class_do_not_share_their_messages():
    first, second = Register({}), Register({})
    assert first.fields["pages"].error_messages is not second.fields["pages"].error_messages


def test_a_refusal_stands_at_its_field_with_its_article():
    form = Register({})
    refuse(form, Refused("收到日期不能晚于今天", article="条例第三十一条", field="received_on"))
    assert form.errors["received_on"][-1] == "收到日期不能晚于今天（条例第三十一条）"


def test_a_refusal_of_another_field_or_none_stands_on_the_form():
    form = Register({})
    refuse(form, Refused("这件申请刚被别人改过", field="version"))
    refuse(form, Refused("已办结的申请不能再登记事项"))
    assert form.non_field_errors() == ["这件申请刚被别人改过", "已办结的申请不能再登记事项"]
