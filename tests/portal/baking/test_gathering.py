"""Topics, questions and the standards list: a change writes exactly the gathering pages that show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.apps.portal.baking import folder
from gongkai.apps.portal.baking.verifying import verify
from gongkai.apps.publications import actions
from gongkai.apps.publications.actions import duties, knowledge, topic
from gongkai.apps.publications.actions.columns import change_column
from gongkai.apps.publications.models import Column, Item
from tests.portal.conftest import HOME

from .conftest import text

pytestmark = pytest.mark.sqlite  # files are written alike on every database

TODAY = date(2026, 12, 8)
GATHERING = {"topics/", "topics/winter/", "topics/mines/", "questions/", "standards/"}


@pytest.fixture
def topics(agency, clerk, columns, approve, website):
    """冬季安全 gathers 通知公告 about 低温 and chosen items; 矿山安全 everything of 监督检查."""

    def opened(code: str, title: str):
        made = topic.open_topic(clerk, agency, code=code, title=title, text="有关信息汇集于此。", today=TODAY)
        actions.publish(clerk, approve(made.lead), [website])
        return made

    winter, mines = opened("winter", "冬季安全"), opened("mines", "矿山安全")
    topic.add_block(clerk, winter, rule="matching", column=columns["notices"], keyword="低温")
    chosen = topic.add_block(clerk, winter, rule="chosen")
    topic.add_block(clerk, mines, rule="matching", column=columns["inspection"])
    return winter, mines, chosen


@pytest.fixture
def question(agency, clerk, columns, approve, website):
    """question([items it rests on]) → a public 政策问答."""

    def out(sources: list[Item]) -> Item:
        item = knowledge.draft_knowledge(
            clerk,
            agency,
            question="许可证怎样延期？",
            answer="期满三个月前申请。",
            today=TODAY,
            sources=sources,
        )
        return actions.publish(clerk, approve(item), [website])

    return out


@pytest.fixture
def standards(agency, clerk, columns, approve, website):
    """The standards list with one line, public as a page."""
    duties.list_duty(
        clerk, agency, matter="隐患公告", content="重大隐患", article="条例第二十条", limit="forming", days=20,
        channels=["website"], audience="everyone", column=columns["inspection"],
    )  # fmt: skip
    return actions.publish(clerk, approve(duties.draft_list(clerk, agency, TODAY)), [website])


@pytest.fixture
def written(baked, follow, monkeypatch) -> Callable[[Callable[[], object]], set[str]]:
    """written(call) → which of the gathering pages the call wrote anew, after a whole bake."""

    def run(call: Callable[[], object]) -> set[str]:
        release = baked()
        found: set[str] = set()
        plain = folder._write

        def note(file, *rest, **more):
            found.add(str(file.parent.relative_to(release.folder)).removeprefix(f"public{HOME}") + "/")
            return plain(file, *rest, **more)

        with monkeypatch.context() as watched:
            watched.setattr(folder, "_write", note)
            follow(call)
        assert list(verify(release)) == []
        return found & GATHERING

    return run


def test_all_of_them_are_files_after_a_bake(baked, client, topics, question, standards, publish):
    publish("inspection", "隐患公告")
    question([])
    release = baked()
    for path in sorted(GATHERING):
        assert release.file(HOME + path).read_bytes() == client.get(HOME + path).content, path
    assert "隐患公告" in text(release, f"{HOME}topics/mines/")
    assert "许可证怎样延期" in text(release, f"{HOME}questions/")


@pytest.mark.parametrize(
    ("column", "title", "pages"),
    [
        ("inspection", "隐患公告", {"topics/mines/"}),
        ("notices", "低温冰冻提示", {"topics/winter/"}),
        ("notices", "值班安排", set()),
    ],
)
def test_a_publication_is_written_into_the_topics_whose_rule_takes_it(
    topics, question, standards, written, publish, column, title, pages
):
    assert written(lambda: publish(column, title)) == pages


def test_a_chosen_item_that_is_withdrawn_leaves_its_topic(topics, written, publish, clerk, baked):
    item = publish("news", "一则动态")
    topic.choose(clerk, topics[2], [item])
    assert "一则动态" in text(baked(), f"{HOME}topics/winter/")
    assert written(lambda: actions.withdraw(clerk, item, "内容有误")) == {"topics/winter/"}


def test_a_changed_block_and_a_closed_topic_write_the_topic_and_the_list_of_topics(
    topics, written, publish, clerk
):
    item = publish("news", "一则动态")
    assert written(lambda: topic.choose(clerk, topics[2], [item])) == {"topics/", "topics/winter/"}
    assert written(lambda: topic.close_topic(clerk, topics[1])) == {"topics/", "topics/mines/"}
    assert written(lambda: topic.reopen_topic(clerk, topics[1])) == {"topics/", "topics/mines/"}


def test_a_topic_whose_lead_is_withdrawn_has_no_page(topics, written, clerk, baked):
    changed = written(lambda: actions.withdraw(clerk, topics[0].lead, "专题取消"))
    assert changed == {"topics/"}
    assert not baked().file(f"{HOME}topics/winter/").exists()


def test_a_renamed_column_is_renamed_in_every_topic(topics, written, columns, clerk):
    column = Column.objects.get(pk=columns["inspection"].pk)
    told = {"parent": column.parent, "order": column.order, "scope_code": column.scope_code}
    changed = written(lambda: change_column(clerk, column, name="执法检查", **told))
    assert changed == {"topics/winter/", "topics/mines/"}


def test_a_question_and_what_it_rests_on_write_the_questions(question, written, publish, clerk):
    ground = publish("news", "办事指南")
    assert written(lambda: question([ground])) == {"questions/"}
    assert written(lambda: actions.withdraw(clerk, ground, "内容有误")) == {"questions/"}


def test_a_new_edition_of_the_standards_list_writes_its_page_alone(
    standards, written, agency, clerk, approve, columns, publish
):
    duties.list_duty(
        clerk, agency, matter="值班电话", content="昼夜值班电话", article="条例第二十条", limit="forming",
        days=20, channels=["website"], audience="everyone", column=columns["emergency"],
    )  # fmt: skip

    def out() -> None:
        actions.publish(clerk, approve(duties.draft_list(clerk, agency, TODAY)), [])

    assert written(out) == {"standards/"}
    assert written(lambda: publish("system", "另一项制度")) == set()
