"""The five steps, searches, the check of identity, what may answer, who else may be asked, publication for all."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests import actions, checklist, queries
from gongkai.apps.inforequests.models import Request, Search, Submission
from gongkai.apps.publications.actions import open_standard_columns, rebuild_index
from gongkai.apps.publications.models import Column, Item
from gongkai.apps.publications.queries import suggest
from gongkai.law import outcomes
from gongkai.law.refusals import Refused
from tests.desks import desk_of

TODAY = date(2025, 11, 4)
SEARCH = {
    "searched_on": TODAY,
    "places": "综合档案室、公文系统",
    "method": "按文号和“挂牌督办”检索2020年以来的文件",
    "found": False,
    "result": "没有找到",
    "today": TODAY,
}


@pytest.fixture(autouse=True)
def on_4_november_2025(monkeypatch):
    for view in ("case", "decision", "events", "index", "registering", "work"):
        monkeypatch.setattr(f"gongkai.apps.inforequests.views.{view}.today", lambda: TODAY)


@pytest.fixture
def running(register) -> Request:
    """Received on 2025-10-13, due 2025-11-10."""
    return register(date(2025, 10, 13), today=TODAY)


@pytest.fixture
def client(clerk, client_of):
    return client_of(clerk)


def judge(clerk, request, *answers: tuple[str, str]) -> Request:
    for step, answer in answers:
        request = actions.answer_step(clerk, request, step=step, answer=answer, today=TODAY)
    return request


HELD = (("correction", "complete"), ("scope", "request"), ("existence", "held"))


def test_the_five_steps_are_asked_in_their_order(clerk, running):
    asked = []
    for step, answer in (*HELD, ("release", "part"), ("form", "right")):
        asked.append(checklist.next_step(running.steps).title)
        running = judge(clerk, running, (step, answer))
    assert asked == ["①补不补", "②该不该", "③有没有", "④给不给", "⑤当不当"]
    assert checklist.next_step(running.steps) is None
    assert queries.proposal(running) == ("部分公开", "granted_in_part", "37")


@pytest.mark.parametrize(
    ("answers", "proposed", "article"),
    [
        ([("correction", "unclear")], "补正后申请内容仍不明确", "30"),
        ([("correction", "complete"), ("scope", "petition")], "信访举报投诉类申请", "39.1"),
        ([("correction", "complete"), ("scope", "repeat")], "重复申请", "36(6)"),
        ([("correction", "complete"), ("scope", "publication")], "要求提供公开出版物", "39.2"),
        ([("correction", "complete"), ("scope", "excessive")], "无正当理由大量反复申请", "35"),
        ([("correction", "complete"), ("scope", "query")], "属于行政查询事项", "36(7)"),
        ([*HELD[:2], ("existence", "public")], "予以公开", "36(1)"),
        ([*HELD[:2], ("existence", "none")], "本机关不掌握相关政府信息", "36(4)"),
        ([*HELD[:2], ("existence", "elsewhere")], "本机关不掌握相关政府信息", "36(5)"),
        ([*HELD[:2], ("existence", "creation")], "没有现成信息需要另行制作", "38"),
        ([*HELD, ("release", "all")], "予以公开", "36(2)"),
        ([*HELD, ("release", "third_party")], "保护第三方合法权益", "15"),
        ([*HELD, ("release", "internal")], "属于三类内部事务信息", "16.1"),
        ([*HELD, ("release", "enforcement")], "属于行政执法案卷", "16.2"),
    ],
)
def test_an_answer_that_ends_the_questions_proposes_its_outcome_and_leaves_form_and_delivery(
    clerk, running, answers, proposed, article
):
    running = judge(clerk, running, *answers)
    assert queries.proposal(running)[0] == proposed
    assert checklist.proposed(running.steps).article == article
    assert checklist.next_step(running.steps).title == "⑤当不当"


def test_what_is_proposed_can_be_decided_with_the_proposed_article():
    for step in checklist.STEPS:
        for answer in step.answers:
            if answer.outcome:
                outcomes.check_articles(outcomes.get(answer.outcome), [answer.article])


def test_a_correction_that_is_asked_for_stops_the_questions(clerk, running):
    running = judge(clerk, running, ("correction", "asked"))
    assert checklist.next_step(running.steps) is None
    assert queries.proposal(running) is None


def test_an_answer_keeps_who_gave_it_when_and_why(clerk, running):
    running = actions.answer_step(
        clerk, running, step="correction", answer="complete", note=" 身份证明齐全 ", today=TODAY
    )
    assert running.steps == {
        "correction": {"answer": "complete", "note": "身份证明齐全", "by": "陈雨", "on": "2025-11-04"}
    }


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"step": "correction", "answer": "held"}, "answer"),
        ({"step": "nothing", "answer": "complete"}, "answer"),
        ({"step": "correction", "answer": "complete", "note": "长" * 401}, "note"),
    ],
)
def test_an_unknown_answer_or_a_long_note_is_refused_at_its_field(clerk, running, given, field):
    with pytest.raises(Refused) as refused:
        actions.answer_step(clerk, running, today=TODAY, **given)
    assert refused.value.field == field


def test_the_steps_of_a_closed_case_stay_as_they_are(clerk, running):
    actions.decide(clerk, running, day=TODAY, outcome="granted", articles=["36(2)"], today=TODAY)
    with pytest.raises(Refused, match="已经办结"):
        judge(clerk, running, HELD[0])


def test_the_desk_asks_the_next_of_the_five_steps(clerk, running):
    def task() -> tuple[str, str]:
        [row] = desk_of(queries, clerk, TODAY)
        return row.what, row.action

    assert task() == ("作出处理决定：申〔2025〕1号", "拟答复")
    judge(clerk, running, *HELD)
    assert task() == ("④给不给：申〔2025〕1号", "查核")
    judge(clerk, running, ("release", "all"), ("form", "right"))
    assert task() == ("作出处理决定：申〔2025〕1号", "拟答复")


def test_a_step_is_answered_on_the_page_and_the_done_one_is_closed(client, running):
    path = f"/office/requests/{running.pk}/work/"
    assert "①补不补" in client.get(f"/office/requests/{running.pk}/").content.decode()
    sent = {"correction-answer": "complete", "correction-note": "齐备", "correction-version": running.version}
    assert client.post(f"{path}steps/correction/", sent).status_code == 302
    shown = client.get(path).content.decode()
    assert '<details class="step-details" id="step-correction">' in shown
    assert '<details class="step-details" open id="step-scope">' in shown
    refused = client.post(
        f"{path}steps/scope/", {"scope-version": running.version + 1, "scope-note": "想一想"}
    )
    assert refused.status_code == 422
    assert "想一想" in refused.content.decode()


def test_absence_is_decided_only_after_a_recorded_search_that_found_nothing(clerk, running):
    how = {"day": TODAY, "outcome": "unavailable_not_held", "articles": ["36(4)"], "today": TODAY}
    with pytest.raises(Refused, match="须经检索") as refused:
        actions.decide(clerk, running, **how)
    assert (refused.value.article, refused.value.field) == ("条例第三十六条第（四）项", "articles")
    actions.record_search(clerk, running, **{**SEARCH, "found": True, "result": "找到一份"})
    with pytest.raises(Refused, match="核查与交办"):
        actions.decide(clerk, running, **how)
    actions.record_search(clerk, running, **SEARCH)
    assert actions.decide(clerk, running, **how).outcome == "unavailable_not_held"


def test_the_page_of_the_decision_refuses_absence_with_a_link_to_the_search(client, clerk, running):
    judge(clerk, running, *HELD[:2], ("existence", "none"))
    case = f"/office/requests/{running.pk}/"
    search = f'href="{case}work/search/"'
    assert search in client.get(f"{case}work/").content.decode()
    sent = {"outcome": "unavailable_not_held", "articles": ["36(4)"], "version": 1}
    answer = client.post(f"{case}decide/", sent)
    assert answer.status_code == 422
    assert "须经检索" in answer.content.decode() and search in answer.content.decode()
    actions.record_search(clerk, running, **SEARCH)
    assert "去拟决定" in client.get(f"{case}work/").content.decode()


def test_information_of_another_agency_needs_no_search(clerk, running):
    how = {"day": TODAY, "outcome": "unavailable_not_held", "articles": ["36(5)"], "today": TODAY}
    assert actions.decide(clerk, running, **how).articles == ["36(5)"]


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"places": " "}, "places", "请填写检索范围"),
        ({"method": ""}, "method", "请填写检索方法"),
        ({"result": "长" * 401}, "result", "检索结果最多400个字"),
        ({"searched_on": date(2025, 11, 5)}, "searched_on", "晚于今天"),
    ],
)
def test_a_search_says_where_how_and_what_came_of_it(clerk, running, given, field, says):
    with pytest.raises(Refused, match=says) as refused:
        actions.record_search(clerk, running, **(SEARCH | given))
    assert refused.value.field == field


def test_the_database_refuses_to_change_a_search(clerk, running):
    actions.record_search(clerk, running, **SEARCH)
    with pytest.raises(DatabaseError), transaction.atomic():
        Search.objects.update(result="找到")


def test_the_identity_is_checked_without_stopping_the_clock(clerk, running, make_post):
    with pytest.raises(Refused):
        actions.check_identity(make_post("contributor"), running, day=TODAY, today=TODAY)
    with pytest.raises(Refused, match="早于申请提交之日"):
        actions.check_identity(clerk, running, day=date(2025, 10, 10), today=TODAY)
    checked = actions.check_identity(clerk, running, day=date(2025, 10, 14), today=TODAY)
    assert (checked.identity_checked_on, checked.due_cached) == (date(2025, 10, 14), date(2025, 11, 10))


def test_a_missing_identity_number_cannot_be_checked(clerk, register):
    request = register(TODAY, identity_number="", today=TODAY)
    with pytest.raises(Refused, match="没有登记证件号码"):
        actions.check_identity(clerk, request, day=TODAY, today=TODAY)


@pytest.fixture
def column(agency, make_post) -> Column:
    open_standard_columns(make_post("clerk", name="陈雨"), agency)
    return Column.objects.filter(agency=agency, kind="statutory").first()


def granted(clerk, running) -> Request:
    return actions.decide(clerk, running, day=TODAY, outcome="granted", articles=["36(2)"], today=TODAY)


def test_what_was_granted_becomes_a_draft_for_all_and_the_case_keeps_the_link(clerk, running, column):
    item = actions.make_public(
        clerk, granted(clerk, running), column=column, title="重大隐患挂牌督办情况", today=TODAY
    )
    running.refresh_from_db()
    assert (item.state, item.disclosure_attribute, item.formed_on) == (Item.State.DRAFT, "proactive", TODAY)
    assert (running.proactive_on, running.proactive_item) == (TODAY, str(item.pk))
    with pytest.raises(Refused, match="已经转主动公开"):
        actions.make_public(clerk, running, column=column, title="重大隐患挂牌督办情况", today=TODAY)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "王小明申请的督办通知书"),
        ("summary", "联系 138-0000-1234"),
        ("body", "证件 529900199001010017"),
        ("body", "另一人电话13912345678"),
    ],
)
def test_the_applicant_never_gets_into_what_is_published(clerk, running, column, field, text):
    given = {"title": "督办通知书", field: text}
    with pytest.raises(Refused) as refused:
        actions.make_public(clerk, granted(clerk, running), column=column, today=TODAY, **given)
    assert refused.value.field == field
    assert not Item.objects.exists()


def test_before_the_decision_only_a_suggestion_of_the_applicant_opens_the_way(clerk, running, column):
    how = {"column": column, "title": "督办通知书", "today": TODAY}
    with pytest.raises(Refused) as refused:
        actions.make_public(clerk, running, **how)
    assert refused.value.article == "条例第四十四条"
    Submission.objects.create(request=running, kind="publish", content="请公开")
    assert actions.make_public(clerk, running, **how).title == "督办通知书"


def test_a_published_title_that_the_application_spells_out_may_answer(agency, clerk, column):
    def publish(title: str, state: str = "published") -> None:
        out = {"index_number": title, "published_at": timezone.now(), "first_public_on": TODAY}
        Item.objects.create(
            agency=agency,
            column=column,
            title=title,
            author=clerk,
            state=state,
            **(out if state == "published" else {}),
        )

    for title in ("某煤矿重大隐患挂牌督办通知书", "烟花爆竹零售许可公示"):
        publish(title)
    publish("某煤矿重大隐患挂牌督办通知书草稿", state="draft")
    rebuild_index()
    found = suggest(agency, "申请公开某煤矿重大隐患挂牌督办通知书及验收意见")
    assert [one.item.title for one in found] == ["某煤矿重大隐患挂牌督办通知书"]


def test_an_agency_whose_name_says_the_matter_is_pointed_at(register, other_agency):
    request = register(TODAY, content="申请公开成品油零售企业商务备案情况，测试市内全部企业。", today=TODAY)
    assert [(one.agency, one.words) for one in queries.competent(request)] == [(other_agency, "商务")]


def test_another_agency_s_case_and_its_deeds_are_not_found(running, client_of, make_post, other_agency):
    stranger = client_of(make_post("clerk", name="外人", agency=other_agency))
    for path in ("work/", "work/split/", "work/search/", "work/identity-check/"):
        assert stranger.get(f"/office/requests/{running.pk}/{path}").status_code == 404


def test_whoever_only_contributes_sees_no_deeds_and_no_applicant(register, client_of, make_post):
    request = register(TODAY, content="王小明要求公开督办通知书，电话13800001234", today=TODAY)
    colleague = client_of(make_post("contributor", name="周明"))
    for path in ("", "work/"):
        shown = colleague.get(f"/office/requests/{request.pk}/{path}").content.decode()
        assert "王小明" not in shown and "13800001234" not in shown
        assert "拆分申请" not in shown
    assert colleague.get(f"/office/requests/{request.pk}/work/split/").status_code == 403


def test_the_page_of_the_work_takes_12_queries_among_300_cases_of_one_applicant(
    client, register, django_assert_max_num_queries
):
    for _ in range(300):
        request = register(TODAY, today=TODAY)
    Agency.objects.bulk_create(
        Agency(
            code=f"x{n}", name=f"测试{n}局", short_name=f"{n}局", credit_code=f"{n:018d}", live_since=TODAY
        )
        for n in range(200)
    )
    for path in ("", "work-hints/"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/office/requests/{request.pk}/{path}").status_code == 200
    with django_assert_max_num_queries(12):
        shown = client.get(f"/office/requests/{request.pk}/work/").content.decode()
    assert "同一申请人另有299件；含本件，当月300件，当年300件。" in shown
