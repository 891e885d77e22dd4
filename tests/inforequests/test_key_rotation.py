"""A new key for what is encrypted: everything goes over to it, killed or not, while the platform answers."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from typer.testing import CliRunner

from gongkai.apps.agencies import rotation
from gongkai.apps.agencies.rotation import Standing, rotate, standing
from gongkai.apps.audit.models import Entry, Head
from gongkai.apps.inforequests import queries
from gongkai.apps.inforequests.actions.attaching import keep_upload
from gongkai.apps.inforequests.actions.splitting import join
from gongkai.apps.inforequests.models import Attachment, Request
from gongkai.apps.inforequests.queries.work import same_applicant
from gongkai.cli import app
from gongkai.law.refusals import Refused

DAY = date(2026, 3, 2)
FIRST = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
SECOND = "YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI="
REQUESTS, PAPERS = "申请（inforequests.request）", "案卷材料（inforequests.attachment）的文件"


@pytest.fixture(autouse=True)
def first_key(settings, tmp_path):
    settings.GONGKAI_FIELD_KEYS = [FIRST]
    settings.HOME = tmp_path


@pytest.fixture
def paper(clerk):
    def add(request: Request) -> Attachment:
        file = ContentFile("身份证明".encode(), name="证明.txt")
        return keep_upload(request, file, kind="other", by=clerk)

    return add


def test_the_digest_of_an_applicant_is_what_it_has_always_been(register):
    assert register(DAY).applicant_key == "6e79e0aeca4d27841cbeb3803a956292a4d3ed3352225efbf0adf760875383f0"


def test_what_was_rotated_opens_and_is_found_without_the_old_key(register, paper, settings):
    request = register(DAY, address="中山路1号")
    code, kept = request.query_code, paper(request)
    settings.GONGKAI_FIELD_KEYS = [SECOND, FIRST]
    assert rotate() == {"inforequests.request": 1, "inforequests.attachment": 1}
    settings.GONGKAI_FIELD_KEYS = [SECOND]
    found = Request.objects.get(pk=request.pk)
    assert (found.applicant_name, found.contact, found.address) == ("王小明", "13800001234", "中山路1号")
    assert found.query_code == code
    assert Attachment.objects.get(pk=kept.pk).file.read() == "身份证明".encode()
    again = register(date(2026, 3, 3))
    assert queries.beside(again, DAY).total == 1
    assert standing() == [Standing(REQUESTS, 2, 0, 0), Standing(PAPERS, 1, 0, 0)]


def test_rows_and_files_under_an_old_key_are_counted(register, paper, settings):
    paper(register(DAY))
    register(DAY)
    assert standing() == [Standing(REQUESTS, 2, 0, 0), Standing(PAPERS, 1, 0, 0)]
    settings.GONGKAI_FIELD_KEYS = [SECOND, FIRST]
    register(DAY)
    assert standing() == [Standing(REQUESTS, 3, 2, 0), Standing(PAPERS, 1, 1, 0)]


def test_killed_in_the_middle_it_goes_on_with_what_is_left(register, settings, monkeypatch):
    rows = [register(DAY, content=f"第{n}号文件") for n in range(5)]
    settings.GONGKAI_FIELD_KEYS = [SECOND, FIRST]
    monkeypatch.setattr(rotation, "BATCH", 2)

    def killed(name: str, done: int, total: int) -> None:
        assert (name, done, total) == (REQUESTS, 2, 5)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(killed)
    assert standing() == [Standing(REQUESTS, 5, 3, 0)]
    old, new = Request.objects.get(pk=rows[4].pk), Request.objects.get(pk=rows[0].pk)
    assert old.applicant_key != new.applicant_key
    assert rotate() == {"inforequests.request": 3}
    assert standing() == [Standing(REQUESTS, 5, 0, 0)]
    assert rotate() == {}


def test_during_rotation_the_same_applicant_is_found_on_both_sides(register, clerk, settings, monkeypatch):
    rows = [register(DAY, content=f"第{n}号文件") for n in range(4)]
    settings.GONGKAI_FIELD_KEYS = [SECOND, FIRST]
    monkeypatch.setattr(rotation, "BATCH", 2)
    seen = []

    def look(name: str, done: int, total: int) -> None:
        assert name == REQUESTS
        new, old = (Request.objects.get(pk=row.pk) for row in (rows[0], rows[3]))
        seen.append((done, queries.beside(new, DAY).total, queries.beside(old, DAY).total))
        assert {row.pk for row in same_applicant(old)} == {row.pk for row in rows[:3]}
        if done == 2:
            assert new.applicant_key != old.applicant_key
            assert join(clerk, old, into=new, day=DAY, today=DAY).joined_to_id == new.pk

    rotate(look)
    assert seen == [(2, 3, 3), (4, 3, 3)]


def test_several_applicants_are_counted_once_each_whatever_key_their_cases_stand_under(register, settings):
    other = {"applicant_name": "李四", "identity_number": "529900199001010025"}
    register(DAY, **other)
    settings.GONGKAI_FIELD_KEYS = [SECOND, FIRST]
    register(DAY, **other)
    assert queries.beside(register(DAY), DAY).asked_by == 2


def test_who_saves_what_he_read_before_the_rotation_brings_no_old_key_back(register, settings):
    request = register(DAY)
    settings.GONGKAI_FIELD_KEYS = [SECOND, FIRST]
    read = Request.objects.get(pk=request.pk)
    rotate()
    read.save()
    assert standing() == [Standing(REQUESTS, 1, 0, 0)]


def test_without_a_new_key_nothing_is_done(register):
    register(DAY)
    with pytest.raises(Refused) as refused:
        rotate()
    assert str(refused.value).startswith(
        "GONGKAI_FIELD_KEYS 里还没有新密钥：请用 gongkai rotate-keys --new 生成"
    )
    assert not Entry.objects.filter(event__startswith="keys.").exists()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ([FIRST, FIRST], "GONGKAI_FIELD_KEYS 里有重复的密钥，请删去重复的再试"),
        (["短", FIRST], "GONGKAI_FIELD_KEYS 的第1个密钥无效，请核对是否抄录完整"),
    ],
)
def test_a_key_that_cannot_be_used_is_refused_by_its_place(db, settings, keys, words):
    settings.GONGKAI_FIELD_KEYS = keys
    with pytest.raises(Refused, match=words):
        rotate()


def test_what_opens_with_no_given_key_is_left_as_it_is_and_told(register, settings):
    register(DAY)
    settings.GONGKAI_FIELD_KEYS = [SECOND, "enp6enp6enp6enp6enp6enp6enp6enp6enp6enp6eno="]
    assert rotate() == {}
    assert standing() == [Standing(REQUESTS, 1, 0, 1)]
    settings.GONGKAI_FIELD_KEYS = [FIRST]
    assert Request.objects.get().applicant_name == "王小明"


def test_a_second_run_at_the_same_time_is_refused(register, settings):
    register(DAY)
    settings.GONGKAI_FIELD_KEYS = [SECOND, FIRST]

    def second(name: str, done: int, total: int) -> None:
        with pytest.raises(Refused, match="另一个进程正在轮换密钥，请等它完成"):
            rotate()

    assert rotate(second) == {"inforequests.request": 1}


def test_a_file_that_is_deleted_meanwhile_does_not_come_back(
    register, paper, settings, monkeypatch, tmp_path
):
    kept = paper(register(DAY))
    settings.GONGKAI_FIELD_KEYS = [SECOND, FIRST]
    plain = rotation.SealedStorage.reseal

    def deleted_first(storage: rotation.SealedStorage, name: str) -> None:
        plain(storage, name)
        Attachment.objects.filter(pk=kept.pk).delete()

    monkeypatch.setattr(rotation.SealedStorage, "reseal", deleted_first)
    rotate()
    assert not (tmp_path / "sealed" / str(kept.file.name)).exists()


def test_the_log_tells_the_public_name_of_the_key_and_what_was_renewed(register, settings):
    register(DAY)
    settings.GONGKAI_FIELD_KEYS = [SECOND, FIRST]
    rotate()
    begun, done = Entry.objects.filter(event__startswith="keys.").order_by("seq")
    assert (begun.event, begun.data) == ("keys.rotation_begun", {"key": "6387e91297393280"})
    assert done.data == {"key": "6387e91297393280", "renewed": {"inforequests.request": 1}}


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_holds_is_not_waited_for_and_taken_by_the_next_run(register, settings):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite knows no row locks: writers wait for each other's short transactions")
    Head.objects.get_or_create(pk=1)  # gone where another such test emptied the database
    held = register(DAY)
    register(DAY)
    settings.GONGKAI_FIELD_KEYS = [SECOND, FIRST]
    holding, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Request.locked(held.pk)
            holding.set()
            done.wait(30)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert holding.wait(30)
    assert rotate() == {"inforequests.request": 1}
    assert standing() == [Standing(REQUESTS, 2, 1, 0)]
    done.set()
    holder.join()
    assert rotate() == {"inforequests.request": 1}
    assert standing() == [Standing(REQUESTS, 2, 0, 0)]


def test_the_command_rotates_and_checks_and_says_when_the_old_key_may_go(register, settings):
    register(DAY)
    settings.GONGKAI_FIELD_KEYS = [SECOND, FIRST]
    before = CliRunner().invoke(app, ["rotate-keys", "--check"])
    assert before.exit_code == 1
    assert before.stdout == "申请（inforequests.request）：共1件，1件用旧密钥\n"
    assert before.stderr == "还有内容用着旧密钥，旧密钥不能停用；请运行 gongkai rotate-keys\n"
    after = CliRunner().invoke(app, ["rotate-keys"])
    assert after.exit_code == 0
    assert after.stdout.splitlines()[-3:] == [
        "本次换用新密钥1件",
        "申请（inforequests.request）：共1件，0件用旧密钥",
        "全部内容都用最新的密钥，更旧的密钥可以停用",
    ]


def test_the_command_makes_a_key_and_refuses_in_a_sentence(register):
    made = CliRunner().invoke(app, ["rotate-keys", "--new"]).stdout.strip()
    assert len(made) == 44
    refused = CliRunner().invoke(app, ["rotate-keys"])
    assert refused.exit_code == 1
    assert refused.stderr.startswith("GONGKAI_FIELD_KEYS 里还没有新密钥")
