"""Electronic seals. The platform seals nothing itself: an agency's seal service is called through an adapter.

`GONGKAI_SEAL_ADAPTER` names a class by its path; without one the file keeps the place for the seal that is stamped
by hand on the printed letter.
"""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from gongkai.apps.inforequests.models import Letter
from gongkai.law.refusals import Refused


class SealAdapter(Protocol):
    """What an adapter offers. It is made anew for every letter, without arguments."""

    def seal(self, pdf: bytes, letter: Letter) -> bytes:
        """The PDF with the agency's electronic seal on it. Refused, in words for the signer, when the service says no."""


def sealed(pdf: bytes, letter: Letter) -> bytes:
    """The PDF as it goes out: sealed by the adapter of the setting, else as it is.

    Refused when the adapter gives back something that is no PDF: a letter never goes out half sealed.
    """
    if not settings.GONGKAI_SEAL_ADAPTER:
        return pdf
    adapter: SealAdapter = import_string(settings.GONGKAI_SEAL_ADAPTER)()
    done = adapter.seal(pdf, letter)
    if not done.startswith(b"%PDF-"):
        raise Refused("电子签章服务没有返回有效的文件，文书未签发，请稍后再试或者联系系统管理员")
    return done
