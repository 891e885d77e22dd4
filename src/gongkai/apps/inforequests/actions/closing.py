"""Decision, the two lapses, and delivery. Outcome, articles and remedy are kept as three separate facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.actions.happening import happen
from gongkai.apps.inforequests.models import Request
from gongkai.law import articles as art
from gongkai.law import outcomes
from gongkai.law.refusals import Refused
from gongkai.law.remedies import remedy
from gongkai.law.sources import edition_for


def decide(
    actor: Post,
    request: Request,
    *,
    day: date,
    outcome: str,
    articles: Sequence[str],
    today: date,
    letter_number: str = "",
    evidence: str = "",
    seen: int | None = None,
) -> Request:
    """The processing decision (条例 arts 35 to 39): outcome, the articles relied on, and by them the remedy.

    outcome: a code of `law.outcomes` that the edition governing the request knows. articles: at least one that
    carries it. Refused without either, before receipt, or after the case has ended; and, for information that does
    not exist (36（四）), without a recorded search that found nothing.
    """
    cited = check_basis(request, day, outcome, articles)
    check_searched(request, cited)
    return happen(
        actor,
        request,
        "decided",
        day,
        today=today,
        evidence=evidence,
        seen=seen,
        fields={"outcome": outcome, "articles": cited},
        changes=ended(day, outcome, cited, letter_number),
        log="request.closed",
    )


def check_basis(request: Request, day: date, outcome: str, articles: Sequence[str]) -> list[str]:
    """The articles in record form; Refused when they do not carry the outcome."""
    code = edition_for(request.received_on or day).code
    outcomes.check_articles(outcomes.get(outcome), articles, code)
    return [art.normalise(article) for article in articles if article.strip()]


def check_searched(request: Request, cited: Sequence[str]) -> None:
    """Refused when 不存在 is cited and no search on record came back empty-handed."""
    absent = any(art.within(article, "36(4)") for article in cited)
    if absent and not request.searches.filter(found=False).exists():
        raise Refused(
            "认定政府信息不存在须经检索：请先到本件“核查与交办”登记检索的范围、方法和结果",
            article="条例第三十六条第（四）项",
            field="articles",
        )


def lapse_correction(
    actor: Post,
    request: Request,
    *,
    day: date,
    today: date,
    letter_number: str = "",
    evidence: str = "",
    seen: int | None = None,
) -> Request:
    """The correction period passed without good reason: the request is deemed given up and closed (条例 art. 30)."""
    return _lapse(
        actor,
        request,
        "correction_lapsed",
        day,
        "closed_not_corrected",
        "30",
        today=today,
        letter_number=letter_number,
        evidence=evidence,
        seen=seen,
    )


def lapse_fee(
    actor: Post,
    request: Request,
    *,
    day: date,
    today: date,
    letter_number: str = "",
    evidence: str = "",
    seen: int | None = None,
) -> Request:
    """The fee was not paid in time: the request is closed (条例 art. 42, 国办函〔2020〕109号)."""
    return _lapse(
        actor,
        request,
        "fee_lapsed",
        day,
        "closed_fee_unpaid",
        "42",
        today=today,
        letter_number=letter_number,
        evidence=evidence,
        seen=seen,
    )


def deliver(
    actor: Post,
    request: Request,
    *,
    day: date,
    by: str,
    today: date,
    evidence: str = "",
    seen: int | None = None,
) -> Request:
    """The reply went out (by post, electronically) or was signed for: `day` is the day that counts."""
    if by == "post" and not evidence.strip():
        raise Refused(
            "邮寄送达请填写邮件单号，以交邮之日为准", article="国办公开办函〔2015〕235号", field="evidence"
        )
    return happen(
        actor,
        request,
        "delivered",
        day,
        today=today,
        evidence=evidence,
        seen=seen,
        fields={"by": by},
        changes={"delivered_on": day},
        log="request.delivered",
    )


def _lapse(
    actor: Post,
    request: Request,
    kind: str,
    day: date,
    outcome: str,
    article: str,
    *,
    letter_number: str,
    **how: Any,
) -> Request:
    changes = ended(day, outcome, [article], letter_number)
    return happen(actor, request, kind, day, changes=changes, log="request.closed", **how)


def ended(day: date, outcome: str, articles: list[str], letter_number: str) -> dict[str, Any]:
    """The columns of a request that ends on that day, the remedy by the articles among them."""
    return {
        "outcome": outcome,
        "articles": articles,
        "remedy_route": remedy(articles, day).route,
        "letter_number": letter_number.strip(),
        "closed_on": day,
    }
