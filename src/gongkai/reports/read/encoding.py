"""Bytes to text, whatever the file declares: UTF-8, UTF-16, GB18030, and text that was decoded wrongly once."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from gongkai.reports.read.document import Unreadable

_COMMON = ("的", "政府", "信息", "公开", "年", "情况")
_ALLOWED = 0.002  # share of characters that may be lost before a text counts as mojibake


def decode(data: bytes) -> str:
    """The text of a file. Raises Unreadable when no encoding gives Chinese that can be trusted."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty", "文件是空的，请核对是否上传了正确的文件。")
    text = _decoded(data)
    if _known(text) < 2:
        text = _repaired(text)
    lost = text.count("\ufffd")
    if lost > max(3, len(text) * _ALLOWED) and _known(text) < 4:
        raise Unreadable("unreadable", "文字是乱码，无法还原，请用原文件重新导出（UTF-8编码）。")
    if lost > len(text) * 0.02:
        raise Unreadable("unreadable", "文字有大量乱码，数字不可信，请用原文件重新导出（UTF-8编码）。")
    if not text.strip():
        raise Unreadable("empty", "文件中没有文字，请核对是否上传了正确的文件。")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    data = data.removeprefix(BOM_UTF8)
    sample = data[:4000]
    zeros = sample.count(0)
    if zeros > len(sample) // 20:
        # Latin letters, digits and line ends of UTF-16 have a zero byte, always on the same side.
        little = sample[1::2].count(0) >= sample[::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        candidates = [data.decode(name, "replace") for name in ("gb18030", "utf-8", "utf-16-le", "big5")]
        return max(candidates, key=lambda text: _known(text) - 20 * text.count("\ufffd") / len(text))


def _known(text: str) -> int:
    """How many of the commonest words of such reports occur."""
    return sum(word in text for word in _COMMON)


def _repaired(text: str) -> str:
    """The text with a wrong decoding undone, where that gives Chinese; else as it was."""
    for wrong in ("cp1252", "latin-1", "gb18030"):
        try:
            repaired = text.encode(wrong, "strict").decode("utf-8", "replace")
        except UnicodeError:
            continue
        if _known(repaired) >= 4 and repaired.count("\ufffd") <= len(repaired) * _ALLOWED:
            return repaired
    try:
        repaired = text.encode("latin-1").decode("gb18030")
    except UnicodeError:
        return text
    return repaired if _known(repaired) >= 4 else text
