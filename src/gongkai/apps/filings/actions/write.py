"""Writing the report: opening it, its texts, and the clerk's word on what the checks found."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.filings import queries
from gongkai.apps.filings.models import Filing, Note, Text
from gongkai.apps.filings.queries.filing import INTRO, SIGNATURE, subject_of
from gongkai.law.refusals import Refused
from gongkai.reports.form import edition_for_year
from gongkai.reports.load import load

LONGEST = 20_000  # characters of one block; the whole report is rarely longer


@transaction.atomic
def open_filing(actor: Post, year: int) -> Filing:
    """The filing of the actor's agency for a year: new, or the one that is there.

    The running year may be opened as a preview. Refused for a year to come and before 2014.
    """
    actor.require("filings.write")
    edition = edition_for_year(year)
    today = timezone.localdate()
    if year > today.year:
        raise Refused(f"{year}年还没有到，请选择{today.year}年或以前的年度", field="year")
    filing, new = Filing.objects.get_or_create(
        agency=actor.agency, year=year, defaults={"edition": edition, "changed_by": actor.account}
    )
    if new:
        record("filing.opened", actor=actor, agency=actor.agency, subject=filing, year=year)
    return filing


@transaction.atomic
def save_text(
    actor: Post, filing: Filing, block: str, text: str, version: int, *, offer: str = Text.Offer.OPEN
) -> Text:
    """Saves one block. version: of the text that was on the screen, 0 where none was written yet.

    offer: what became of the proposed sentences; a text once adopted and then changed counts as edited.
    """
    row = locked(actor, filing)
    require_open(row)
    _require_block(row, block)
    if len(text) > LONGEST:
        raise Refused(f"这一部分有{len(text)}字，最多{LONGEST}字，请精简", field="text")
    existing = row.texts.filter(block=block).first()
    saved = Text.locked(existing.pk, version) if existing else Text(filing=row, block=block, version=0)
    text = text.strip().replace("\r\n", "\n")
    if offer == Text.Offer.OPEN and saved.offer != Text.Offer.OPEN:
        unchanged = saved.text == text or saved.offer == Text.Offer.DECLINED
        offer = saved.offer if unchanged else Text.Offer.EDITED
    saved.text, saved.offer = text, offer
    saved.keep(actor)
    row.keep(actor, "version")
    record("filing.text_saved", actor=actor, agency=row.agency, subject=row, block=block, offer=offer)
    return saved


def adopt_draft(actor: Post, filing: Filing, block: str, version: int) -> Text:
    """Takes the proposed sentences over: in place of an earlier adoption left as it was, else before the text."""
    known = queries.books(filing.agency_id, filing.year)
    offered = queries.drafts(filing.agency, filing.year, known).get(block)
    if offered is None:
        raise Refused("台账数字没有可供这一部分采用的建议句，请自行撰写", field="text")
    written = filing.texts.filter(block=block).first()
    kept = written.text if written and written.offer != Text.Offer.ADOPTED else ""
    text = "\n".join(filter(None, (offered.text, kept.removeprefix(offered.text).strip())))
    offer = Text.Offer.EDITED if kept else Text.Offer.ADOPTED
    return save_text(actor, filing, block, text, version, offer=offer)


def decline_draft(actor: Post, filing: Filing, block: str, version: int) -> Text:
    """Puts the proposed sentences aside; the text stays as it is."""
    written = filing.texts.filter(block=block).first()
    text = written.text if written else ""
    return save_text(actor, filing, block, text, version, offer=Text.Offer.DECLINED)


@transaction.atomic
def note(actor: Post, filing: Filing, key: str, text: str, *, rule: str = "") -> Note:
    """The clerk's word on a figure or, with `rule`, on the warning of that rule that begins with this figure.

    Refused for an error: what contradicts itself is put right in the records, not explained.
    """
    row = locked(actor, filing)
    require_open(row)
    text = text.strip()
    if not text:
        raise Refused("请写明说明的内容", field="text")
    if key and key not in load(row.edition).cells:
        raise Refused(f"{row.edition}格式的年报没有“{key}”这一格，请核对", field="key")
    about = _warning(row, rule, key) if rule else ""
    written = Note.objects.create(filing=row, rule=rule, key=key, about=about, text=text, by=actor)
    record("filing.noted", actor=actor, agency=row.agency, subject=row, rule=rule, key=key)
    return written


def locked(actor: Post, filing: Filing, version: int | None = None) -> Filing:
    """The filing, locked, for one who may write the agency's report and saw this version of it."""
    actor.require("filings.write")
    actor.require_agency(filing.agency_id)
    return Filing.locked(filing.pk, version)


def require_open(filing: Filing) -> None:
    """Refused while the report is with its reviewers or public."""
    if filing.state == Filing.State.IN_REVIEW:
        raise Refused("年报正在审核，不能改动；确需修改的，请审核人退回")
    if filing.state == Filing.State.PUBLISHED:
        raise Refused("年报已经公布，不能直接改动；确需修改的，请办理更正")


def _require_block(filing: Filing, block: str) -> None:
    form = load(filing.edition)
    signed = SIGNATURE if form.signature else ()
    if block != INTRO and block not in signed and block not in {one.id for one in form.blocks}:
        raise Refused(f"{filing.edition}格式的年报没有“{block}”这一部分，请核对", field="block")


def _warning(filing: Filing, rule: str, key: str) -> str:
    findings = queries.books(filing.agency_id, filing.year).findings
    found = [one for one in findings if one.rule == rule and subject_of(one) == key]
    if not found:
        raise Refused("这条提示已经不在：数字有变动。请按现在的核对结果办理", field="text")
    if found[0].level == "error":
        raise Refused(f"勾稽错误不能以说明代替，请改正记录：{found[0].message}", field="text")
    return found[0].message
