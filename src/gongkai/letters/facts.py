"""What a letter is about: the agency, the request and how it ended. Handed in whole; nothing is looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from gongkai.law import articles as art
from gongkai.law.clock import CHANNELS
from gongkai.law.outcomes import outcomes
from gongkai.law.remedies import Remedy, remedy
from gongkai.law.sources import Edition, edition, edition_for

REGULATION = "《中华人民共和国政府信息公开条例》"
# The columns of table 三.
APPLICANT_TYPES = {
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "charity": "社会公益组织",
    "legal_services": "法律服务机构",
    "other_organisation": "其他组织",
}
_WAYS = {
    "in_person": "当面提交",
    "registered_mail": "邮寄",
    "ordinary_mail": "平常信函",
    "online": "网上提交",
    "email": "电子邮件",
    "fax": "传真",
    "oral": "口头",
}


@dataclass(frozen=True, slots=True)
class Agency:
    """Who writes. prefix: 发文代字. authority: 行政复议机关. court: 管辖法院, both by full name."""

    name: str
    prefix: str = ""
    office: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    authority: str = ""
    court: str = ""

    def number(self, year: int, number: int) -> str:
        """The number of a document: 六应急公复〔2026〕5号."""
        return f"{self.prefix}〔{year}〕{number}号"

    @property
    def contact(self) -> str:
        """联系方式, as one sentence; empty when nothing is known."""
        postcode = f"（邮政编码：{self.postcode}）" if self.postcode else ""
        named = {
            "": self.office,
            "地址：": f"{self.address}{postcode}" if self.address else "",
            "电话：": self.phone,
            "电子邮箱：": self.email,
        }
        parts = [name + value for name, value in named.items() if value]
        return f"联系方式：{'，'.join(parts)}。" if parts else ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one request that its letters must agree with.

    channel: a key of `law.clock.CHANNELS`. history: what happened on the way (补正、延期、征求意见), a sentence with its
    dates each. outcome: a code of `law.outcomes`. articles: what the reply rests on, record form or Chinese, down to the
    item. findings, decision: texts. attachments: their titles. number, date: of this letter, when it has them.
    decided: the day of the decision, which picks the law of the remedy (else `date`).
    """

    agency: Agency
    applicant: str = ""
    applicant_type: str = "natural_person"
    request_number: str = ""
    content: str = ""
    received: dt.date | None = None
    channel: str = ""
    history: tuple[str, ...] = ()
    outcome: str = ""
    articles: tuple[str, ...] = ()
    findings: str = ""
    decision: str = ""
    attachments: tuple[str, ...] = field(default_factory=tuple)
    number: str = ""
    date: dt.date | None = None
    decided: dt.date | None = None

    @property
    def way(self) -> str:
        """The way of receipt in words: 网上提交."""
        return _WAYS.get(self.channel, CHANNELS.get(self.channel, self.channel))

    @property
    def you(self) -> str:
        """How the letter speaks to the applicant."""
        return "你" if self.applicant_type == "natural_person" else "你单位"

    @property
    def edition(self) -> Edition:
        """The edition of the Regulation that governs the request."""
        return edition_for(self.received) if self.received else edition("711")

    @property
    def cited(self) -> tuple[str, ...]:
        """The articles in record form, none twice."""
        return tuple(dict.fromkeys(art.normalise(article) for article in self.articles if article.strip()))

    def remedy(self, articles: tuple[str, ...] | None = None) -> Remedy | None:
        """The remedy by the articles (else those of the facts) and the day of the decision; None without articles."""
        cited = self.cited if articles is None else articles
        return remedy(cited, self.decided or self.date or dt.date.max) if cited else None

    def remedy_text(self, articles: tuple[str, ...] | None = None) -> str:
        """The paragraph 救济告知, with 〔〕 where authority or court is not known; empty without articles."""
        found = self.remedy(articles)
        if found is None:
            return ""
        return found.text(self.agency.authority, self.agency.court or "〔管辖法院〕")

    def outcome_name(self) -> str:
        """The outcome in words; empty while there is none."""
        return outcomes()[self.outcome].name if self.outcome in outcomes() else ""


def cite(articles: tuple[str, ...], law: str = REGULATION) -> str:
    """Articles as a letter cites them: the Regulation once by its full name, other laws after it.

    ("37", "36(3)", "统计法第二十五条") → 《中华人民共和国政府信息公开条例》第三十七条、第三十六条第（三）项和统计法第二十五条.
    """
    own = [art.cite(article, "") for article in articles if art.is_article(article)]
    if own:
        own[0] = law + own[0]
    cited = own + [article for article in articles if not art.is_article(article)]
    return "和".join(filter(None, ("、".join(cited[:-1]), cited[-1]))) if cited else ""
