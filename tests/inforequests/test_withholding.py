"""区分处理 at the desk: who may mark, what is refused, what is kept and logged, what may be sent."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.http import Http404

from gongkai.apps.audit.models import Entry
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.actions import withholding as door
from gongkai.apps.inforequests.actions.case_papers import open_paper, remove_paper
from gongkai.apps.inforequests.actions.sending import refuse_withheld
from gongkai.apps.inforequests.actions.withholding import mark, withhold
from gongkai.apps.inforequests.models import Attachment, AttachmentKind, Withholding
from gongkai.apps.inforequests.queries import papers
from gongkai.law.refusals import Refused
from gongkai.redaction import Leak
from tests.inforequests.papers import MARK, TEXT, seen


def test_the_new_file_is_kept_as_released_and_the_log_names_no_word_of_it(clerk, source):
    mark(clerk, source, [MARK], seen=seen(source))
    made = withhold(clerk, source, seen=seen(source))
    assert made.released.kind == AttachmentKind.RELEASED and made.checked_at is not None
    text = papers.data_of(made.released).decode("utf-8-sig")
    assert "举报人■■〔1〕，电话13912345678。" in text and "欧阳明月" not in text
    assert "依据条例第十五条不予公开，涉及个人隐私" in text
    assert not made.released.for_applicant
    entry = Entry.objects.filter(event="request.withheld").get()
    assert entry.data["released"] == made.released.digest
    assert not any("欧阳" in str(one.data) for one in Entry.objects.all())


def test_the_source_of_a_marked_paper_cannot_be_sent_and_the_checked_file_can(clerk, source):
    mark(clerk, source, [MARK], seen=seen(source))
    with pytest.raises(Refused, match="有遮蔽处，只能送出遮蔽后的文件（条例第三十七条）"):
        refuse_withheld(source)
    made = withhold(clerk, source, seen=seen(source))
    refuse_withheld(made.released)


def test_a_leak_is_refused_by_name_and_nothing_is_kept_but_the_log_of_it(clerk, source, monkeypatch):
    mark(clerk, source, [MARK], seen=seen(source))
    monkeypatch.setattr(door, "leaks", lambda data, name, secrets: [Leak("第2页", "欧阳明月")])
    with pytest.raises(Refused, match="没有通过复核，未予保存：第2页中仍有“欧阳明月”"):
        withhold(clerk, source, seen=seen(source))
    assert not Attachment.objects.filter(kind=AttachmentKind.RELEASED).exists()
    assert Entry.objects.filter(event="request.leak_found").get().data["found"] == 1


def test_a_word_that_stays_elsewhere_is_a_leak_until_a_person_has_looked(clerk, source):
    one = {"article": "15", "reason": "涉及个人隐私", "part": "l2", "span": [0, 3]}
    mark(clerk, source, [one], seen=seen(source))
    with pytest.raises(Refused, match="“举报人”"):
        withhold(clerk, source, seen=seen(source))
    mark(clerk, source, [one | {"elsewhere": True}], seen=seen(source))
    assert withhold(clerk, source, seen=seen(source)).checked_at is not None


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"article": "", "reason": "隐私", "text": "欧阳"}, "第1处遮蔽没有法律依据"),
        ({"article": "20", "reason": "隐私", "text": "欧阳"}, "第1处遮蔽没有法律依据"),
        ({"article": "15", "reason": " ", "text": "欧阳"}, "第1处遮蔽没有写明理由"),
        ({"article": "15", "reason": "隐私"}, "第1处遮蔽没有指明位置"),
        ({"article": "15", "reason": "隐私", "page": 1, "rect": [0.5, 0.1, 0.2, 0.3]}, "不在页面之内"),
        ({"article": "15", "reason": "隐私", "page": "x"}, "数据不完整"),
    ],
)
def test_a_mark_without_basis_reason_or_place_is_refused(clerk, source, given, says):
    with pytest.raises(Refused, match=says):
        mark(clerk, source, [given], seen=seen(source))
    assert not Withholding.objects.exists()


def test_a_mark_that_meets_nothing_is_refused_by_its_number(clerk, source):
    mark(clerk, source, [MARK, MARK | {"text": "诸葛清风"}], seen=seen(source))
    with pytest.raises(Refused, match="第2处遮蔽“诸葛清风”在文件中没有找到"):
        withhold(clerk, source, seen=seen(source))


def test_two_clerks_marking_at_once_are_told_of_each_other(clerk, make_post, source):
    before = seen(source)
    mark(make_post("clerk", name="周宁"), source, [MARK], seen=before)
    with pytest.raises(Refused, match="周宁刚刚改动了遮蔽处"):
        mark(clerk, source, [MARK], seen=before)


def test_only_who_handles_requests_of_the_same_agency_may_mark(make_post, other_agency, source):
    for post in (make_post("contributor"), make_post("clerk", name="外人", agency=other_agency)):
        with pytest.raises(Refused):
            mark(post, source, [MARK], seen=seen(source))
        with pytest.raises(Refused):
            withhold(post, source, seen=seen(source))
    with pytest.raises(Http404):
        papers.paper(other_agency, source.request_id, source.pk)


def test_a_second_file_takes_the_place_of_the_first(clerk, source):
    mark(clerk, source, [MARK], seen=seen(source))
    first = withhold(clerk, source, seen=seen(source)).released
    mark(clerk, source, [MARK, MARK | {"text": "13912345678"}], seen=seen(source))
    second = withhold(clerk, source, seen=seen(source)).released
    first.refresh_from_db()
    assert first.removed_at is not None and second.removed_at is None
    assert Withholding.objects.filter(source=source).count() == 2


def test_papers_with_identities_open_only_for_those_who_may_see_them_and_every_opening_is_logged(
    clerk, make_post, case, source
):
    upload = ContentFile(b"\x89PNG\r\n\x1a\n" + b"0" * 50, name="身份证.png")
    proof = actions.attach(clerk, case, upload, kind=AttachmentKind.IDENTITY)
    reviewer = make_post("second_reviewer", name="李敏")
    with pytest.raises(Refused, match="由有权查看身份信息的人员打开"):
        open_paper(reviewer, proof)
    assert open_paper(reviewer, source) == TEXT.encode()
    assert open_paper(clerk, proof).startswith(b"\x89PNG")
    assert Entry.objects.filter(event="request.paper_opened").count() == 2


def test_a_paper_that_the_applicant_has_cannot_be_taken_away(clerk, source):
    Attachment.objects.filter(pk=source.pk).update(for_applicant=True)
    with pytest.raises(Refused, match="不能移除"):
        remove_paper(clerk, source)
    Attachment.objects.filter(pk=source.pk).update(for_applicant=False)
    assert remove_paper(clerk, source).removed_at is not None
    assert Entry.objects.filter(event="request.paper_removed").exists()


@pytest.fixture
def client(clerk, client_of):
    return client_of(clerk)


def base(source: Attachment) -> str:
    return f"/office/requests/{source.request_id}/papers/"


def marking(source: Attachment) -> str:
    return f"{base(source)}{source.pk}/marks/"


def given(source: Attachment, **fields) -> dict:
    return {"article": "15", "reason": "涉及个人隐私", "scope": "all", "seen": seen(source), **fields}


def test_a_paper_is_put_in_marked_and_made_on_the_screens(client, case):
    upload = ContentFile(TEXT.encode(), name="检查情况.txt")
    answer = client.post(f"/office/requests/{case.pk}/papers/", {"kind": "source", "file": upload})
    assert answer.status_code == 302
    source = Attachment.objects.get(kind="source")
    assert client.post(marking(source), given(source, text="欧阳明月")).status_code == 302
    shown = client.get(marking(source)).content.decode()
    assert "已标注1处" in shown and "全文“欧阳明月”" in shown and "条例第十五条" in shown
    assert "遮蔽后：举报人■■〔1〕，电话13912345678。" in shown
    client.post(f"{base(source)}{source.pk}/withhold/", {"seen": seen(source)})
    listed = client.get(base(source)).content.decode()
    assert "检查情况（部分公开）.txt" in listed and "由“检查情况.txt”遮蔽而成，已复核" in listed
    released = Attachment.objects.get(kind="released")
    fetched = client.get(f"{base(source)}{released.pk}/file/")
    assert "欧阳明月" not in fetched.content.decode() and fetched["Cache-Control"] == "no-store"


def test_what_was_typed_stays_when_the_basis_is_missing(client, source):
    answer = client.post(marking(source), given(source, text="欧阳明月", article=""))
    assert answer.status_code == 422
    assert 'value="欧阳明月"' in answer.content.decode()


def test_a_mark_without_a_place_says_how_to_name_one(client, source):
    answer = client.post(marking(source), given(source))
    assert answer.status_code == 422
    assert "请先指明要遮蔽的内容" in answer.content.decode()


def test_paragraphs_are_marked_by_their_boxes_and_marks_taken_off_by_number(client, source):
    client.post(marking(source), given(source, parts=["l1", "l2"]))
    assert [one["part"] for one in papers.marks_of(source)] == ["l1", "l2"]
    client.post(f"{marking(source)}remove/", {"mark": "1", "seen": seen(source)})
    assert [one["part"] for one in papers.marks_of(source)] == ["l2"]


def test_a_paper_that_is_no_text_is_refused_on_upload(client, case):
    upload = ContentFile(b"MZ\x90\0\0", name="程序.pdf")
    answer = client.post(f"/office/requests/{case.pk}/papers/", {"kind": "source", "file": upload})
    assert answer.status_code == 422
    assert "内容与后缀不符" in answer.content.decode()


def test_another_agency_meets_404_on_every_page_of_a_paper(make_post, client_of, other_agency, source):
    stranger = client_of(make_post("clerk", name="外人", agency=other_agency))
    for path in (
        base(source),
        marking(source),
        f"{base(source)}{source.pk}/file/",
        f"{base(source)}{source.pk}/pages/1.png",
    ):
        assert stranger.get(path).status_code == 404
    for path in (
        f"{base(source)}{source.pk}/withhold/",
        f"{base(source)}{source.pk}/remove/",
        f"{marking(source)}remove/",
    ):
        assert stranger.post(path).status_code == 404


def test_a_reviewer_reads_papers_but_does_not_mark_them(make_post, client_of, source):
    reviewer = client_of(make_post("second_reviewer", name="李敏"))
    listed = reviewer.get(base(source)).content.decode()
    assert "检查情况.txt" in listed and "加入材料" not in listed and "/marks/" not in listed
    assert reviewer.get(marking(source)).status_code == 403


def test_the_list_of_papers_costs_few_queries_at_any_length(
    client, case, source, django_assert_max_num_queries
):
    rows = [
        Attachment(
            request=case,
            kind="other",
            file=f"x/{at}",
            name=f"{at}.txt",
            media_type="text/plain",
            size=1,
            digest="0",
        )
        for at in range(200)
    ]
    Attachment.objects.bulk_create(rows)
    with django_assert_max_num_queries(12):
        assert client.get(base(source)).status_code == 200
