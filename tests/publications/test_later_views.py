"""The pages of emergency release, orders for later, evaluation, the chain and deputies."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.urls import reverse

from gongkai.apps.publications import actions
from gongkai.apps.publications.models import ChainRule, Deputy, Item, Schedule
from tests.publications.reviewing import through


def to(name, *args):
    return reverse(f"publications:{name}", args=args)


def test_a_leader_releases_in_an_emergency_on_the_page(item, clerk, reviewers, website, client_of):
    row = actions.approve(reviewers[0], actions.submit(clerk, item))
    leader = client_of(reviewers[3])
    assert "应急发布" in leader.get(to("item", row.pk)).content.decode()
    form = {"version": row.version, "channels": [website.pk], "reason": "台风"}
    assert leader.post(to("emergency", row.pk), form | {"reason": ""}).status_code == 422
    assert leader.post(to("emergency", row.pk), form).status_code == 302
    page = client_of(reviewers[1]).get(to("item", row.pk)).content.decode()
    assert "请办理应急发布补审：初审" in page
    assert "本件为应急发布" in page
    done = client_of(reviewers[1]).post(
        to("review", row.pk), {"version": Item.objects.get().version, "approve": "1"}
    )
    assert done.status_code == 302
    assert Item.objects.get().awaiting == "second"


def test_a_release_is_ordered_and_taken_back_on_the_page(reviewed, clerk, website, client_of):
    browser = client_of(clerk)
    form = {"version": reviewed.version, "channels": [website.pk], "day": "2026-12-09", "clock": "09:00"}
    early = browser.post(to("schedule", reviewed.pk), form | {"day": "2026-12-07"})
    assert (early.status_code, "请选择将来的时间" in early.content.decode()) == (422, True)
    assert browser.post(to("schedule", reviewed.pk), form).status_code == 302
    order = Schedule.objects.get()
    assert order.at.isoformat() == "2026-12-09T01:00:00+00:00"
    assert "定时发布：2026-12-09 09:00" in browser.get(to("item", reviewed.pk)).content.decode()
    browser.post(to("cancel_schedule", order.pk))
    assert Schedule.objects.get().cancelled_at is not None


def test_another_agencys_clerk_finds_none_of_it(
    reviewed, clerk, website, client_of, make_post, other_agency, agency
):
    order = actions.schedule_release(clerk, reviewed, [website], at=datetime(2026, 12, 9, 1, tzinfo=UTC))
    rule = actions.propose_chain(clerk, agency, since=date(2026, 12, 8), reason="x")
    stranger = client_of(make_post("clerk", "final_reviewer", name="外", agency=other_agency))
    for address in (
        to("schedule", reviewed.pk),
        to("amend", reviewed.pk),
        to("emergency", reviewed.pk),
        to("reevaluate", reviewed.pk),
        to("schedule_withdrawal", reviewed.pk),
        to("cancel_schedule", order.pk),
        to("consent_chain", rule.pk),
    ):
        assert stranger.post(address, {}).status_code == 404, address


def test_the_chain_is_proposed_by_one_and_agreed_to_by_another_on_the_page(clerk, reviewers, client_of):
    form = {"since": "2026-12-08", "first": "on", "legal": "normative", "head": "important", "reason": "纪要"}
    assert client_of(clerk).post(to("chain"), form).status_code == 302
    rule = ChainRule.objects.get()
    assert (rule.first, rule.second, rule.consented_at) == (True, False, None)
    leader = client_of(reviewers[3])
    assert "同意" in leader.get(to("chain")).content.decode()
    leader.post(to("consent_chain", rule.pk))
    assert ChainRule.objects.get().consented_by == reviewers[3]
    assert client_of(clerk).post(to("chain"), form | {"first": ""}).status_code == 422


def test_a_reviewer_names_a_deputy_and_ends_it_on_the_page(clerk, reviewers, client_of):
    browser = client_of(reviewers[0])
    form = {"deputy": reviewers[1].pk, "since": "2026-12-08", "until": "2026-12-10", "reason": "休假"}
    assert browser.post(to("deputies"), form).status_code == 302
    row = Deputy.objects.get()
    assert client_of(reviewers[1]).post(to("end_deputy", row.pk)).status_code == 404
    browser.post(to("end_deputy", row.pk))
    assert Deputy.objects.get().ended_on == date(2026, 12, 8)
    assert client_of(clerk).post(to("deputies"), form).status_code == 422


def test_the_page_to_publish_names_the_interpretation_that_goes_out_with_it(
    item, clerk, columns, reviewers, website, client_of
):
    client = client_of(clerk)
    reviewed = through(actions.revise(clerk, item, interpretation_required=True), clerk, reviewers)
    page = client.get(to("publish", reviewed.pk)).content.decode()
    assert 'for="id_without_interpretation">暂不同步解读的理由</label>' in page  # asked for, so not 选填
    reading = actions.draft(
        clerk, columns["news"], title="一图读懂", body="要点", formed_on=reviewed.formed_on,
        disclosure_attribute="proactive", interpretation_of=reviewed,
    )  # fmt: skip
    through(reading, clerk, reviewers)
    page = client.get(to("publish", reviewed.pk)).content.decode()
    assert "同步发布已通过审查的解读：一图读懂。" in page and "暂不同步解读的理由" not in page
    page = client.get(to("item", reading.pk)).content.decode()
    assert "审查完成，暂不能发布" in page and "发布该文件时，本件同步发布" in page
