"""Papers for applicants: the blank form, the application as sent, the receipt."""

from __future__ import annotations

from collections.abc import Callable

from gongkai import letters
from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests.models import Request
from gongkai.law.clock import Clock
from gongkai.letters import Facts, Letter

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# ending → (media type, writer)
FORMATS: dict[str, tuple[str, Callable[[Letter], bytes]]] = {
    "docx": (DOCX, letters.write_docx),
    "pdf": ("application/pdf", letters.write_pdf),
}
# The words of the desk's lists → the boxes of the printed form.
FORMS = {"纸质": "paper", "电子文本": "electronic", "光盘等电子介质": "electronic", "查阅、抄录": "inspect"}
WAYS = {"邮寄": "post", "电子邮件": "email", "网上查看": "online", "当面领取": "in_person", "传真": "fax"}


def blank_form(agency: Agency) -> Letter:
    """申请表 with nothing filled in."""
    return letters.blank("application", _agency(agency))


def application(request: Request) -> Letter:
    """申请表 as the applicant sent it, with the personal data in clear: for the applicant alone."""
    filled = {
        "identity_kind": request.get_identity_kind_display(),
        "identity_number": request.identity_number,
        "telephone": request.contact,
        "mail": request.notice_email,
        "post": request.address,
        "form_wanted": FORMS.get(request.form_wanted, ""),
        "delivery_wanted": WAYS.get(request.delivery_wanted, ""),
        "signed_on": request.events.all()[0].date,
    }
    return letters.compose("application", _facts(request), filled)


def receipt(request: Request, clock: Clock) -> Letter:
    """登记回执, once the application is received (条例 art. 31); Refused by the library before."""
    return letters.compose(
        "receipt", _facts(request, clock), {"due": clock.due, "query_code": request.query_code}
    )


def _facts(request: Request, clock: Clock | None = None) -> Facts:
    return Facts(
        agency=_agency(request.agency),
        applicant=request.applicant_name,
        applicant_type=request.applicant_type,
        request_number=request.label,
        content=request.content,
        received=clock.received if clock else None,
        channel=request.channel,
        date=clock.received if clock else None,
    )


def _agency(agency: Agency) -> letters.Agency:
    return letters.Agency(
        name=agency.name,
        prefix=agency.document_prefix,
        office=agency.office_name,
        address=agency.address,
        postcode=agency.postcode,
        phone=agency.phone,
        email=agency.email,
        authority=agency.reconsideration_authority,
        court=agency.court,
    )
