"""A Word file becomes the beginning of a draft, shown for correction; nothing is saved before its author saves it."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.models import Post
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.publications import actions, importing_docx, queries
from gongkai.apps.publications.attachments import LARGEST
from gongkai.apps.publications.forms import DocxForm, ItemForm
from gongkai.apps.publications.importing_docx import Recognised
from gongkai.apps.publications.models import Item
from gongkai.law.refusals import Refused


@office("publications.draft")
def new(request: OfficeRequest) -> HttpResponse:
    """Asks for the file, then shows the form of a new draft with what was read."""
    form = DocxForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            read = _read(request.post, form.cleaned_data["file"])
        except Refused as refused:
            refuse(form, refused)
        else:
            return _editor(request, read)
    return render(request, "publications/docx.html", {"form": form}, status=422 if form.errors else 200)


def _read(post: Post, upload: UploadedFile[bytes]) -> Recognised:
    data = upload.read(LARGEST + 1)
    name = importing_docx.check(upload.name or "", data)

    def keep(title: str, picture: bytes) -> str:
        return actions.store_picture(post, title, picture).name

    return importing_docx.recognise(importing_docx.convert(name, data, keep))


def _editor(request: OfficeRequest, read: Recognised) -> HttpResponse:
    start = {
        "title": read.title,
        "document_number": read.document_number,
        "issued_on": read.issued_on,
        "formed_on": read.issued_on or today(),
        "disclosure_attribute": read.attribute or Item.Attribute.PROACTIVE,
        "body_html": read.body_html,
    }
    messages.success(request, "已读入 Word 文件，请核对之后保存草稿")
    context = {
        "form": ItemForm(post=request.post, initial=start),
        "copy": queries.copy_of(request.post, None),
        "read": read,
    }
    return render(request, "publications/edit.html", context)
