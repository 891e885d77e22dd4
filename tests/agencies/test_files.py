"""Sealed files: what lies on the disk tells nothing and cannot be changed unnoticed."""

import io
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.files.base import ContentFile

from gongkai.apps.agencies.files import PIECE, SealBrokenError, SealedStorage, seal, unseal


@pytest.fixture
def storage() -> SealedStorage:
    return SealedStorage()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_a_file_of_any_size_comes_back_as_it_was(storage: SealedStorage, size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    name = storage.save("a/b", ContentFile(data[:size]))
    with storage.open(name) as stored:
        assert stored.read() == data[:size]


def test_nothing_of_the_content_stands_on_the_disk(storage: SealedStorage, tmp_path: Path) -> None:
    name = storage.save("paper", ContentFile("身份证明 王某".encode() * 100))
    assert "王某".encode() not in (tmp_path / "sealed" / name).read_bytes()


@pytest.mark.parametrize("harm", ["a byte changed", "the last piece cut off", "two pieces swapped"])
def test_a_changed_file_is_refused(harm: str) -> None:
    sealed = bytearray(seal(io.BytesIO(b"x" * (3 * PIECE))).read())
    piece = PIECE + 16
    match harm:
        case "a byte changed":
            sealed[100] ^= 1
        case "the last piece cut off":
            del sealed[20 + 2 * piece :]
        case "two pieces swapped":
            sealed[20:] = (
                sealed[20 + piece : 20 + 2 * piece] + sealed[20 : 20 + piece] + sealed[20 + 2 * piece :]
            )
    with pytest.raises(SealBrokenError):
        unseal(io.BytesIO(bytes(sealed)))


def test_a_new_key_seals_and_the_old_one_still_opens(settings) -> None:
    sealed = seal(io.BytesIO(b"paper")).read()
    settings.GONGKAI_FIELD_KEYS = [Fernet.generate_key().decode(), *settings.GONGKAI_FIELD_KEYS]
    assert unseal(io.BytesIO(sealed)).read() == b"paper"


def test_a_file_sealed_with_a_key_that_is_gone_is_refused(settings) -> None:
    sealed = seal(io.BytesIO(b"paper")).read()
    settings.GONGKAI_FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(SealBrokenError):
        unseal(io.BytesIO(sealed))


def test_a_sealed_file_has_no_address(storage: SealedStorage) -> None:
    with pytest.raises(ValueError, match="no address"):
        storage.url("a")
