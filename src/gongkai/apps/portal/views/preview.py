"""How an item will look to the public, shown in the office: the portal's own page in a frame, wide or as on a phone.

Behind the login of the office and never kept by a browser; the public has no address for it.
"""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.portal.frame import column_trail, frame, place_of
from gongkai.apps.portal.metadata import table
from gongkai.apps.publications import queries as publications
from gongkai.apps.publications import richtext
from gongkai.apps.publications.forms import ItemForm
from gongkai.apps.publications.models import Item, WorkingCopy

SIZES = {"wide": "桌面", "phone": "手机"}


def _item(request: OfficeRequest, pk: int) -> tuple[Item, WorkingCopy | None]:
    """The item as if it went out today, with what this post has typed and not saved laid over it; never saved here."""
    item = publications.item_for(request.post, pk)
    if item is None or item.kind == Item.Kind.ANNUAL_REPORT:
        raise Http404
    item.first_public_on = item.first_public_on or today()
    item.published_at = item.published_at or timezone.now()
    copy = publications.copy_of(request.post, item)
    if copy is None or "saved" in request.GET:
        return item, None
    form = ItemForm(copy.fields, post=request.post, instance=item)
    form.is_valid()  # what is right so far is put into the item; nothing is saved
    if typed := copy.fields.get("body_html"):
        item.body_html = richtext.read(typed)
        item.body = richtext.plain(item.body_html)
    return item, copy


@never_cache
@require_safe
@office()
def show(request: OfficeRequest, pk: int) -> HttpResponse:
    """The page with its frame and the choice of a width. ?saved: without what is typed and not saved."""
    item, copy = _item(request, pk)
    size = request.GET.get("size", "wide")
    saved = "saved" in request.GET
    query = "?saved=1" if saved else ""
    context = {
        "item": item,
        "copy": copy,
        "saved": saved,
        "size": size if size in SIZES else "wide",
        "sizes": SIZES,
        "page": reverse("preview:page", args=[pk]) + query,
    }
    return render(request, "portal/preview.html", context)


@never_cache
@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": "'self'"})
@office()
def page(request: OfficeRequest, pk: int) -> HttpResponse:
    """The portal's page of the item as it would be, for the frame alone."""
    item, _ = _item(request, pk)
    original = item.interpretation_of
    place, trail = place_of(item.column), [*column_trail(item.agency, item.column), ("正文", "")]
    context = {
        **frame(item.agency, place, trail),
        "item": item,
        "table": table(item),
        "interpretations": item.interpretations.filter(state=Item.State.PUBLISHED),
        "original": original if original and original.is_public else None,
        "pictures": reverse("publications:add_picture"),
        "preview": True,
    }
    return render(request, "portal/preview_page.html", context)
