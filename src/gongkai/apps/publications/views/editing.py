"""What the editor asks while somebody writes: keep what is typed, take a picture, show one."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.forms import ItemForm
from gongkai.apps.publications.models import Item
from gongkai.apps.publications.views.item import workable
from gongkai.law.refusals import Refused

TYPED = frozenset({*ItemForm.Meta.fields, "body_html", "original"})


@office("publications.draft")
@require_POST
def keep(request: OfficeRequest, pk: int | None = None) -> HttpResponse:
    """Keeps what is typed in the author's working copy and answers when; says when somebody saved meanwhile."""
    item = workable(request, pk) if pk else None
    typed = {name: str(value) for name, value in request.POST.items() if name in TYPED}
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() else None
    try:
        copy = actions.keep_copy(request.post, item, typed, seen)
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    return JsonResponse({"at": f"{timezone.localtime(copy.at):%H:%M}", "behind": _behind(item, seen)})


def _behind(item: Item | None, seen: int | None) -> str:
    if item is None or seen is None or item.version == seen:
        return ""
    who = item.changed_by.display_name if item.changed_by else "另一个人"
    return f"{who}已于{timezone.localtime(item.changed_at):%H:%M}保存了新的内容，您保存时会先看到两份的不同"


@office("publications.draft")
@require_POST
def forget(request: OfficeRequest, pk: int | None = None) -> HttpResponse:
    """Drops the working copy that is not wanted."""
    item = workable(request, pk) if pk else None
    actions.drop_copy(request.post, item)
    messages.success(request, "没有保存的内容已丢弃")
    return redirect("publications:edit", pk) if pk else redirect("publications:new")


@office("publications.draft")
@require_POST
def add_picture(request: OfficeRequest) -> HttpResponse:
    """Takes a picture for the text: its name, or the sentence that refuses it."""
    upload = request.FILES.get("picture")
    if not isinstance(upload, UploadedFile):
        return JsonResponse({"error": "请选择一幅图片"}, status=422)
    try:
        picture = actions.add_picture(request.post, upload)
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    return JsonResponse({"name": picture.name, "title": picture.title})


@office()
@cache_control(private=True, max_age=86400)
def picture(request: OfficeRequest, name: str) -> HttpResponseBase:
    """A picture of the agency's texts. It was drawn by the platform itself, so that it may be shown in a page."""
    found = queries.picture_for(request.post, name)
    if found is None:
        raise Http404
    kind = "image/png" if name.endswith(".png") else "image/jpeg"
    return FileResponse(found.file.open("rb"), content_type=kind)
