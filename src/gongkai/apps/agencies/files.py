"""Files that lie sealed on the disk: identity proofs, scans, case papers (个人信息保护法 art. 51).

A sealed file is a head (mark, key name, nonce prefix) and pieces of 1 MiB, each under AES-256-GCM with its place and
whether it is the last one as associated data, so that pieces can be neither changed, moved nor cut off unnoticed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.utils.deconstruct import deconstructible

MARK = b"GKS1"
PIECE = 1 << 20
TAG = 16
KEY_NAME = 8
PREFIX = 8
IN_MEMORY = 4 << 20


class SealBrokenError(Exception):
    """The stored bytes are not what was sealed, or the key that sealed them is no longer given."""


def _key(secret: str) -> tuple[bytes, AESGCM]:
    """A short public name of the key, and its cipher. The fields' keys serve files too, separated by derivation."""
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"gongkai sealed files").derive(secret.encode())
    return hashlib.sha256(derived).digest()[:KEY_NAME], AESGCM(derived)


def key_name() -> str:
    """The public name of the newest key, sixteen hexadecimal digits; it tells nothing of the key."""
    return _key(settings.GONGKAI_FIELD_KEYS[0])[0].hex()


def _nonce(prefix: bytes, place: int) -> bytes:
    return prefix + place.to_bytes(4, "big")


def _pieces(plain: IO[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """The pieces, each with whether it is the last one. An empty file is one empty piece."""
    piece = plain.read(size)
    while True:
        after = plain.read(size)
        yield piece, not after
        if not after:
            return
        piece = after


def seal(plain: IO[bytes]) -> IO[bytes]:
    """The sealed bytes as a temporary file at its start; never more than a few MiB in memory."""
    name, cipher = _key(settings.GONGKAI_FIELD_KEYS[0])
    prefix = os.urandom(PREFIX)
    out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - handed to the caller
    out.write(MARK + name + prefix)
    for place, (piece, last) in enumerate(_pieces(plain, PIECE)):
        out.write(cipher.encrypt(_nonce(prefix, place), piece, b"last" if last else b"more"))
    out.seek(0)
    return out


def unseal(sealed: IO[bytes]) -> IO[bytes]:
    """The plain bytes as a temporary file at its start; SealBrokenError when anything is wrong with them."""
    head = sealed.read(len(MARK) + KEY_NAME + PREFIX)
    name, prefix = head[len(MARK) : len(MARK) + KEY_NAME], head[len(MARK) + KEY_NAME :]
    cipher = next((key for named, key in map(_key, settings.GONGKAI_FIELD_KEYS) if named == name), None)
    if not head.startswith(MARK) or cipher is None:
        raise SealBrokenError("no sealed file, or sealed with a key that is not given")
    out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - handed to the caller
    try:
        for place, (piece, last) in enumerate(_pieces(sealed, PIECE + TAG)):
            out.write(cipher.decrypt(_nonce(prefix, place), piece, b"last" if last else b"more"))
    except InvalidTag as wrong:
        out.close()
        raise SealBrokenError("the stored file was changed or cut off") from wrong
    out.seek(0)
    return out


@deconstructible
class SealedStorage(Storage):
    """Seals what it gives to the storage that settings name "sealed": a folder, or another place of Django's.

    It has no address: files leave through views that ask who may see them.
    """

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        with storages["sealed"].open(name, "rb") as stored:
            return File(unseal(stored), name)

    def _save(self, name: str, content: File[Any]) -> str:
        content.seek(0)
        with seal(content) as sealed:
            return storages["sealed"].save(name, File(sealed, name))

    def sealed_with(self, name: str) -> int | None:
        """The place of the file's key among those given, 0 for the newest; None when it is not given."""
        with storages["sealed"].open(name, "rb") as stored:
            head = stored.read(len(MARK) + KEY_NAME)
        names = [MARK + _key(secret)[0] for secret in settings.GONGKAI_FIELD_KEYS]
        return names.index(head) if head in names else None

    def reseal(self, name: str) -> None:
        """Seals the file with the newest key, in its place: who opens it meanwhile reads it whole, old or new."""
        place = Path(storages["sealed"].path(name))
        draft = place.with_name(f"{place.name}.resealed")
        with self.open(name) as plain, seal(plain) as sealed, draft.open("wb") as out:
            shutil.copyfileobj(sealed, out)
            out.flush()
            os.fsync(out.fileno())
        shutil.copymode(place, draft)
        draft.replace(place)

    def delete(self, name: str) -> None:
        """Takes the file away."""
        storages["sealed"].delete(name)

    def exists(self, name: str) -> bool:
        """True when a file of that name is stored."""
        return storages["sealed"].exists(name)

    def size(self, name: str) -> int:
        """Bytes as sealed, a little more than the file's own."""
        return storages["sealed"].size(name)

    def url(self, name: str | None) -> str:
        """Never: refused with ValueError."""
        raise ValueError("a sealed file has no address")
