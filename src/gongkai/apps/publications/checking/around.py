"""What stands around the texts of a draft: properties, attachments, links, pictures, what is published already."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.db.models import Q
from django.urls import Resolver404, resolve

from gongkai.apps.publications.checking.attached import words_in
from gongkai.apps.publications.checking.found import Found, found_in
from gongkai.apps.publications.checking.parts import Draft
from gongkai.apps.publications.checking.plain import plain
from gongkai.apps.publications.keys import pk_of
from gongkai.apps.publications.models import Attachment, Item
from gongkai.apps.search.documents import Filters
from gongkai.apps.search.queries import search
from gongkai.textcheck import metadata
from gongkai.textcheck.likeness import SAME, likeness, runs

# Forms of 公文 (党政机关公文处理工作条例 art. 8) that go out with number, date and topic; a 公告 or 通告 may have none.
FORMAL = frozenset({"决定", "命令", "命令（令）", "令", "意见", "通知", "通报", "批复", "议案", "函"})
CANDIDATES = 10  # of the search, whose texts are compared
SURE = 0.9  # likeness from which a duplicate has to be explained
LEAST = 100  # characters; shorter texts are alike by chance

logger = logging.getLogger(__name__)


def check(draft: Draft, *, files: bool = True) -> Iterator[Found]:
    """Every finding about the item as a whole. files: also which attached files could not be read."""
    if draft.report:
        return
    for gap in metadata.check(_page(draft)):
        if gap.kind == "document_number":
            yield from found_in("document_number", "文号", draft.said["document_number"], [gap])
        else:
            yield Found("", "全文", gap.level, gap.kind, gap.message, article=gap.article)
    yield from _published(draft)
    if files:
        for file in draft.files:
            if unread := words_in(file).unread:
                message = f"附件“{file.name}”：{unread}"
                yield Found(f"attachment:{file.name}", f"附件“{file.name}”", "hint", "unread", message)


def _page(draft: Draft) -> metadata.Page:
    said = draft.said
    return metadata.Page(
        title=said["title"],
        text=draft.body,
        document_number=said["document_number"],
        issuer_code=draft.agency.document_prefix,
        issued_on=draft.days["issued_on"],
        formed_on=draft.days["formed_on"],
        topic=said["topic"],
        genre=said["genre"],
        keywords=said["keywords"],
        summary=said["summary"],
        publisher=draft.agency.name,
        attribute=draft.attribute,
        attribute_reason=said["attribute_reason"],
        attribute_article=said["attribute_article"],
        is_normative="is_normative" in draft.flags,
        is_document=said["genre"] in FORMAL,
        is_interpretation=draft.interprets,
        # Where it is required to go out together, the door itself waits for it.
        interpreted=draft.interpreted or "interpretation_required" in draft.flags or bool(draft.replaces),
        attachments=[file.name for file in draft.files],
        images_without_text=draft.html.unnamed,
        dead_links=[link for link in dict.fromkeys(draft.html.links) if _dead(draft, link)],
    )


def _dead(draft: Draft, link: str) -> bool:
    """True for a link into this platform that leads nowhere; other sites are not asked (the check works offline)."""
    parts = urlsplit(link.strip())
    if parts.scheme in {"mailto", "tel"} or parts.netloc:
        return False
    if parts.scheme:
        return True  # file:, javascript: and the like lead nobody anywhere
    if not parts.path:
        return False
    try:
        match = resolve(unquote(parts.path))
    except Resolver404:
        return parts.path.startswith("/")
    if match.view_name == "portal:item":
        public = Item.objects.filter(agency__code=match.kwargs["code"], state=Item.State.PUBLISHED)
        return not public.filter(index_number=match.kwargs["key"]).exists()
    if match.view_name == "portal:attachment":
        public_files = Attachment.objects.filter(item__state=Item.State.PUBLISHED)
        return not public_files.filter(pk=match.kwargs["pk"]).exists()
    return match.namespace != "portal"  # the office is closed to the public


def _published(draft: Draft) -> Iterator[Found]:
    """Whether the same is public already: the same number, or a text that the search finds and that is alike."""
    own = [pk for pk in (draft.pk, draft.replaces) if pk]
    public = Item.objects.filter(agency=draft.agency, state=Item.State.PUBLISHED).exclude(pk__in=own)
    number, title = draft.said["document_number"].strip(), draft.said["title"].strip()
    candidates = _candidates(draft, title)
    wanted = Q(pk__in=candidates) | (Q(document_number=number) if number else Q(pk=None))
    if not (number or candidates):
        return
    text = runs(draft.body) if candidates and len(draft.body) >= LEAST else frozenset()
    for other in public.filter(wanted).only("title", "index_number", "document_number", "body", "body_html")[
        : CANDIDATES + 5
    ]:
        named = f"《{other.title}》（{other.index_number}）"
        alike = likeness(text, runs(other.body or plain(other.body_html).text)) if text else 0.0
        if number and other.document_number == number and not draft.interprets:
            yield _twice(
                "must_explain", f"文号“{number}”已用于公开的{named}，请核对是否重复发布或者文号有误。"
            )
        elif alike >= SAME:
            level = "must_explain" if alike >= SURE else "hint"
            yield _twice(level, f"正文与已公开的{named}有{alike:.0%}相同，请核对是否重复发布。")
        elif other.title == title:
            yield _twice("hint", f"标题与已公开的{named}相同，请核对是否重复发布。")


def _candidates(draft: Draft, title: str) -> list[int]:
    if len(title) < 4:
        return []
    try:
        hits = search(title, Filters(agency=draft.agency.code), size=CANDIDATES).hits
    except Exception as error:  # a search that is away must not stop the check
        logger.warning("duplicates are not looked for: %s", type(error).__name__)
        return []
    return [pk_of(hit.key) for hit in hits]


def _twice(level: str, message: str) -> Found:
    return Found("", "全文", level, "duplicate", message)
