"""The report's way out: submission, review, publication, correction, migration."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.filings import actions
from gongkai.apps.filings.forms import ChannelsForm, CorrectionForm, ImportForm, ReviewForm
from gongkai.apps.filings.views.editor import filing_or_404
from gongkai.apps.filings.views.page import page
from gongkai.apps.filings.wording import SUBMISSION
from gongkai.apps.look.forms import refuse
from gongkai.apps.publications import queries as publications
from gongkai.law.refusals import Refused


def _back(year: int) -> HttpResponse:
    return redirect(f"{reverse('filings:editor', args=[year])}?tab={SUBMISSION}")


@office("filings.write")
@require_POST
def submit(request: OfficeRequest, year: int) -> HttpResponse:
    """Sends the report into review."""
    filing = filing_or_404(request, year)
    try:
        actions.submit(request.post, filing, version=int(request.POST.get("version") or 0))
    except Refused as refused:
        return page(request, year, tab=SUBMISSION, status=422, refused=str(refused))
    messages.success(request, "已送审，先由保密审查员审查")
    return _back(year)


@office()
@require_POST
def review(request: OfficeRequest, year: int) -> HttpResponse:
    """One step of the review: approved or sent back."""
    filing = filing_or_404(request, year)
    form = ReviewForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            if "send_back" in request.POST:
                actions.send_back(request.post, filing, opinion=given["opinion"], version=given["version"])
                messages.success(request, "已退回")
            else:
                actions.approve(request.post, filing, opinion=given["opinion"], version=given["version"])
                messages.success(request, "已通过")
            return _back(year)
        except Refused as refused:
            refuse(form, refused)
    return page(request, year, tab=SUBMISSION, status=422, review_form=form)


@office("publications.publish")
@require_POST
def publish(request: OfficeRequest, year: int) -> HttpResponse:
    """Lets the approved report out."""
    filing = filing_or_404(request, year)
    form = ChannelsForm(request.POST, channels=publications.channels_of(request.post))
    if form.is_valid():
        try:
            actions.publish(request.post, filing, form.cleaned_data["channels"])
            messages.success(request, "年报已公布")
            return _back(year)
        except Refused as refused:
            refuse(form, refused)
    return page(request, year, tab=SUBMISSION, status=422, publish_form=form)


@office("filings.write")
@require_POST
def correct(request: OfficeRequest, year: int) -> HttpResponse:
    """Opens a correction of the published report."""
    filing = filing_or_404(request, year)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            actions.correct(request.post, filing, form.cleaned_data["reason"])
            messages.success(request, "更正已开始：改正记录或正文后重新送审；公布之前，公众看到的仍是原稿")
            return _back(year)
        except Refused as refused:
            refuse(form, refused)
    return page(request, year, tab=SUBMISSION, status=422, correct_form=form)


@office("filings.write")
@require_POST
def drop(request: OfficeRequest, year: int) -> HttpResponse:
    """Gives up a correction that was not sent into review."""
    try:
        actions.drop_correction(request.post, filing_or_404(request, year))
    except Refused as refused:
        return page(request, year, tab=SUBMISSION, status=422, refused=str(refused))
    messages.success(request, "已放弃更正，公布的年报不变")
    return _back(year)


@office("publications.import")
@require_POST
def import_published(request: OfficeRequest, year: int) -> HttpResponse:
    """Submits a report from before the platform as history."""
    filing = filing_or_404(request, year)
    form = ImportForm(request.POST, channels=publications.channels_of(request.post))
    if form.is_valid():
        try:
            actions.import_published(request.post, filing, **form.cleaned_data)
            messages.success(request, "已提交迁移批次，请另一人批准")
            return _back(year)
        except Refused as refused:
            refuse(form, refused)
    return page(request, year, tab=SUBMISSION, status=422, import_form=form)
