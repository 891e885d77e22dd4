"""Decision, lapses, withdrawal and delivery. Outcome, articles and remedy are kept as three separate facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Unpack

from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.actions.happening import How, happen
from gongkai.apps.inforequests.models import Request
from gongkai.law import articles as art
from gongkai.law import outcomes
from gongkai.law.refusals import Refused
from gongkai.law.remedies import remedy
from gongkai.law.sources import edition_for

WITHDRAWN = "申请人撤回申请"  # the basis of the closing where no article is


def decide(
    actor: Post,
    request: Request,
    *,
    day: date,
    outcome: str,
    articles: Sequence[str],
    letter_number: str = "",
    **how: Unpack[How],
) -> Request:
    """The processing decision (条例 arts 35 to 39): outcome, the articles relied on, and by them the remedy.

    outcome: a code of `law.outcomes` that the edition governing the request knows. articles: at least one that
    carries it. Refused without either, before receipt, or after the case has ended; and, for information that does
    not exist (36（四）), without a recorded search that found nothing.
    """
    cited = check_basis(request, day, outcome, articles)
    check_searched(request, cited)
    fields = {"outcome": outcome, "articles": cited}
    changes = ended(day, outcome, cited, letter_number)
    return happen(actor, request, "decided", day, fields=fields, changes=changes, log="request.closed", **how)


def check_basis(request: Request, day: date, outcome: str, articles: Sequence[str]) -> list[str]:
    """The articles in record form; Refused when they do not carry the outcome."""
    outcomes.check_articles(outcomes.get(outcome), articles, _edition(request, day))
    return [art.normalise(article) for article in articles if article.strip()]


def _edition(request: Request, day: date) -> str:
    """The edition that governs the request: by its receipt, or by the ruling that ordered a fresh handling."""
    begun = request.received_on
    if begun is None:
        begun = request.events.filter(type="ordered").values_list("date", flat=True).first()
    return edition_for(begun or day).code


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
    actor: Post, request: Request, *, day: date, letter_number: str = "", **how: Unpack[How]
) -> Request:
    """The correction period passed without good reason: the request is deemed given up and closed (条例 art. 30)."""
    changes = ended(day, "closed_not_corrected", ["30"], letter_number)
    return happen(actor, request, "correction_lapsed", day, changes=changes, log="request.closed", **how)


def lapse_fee(
    actor: Post, request: Request, *, day: date, letter_number: str = "", **how: Unpack[How]
) -> Request:
    """The fee was not paid in time: the request is closed (条例 art. 42, 国办函〔2020〕109号)."""
    changes = ended(day, "closed_fee_unpaid", ["42"], letter_number)
    return happen(actor, request, "fee_lapsed", day, changes=changes, log="request.closed", **how)


def withdrawn_as(request: Request, day: date) -> str:
    """The code of the outcome of a withdrawal on that day, in the edition that governs the request."""
    return "closed_other" if _edition(request, day) == "711" else "closed_otherwise"


def record_withdrawal(
    actor: Post, request: Request, *, day: date, letter_number: str = "", **how: Unpack[How]
) -> Request:
    """The applicant withdrew by letter or in person, which the evidence proves; refused after the decision.

    The request closes as 其他. On the tracking page applicants withdraw themselves (`submitting.withdraw`).
    """
    if not how.get("evidence", "").strip():
        raise Refused("请写明撤回的凭据，如申请人的书面撤回、电话记录", field="evidence")
    changes = ended(day, withdrawn_as(request, day), [WITHDRAWN], letter_number)
    return happen(actor, request, "withdrawn", day, changes=changes, log="request.closed", **how)


def deliver(actor: Post, request: Request, *, day: date, by: str, **how: Unpack[How]) -> Request:
    """The reply went out (by post, electronically) or was signed for: `day` is the day that counts."""
    if by == "post" and not how.get("evidence", "").strip():
        raise Refused(
            "邮寄送达请填写邮件单号，以交邮之日为准", article="国办公开办函〔2015〕235号", field="evidence"
        )
    changes = {"delivered_on": day}
    return happen(
        actor, request, "delivered", day, fields={"by": by}, changes=changes, log="request.delivered", **how
    )


def ended(day: date, outcome: str, articles: list[str], letter_number: str) -> dict[str, Any]:
    """The columns of a request that ends on that day, the remedy by the articles among them."""
    return {
        "outcome": outcome,
        "articles": articles,
        "remedy_route": remedy(articles, day).route,
        "letter_number": letter_number.strip(),
        "closed_on": day,
    }
