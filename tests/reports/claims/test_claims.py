"""What a narrative claims."""

from decimal import Decimal

import pytest

from gongkai.reports.claims import Prose, about, groups, quantities
from gongkai.reports.read.document import Document


def prose(text, kind="html"):
    document = Document(kind=kind)
    for line in text.split("\n"):
        document.add_line(line)
    found = Prose(document)
    found.split()
    return found


def claims(text):
    return quantities(prose(text))


@pytest.mark.parametrize(
    ("text", "value", "unit", "approximate"),
    [
        ("共收到申请12件。", 12, "件", False),
        ("共收到申请１２件。", 12, "件", False),
        ("共收到申请十二件。", 12, "件", False),
        ("公开信息1,057条。", 1057, "条", False),
        ("公开信息10364余条。", 10364, "条", True),
        ("关注人数1.1万余人。", 11000, "人", True),
        ("约4900人次咨询。", 4900, "人次", True),
        ("收费0.35万元。", Decimal("0.35"), "万元", False),
        ("占32.65%。", Decimal("32.65"), "%", False),
        ("召开会议 4 次。", 4, "次", False),
    ],
)
def test_a_quantity_has_its_number_measure_word_and_degree(text, value, unit, approximate):
    (claim,) = claims(text)
    assert (claim.value, claim.unit, claim.approximate) == (value, unit, approximate)


@pytest.mark.parametrize(
    "text", ["第12条规定。", "2024年1月1日。", "5个工作日内答复。", "做到一件事一次办。", "国令第711号。"]
)
def test_dates_articles_and_terms_are_no_quantities(text):
    assert claims(text) == []


def test_a_denial_is_a_claim_of_nothing():
    (claim,) = claims("2024年未收到政府信息公开申请。")
    assert (claim.value, claim.negated, claim.tail) == (0, True, "政府信息公开申请")


def test_what_is_counted_stands_before_or_after():
    first, second = claims("收到政府信息公开申请3件，1件结转下年度继续办理。")
    assert (first.lead, second.tail) == ("收到政府信息公开申请", "结转下年度继续办理")


def test_a_claim_knows_its_line_and_characters():
    text = prose("概述。\n收到政府信息公开申请 3 件。")
    (claim,) = quantities(text)
    place = text.place(claim.start, claim.end)
    assert (place.page, place.line, place.start, place.end) == (1, 2, 11, 14)


def test_a_sentence_broken_by_the_width_of_a_page_is_one():
    text = prose("2024年全年共收到有关本机关的政府信息公开申\n请 17 件，均已答复。", kind="pdf")
    assert text.text == "2024年全年共收到有关本机关的政府信息公开申请17件,均已答复。"


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("共收到政府信息公开申请3件。", ["requests.received"]),
        ("收到依申请公开3件，办结2件。", ["requests.received", "requests.closed"]),
        ("收到政府信息公开申请3件，其中2件为网络申请。", ["requests.received", "channel.online"]),
        (
            "因政府信息公开引起行政复议3件，其中结果维持2件。",
            ["reconsideration.total", "reconsideration.upheld"],
        ),
        ("信息公开类复议后起诉3件。", ["litigation_after_reconsideration.total"]),
        ("有3件涉及政府信息公开工作的行政复议。", ["reconsideration.total"]),
        ("集中公开制定的现行有效规范性文件3份。", ["documents.in_force"]),
        ("受理信访事项3件，办结3件。", []),
    ],
)
def test_a_claim_is_known_by_the_words_around_it(text, subjects):
    found = prose(text)
    assert [one.id for claim in quantities(found) for one in about(found, claim)] == subjects


def test_a_total_has_its_parts_and_they_have_theirs():
    text = prose("承办15件，其中，主办件6件（市级1件、区级5件），协办件9件（市级7件，区级2件）。")
    found = [
        (group.total.value, [part.value for part in group.parts]) for group in groups(text, quantities(text))
    ]
    assert found == [(15, [6, 9]), (6, [1, 5]), (9, [7, 2])]
