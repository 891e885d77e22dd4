"""The agency and the request that the worked letters are about."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from gongkai.letters import Agency, Facts

AGENCY = Agency(
    name="六盘水市应急管理局",
    prefix="六应急公复",
    office="六盘水市应急管理局办公室",
    address="六盘水市钟山区人民中路1号",
    postcode="553001",
    phone="0858-8260001",
    email="bgs@lps-yj.gov.cn",
    authority="六盘水市人民政府",
    court="六盘水市钟山区人民法院",
)
FACTS = Facts(
    agency=AGENCY,
    applicant="王小明",
    request_number="申〔2026〕11号",
    content="2025年度全市烟花爆竹经营许可证发放名单，\n以及每件许可的发证日期。",
    received=date(2026, 3, 2),
    channel="online",
    number="六应急公复〔2026〕5号",
    date=date(2026, 3, 20),
    decided=date(2026, 3, 20),
)
OPENING = "本机关于2026年3月2日收到你以网上提交方式提出的政府信息公开申请（登记号：申〔2026〕11号），申请公开的内容是："
EITHER = (
    "如对本答复不服，可以自收到本答复之日起60日内向六盘水市人民政府申请行政复议，"
    "也可以自收到本答复之日起6个月内向六盘水市钟山区人民法院提起行政诉讼。"
)
FIRST = (
    "如对本答复不服，应当先申请行政复议：可以自收到本答复之日起60日内向六盘水市人民政府申请行政复议；"
    "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向六盘水市钟山区人民法院提起行政诉讼。"
)


@dataclass(frozen=True)
class Case:
    """A worked letter. sentences: whole paragraphs that it must hold, word for word."""

    type: str
    sentences: tuple[str, ...]
    fields: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        return replace(FACTS, **self.changes)
