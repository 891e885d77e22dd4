"""Handing on the address of an item, without a script or anybody else's site."""

from __future__ import annotations

from urllib.parse import quote

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.apps.portal.addresses import absolute
from gongkai.apps.portal.metadata import item_path
from gongkai.apps.publications.models import Item

register = template.Library()

SECTION = """<section aria-labelledby="share"><h2 class="head-line" id="share">分享和下载</h2><ul class="linked">
<li><details class="share"><summary>二维码</summary><img src="{path}qr.svg" alt="本页网址的二维码" width="148" height="148" loading="lazy"></details></li>
<li><a href="mailto:?subject={subject}&amp;body={body}">用邮件分享</a><p class="address">{url}</p></li>
<li><a href="{path}metadata.json" download>目录信息（JSON）</a></li>
</ul></section>"""


@register.simple_tag
def share(item: Item) -> SafeString:
    """The address as a QR code for phones, by e-mail, and to be copied; the catalogue's entry as a file."""
    path = item_path(item)
    url = absolute(path)
    return format_html(
        SECTION, path=path, url=url, subject=quote(item.title), body=quote(f"{item.title}\n{url}")
    )
