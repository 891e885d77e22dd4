"""Agencies, posts, roles, numbers."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies import actions, queries
from gongkai.apps.agencies.models import Account, Grant, Post
from gongkai.apps.audit.models import Entry
from gongkai.law.refusals import Refused
from gongkai.reports.facts import Fact, Selector

pytestmark = pytest.mark.django_db


def test_an_agency_with_a_wrong_credit_code_is_refused_at_the_field():
    with pytest.raises(Refused) as refused:
        actions.register_agency(
            None,
            code="x",
            name="某局",
            short_name="某局",
            credit_code="11520200MB1A000019",
            live_since=date(2026, 1, 1),
        )
    assert refused.value.field == "credit_code"


def test_an_agency_is_registered_once_by_its_credit_code(agency):
    with pytest.raises(Refused, match="11520200MB1A000018"):
        actions.register_agency(
            None,
            code="x",
            name="某局",
            short_name="某局",
            credit_code="11520200MB1A000018",
            live_since=date(2026, 1, 1),
        )


def test_numbers_run_from_one_in_each_year_and_return_when_the_transaction_fails(agency):
    with transaction.atomic():
        assert list(actions.take_numbers(agency, "申", 2025)) == [1]
        assert list(actions.take_numbers(agency, "申", 2025, 3)) == [2, 3, 4]
        assert list(actions.take_numbers(agency, "申", 2026)) == [1]
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.take_numbers(agency, "申", 2025)
        raise RuntimeError
    with transaction.atomic():
        assert list(actions.take_numbers(agency, "申", 2025)) == [5]


def test_a_number_is_not_taken_outside_a_transaction(agency, monkeypatch):
    monkeypatch.setattr(transaction, "get_connection", lambda: SimpleNamespace(in_atomic_block=False))
    with pytest.raises(RuntimeError, match="transaction"):
        actions.take_numbers(agency, "申", 2025)


def test_the_three_administrators_are_three_people_without_business_roles(make_post, clerk):
    with pytest.raises(Refused, match="三员分立"):
        actions.grant_role(None, clerk, "system_admin")
    system = make_post("system_admin", name="系统员")
    with pytest.raises(Refused, match="三员分立"):
        actions.grant_role(None, system, "audit_admin")


def test_nobody_grants_a_role_to_themselves(make_post):
    security = make_post("security_admin", name="安全员")
    with pytest.raises(Refused, match="不能给自己授权"):
        actions.grant_role(security, security, "clerk")


def test_only_the_security_administrator_grants_and_each_grant_is_logged(make_post, clerk):
    newcomer = make_post(name="新人")
    with pytest.raises(Refused, match="安全管理员"):
        actions.grant_role(clerk, newcomer, "contributor")
    actions.grant_role(make_post("security_admin", name="安全员"), newcomer, "contributor")
    assert newcomer.may("publications.draft")
    assert Entry.objects.get(event="role.granted").data == {"role": "contributor"}


def test_a_revoked_role_no_longer_allows_anything(make_post):
    post = make_post("clerk", name="甲")
    actions.revoke_role(make_post("security_admin", name="安全员"), Grant.objects.get(post=post))
    post.__dict__.pop("_roles", None)
    assert not post.may("office.read")


def test_posts_are_read_with_their_roles_in_force_in_one_query(
    make_post, other_agency, django_assert_num_queries
):
    post = make_post("clerk", "second_reviewer", "first_reviewer", name="甲")
    elsewhere = Post.objects.create(account=post.account, agency=other_agency, since=date(2009, 1, 1))
    Grant.objects.filter(post=post, role="first_reviewer").update(revoked_at=timezone.now())
    with django_assert_num_queries(1):
        found = queries.posts_with_roles(post.account, date(2026, 6, 1))
        told = [(one.pk, one.agency.name, one.roles()) for one in found]
    assert told == [
        (post.pk, "测试市应急管理局", {"clerk", "second_reviewer"}),
        (elsewhere.pk, "测试市商务局", set()),
    ]


def test_a_superuser_without_a_post_may_do_nothing(agency):
    account = Account.objects.create_superuser("root", display_name="超级用户", password="x")
    assert list(queries.posts_of(account, date(2026, 6, 1))) == []


def test_a_post_is_held_only_between_its_dates(make_post):
    post = make_post("clerk", name="甲")
    post.since, post.until = date(2026, 1, 1), date(2026, 6, 30)
    post.save()
    assert [
        queries.posts_of(post.account, day).count()
        for day in (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))
    ] == [0, 1, 0]


def test_the_organisation_is_counted_as_it_stood_on_31_december(agency, make_post):
    full, part, gone = make_post(name="专"), make_post(name="兼"), make_post(name="离")
    for post, work, until in ((full, "full", None), (part, "part", None), (gone, "full", date(2018, 12, 31))):
        post.disclosure_work, post.until, post.since = work, until, date(2018, 1, 1)
        post.save()
    actions.register_department(None, agency, "办公室", discloses_since=date(2018, 3, 1))
    for name in ("政务大厅", "档案馆"):
        actions.register_reading_point(None, agency, name=name, since=date(2018, 1, 1))
    actions.record_budget(None, agency, 2018, Decimal("1.5"))
    assert list(queries.facts(agency.pk, 2018)) == [
        Fact("organisation.office", {}, 1),
        Fact("organisation.reading_point", {}, 2),
        Fact("organisation.staff", {"time": "full"}, 1),
        Fact("organisation.staff", {"time": "part"}, 1),
        Fact("organisation.budget", {}, Decimal("1.5")),
    ]
    selector = Selector("organisation.staff", {"time": frozenset({"full"})})
    assert [record.title for record in queries.fact_records(agency.pk, 2018, selector)] == ["专"]


def test_a_clerk_describes_only_the_own_agency(clerk, other_agency):
    with pytest.raises(Refused, match="其他机关"):
        actions.describe_agency(clerk, other_agency, phone="1")
