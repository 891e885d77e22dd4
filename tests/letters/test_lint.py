"""Lint finds every single removed or wrong part, and nothing in a letter that is right."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.letters import Paragraph, compose, lint, types
from gongkai.letters.lint.basis import cited_in, exists
from tests.letters.cases import CASES
from tests.letters.cases.case import AGENCY
from tests.letters.mutations import broken


def worked(code, **changes):
    case = CASES[code]
    return compose(code, replace(case.facts, **changes), case.fields)


def messages(letter, facts, **options):
    return [finding.message for finding in lint(letter, facts, **options)]


def said(letter, old, new):
    """The letter with other words in its paragraphs."""
    assert old in letter.text()
    return replace(
        letter,
        paragraphs=tuple(replace(item, text=item.text.replace(old, new)) for item in letter.paragraphs),
    )


@pytest.mark.parametrize("code", CASES)
def test_every_single_removed_or_wrong_part_is_found(code):
    facts = CASES[code].facts
    tried = dict(broken(worked(code), facts))
    assert len(tried) >= 10
    assert [name for name, letter in tried.items() if not lint(letter, facts)] == []


@pytest.mark.parametrize("code", CASES)
def test_a_letter_that_disagrees_with_the_record_is_found(code):
    kind, facts, letter = types()[code], CASES[code].facts, worked(code)
    changes = {
        "{request_number}": {"request_number": "申〔2026〕12号"},
        "{content}": {"content": "2024年度名单"},
        "{received}": {"received": date(facts.received.year, 3, 1)},
        "{way}": {"channel": "fax"},
        "{outcome}": {"outcome": "denied_by_law"},
        "{articles}": {"articles": ("38", "36(6)")},
        "{remedy}": {"agency": replace(AGENCY, court="贵阳市中级人民法院")},
    }
    wrong = [change for placeholder, change in changes.items() if placeholder in kind.template]
    wrong += [{"number": "六应急公复〔2026〕9号"}] if kind.numbered else []
    wrong += [{"applicant": "李小红"}] if kind.to == "applicant" else []
    wrong += [{"date": date(2026, 4, 9)}] if kind.signed else []
    wrong += [{"outcome": "denied_third_party", "articles": ("15",)}] if code == "granted_public" else []
    assert wrong or code == "application"
    assert [change for change in wrong if not lint(letter, replace(facts, **change))] == []


def test_findings_name_the_part_and_the_article():
    facts = CASES["denied_state_secret"].facts
    letter = said(worked("denied_state_secret"), "60日内", "90日内")
    (finding,) = lint(letter, facts)
    assert (finding.level, finding.part, finding.where) == ("error", "救济期限", "remedy")
    assert finding.message == "申请行政复议的期限应为60日，正文没有写明或者写错，请改正。"
    assert "行政复议法第二十条" in finding.article


def test_a_denial_under_article_15_must_not_send_the_applicant_straight_to_court():
    case = CASES["denied_third_party"]
    letter = worked("denied_third_party")
    remedy = letter.role("remedy")[0]
    direct = "如对本答复不服，可以自收到本答复之日起6个月内向六盘水市钟山区人民法院提起行政诉讼。"
    found = messages(said(letter, remedy, direct), case.facts)
    assert any("应当告知先申请行政复议，不得写可以直接起诉" in message for message in found)


def test_a_denial_decided_in_2023_still_left_the_choice():
    case = CASES["denied_third_party"]
    facts = replace(case.facts, decided=date(2023, 12, 29))
    old = compose("denied_third_party", facts, case.fields)
    assert "也可以自收到本答复之日起6个月内" in old.role("remedy")[0]
    assert lint(old, facts) == []
    assert "应当先申请行政复议" in worked("denied_third_party").role("remedy")[0]
    assert lint(worked("denied_third_party"), facts) != []


@pytest.mark.parametrize(
    "remedy",
    [
        "不服本答复的，可以在法定期限内维权：自收到本答复书之日起六十日内向六盘水市人民政府申请行政复议，或者自收到本答复书之日起六个月内向六盘水市钟山区人民法院提起行政诉讼。",
        "你如不服，可自收到本答复之日起60日内，依法向六盘水市人民政府提出行政复议申请，也可以自收到本答复之日起6个月内，直接向六盘水市钟山区人民法院起诉。",
    ],
)
def test_a_remedy_in_other_words_but_right_is_accepted(remedy):
    letter = worked("not_processed_repeat")
    assert lint(said(letter, letter.role("remedy")[0], remedy), CASES["not_processed_repeat"].facts) == []


def test_an_edited_letter_that_still_says_all_has_no_finding():
    letter = said(worked("correction"), "补正理由：批发和零售", "理由是：批发许可证和零售")
    letter = said(letter, "现一次性告知如下：", "现将需要补正的内容一次性告知你：")
    assert lint(letter, CASES["correction"].facts) == []


def test_text_moved_to_another_paragraph_is_still_found_in_the_text():
    letter, facts = worked("extension"), CASES["extension"].facts
    bodies = [item.text for item in letter.paragraphs if item.role == "body"]
    rest = [item for item in letter.paragraphs if item.role != "body"]
    merged = replace(letter, paragraphs=(Paragraph("body", "".join(bodies)), *rest))
    assert lint(merged, facts) == []


def test_a_draft_is_not_asked_for_number_and_date():
    facts = replace(CASES["correction"].facts, number="", date=None)
    draft = compose("correction", facts, CASES["correction"].fields)
    assert lint(draft, facts, final=False) == []
    assert {finding.part for finding in lint(draft, facts)} == {"文号", "成文日期", "未填内容"}
    signed = draft.numbered("六应急公复〔2026〕5号", date(2026, 3, 20))
    assert lint(signed, CASES["correction"].facts) == []


def test_the_silence_of_a_third_party_is_no_consent_and_that_of_a_joint_author_is():
    third = said(
        worked("consult_third_party"),
        "逾期未提出意见的，由本机关依照该条例的规定决定是否公开。",
        "逾期未提出意见的，视为同意公开。",
    )
    found = messages(third, CASES["consult_third_party"].facts)
    assert "第三方逾期未提出意见的，由本机关决定是否公开，不得写成视为同意或者不同意。" in found
    joint = said(
        worked("consult_joint_author"),
        "逾期未提出意见的，视为同意公开",
        "逾期未提出意见的，由本机关决定是否公开",
    )
    assert any("逾期未提出意见的后果" in m for m in messages(joint, CASES["consult_joint_author"].facts))


def test_an_extension_beyond_twenty_working_days_is_found_even_when_the_record_says_so():
    case = CASES["extension"]
    letter = compose("extension", case.facts, case.fields | {"days": 21, "new_due": "2026-04-29"})
    assert messages(letter, case.facts) == ["延长答复期限最长不得超过20个工作日，请改正。"]


def test_an_extension_that_ends_before_its_working_days_are_over_is_found():
    case = CASES["extension"]
    letter = compose("extension", case.facts, case.fields | {"new_due": "2026-04-27"})
    assert messages(letter, case.facts) == [
        "延长后的答复期限有误：自2026年3月30日起延长20个工作日，应为2026年4月28日，现为2026年4月27日，请核对。"
    ]
    later = compose(
        "extension", case.facts, case.fields | {"new_due": "2026-05-08"}
    )  # days of a consultation left out
    assert lint(later, case.facts) == []


def test_a_fee_by_pages_is_worked_out_again():
    case = CASES["fee"]
    letter = compose("fee", case.facts, case.fields | {"amount": "5700"})
    assert messages(letter, case.facts) == ["收费数额有误：250页按量计收应为4700元，现为5700元，请核对。"]
    by_item = {"scale": "by_item", "quantity": "2026年3月第11件至第45件", "amount": "5500"}
    assert lint(compose("fee", case.facts, case.fields | by_item), case.facts) == []


def test_a_denial_without_the_search_is_no_letter_of_non_existence():
    case = CASES["does_not_exist"]
    letter = compose("does_not_exist", case.facts, {})
    parts = {finding.part for finding in lint(letter, case.facts)}
    assert {"检索范围", "检索方法", "未填内容"} <= parts


def test_a_letter_of_the_other_kind_under_the_same_row_is_found():
    case = CASES["does_not_exist"]
    facts = replace(case.facts, articles=("36(5)",))
    found = messages(compose("does_not_exist", facts, case.fields), facts)
    assert any("应当引用条例第三十六条第（四）项" in message for message in found)


def test_an_unnamed_competent_agency_is_only_a_warning():
    case = CASES["not_this_agency"]
    letter = compose("not_this_agency", case.facts, {"reason": case.fields["reason"]})
    (finding,) = lint(letter, case.facts)
    assert (finding.level, finding.part) == ("warning", "负责公开的行政机关")


def test_articles_must_carry_the_outcome_and_go_down_to_the_item():
    case = CASES["granted_provided"]
    for articles, words in (
        (("38",), "不是“予以公开”的依据"),
        (("36",), "具体到款、项"),
        (("36(9)",), "没有第三十六条第（九）项"),
    ):
        facts = replace(case.facts, articles=articles)
        found = messages(compose("granted_provided", facts, case.fields), facts)
        assert any(words in message for message in found), (articles, found)


def test_personal_data_in_the_request_is_a_warning_and_elsewhere_an_error():
    case = CASES["not_processed_petition"]
    facts = replace(case.facts, content="请提供我邻居（手机13912345678）的处罚决定书。")
    (finding,) = lint(compose("not_processed_petition", facts, case.fields), facts)
    assert (finding.level, finding.part) == ("warning", "个人信息")
    letter = compose(
        "not_processed_petition", case.facts, case.fields | {"reason": "被反映人电话13912345678"}
    )
    (finding,) = lint(letter, case.facts)
    assert finding.level == "error"
    assert "13912345678" not in finding.message


def test_masks_and_blanks_in_the_request_itself_are_the_applicants_words():
    case = CASES["granted_public"]
    facts = replace(case.facts, content="××公司〔全部〕许可证，负责人某某，____年以来")
    assert lint(compose("granted_public", facts, case.fields), facts) == []


def test_an_agency_without_court_cannot_sign():
    case = CASES["granted_public"]
    facts = replace(case.facts, agency=replace(AGENCY, court="", authority=""))
    found = messages(compose("granted_public", facts, case.fields), facts)
    assert "机关资料中没有管辖法院，请先补全机关资料。" in found
    assert "机关资料中没有行政复议机关，请先补全机关资料。" in found


def test_a_procedural_letter_that_tells_of_courts_is_found():
    letter = worked("extension")
    added = Paragraph("body", "如对本告知不服，可以自收到之日起60日内申请行政复议。")
    found = messages(replace(letter, paragraphs=(*letter.paragraphs, added)), CASES["extension"].facts)
    assert found == ["政府信息公开申请延期答复告知书不是处理决定，不应告知复议和诉讼，请删去。"]


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        (
            "根据《中华人民共和国政府信息公开条例》第三十七条、第三十六条第（三）项和第十五条的规定",
            ["37", "36(3)", "15"],
        ),
        ("依据条例第16条第2款", ["16.2"]),
        ("根据《中华人民共和国统计法》第二十五条、第九条", []),
        ("根据《政府信息公开条例》第十四条和统计法第二十五条", ["14"]),
        ("不动产登记暂行条例第二十七条", []),
        ("依照该条例第三十二条的规定", ["32"]),
        ("《不动产登记暂行条例》第二十七条", []),
    ],
)
def test_the_articles_of_the_regulation_are_told_from_those_of_other_laws(text, articles):
    assert cited_in(text) == articles


@pytest.mark.parametrize(
    ("article", "there"),
    [
        ("36(7)", True),
        ("36(8)", False),
        ("16.2", True),
        ("16.3", False),
        ("14.1", True),
        ("14(1)", False),
        ("57", False),
        ("20(15)", True),
    ],
)
def test_articles_exist_as_the_regulation_counts_them(article, there):
    assert exists(article) is there
