"""What is looked for: the secrets in every form in which a file can hold a text."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

from gongkai.redaction.passages import fold, fold_with_places, stands_alone

LEAST = 2  # characters of a secret
SHORT = 4  # a shorter one is not put together over a line break
STRONG = 6  # letters and digits that do not turn up by chance among the names and numbers of a file format
TIGHT = 6  # bytes that do not turn up by chance in compressed pixels
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


class Needles:
    """Finds secrets in texts and bytes."""

    def __init__(self, secrets: Iterable[str]) -> None:
        folded = {secret: fold(secret) for secret in secrets}
        self._secrets = [secret for secret, form in folded.items() if len(form) >= LEAST]
        self._forms = [folded[secret] for secret in self._secrets]
        self._strong = {secret for secret in self._secrets if is_strong(folded[secret])}
        self._texts = AhoCorasick(self._forms) if self._forms else None
        patterns = dict.fromkeys((form, secret) for secret in self._strong for form in _bytes_of(secret))
        self._bytes = [(form, secret) for form, secret in patterns if len(form) >= LEAST * 2]
        self._in_bytes = BytesAhoCorasick([form for form, _ in self._bytes]) if self._bytes else None

    def in_text(self, text: str, *, strong: bool = False, lines: bool = False) -> set[str]:
        """The secrets that a text holds. strong: only those that chance does not make.

        lines: the breaks between lines are of the layout only, so that a short word may stand across one.
        """
        if self._texts is None or len(text) < LEAST:
            return set()
        folded, places = fold_with_places(text)
        found = set()
        for which, start, end in self._texts.find_matches_as_indexes(folded, overlapping=True):
            secret, form = self._secrets[which], self._forms[which]
            if secret in found or (strong and secret not in self._strong):
                continue
            first, last = places[start], places[end - 1] + 1
            broken = "\n" in text[first:last] and not lines
            if broken and (strong or len(form) < SHORT or form.isdigit()):
                continue
            if stands_alone(text, first, last, form):
                found.add(secret)
        return found

    def in_bytes(self, data: bytes, *, tight: bool = False) -> set[str]:
        """The strong secrets that bytes hold in one of the usual encodings. tight: in compressed or pixel data."""
        if self._in_bytes is None:
            return set()
        return {
            self._bytes[which][1]
            for which, start, end in self._in_bytes.find_matches_as_indexes(data, overlapping=True)
            if end - start >= TIGHT or not tight
        }


def is_strong(folded: str) -> bool:
    """True for two characters that are not ASCII, or six of any kind."""
    return len(folded) >= STRONG or sum(not char.isascii() for char in folded) >= LEAST


def _bytes_of(secret: str) -> Iterator[bytes]:
    """The secret as given, without blanks, and folded: in each encoding, as digits of hexadecimal and base64."""
    for text in dict.fromkeys((secret.strip(), "".join(secret.split()), fold(secret))):
        for encoding in ENCODINGS:
            plain = text.encode(encoding, "ignore")
            yield plain
            yield plain.hex().encode()
            yield plain.hex().upper().encode()
            yield from _base64(plain)
        if not text.isascii():
            yield quote(text).encode()
            yield "".join(f"&#{ord(char)};" for char in text).encode()
            yield "".join(f"&#x{ord(char):x};" for char in text).encode()
            yield "".join(f"&#x{ord(char):X};" for char in text).encode()
            yield text.encode("ascii", "backslashreplace")


def _base64(plain: bytes) -> Iterator[bytes]:
    """The characters that stand for these bytes wherever they begin in the coded text."""
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        first = (0, 2, 3)[shift]
        last = len(coded) - {0: 0, 1: 3, 2: 2}[(shift + len(plain)) % 3]
        if last - first >= 8:
            yield coded[first:last]
