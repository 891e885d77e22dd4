"""Where an applicant may turn against a reply, derived from the articles that the reply cites.

Since 2024-01-01 a denial under articles 14 to 16 goes to reconsideration first (行政复议法第二十三条); the
interpretation of 2025-06-01 (法释〔2025〕8号) confines this to these articles. The table row never decides it.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law import articles as art
from gongkai.law.refusals import Refused
from gongkai.law.tables import in_force, table
from gongkai.law.workdays import Calendar

ROUTES = {"reconsideration_first": "复议前置", "either": "复议或者诉讼", "direct": "直接起诉"}


@dataclass(frozen=True, slots=True)
class Remedy:
    """The remedy against one reply.

    route: a key of `ROUTES`. reconsideration_days: natural days from knowing of the reply; 0 where there is none.
    litigation_months: for going to court directly; 0 where reconsideration comes first.
    after_reconsideration_days: for going to court against the reconsideration. article: the legal basis.
    """

    route: str
    reconsideration_days: int
    litigation_months: int
    after_reconsideration_days: int
    choice: bool
    article: str

    @property
    def name(self) -> str:
        """The route in Chinese."""
        return ROUTES[self.route]

    def text(self, authority: str = "", court: str = "〔人民法院〕") -> str:
        """The paragraph 救济告知 of the letter; what is not given stands as a placeholder in 〔〕."""
        authority = authority or (
            "〔本级人民政府〕或者〔上一级主管部门〕" if self.choice else "〔行政复议机关〕"
        )
        days, after = self.reconsideration_days, self.after_reconsideration_days
        if self.route == "reconsideration_first":
            return (
                f"如对本答复不服，应当先申请行政复议：可以自收到本答复之日起{days}日内向{authority}申请行政复议；"
                f"对行政复议决定不服的，可以自收到行政复议决定书之日起{after}日内向{court}提起行政诉讼。"
            )
        suit = f"自收到本答复之日起{self.litigation_months}个月内向{court}提起行政诉讼"
        if self.route == "direct":
            return f"如对本答复不服，可以{suit}。"
        return f"如对本答复不服，可以自收到本答复之日起{days}日内向{authority}申请行政复议，也可以{suit}。"

    def reconsider_by(self, received: date, calendar: Calendar) -> date:
        """The last day to ask for reconsideration; moved on when it falls on a day off."""
        return calendar.next_workday(received + timedelta(days=self.reconsideration_days))

    def sue_by(self, received: date, calendar: Calendar) -> date:
        """The last day to go to court directly (refused where reconsideration comes first)."""
        if not self.litigation_months:
            raise Refused("依据条例第十四条至第十六条不予公开的，须先申请行政复议。", article=self.article)
        return calendar.next_workday(months_later(received, self.litigation_months))


def remedy(articles: Iterable[str], decided_on: date, *, final_in_court: bool = False) -> Remedy:
    """The remedy against a reply that cites these articles, decided on that day.

    articles: record form or Chinese; an empty list is refused, since the remedy hangs on it alone.
    final_in_court: a matter for which other law leaves the court only (no reconsideration).
    """
    cited = [art.normalise(article) for article in articles if article.strip()]
    if not cited:
        raise Refused(
            "请先写明答复所依据的条款，再确定救济途径。", article="条例第五十一条", field="articles"
        )
    data = table("remedies")
    law = in_force(data["edition"], decided_on)
    if law is None:
        raise Refused(f"{decided_on}早于条例施行之日（2008-05-01），请核对决定日期。", field="decided_on")
    first = law["first"] and any(art.within(article, base) for article in cited for base in data["first"])
    route = "reconsideration_first" if first else "direct" if final_in_court else "either"
    return Remedy(
        route=route,
        reconsideration_days=0 if route == "direct" else law["reconsideration_days"],
        litigation_months=0 if first else law["litigation_months"],
        after_reconsideration_days=law["after_reconsideration_days"],
        choice=law["choice"],
        article=law["article"],
    )


def remedy_for_silence(due: date) -> Remedy:
    """The remedy when no reply came by the due date: reconsideration or the court (法释〔2025〕8号第二条)."""
    data = table("remedies")
    law = in_force(data["edition"], due)
    if law is None:
        raise Refused(f"{due}早于条例施行之日（2008-05-01），请核对到期日。", field="due")
    return Remedy(
        route="reconsideration_first" if data["silence"]["first"] else "either",
        reconsideration_days=law["reconsideration_days"],
        litigation_months=law["litigation_months"],
        after_reconsideration_days=law["after_reconsideration_days"],
        choice=law["choice"],
        article=data["silence"]["article"],
    )


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
