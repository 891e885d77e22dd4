"""Pages that count all there is: the worker writes them once for all that happened in the minute."""

from __future__ import annotations

import errno
from datetime import date

import pytest
from typer.testing import CliRunner

from gongkai.apps.engagement import actions as engagement
from gongkai.apps.portal.baking import folder, following
from gongkai.apps.portal.baking.verifying import Drift, verify
from gongkai.apps.publications import actions
from gongkai.apps.publications.actions.columns import change_column
from gongkai.apps.publications.models import Channel
from gongkai.cli import app
from tests.portal.conftest import HOME

from .conftest import text

TODAY = date(2026, 12, 8)
STATISTICS, DATA = f"{HOME}statistics/", f"{HOME}data/"


@pytest.fixture
def written(monkeypatch) -> list[str]:
    """The statistics pages that were written since."""
    found: list[str] = []
    plain = folder._write

    def note(file, *rest, **more):
        if file.parent.name == "statistics":
            found.append(file.name)
        return plain(file, *rest, **more)

    monkeypatch.setattr(folder, "_write", note)
    return found


def test_several_publications_in_a_minute_write_the_statistics_once(baked, follow, publish, agency, written):
    release = baked()
    written.clear()
    for number in range(3):
        follow(lambda number=number: publish("inspection", f"第{number}号公告"))
    assert written == []
    assert release.state().later == [["statistics", agency.pk, []], ["data", agency.pk, []]]
    assert list(verify(release)) == []
    following.pages(TODAY)
    assert written == ["index.html"]
    assert "现在公开的信息共 <b>3</b> 条" in text(release, STATISTICS)
    assert "catalogue-2026.csv" in text(release, DATA)
    assert release.state().later == []
    assert list(verify(release)) == []
    assert following.follow() == 0


@pytest.mark.parametrize("change", ["withdraw", "rename", "letter", "release"])
def test_whatever_is_counted_is_counted_anew(baked, follow, publish, clerk, agency, columns, change):
    item = publish("inspection", "隐患公告")
    release = baked()
    before = text(release, STATISTICS)
    match change:
        case "withdraw":
            follow(lambda: actions.withdraw(clerk, item, "内容有误"))
        case "rename":
            place = {"name": "执法检查", "parent": None, "order": 1, "scope_code": ""}
            follow(lambda: change_column(clerk, columns["inspection"], **place))
        case "letter":
            told = {
                "kind": "enquiry",
                "title": "咨询",
                "content": "怎样申请",
                "writer": "",
                "contact": "a@b.cn",
            }
            follow(lambda: engagement.receive_letter(agency, today=TODAY, **told))
        case "release":
            second = Channel.objects.create(agency=agency, name="政务服务网", kind="website")
            follow(lambda: actions.add_release(clerk, item, second))
    assert list(verify(release)) == []
    following.pages(TODAY)
    assert text(release, STATISTICS) != before
    assert list(verify(release)) == []


def test_a_letter_costs_its_writer_no_page(baked, follow, agency, written):
    release = baked()
    before = release.state()
    told = {"kind": "enquiry", "title": "咨询", "content": "怎样申请", "writer": "", "contact": "a@b.cn"}
    follow(lambda: engagement.receive_letter(agency, today=TODAY, **told))
    assert release.state() == before
    assert following.waiting(release) == [["agency", agency.pk, []], ["statistics", agency.pk, []]]


def test_a_page_that_waits_is_not_forgotten_when_the_worker_is_killed(
    baked, follow, publish, agency, monkeypatch
):
    release = baked()
    follow(lambda: publish("inspection", "隐患公告"))

    def killed(*args, **more):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="No space"):
        broken.setattr(folder, "_write", killed)
        following.pages(TODAY)
    assert release.state().later == [["statistics", agency.pk, []], ["data", agency.pk, []]]
    following.pages(TODAY)
    assert "现在公开的信息共 <b>1</b> 条" in text(release, STATISTICS)


def test_a_page_that_does_not_wait_is_compared_as_ever(baked, follow, publish):
    release = baked()
    release.file(STATISTICS).write_text("别的内容")
    assert list(verify(release)) == [Drift(STATISTICS, "内容不同")]


def test_the_command_says_how_many_pages_wait_for_the_worker(baked, follow, publish):
    baked()
    follow(lambda: publish("inspection", "隐患公告"))
    told = CliRunner().invoke(app, ["bake", "--verify"])
    assert told.exit_code == 0
    assert told.stdout.splitlines()[-1] == (
        "另有2页等定时任务更新，不在其内；立即更新可运行 gongkai bake --pending"
    )
    assert CliRunner().invoke(app, ["bake", "--pending"]).stdout == "已补做2页\n"
    assert "另有" not in CliRunner().invoke(app, ["bake", "--verify"]).stdout
