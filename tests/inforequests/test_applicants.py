"""The same applicant found again, and applications of near-identical content."""

from __future__ import annotations

import re
from datetime import date

import pytest

from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.actions.codes import applicant_key, new_query_code
from gongkai.apps.inforequests.likeness import likeness, marks, runs
from gongkai.apps.inforequests.models import Request

DAY = date(2026, 3, 2)


def test_a_query_code_has_eight_characters_that_cannot_be_mistaken():
    codes = {new_query_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch("[2-9A-HJKMNP-Z]{8}", code) for code in codes)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (("natural_person", "王晓明", "52990019900101 0017", ""), True),
        (("natural_person", "王小明", "５２９９００１９９００１０１００１７", "13900000000"), True),
        (("natural_person", "王小明", "529900199001010025", "13800001234"), False),
    ],
)
def test_a_person_is_known_by_the_identity_number_however_it_is_written(other, same):
    known = applicant_key("natural_person", "王小明", "529900199001010017", "13800001234")
    assert len(known) == 64
    assert (applicant_key(*other) == known) is same


def test_without_a_number_a_person_is_known_by_name_and_contact_and_by_nothing_less():
    known = applicant_key("natural_person", "王小明", "", "138-0000-1234")
    assert applicant_key("natural_person", " 王小明", "", "13800001234") == known
    assert applicant_key("natural_person", "王小明", "", "13800005678") != known
    assert applicant_key("natural_person", "王小明", "", "") == ""


def test_an_organisation_without_a_number_is_known_by_its_name():
    assert applicant_key("business", "某矿业有限公司", "", "甲") == applicant_key(
        "business", "某 矿业有限公司", "", "乙"
    )


def test_the_key_stays_when_a_new_field_key_is_put_before_the_old_one(settings):
    before = applicant_key("natural_person", "王小明", "529900199001010017")
    settings.GONGKAI_FIELD_KEYS = ["new" * 10, *settings.GONGKAI_FIELD_KEYS]
    assert applicant_key("natural_person", "王小明", "529900199001010017") == before


def test_registration_gives_a_code_and_a_key_and_a_mended_identity_another_key(register, clerk):
    request = register(DAY)
    assert len(request.query_code) == 8
    assert request.applicant_key == register(DAY, applicant_name="王晓明").applicant_key
    assert "529900199001010017" not in request.applicant_key
    before = request.applicant_key
    mended = actions.change(clerk, request, identity_kind="", identity_number="529900199001010025")
    assert mended.applicant_key not in ("", before)
    assert Request.objects.get(pk=request.pk).query_code == request.query_code


def test_blanks_and_punctuation_do_not_make_a_text_another_one():
    one, other = runs("申请公开：2025年度 公用经费！"), runs("申请公开2025年度公用经费")
    assert likeness(one, other) == 1.0
    assert marks("申请公开：2025年度 公用经费！") == marks("申请公开2025年度公用经费")


def test_likeness_is_the_share_of_common_runs_of_three_characters():
    # 甲乙丙 乙丙丁 丙丁戊 beside 甲乙丙 乙丙丁 丙丁己: two of four.
    assert likeness(runs("甲乙丙丁戊"), runs("甲乙丙丁己")) == 0.5
    assert likeness(runs(""), runs("")) == 0.0
    assert marks("……") == []
