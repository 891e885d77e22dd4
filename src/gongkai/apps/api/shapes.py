"""What the API answers: the shapes, whose descriptions are the documentation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Field, Schema

from gongkai.apps.search.documents import Widened


class Shape(Schema):
    """Answers say nothing that is not described here."""

    model_config = {"extra": "forbid"}


class Agency(Shape):
    """机关."""

    code: str = Field(description="机关代码，用在各接口的地址里")
    name: str = Field(description="全称")
    short_name: str = Field(description="简称")
    credit_code: str = Field(description="统一社会信用代码")
    site_code: str = Field(description="网站标识码，没有的为空")
    level: Literal["department", "government", "township"] = Field(
        description="department 政府部门，government 地方人民政府，township 乡镇街道"
    )
    superior: str | None = Field(description="上级机关代码")
    office: str = Field(description="政府信息公开工作机构")
    address: str = Field(description="地址")
    postcode: str = Field(description="邮编")
    phone: str = Field(description="电话")
    email: str = Field(description="电子邮箱")
    office_hours: str = Field(description="办公时间")
    items: int = Field(description="现在公开的信息数，条")
    updated_on: date | None = Field(description="最近一次公开信息的日期")
    url: str = Field(description="公开专栏网址")


class Column(Shape):
    """栏目."""

    code: str = Field(description="栏目代码")
    name: str = Field(description="名称")
    parent: str | None = Field(description="上级栏目代码")
    kind: Literal["guide", "system", "statutory", "annual_report", "other"] = Field(
        description="guide 公开指南，system 公开制度，statutory 法定主动公开内容，annual_report 公开年报，other 其他"
    )
    basis: str = Field(description="《政府信息公开条例》的条、项，如 20(13)")
    items: int = Field(description="现在公开的信息数，含下级栏目，条")
    url: str = Field(description="栏目网址")
    feed: str = Field(description="Atom 订阅地址")


class Item(Shape):
    """公开信息的目录元数据."""

    id: int = Field(description="编号，不变")
    agency: str = Field(description="机关代码")
    index_number: str = Field(description="索引号")
    title: str = Field(description="名称")
    summary: str = Field(description="内容概述")
    issued_on: date | None = Field(description="成文日期")
    published_on: date = Field(description="首次公开日期；从原网站迁移的为原发布日期")
    published_at: datetime = Field(description="公开时间；从原网站迁移的只到日")
    updated_at: datetime | None = Field(description="公开后最近一次更正或者更新的时间")
    publisher: str = Field(description="发布机构")
    source: str = Field(description="信息来源，与发布机构相同的为空")
    document_number: str = Field(description="发文字号")
    topic: str = Field(description="主题分类")
    genre: str = Field(description="体裁分类")
    audience: str = Field(description="服务对象")
    keywords: str = Field(description="关键词")
    column: str = Field(description="栏目代码")
    column_name: str = Field(description="栏目名称")
    is_normative: bool = Field(description="是否规范性文件")
    validity: Literal["in_force", "amended", "repealed", "lapsed"] = Field(
        description="in_force 有效，amended 已修改，repealed 废止，lapsed 失效"
    )
    validity_since: date | None = Field(description="有效性变更日期")
    valid_until: date | None = Field(description="有效期至")
    migrated: bool = Field(description="是否从原网站迁移")
    url: str = Field(description="网页地址")


class Attachment(Shape):
    """附件."""

    name: str = Field(description="文件名")
    media_type: str = Field(description="类型")
    size: int = Field(description="大小，字节")
    sha256: str = Field(description="SHA-256 摘要")
    url: str = Field(description="下载地址")


class Version(Shape):
    """公开过的版本：后来更正、更新的，以前的标题和原因."""

    number: int = Field(description="版次，从1起")
    title: str = Field(description="当时的标题")
    public_since: datetime = Field(description="公开时间")
    replaced_at: datetime = Field(description="被更新的时间")
    reason: str = Field(description="更正或者更新说明")


class WholeItem(Item):
    """一条公开信息的全部内容."""

    text: str = Field(description="正文，纯文本")
    attachments: list[Attachment] = Field(description="附件")
    versions: list[Version] = Field(description="公开过的以前的版本，从旧到新")
    interpretation_of: int | None = Field(description="所解读的文件的编号")
    interpretations: list[int] = Field(description="解读本文件的信息的编号")


class ItemPage(Shape):
    """一页目录."""

    items: list[Item] = Field(description="本页的信息，最近公开的在前")
    next: int | None = Field(description="下一页的 cursor；没有更多的为 null")


class Hit(Shape):
    """检索到的一条."""

    item: Item
    excerpt: str = Field(description="检索词所在的文字")


class Found(Shape):
    """检索结果."""

    total: int = Field(description="共有多少条")
    page: int = Field(description="第几页")
    pages: int = Field(description="共有多少页")
    relaxed: Widened = Field(
        description="没有完全相符的结果时，怎样放宽：number 文号的年份和序号相同，sound 读音相同，"
        "part 含大部分词语，few 含其中几个词语"
    )
    hits: list[Hit]


class ReportLine(Shape):
    """一个年度的年度报告."""

    year: int = Field(description="年度")
    title: str = Field(description="标题")
    published_on: date = Field(description="现行版本的公布日期")
    edition: str | None = Field(description="格式版本：2014、2019、2021；只有正文的为 null")
    item: int = Field(description="公开信息的编号")
    url: str = Field(description="网页地址")


class Report(ReportLine):
    """年度报告的全部指标."""

    figures: dict[str, int | float | None] = Field(
        description="指标代码 → 数值；null 表示原报告的数字无法辨认。金额单位为万元，其余为件、条等整数"
    )
    labels: dict[str, str] = Field(description="指标代码 → 统计表中的行与列")
    narrative: dict[str, str] = Field(description="正文各部分，段落以换行分开")


class Number(Shape):
    """一个统计数字."""

    measure: str = Field(description="指标代码，见开放数据的字段说明")
    year: int = Field(description="年份")
    month: int | None = Field(description="月份，按月统计的")
    category: str = Field(description="分类：栏目、渠道、处理决定或者来信类别")
    value: int | float = Field(description="数值；少于3件的来信分类不列出")


class Mistake(Shape):
    """参数中的一处错误."""

    parameter: str = Field(description="参数名")
    message: str = Field(description="错在哪里")


class Problem(Shape):
    """出错时的答复（RFC 9457, application/problem+json）."""

    type: str = Field(description="错误种类：about:blank")
    title: str = Field(description="一句话")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="怎么办")
    errors: list[Mistake] = Field(default=[], description="各参数的错误，只在 422 时有")


Plain = dict[str, Any]
