"""Forms of agencies and people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from gongkai.apps.agencies.models import Agency, Department, Post
from gongkai.apps.agencies.roles import CHOICES
from gongkai.apps.look.forms import LookForm, LookModelForm


class DescribeForm(LookModelForm):
    """The contacts that the guide prints."""

    laws = {
        "office_name": "公开指南应载明工作机构的名称、地址、办公时间、联系方式（条例第十二条）",
        "reconsideration_authority": "答复书告知救济途径时使用（行政复议法第二十四条）",
        "court": "答复书告知救济途径时使用",
        "site_code": "写入本机关每个网页的标签 SiteIDCode，10位数字，国务院部门以bm开头（国办发〔2017〕47号附件）",
    }

    class Meta:
        model = Agency
        fields = [
            "office_name",
            "address",
            "postcode",
            "phone",
            "fax",
            "email",
            "office_hours",
            "reconsideration_authority",
            "court",
            "document_prefix",
            "site_code",
        ]


class PersonForm(LookForm):
    """A new account with its post in the agency."""

    display_name = forms.CharField(label="姓名", max_length=50)
    username = forms.SlugField(label="登录名", max_length=60, help_text="字母、数字、连字符，全平台唯一")
    password = forms.CharField(
        label="初始密码",
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
        help_text="至少10位；请本人首次登录后修改",
        validators=[validate_password],
    )
    department = forms.ModelChoiceField(Department.objects.none(), label="内设机构", required=False)
    title = forms.CharField(label="职务", max_length=40, required=False)
    disclosure_work = forms.ChoiceField(
        label="从事政府信息公开工作",
        choices=Post.DisclosureWork.choices,
        help_text="计入2014格式统计表“从事政府信息公开工作人员数”",
    )
    since = forms.DateField(label="到岗日期")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = agency.departments.all()  # type: ignore[attr-defined]


class GrantForm(LookForm):
    """A role for a post."""

    role = forms.ChoiceField(label="授予角色", choices=CHOICES)
