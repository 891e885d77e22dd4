"""Setting the review chain, with a second person's consent; naming a deputy for an absence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency, Post
from gongkai.apps.agencies.roles import EXCLUSIVE
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.lifecycle import ORDER
from gongkai.apps.publications.models import ChainRule, Column, Deputy
from gongkai.law.refusals import Refused

LONGEST = 90  # days of one absence; a longer one is a matter of the post


@transaction.atomic
def propose_chain(
    actor: Post, agency: Agency, *, since: date, reason: str, column: Column | None = None, **steps: Any
) -> ChainRule:
    """A rule that comes into force on `since` once a second person consents.

    steps: first, second (bool), legal, head (choices of `ChainRule`). 保密审查 and 终审 are not to be had off.
    """
    actor.require("publications.manage")
    actor.require_agency(agency.pk)
    if column and column.agency_id != agency.pk:
        raise Refused("栏目属于其他机关，请重新选择", field="column")
    if column and column.kind == Column.Kind.ANNUAL_REPORT:
        raise Refused("年报按标准环节审核，不能另设", field="column")
    if since < timezone.localdate():
        raise Refused("启用日期不能早于今天，已送审的信息仍按送审时的环节办理", field="since")
    if not reason.strip():
        raise Refused("请写明依据或者理由", field="reason")
    rule = ChainRule(
        agency=agency, column=column, since=since, reason=reason.strip()[:200], proposed_by=actor, **steps
    )
    if not (rule.first or rule.second):
        raise Refused("初审、复审至少保留一个", article="条例第十七条", field="first")
    if rule.legal not in ChainRule.Legal.values or rule.head not in ChainRule.Head.values:
        raise Refused("请选择合法性审核和主要负责人审定的范围", field="legal")
    rule.save()
    record("chain.proposed", actor=actor, agency=agency, subject=rule, **_said(rule))
    return rule


@transaction.atomic
def consent_chain(actor: Post, rule: ChainRule) -> ChainRule:
    """Puts a proposed rule into force; by another person than the one who proposed it."""
    actor.require("publications.chain.consent")
    row = (
        ChainRule.objects.select_for_update(of=("self",))
        .select_related("proposed_by", "agency")
        .get(pk=rule.pk)
    )
    actor.require_agency(row.agency_id)
    if row.consented_at:
        raise Refused("本设置已经同意，不必重复办理")
    if row.proposed_by.account_id == actor.account_id:
        raise Refused("您提出了本设置，不能自己同意，请由另一人办理", article="条例第十七条")
    row.consented_by, row.consented_at = actor, timezone.now()
    row.save(update_fields=["consented_by", "consented_at"])
    record("chain.consented", actor=actor, agency=row.agency, subject=row, **_said(row))
    return row


def _said(rule: ChainRule) -> dict[str, Any]:
    names = ("first", "second", "legal", "head")
    column = rule.column.code if rule.column else ""
    return {"column": column, "since": str(rule.since), **{name: getattr(rule, name) for name in names}}


@transaction.atomic
def name_deputy(actor: Post, deputy: Post, *, since: date, until: date, reason: str) -> Deputy:
    """Names who takes the actor's steps of review from one day to another. Four eyes hold as for everybody."""
    if not any(actor.may(step.permission) for step in ORDER):
        raise Refused("您没有审查权限，不需要指定代理人")
    actor.require_agency(deputy.agency_id)
    if deputy.account_id == actor.account_id:
        raise Refused("不能由本人代理，请另选一人", field="deputy")
    if deputy.roles() & EXCLUSIVE or not deputy.roles():
        raise Refused("系统、安全、审计管理员和没有业务角色的人员不能代理审查，请另选一人", field="deputy")
    if until < since or until < timezone.localdate():
        raise Refused("代理期间不对，止日不能早于起日，也不能早于今天", field="until")
    if (until - since).days >= LONGEST:
        raise Refused(f"一次代理不超过{LONGEST}天，更长的请调整岗位", field="until")
    if not reason.strip():
        raise Refused("请写明事由", field="reason")
    if actor.deputies.filter(ended_on=None, since__lte=until, until__gte=since).exists():
        raise Refused("这段时间已经指定了代理人，请先结束原来的代理", field="since")
    row = Deputy.objects.create(
        principal=actor, deputy=deputy, since=since, until=until, reason=reason.strip()[:100]
    )
    record("deputy.named", actor=actor, subject=row, deputy=deputy.pk, since=str(since), until=str(until))
    return row


@transaction.atomic
def end_deputy(actor: Post, row: Deputy) -> Deputy:
    """Ends a deputyship from today on; by the reviewer who named it."""
    held = Deputy.objects.select_for_update(of=("self",)).select_related("principal").get(pk=row.pk)
    if held.principal.account_id != actor.account_id:
        raise Refused("只有指定代理的人才能结束代理")
    if held.ended_on or held.until < timezone.localdate():
        raise Refused("本次代理已经结束")
    held.ended_on = timezone.localdate()
    held.save(update_fields=["ended_on"])
    record("deputy.ended", actor=actor, subject=held, deputy=held.deputy_id)
    return held
