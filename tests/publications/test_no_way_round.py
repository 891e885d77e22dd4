"""No path publishes unreviewed content: not an address, not a role, not a function, not a row written by hand."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from gongkai.apps.agencies.roles import EXCLUSIVE, ROLES
from gongkai.apps.portal.baking.whole import bake_whole
from gongkai.apps.publications import actions
from gongkai.apps.publications.actions.amend import merge
from gongkai.apps.publications.actions.publish import let_out
from gongkai.apps.publications.models import Emergency, Item, Release
from gongkai.apps.publications.urls import urlpatterns
from gongkai.law.refusals import Refused

BUSINESS = [role for role in ROLES if role not in EXCLUSIVE]
AT = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)


@pytest.fixture
def submitted(clerk, columns) -> Item:
    """Under review; nobody has judged it."""
    row = actions.draft(
        clerk,
        columns["news"],
        title="送审未审",
        body="正文",
        formed_on=date(2026, 12, 1),
        disclosure_attribute="proactive",
    )
    return actions.submit(clerk, row)


@pytest.fixture
def root(make_post):
    """A superuser with every business role there is."""
    post = make_post(*BUSINESS, name="万能")
    post.account.is_superuser = post.account.is_staff = True
    post.account.save()
    return post


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back, so that each attempt begins at the same place."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def nothing_is_out() -> bool:
    return (
        not Item.objects.exclude(published_at=None, index_number="").exists() and not Release.objects.exists()
    )


def typed(item, website, column) -> dict:
    """What any of the forms might want."""
    return {
        "version": item.version,
        "channels": [website.pk],
        "channel": website.pk,
        "column": column.pk,
        "state": "published",
        "title": item.title,
        "body": item.body,
        "formed_on": "2026-12-01",
        "disclosure_attribute": "proactive",
        "published_at": "2026-12-01",
        "reason": "理由",
        "amendment": "说明",
        "without_interpretation": "理由",
        "validity": "repealed",
        "since": "2026-12-08",
        "until": "2026-12-09",
        "basis": "依据",
        "day": "2026-12-09",
        "clock": "09:00",
        "outcome": "disclose",
        "publish": "1",
    }


def addresses(item) -> list[str]:
    found = []
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        found.append(reverse(f"publications:{pattern.name}", kwargs=dict.fromkeys(names, item.pk)))
    return found


@pytest.mark.long
@pytest.mark.sqlite
@pytest.mark.parametrize("role", [*ROLES, "superuser"])
def test_no_role_publishes_an_unreviewed_item_at_any_address_of_publications(
    role, item, submitted, website, make_post, root, client_of
):
    post = root if role == "superuser" else make_post(role, name="来人")
    client = client_of(post)
    client.raise_request_exception = False
    for one in (item, submitted):
        for address in addresses(one):
            with undone():
                client.post(address, typed(one, website, one.column))
                assert nothing_is_out(), (role, address)


def everywhere(patterns, pk, prefix="") -> Iterator[str]:
    """Every address of the platform, with the item's key in each place."""
    for each in patterns:
        piece = str(each.pattern)
        if isinstance(each, URLResolver):
            yield from everywhere(each.url_patterns, pk, prefix + piece)
        elif isinstance(each, URLPattern):
            path = prefix + piece
            for name, converter in each.pattern.converters.items():
                kind = type(converter).__name__.removesuffix("Converter").lower()
                value = str(pk) if kind == "int" else "ceshi-yj"
                path = path.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value)
            yield "/" + path.replace("^", "").replace("$", "")


@pytest.mark.long
def test_a_superuser_with_every_role_publishes_it_at_no_address_of_the_platform(
    submitted, website, root, client_of
):
    client = client_of(root)
    client.raise_request_exception = False
    for address in everywhere(get_resolver().url_patterns, submitted.pk):
        with undone():
            client.post(address, typed(submitted, website, submitted.column))
            assert nothing_is_out(), address


def test_no_action_lets_an_unreviewed_item_out(item, submitted, website, clerk, root, columns, monkeypatch):
    """Every function of `publications.actions` is here: a new one has to be added."""
    agency, column = item.agency, columns["news"]
    board = actions.register_channel(clerk, agency, "公开栏", "other")
    history = [{"column": "news", "title": "新近", "date": "2026-12-01", "channels": []}]

    def calls(row):
        return {
            "add_picture": None,  # about texts, not items
            "add_release": lambda: actions.add_release(root, row, website),
            "allow_name": None,  # names and words that the check knows, not items
            "amend": lambda: actions.amend(root, row, "说明"),
            "approve": lambda: actions.approve(root, row),
            "approve_history": None,  # takes a batch, as `import_history` does
            "attach": lambda: actions.attach(root, row, ContentFile(b"a,b", name="a.csv")),
            "cancel_delivery": None,  # takes a delivery, which only a public item has
            "cancel_schedule": None,  # takes an order that only `schedule_…` makes
            "change_validity": lambda: actions.change_validity(
                root, row, "repealed", since=date(2026, 12, 1), basis="x"
            ),
            "clean_pictures": None,
            "close_task": None,  # takes a task about a public item
            "connect_channel": None,
            "consent_chain": None,  # about rules and people, not items
            "consent_list": None,
            "continue_batches": lambda: actions.continue_batches(1),
            "continue_history": None,
            "deliver_due": actions.deliver_due,
            "detach": None,
            "discard": lambda: actions.discard(root, row),
            "disconnect_channel": None,
            "done_of": None,  # counts
            "draft": lambda: actions.draft(root, column, title="又一件"),
            "draft_report": lambda: actions.draft_report(root, agency, title="年报"),
            "drop_copy": lambda: actions.drop_copy(root, row),
            "drop_list": None,
            "drop_remark": None,
            "end_deputy": None,
            "end_name": None,
            "explain": lambda: actions.explain(root, row, {"x": "理由"}),
            "import_history": None,  # takes a batch that `submit_history` makes
            "index_changes": actions.index_changes,
            "keep_copy": lambda: actions.keep_copy(root, row, {"title": "改", "state": "published"}),
            "lapse_due": lambda: actions.lapse_due(date(2030, 1, 1)),
            "name_deputy": None,
            "open_column": None,
            "open_standard_columns": None,
            "pause_history": None,
            "propose_chain": lambda: actions.propose_chain(root, agency, since=date(2026, 12, 8), reason="x"),
            "propose_list": None,
            "publish": lambda: actions.publish(root, row, [website], without_interpretation="理由"),
            "rebuild_index": None,  # reads what is public
            "record_evidence": lambda: actions.record_evidence(
                root, row, board, day=date(2026, 12, 8), place="x", upload=ContentFile(b"a,b", name="a.csv")
            ),
            "reevaluate": lambda: actions.reevaluate(root, row, "disclose", reason="x"),
            "refuse_history": None,
            "register_channel": None,
            "release_due": actions.release_due,
            "release_in_emergency": lambda: actions.release_in_emergency(root, row, [website], reason="急"),
            "remark": lambda: actions.remark(root, row, text="意见", quote="审", field="title"),
            "resend": None,
            "resume_history": None,
            "revise": lambda: actions.revise(root, row, title="改"),
            "revise_report": lambda: actions.revise_report(root, row, title="改"),
            "schedule_release": lambda: actions.schedule_release(root, row, [website], at=AT),
            "schedule_withdrawal": lambda: actions.schedule_withdrawal(root, row, at=AT, reason="x"),
            "send_back": lambda: actions.send_back(root, row, opinion="x"),
            "settle_by_hand": None,
            "store_picture": None,
            "submit": lambda: actions.submit(root, row),
            "submit_history": lambda: actions.submit_history(
                root, agency, reason="x", source="x", rows=history
            ),
            "survey_history": lambda: actions.survey_history(agency, history),
            "tick_remark": None,  # takes a remark about an item under review
            "withdraw": lambda: actions.withdraw(root, row, "x"),
        }

    def more(row):
        """With what only `publish` and `release_in_emergency` use."""
        urgent = Emergency(item=row, reason="急", digest="", decided_by=root, due_on=date(2026, 12, 11))
        return calls(row) | {
            "publish.let_out": lambda: let_out(root, row, [website]),
            "let_out with a made-up emergency": lambda: let_out(root, row, [website], urgent),
            "amend.merge": lambda: merge(root, row),
        }

    assert sorted(calls(item)) == sorted(actions.__all__)
    for row in (item, submitted):
        for name, call in more(row).items():
            if call is None:
                continue
            with undone():
                with suppress(Refused):
                    call()
                assert nothing_is_out(), name
    monkeypatch.setattr(timezone, "now", lambda: AT)
    actions.release_due()
    assert nothing_is_out()


def test_a_row_marked_as_public_by_hand_is_refused_by_the_table(item):
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(state="published")
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(state="published", index_number="MB1A00001/2026-99999")
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(published_at=AT, first_public_on=date(2026, 12, 9))
    assert nothing_is_out()


def test_a_review_row_written_by_hand_for_other_words_opens_nothing(submitted, reviewers, root, website):
    for step, reviewer in zip(("secrecy", "first", "second", "final"), reviewers, strict=True):
        submitted.reviews.create(
            draft=1,
            digest="0" * 64,
            step=step,
            decision="approved",
            reviewer=reviewer,
            account=reviewer.account,
        )
    Item.objects.filter(pk=submitted.pk).update(state="approved", awaiting="")
    with pytest.raises(Refused, match="审查通过之后内容有改动，原审查不再有效"):
        actions.publish(root, submitted, [website])
    assert nothing_is_out()


def test_no_file_of_the_public_site_tells_of_it(item, submitted, settings, tmp_path):
    """The files that a web server serves are the answers of the public views, and nothing beside them."""
    settings.GONGKAI_SITE_FOLDER = tmp_path / "site"
    bake_whole()
    files = [file for file in (tmp_path / "site").rglob("*") if file.is_file()]
    assert any(file.name == "index.html" for file in files)
    for file in files:
        content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        assert submitted.title.encode() not in content
        assert item.title.encode() not in content
        assert f"items/{submitted.pk}/" not in str(file)
