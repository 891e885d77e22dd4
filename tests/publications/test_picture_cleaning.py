"""Pictures that no text uses go after thirty days; what any text ever showed stays for ever."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from PIL import Image

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions
from gongkai.apps.publications.models import HistoryBatch, HistoryRow, Picture
from gongkai.apps.supervision import tasks

NOW = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)  # as `system_date` sets it
THIRTY_DAYS_AGO = datetime(2026, 11, 8, 2, 0, tzinfo=UTC)
A_SECOND_LONGER_AGO = datetime(2026, 11, 8, 1, 59, 59, tzinfo=UTC)


@pytest.fixture
def uploaded(clerk):
    """uploaded("red", on) → a picture of this colour that was added at this moment."""

    def make(colour: str, at: datetime = A_SECOND_LONGER_AGO, actor=clerk) -> Picture:
        data = io.BytesIO()
        Image.new("RGB", (40, 30), colour).save(data, "PNG")
        picture = actions.store_picture(actor, f"{colour}.png", data.getvalue())
        Picture.objects.filter(pk=picture.pk).update(added_at=at)
        return picture

    return make


@pytest.fixture
def clean(django_capture_on_commit_callbacks):
    def run() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return actions.clean_pictures()

    return run


def shown(picture: Picture) -> str:
    return f'<figure><img src="pictures/{picture.name}" alt="现场"></figure>'


def left() -> list[str]:
    return sorted(Picture.objects.values_list("title", flat=True))


def test_what_no_text_uses_goes_with_its_file_after_thirty_days_and_not_before(uploaded, clean):
    old, young = uploaded("red"), uploaded("blue", THIRTY_DAYS_AGO)
    assert clean() == 1
    assert left() == ["blue.png"]
    assert not old.file.storage.exists(old.file.name)
    assert young.file.storage.exists(young.file.name)
    assert clean() == 0


def test_the_number_of_days_is_a_setting(uploaded, clean, settings):
    settings.GONGKAI_PICTURE_DAYS = 60
    uploaded("red")
    assert clean() == 0


def test_what_stands_in_a_draft_stays(item, clerk, uploaded, clean):
    picture = uploaded("red")
    actions.revise(clerk, item, body_html=shown(picture))
    assert (clean(), left()) == (0, ["red.png"])


def test_what_stood_in_an_earlier_wording_stays(item, clerk, uploaded, clean):
    picture = uploaded("red")
    row = actions.revise(clerk, item, body_html=shown(picture))
    row = actions.revise(clerk, row, body_html="<p>没有图片。</p>")
    assert row.body_html == "<p>没有图片。</p>"
    assert (clean(), left()) == (0, ["red.png"])


def test_what_stands_in_a_working_copy_stays_until_the_copy_goes(item, clerk, uploaded, clean):
    picture = uploaded("red")
    actions.keep_copy(clerk, item, {"title": "题", "body_html": shown(picture)})
    assert (clean(), left()) == (0, ["red.png"])
    actions.drop_copy(clerk, item)
    assert (clean(), left()) == (1, [])


def test_what_waits_in_history_stays(agency, clerk, uploaded, clean):
    picture = uploaded("red")
    batch = HistoryBatch.objects.create(
        agency=agency, reason="网站迁移", source="旧网站", count=1, digest="0" * 64, submitted_by=clerk
    )
    HistoryRow.objects.create(
        batch=batch, agency=agency, number=1, day=NOW.date(), data={"body_html": shown(picture)}
    )
    assert (clean(), left()) == (0, ["red.png"])


def test_a_text_of_another_agency_keeps_nothing(item, clerk, make_post, other_agency, uploaded, clean):
    stranger = make_post("clerk", name="外人", agency=other_agency)
    ours, theirs = uploaded("red"), uploaded("red", actor=stranger)
    actions.revise(clerk, item, body_html=shown(ours))
    assert clean() == 1
    assert list(Picture.objects.values_list("agency__code", flat=True)) == ["ceshi-yj"]
    assert ours.file.storage.exists(ours.file.name)
    assert not theirs.file.storage.exists(theirs.file.name)


def test_uploaded_again_it_has_its_whole_time_again(clerk, uploaded, clean):
    uploaded("red")
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(data, "PNG")
    actions.store_picture(clerk, "又一次.png", data.getvalue())
    assert (clean(), left()) == (0, ["red.png"])


def test_what_is_written_while_texts_are_read_is_seen(item, clerk, uploaded, clean, monkeypatch):
    from gongkai.apps.publications.actions import picture as module  # noqa: PLC0415

    picture, read = uploaded("red"), module.texts_with_pictures
    saved: list[object] = []

    def slowly(agency_id, since=None):
        yield from read(agency_id, since)
        if not saved:
            saved.append(actions.revise(clerk, item, body_html=shown(picture)))

    monkeypatch.setattr(module, "texts_with_pictures", slowly)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    assert (clean(), left()) == (0, ["red.png"])


def test_the_log_and_the_worker_say_what_went(agency, uploaded):
    picture = uploaded("red")
    assert tasks.pictures(NOW.date()) == "删除不再使用的图片1幅"
    entry = Entry.objects.get(event="pictures.cleaned")
    assert (entry.agency_id, entry.actor_name, entry.data) == (agency.pk, "", {"pictures": [picture.name]})
    assert tasks.pictures(NOW.date()) == "删除不再使用的图片0幅"
    assert Entry.objects.filter(event="pictures.cleaned").count() == 1
