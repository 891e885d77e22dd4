"""Writes of agencies, people, posts, roles and numbers."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import (
    Account,
    Agency,
    Budget,
    Counter,
    Department,
    Grant,
    LeadingGroup,
    LeadingGroupMember,
    Post,
    ReadingPoint,
)
from gongkai.apps.agencies.roles import EXCLUSIVE, ROLES
from gongkai.apps.audit.actions import record
from gongkai.law.refusals import Refused
from gongkai.textcheck.credit_code import check_credit_code


def take_numbers(agency: Agency, series: str, year: int, count: int = 1) -> range:
    """The next `count` numbers of a series, from 1 in each year: without gaps and without doubles.

    Must run inside the transaction that uses them: when that fails, the numbers return with it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("numbers are taken inside the transaction that uses them")
    Counter.objects.get_or_create(agency=agency, series=series, year=year)
    counter = Counter.objects.select_for_update().get(agency=agency, series=series, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, first + count)


@transaction.atomic
def register_agency(actor: Post | None, *, credit_code: str, **fields: Any) -> Agency:
    """A new agency. actor: a system administrator; None only for the command that sets a platform up."""
    if actor:
        actor.require("agencies.manage")
    credit_code = check_credit_code(credit_code)
    for field, value in (("code", fields["code"]), ("name", fields["name"]), ("credit_code", credit_code)):
        if Agency.objects.filter(**{field: value}).exists():
            raise Refused(f"“{value}”已有机关登记，请核对", field=field)
    agency = Agency.objects.create(credit_code=credit_code, **fields)
    record("agency.registered", actor=actor, agency=agency, subject=agency, name=agency.name)
    return agency


DESCRIBED = [
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


@transaction.atomic
def describe_agency(actor: Post, agency: Agency, **fields: str) -> Agency:
    """Changes the contacts that the disclosure guide prints (条例 art. 12)."""
    actor.require("agencies.describe")
    actor.require_agency(agency.pk)
    site_code = fields.get("site_code", "")
    if site_code and not re.fullmatch(r"[0-9]{10}|bm[0-9]{8}", site_code):
        raise Refused(
            "网站标识码为10位数字，国务院部门为bm和8位数字，请按全国政府网站信息报送系统的登记填写",
            article="国办发〔2017〕47号附件",
            field="site_code",
        )
    changed = {
        name: value for name, value in fields.items() if name in DESCRIBED and getattr(agency, name) != value
    }
    for name, value in changed.items():
        setattr(agency, name, value)
    if changed:
        agency.save(update_fields=list(changed))
        record("agency.changed", actor=actor, agency=agency, subject=agency, fields=sorted(changed))
    return agency


@transaction.atomic
def register_department(actor: Post | None, agency: Agency, name: str, **fields: Any) -> Department:
    """A new inner unit. discloses_since: the day from which it is the disclosure office, if it is."""
    _require_manage(actor, agency)
    if agency.departments.filter(name=name).exists():
        raise Refused(f"本机关已有“{name}”", field="name")
    department = Department.objects.create(agency=agency, name=name, **fields)
    record("department.registered", actor=actor, agency=agency, subject=department, name=name)
    return department


@transaction.atomic
def open_account(actor: Post | None, *, username: str, display_name: str, password: str) -> Account:
    """A new login. It may do nothing until it has a post and a role."""
    if actor:
        actor.require("agencies.manage")
    if Account.objects.filter(username=username).exists():
        raise Refused(f"登录名“{username}”已被使用，请换一个", field="username")
    account = Account.objects.create_user(username=username, display_name=display_name, password=password)
    record("account.opened", actor=actor, subject=account)
    return account


@transaction.atomic
def assign_post(actor: Post | None, account: Account, agency: Agency, *, since: date, **fields: Any) -> Post:
    """Seats a person in an agency: department, title, full or part time in disclosure work."""
    _require_manage(actor, agency)
    if Post.objects.filter(account=account, agency=agency).exists():
        raise Refused(f"{account.display_name}在本机关已有岗位", field="account")
    post = Post.objects.create(account=account, agency=agency, since=since, **fields)
    record("post.assigned", actor=actor, agency=agency, subject=post)
    return post


@transaction.atomic
def hire(actor: Post, *, username: str, display_name: str, password: str, since: date, **fields: Any) -> Post:
    """Opens an account and seats it in the actor's agency, both or neither."""
    account = open_account(actor, username=username, display_name=display_name, password=password)
    return assign_post(actor, account, actor.agency, since=since, **fields)


@transaction.atomic
def grant_role(actor: Post | None, post: Post, role: str) -> Grant:
    """Gives a post a role. The three administrators exclude each other and every business role (三员分立)."""
    if actor:
        actor.require("agencies.grant")
        if actor.account_id == post.account_id:
            raise Refused("不能给自己授权，请由另一位安全管理员办理", field="role")
    if role not in ROLES:
        raise Refused(f"没有“{role}”这一角色", field="role")
    held = set(
        Grant.objects.filter(post__account=post.account, revoked_at=None).values_list("role", flat=True)
    )
    if held - {role} and (role in EXCLUSIVE or held & EXCLUSIVE):
        raise Refused("系统、安全、审计管理员须由不同人员担任，且不得兼任业务角色（三员分立）", field="role")
    grant, new = Grant.objects.get_or_create(
        post=post, role=role, revoked_at=None, defaults={"granted_by": actor.account if actor else None}
    )
    if new:
        record("role.granted", actor=actor, agency=post.agency, subject=post, role=role)
    post.__dict__.pop("_roles", None)
    return grant


@transaction.atomic
def revoke_role(actor: Post, grant: Grant) -> None:
    """Takes a role back from now on; the grant stays on record."""
    actor.require("agencies.grant")
    if grant.revoked_at is None:
        grant.revoked_at = timezone.now()
        grant.save(update_fields=["revoked_at"])
        record("role.revoked", actor=actor, agency=grant.post.agency, subject=grant.post, role=grant.role)


@transaction.atomic
def set_up_leading_group(
    actor: Post | None, agency: Agency, *, members: list[tuple[str, str]], **fields: Any
) -> LeadingGroup:
    """A leading group as set up or adjusted. members: (duty in the group, person or position) in order."""
    if actor:
        actor.require("agencies.describe")
        actor.require_agency(agency.pk)
    group = LeadingGroup.objects.create(agency=agency, **fields)
    LeadingGroupMember.objects.bulk_create(
        LeadingGroupMember(group=group, duty=duty, position=position, order=order)
        for order, (duty, position) in enumerate(members)
    )
    record("leading_group.set_up", actor=actor, agency=agency, subject=group, members=len(members))
    return group


@transaction.atomic
def register_reading_point(
    actor: Post | None, agency: Agency, *, name: str, since: date, **fields: Any
) -> ReadingPoint:
    """A place where the public reads disclosed information (条例 art. 25)."""
    if actor:
        actor.require("agencies.describe")
        actor.require_agency(agency.pk)
    point = ReadingPoint.objects.create(agency=agency, name=name, since=since, **fields)
    record("reading_point.registered", actor=actor, agency=agency, subject=point, name=name)
    return point


@transaction.atomic
def record_budget(actor: Post | None, agency: Agency, year: int, amount: Decimal) -> Budget:
    """The year's special budget for disclosure work, in 万元."""
    if actor:
        actor.require("agencies.describe")
        actor.require_agency(agency.pk)
    if amount < 0:
        raise Refused("经费不能为负数", field="amount")
    budget, _ = Budget.objects.update_or_create(agency=agency, year=year, defaults={"amount": amount})
    record("budget.recorded", actor=actor, agency=agency, subject=budget, year=year, amount=str(amount))
    return budget


def _require_manage(actor: Post | None, agency: Agency) -> None:
    if actor:
        actor.require("agencies.manage")
        actor.require_agency(agency.pk)
