"""A bureau's 2025 as records, made by the same actions as on the screens: small enough to count by hand.

Requests: three received in 2025 (two natural persons online, one law firm by post). 予以公开 1 (natural person),
不掌握 1 (legal services), one of a natural person still open on 31 December. 4 licences, 2 penalties; one normative
document issued in 2025 and one of 2024 in force; one charge of 0.35 万元; one reconsideration, pending.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gongkai.apps.agencies.models import Post
from gongkai.apps.disputes import actions as disputes
from gongkai.apps.filings import actions
from gongkai.apps.filings.models import Filing
from gongkai.apps.inforequests import actions as requests
from gongkai.apps.publications import actions as publications
from gongkai.apps.registers import actions as registers

TODAY = date(2026, 1, 10)
BLOCKS = {
    "overview.proactive": "2025年，市应急局主动公开各类信息。",
    "overview.requests": "2025年收到申请3件。",
    "overview.management": "动态更新公开目录。",
    "overview.platforms": "依托门户网站公开。",
    "overview.safeguards": "开展培训和考核。",
    "problems": "解读形式单一，下一步丰富形式。",
    "other": "未收取信息处理费。",
}


def ask(clerk: Post, day: date, applicant: str, channel: str) -> object:
    person = applicant == "natural_person"
    return requests.register(
        clerk,
        channel=channel,
        submitted_on=day,
        signed_on=day if channel == "registered_mail" else None,
        applicant_type=applicant,
        applicant_name="王小明" if person else "测试律师事务所",
        identity_number="529900199001010017" if person else "",
        contact="13800001234",
        content="某煤矿挂牌督办通知书",
        evidence="登记回执",
        today=TODAY,
    )


def close(clerk: Post, request: object, day: date, outcome: str, article: str) -> None:
    requests.decide(clerk, request, day=day, outcome=outcome, articles=[article], today=TODAY)


@pytest.fixture
def year_2025(agency, clerk) -> int:
    """The records of 2025; returns the year."""
    first = ask(clerk, date(2025, 3, 3), "natural_person", "in_person")
    second = ask(clerk, date(2025, 6, 9), "legal_services", "in_person")
    ask(clerk, date(2025, 12, 30), "natural_person", "in_person")
    close(clerk, first, date(2025, 3, 12), "granted", "36(2)")
    close(clerk, second, date(2025, 6, 20), "unavailable_not_held", "36(5)")
    for number in range(1, 5):
        licence = {
            "document_number": f"许〔2025〕{number}号",
            "holder_kind": "organisation",
            "holder": "测试公司",
        }
        licence |= {
            "category": "烟花爆竹经营许可",
            "decision": "granted",
            "decided_on": date(2025, 4, number),
        }
        registers.record_entry(clerk, "licence", licence, today=TODAY)
    for number in (1, 2):
        penalty = {
            "document_number": f"罚〔2025〕{number}号",
            "party_kind": "organisation",
            "party": "测试公司",
        }
        penalty |= {"offence": "未按规定储存", "amount": Decimal(2), "decided_on": date(2025, 5, number)}
        registers.record_entry(clerk, "penalty", penalty, today=TODAY)
    for year in (2024, 2025):
        document = {
            "type": "normative_document",
            "title": f"{year}年规定",
            "document_number": f"发〔{year}〕1号",
        }
        registers.record_entry(clerk, "document", document | {"issued_on": date(year, 8, 4)}, today=TODAY)
    charge = {"item": "安全生产考试费", "charged_on": date(2025, 7, 1), "amount": Decimal("0.35")}
    registers.record_entry(clerk, "charge", charge, today=TODAY)
    disputes.register_dispute(
        clerk, today=TODAY, route="reconsideration", authority="测试市人民政府", filed_on=date(2025, 7, 1)
    )
    return 2025


@pytest.fixture
def columns(agency, clerk):
    return publications.open_standard_columns(clerk, agency)


@pytest.fixture
def website(agency, clerk):
    return publications.register_channel(clerk, agency, "市应急局网站", "website")


@pytest.fixture
def reviewers(make_post) -> list[Post]:
    """保密审查, 初审, 复审, 终审, in the order of the chain."""
    return [
        make_post("secrecy_reviewer", name="赵国庆"),
        make_post("first_reviewer", name="李卫东"),
        make_post("second_reviewer", name="周明"),
        make_post("final_reviewer", name="吴江"),
    ]


@pytest.fixture
def filing(clerk, year_2025, columns) -> Filing:
    """The report on 2025, opened."""
    return actions.open_filing(clerk, 2025)


@pytest.fixture
def written(clerk, filing) -> Filing:
    """The same with all its texts, ready to be sent into review."""
    for block, text in BLOCKS.items():
        actions.save_text(clerk, filing, block, text, 0)
    return Filing.objects.get(pk=filing.pk)


@pytest.fixture
def approved(clerk, written, reviewers) -> Filing:
    """The same after all four approvals."""
    actions.submit(clerk, written)
    for reviewer in reviewers:
        actions.approve(reviewer, written)
    return Filing.objects.get(pk=written.pk)


@pytest.fixture
def public(clerk, approved, website) -> Filing:
    """The same, published."""
    actions.publish(clerk, approved, [website])
    return Filing.objects.get(pk=approved.pk)
