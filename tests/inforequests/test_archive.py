"""One sealed file a case: everything in it, a changed byte noticed, the case read only, copies logged."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import storages

from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.actions.papers import PDF, keep_paper
from gongkai.apps.inforequests.casefile import pack
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.queries.casefile import archive_of, archive_problems
from gongkai.law.refusals import Refused
from gongkai.paper.pdf import text_of
from tests.inforequests.letters import TODAY, draft_grant, sign

LATER = date(2026, 11, 24)
SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def officers(make_post):
    return {
        "review": make_post("second_reviewer", name="李敏"),
        "sign": make_post("final_reviewer", name="王建"),
    }


@pytest.fixture
def delivered(clerk, register, officers) -> Request:
    """Decided by letter on 2026-11-22, posted on 2026-11-24, with a scan of the identity card among its papers."""
    case = register(date(2026, 11, 10))
    keep_paper(case, SCAN, kind="identity", name="王小明身份证.pdf", media_type=PDF, by=clerk)
    letter = sign(draft_grant(clerk, case), clerk, officers, legal=False)
    actions.send_letter(clerk, letter, day=LATER, by="post", evidence="XA12345678952", today=LATER)
    case.refresh_from_db()
    return case


@pytest.fixture
def archived(clerk, delivered) -> Request:
    actions.archive(clerk, delivered, today=LATER)
    delivered.refresh_from_db()
    return delivered


def content(archive) -> dict[str, bytes]:
    with archive.file.open("rb") as file, zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def refused(verb, *arguments, **named) -> str:
    with pytest.raises(Refused) as caught:
        verb(*arguments, **named)
    return str(caught.value)


def test_the_file_holds_letters_papers_events_derivation_and_log(archived):
    inside = content(archive_of(archived))
    assert [name for name in inside if name.startswith("papers/")] == [
        "papers/01-王小明身份证.pdf",
        "papers/02-政府信息公开申请答复书（测应急公复〔2026〕1号）.docx",
        "papers/03-政府信息公开申请答复书（测应急公复〔2026〕1号）.pdf",
    ]
    events = json.loads(inside["records/events.json"])
    assert [one["type"] for one in events] == ["submitted", "decided", "delivered"]
    clock = json.loads(inside["records/clock.json"])
    assert (clock["received"], clock["on_time"]) == ("2026-11-10", True)
    log = json.loads(inside["records/log.json"])
    assert [one["event"] for one in log][-2:] == ["request.delivered", "request.letter_sent"]
    assert json.loads(inside["records/request.json"])["applicant_name"] == "王小明"


def test_the_index_lists_everything_with_its_digest(archived):
    inside = content(archive_of(archived))
    printed = text_of(inside["00-index.pdf"])
    manifest = json.loads(inside["manifest.json"])
    for line in manifest["parts"]:
        if line["path"] != "00-index.pdf":
            assert "".join(line["title"].split()) in printed
            assert line["sha256"] in printed
    assert b"pdfaid:part" in inside["00-index.pdf"]


def test_number_and_digest_are_kept_and_logged(archived):
    archive = archive_of(archived)
    assert (archived.archive_number, archived.archived_on) == ("测应急公档〔2026〕1号", LATER)
    entry = Entry.objects.get(event="request.archived")
    assert entry.data["sha256"] == archive.digest
    assert archive_problems(archive) == []


def test_a_changed_byte_on_the_disk_is_noticed(archived):
    archive = archive_of(archived)
    place = Path(storages["sealed"].path(archive.file.name))
    stored = bytearray(place.read_bytes())
    stored[len(stored) // 2] ^= 1
    place.write_bytes(stored)
    assert archive_problems(archive) == ["案卷文件在磁盘上被改动、截短或者丢失，封存已失效"]


def test_a_file_put_in_its_place_is_noticed_by_register_and_log(clerk, archived):
    archive = archive_of(archived)
    other = keep_paper(archived, SCAN, kind="other", name="x.pdf", media_type=PDF, by=clerk)
    archive.file = other.file
    assert any("与登记的摘要不符" in one for one in archive_problems(archive))


def test_a_changed_missing_or_added_part_is_named():
    part = pack.Part("a.txt", "答复书", "文书", "2026-11-24", b"one")
    out = io.BytesIO()
    pack.write(out, [part], {})
    assert pack.problems(io.BytesIO(out.getvalue())) == []
    with zipfile.ZipFile(out) as package:
        manifest = package.read("manifest.json")
    for parts, sentence in (
        ({"a.txt": b"two"}, "“答复书”与登记的摘要不符"),
        ({}, "缺少“答复书”"),
        ({"a.txt": b"one", "b.txt": b""}, "多出未登记的文件“b.txt”"),
    ):
        forged = io.BytesIO()
        with zipfile.ZipFile(forged, "w") as package:
            for name, data in {**parts, "manifest.json": manifest}.items():
                package.writestr(name, data)
        assert pack.problems(forged) == [sentence]


def test_the_same_case_gives_the_same_package():
    part = pack.Part("a.txt", "答复书", "文书", "2026-11-24", b"one")
    first, second = io.BytesIO(), io.BytesIO()
    assert pack.write(first, [part], {}) == pack.write(second, [part], {})
    assert first.getvalue() == second.getvalue()


def test_only_a_delivered_case_is_archived_and_once(clerk, register, delivered):
    running = register(date(2026, 11, 12))
    assert "尚未办结" in refused(actions.archive, clerk, running, today=LATER)
    actions.decide(
        clerk, running, day=TODAY, outcome="granted", articles=["36(2)"], today=TODAY, evidence="签发稿"
    )
    assert "尚未登记送达" in refused(actions.archive, clerk, running, today=LATER)
    actions.archive(clerk, delivered, today=LATER)
    assert "本件已归档（测应急公档〔2026〕1号）" in refused(actions.archive, clerk, delivered, today=LATER)


def test_a_letter_under_way_holds_the_archive_up(clerk, delivered):
    actions.draft_letter(
        clerk, delivered, type="record_corrected", today=LATER,
        given={"before": "3处", "after": "2处", "corrected": "2026-11-24"},
    )  # fmt: skip
    assert "还有文书拟稿" in refused(actions.archive, clerk, delivered, today=LATER)


def test_an_archived_case_is_read_only(clerk, archived):
    for verb, given in (
        (actions.change, {"content": "另一件信息"}),
        (actions.assign, {"department": None}),
        (actions.draft_letter, {"type": "receipt", "given": {}, "today": LATER}),
    ):
        assert "本件已归档" in refused(verb, clerk, archived, **given)


def test_archive_numbers_have_no_gaps(clerk, register, officers):
    labels = []
    for _ in range(2):
        case = register(date(2026, 11, 10))
        letter = sign(draft_grant(clerk, case), clerk, officers, legal=False)
        actions.send_letter(clerk, letter, day=LATER, by="post", evidence="XA1", today=LATER)
        actions.archive(clerk, case, today=LATER)
        case.refresh_from_db()
        labels.append(case.archive_number)
    assert labels == ["测应急公档〔2026〕1号", "测应急公档〔2026〕2号"]


def test_a_court_gets_exactly_what_was_sealed_and_the_log_says_who_took_it(clerk, archived):
    copy, name = actions.export_archive(
        clerk, archived, purpose="测试市中级人民法院（2026）行初12号", mask=False, today=LATER
    )
    with archive_of(archived).file.open("rb") as sealed:
        assert copy.read() == sealed.read()
    assert name == "测应急公档〔2026〕1号.zip"
    entry = Entry.objects.get(event="request.exported")
    assert (entry.data["purpose"], entry.data["masked"]) == ("测试市中级人民法院（2026）行初12号", False)


def test_a_masked_copy_names_nobody_and_says_what_it_leaves_out(clerk, archived):
    copy, name = actions.export_archive(clerk, archived, purpose="调研", mask=True, today=LATER)
    assert name == "测应急公档〔2026〕1号（遮蔽身份）.zip"
    with zipfile.ZipFile(copy) as package:
        inside = {one: package.read(one) for one in package.namelist()}
    assert pack.problems(copy) == []
    for path, data in inside.items():
        said = text_of(data) if path.endswith(".pdf") else data.decode()
        assert "王小明" not in said and "13800001234" not in said and "529900199001010017" not in said
        assert "王小明" not in path
    assert "未附：身份证明" in text_of(inside["00-index.pdf"])


def test_a_copy_asks_for_its_purpose_and_for_the_right_to_see_who_applied(
    clerk, archived, make_post, other_agency
):
    assert "请写明调取的机关和用途" in refused(
        actions.export_archive, clerk, archived, purpose=" ", mask=True, today=LATER
    )
    stranger = make_post("clerk", name="外人", agency=other_agency)
    assert "属于其他机关" in refused(
        actions.export_archive, stranger, archived, purpose="调研", mask=True, today=LATER
    )
    assert "属于其他机关" in refused(actions.verify_archive, stranger, archived)


def test_verifying_is_logged(clerk, archived):
    assert actions.verify_archive(clerk, archived) == []
    assert Entry.objects.get(event="request.archive_verified").data["whole"] is True
