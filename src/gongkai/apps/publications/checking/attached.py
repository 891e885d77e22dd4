"""What an attached file says, read once: the check asks for it at every door."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from gongkai.apps.publications.extracting import LONGEST, READERS, said
from gongkai.apps.publications.models import Attachment


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a file. unread: why not all of it could be checked, in a sentence; empty when it was."""

    text: str
    unread: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    """An attachment as far as its text goes, so that the same bytes are read once."""

    digest: str
    media_type: str
    name: str
    attachment: Attachment

    def __hash__(self) -> int:
        return hash((self.digest, self.media_type))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _File) and (self.digest, self.media_type) == (other.digest, other.media_type)


def words_in(attachment: Attachment) -> Words:
    """The words of the stored file, at most `extracting.LONGEST` characters of them."""
    return _words(_File(attachment.digest, attachment.media_type, attachment.name, attachment))


@lru_cache(maxsize=32)
def _words(file: _File) -> Words:
    kind = file.media_type
    if kind.startswith("image/"):
        return Words("", "图片中的文字不能自动校核，请核对后再送审。")
    if kind.rpartition("/")[2] not in READERS:
        return Words("", "这种格式不能自动校核，请另存为docx、xlsx或者pdf，或者核对后再送审。")
    text = said(file.attachment)
    if not text.strip():
        return Words("", "没有读出文字，可能是扫描件，请核对后再送审。")
    if len(text) >= LONGEST:
        return Words(text, f"超过{LONGEST // 10000}万字，只校核了前面的部分，其余请核对后再送审。")
    return Words(text)
