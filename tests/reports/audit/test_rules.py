"""Every rule that can speak is explained, on a page that is up to date."""

import re
from pathlib import Path

from gongkai.reports.audit import audit_rules
from gongkai.reports.audit.docs import page
from gongkai.reports.form import EDITIONS
from gongkai.reports.load import load

REPO = Path(__file__).resolve().parents[3]
SOURCES = [
    *(REPO / "src/gongkai/reports/audit").glob("*.py"),
    *(REPO / "src/gongkai/reports/read").glob("*.py"),
    REPO / "src/gongkai/reports/check.py",
]


def spoken():
    """The ids of rules that stand in the code."""
    families = "|".join({name.partition(".")[0] for name in audit_rules()})
    found = set()
    for file in SOURCES:
        found |= set(re.findall(rf'"((?:{families})\.[a-z_]+)"', file.read_text("utf-8")))
    return found


def test_every_rule_in_the_code_has_its_explanation():
    subjects = {"text", "claim"}  # no subject of a claim begins with these, so nothing else is in the way
    unknown = {name for name in spoken() - audit_rules().keys() if name.partition(".")[0] in subjects}
    assert unknown == set()
    assert {"table.requests", "words.all_closed", "head.year", "cell.blank"} <= audit_rules().keys()


def test_every_explained_rule_stands_in_the_code():
    assert audit_rules().keys() - spoken() == set()


def test_every_rule_has_an_anchor_and_says_why():
    text = page()
    names = [*audit_rules(), *(rule.id for edition in EDITIONS for rule in load(edition).rules)]
    assert [name for name in names if f'<a id="{name}"></a>' not in text] == []
    assert [rule.id for rule in audit_rules().values() if len(rule.explain) < 10 or not rule.title] == []


def test_the_page_of_rules_is_up_to_date():
    assert (REPO / "docs/rules/README.md").read_text("utf-8") == page()
