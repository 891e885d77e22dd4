"""Forms of channels: the account of an interface, evidence, what a person does about a delivery or a task."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from gongkai.apps.look.forms import LookForm
from gongkai.apps.look.listing import Filters
from gongkai.apps.publications.models import Channel, Delivery


class AccountForm(LookForm):
    """What lets the platform publish by an interface; a secret that stands is not shown and may be left as it is."""

    app_id = forms.CharField(
        label="AppID", max_length=120, help_text="公众平台“设置与开发—开发接口管理”中的开发者ID"
    )
    secret = forms.CharField(
        label="密钥",
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    cover = forms.CharField(
        label="默认封面素材编号",
        max_length=120,
        required=False,
        help_text="公众号永久素材的media_id；不填时用本件的第一张图片，没有图片的用纯色封面",
    )
    address = forms.GenericIPAddressField(
        label="服务器公网IP地址", help_text="微博接口要求上报；请向系统管理员索取"
    )
    laws: ClassVar[dict[str, str]] = {"secret": "加密保存，不再显示；已有密钥的，不填为不变"}

    def __init__(self, *args: Any, channel: Channel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if channel.kind == Channel.Kind.WECHAT:
            self.fields["secret"].label = "AppSecret"
            del self.fields["address"]
        else:
            self.fields["secret"].label = "授权码（access token）"
            del self.fields["app_id"], self.fields["cover"]


class EvidenceForm(LookForm):
    """When and where a channel that people serve carried it, with a picture."""

    day = forms.DateField(label="刊登、张贴或者宣读日期")
    place = forms.CharField(
        label="地点或者期号", max_length=120, help_text="例如：局机关一楼公开栏；市政府公报2026年第12期"
    )
    note = forms.CharField(label="说明", max_length=200, required=False)
    upload = forms.FileField(
        label="照片或者扫描件", required=False, help_text="png、jpg或者pdf；政府公报写明期号的可以不上传"
    )
    laws: ClassVar[dict[str, str]] = {"day": "按这一天计入本渠道的发布条次；同一信息仍只计1条"}


class OutcomeForm(LookForm):
    """How a task at a channel was seen to."""

    outcome = forms.CharField(label="办理情况", max_length=200)


class AddressForm(LookForm):
    """The address of a post that a person found or made over there."""

    url = forms.CharField(label="渠道上的网址", max_length=500)


class DeliveryFilters(Filters):
    """State and channel."""

    exports = False
    lookups = {"state": "state", "channel": "channel_id"}
    sorts = {"ordered": ("-ordered_at", "-pk")}
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Delivery.State.choices])
    channel = forms.ChoiceField(label="渠道")


def delivery_filters(channels: list[tuple[int, str]]) -> type[DeliveryFilters]:
    """The filters with the agency's channels."""
    choices = [("", "全部"), *((str(pk), name) for pk, name in channels)]
    return type(
        "OwnDeliveryFilters",
        (DeliveryFilters,),
        {"channel": forms.ChoiceField(label="渠道", choices=choices)},
    )
