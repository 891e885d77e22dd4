"""Encrypted text fields for identity data (个人信息保护法 art. 51)."""

from __future__ import annotations

import hashlib
import hmac
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    """The keys in force: the first encrypts, all decrypt."""
    return _cipher(tuple(settings.GONGKAI_FIELD_KEYS))


@lru_cache(maxsize=16)
def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"gongkai {purpose}".encode()).derive(secret.encode())


def keyed_digests(purpose: str, told: str) -> list[str]:
    """64 characters for this text under each key in force, the newest first: what is encrypted is found by them.

    A row holds one of them; while keys are rotated it may be any, so look for all. purpose: keeps digests of
    different columns apart.
    """
    return [
        hmac.new(_derived(key, purpose), told.encode(), hashlib.sha256).hexdigest()
        for key in settings.GONGKAI_FIELD_KEYS
    ]


class EncryptedTextField(models.TextField):  # type: ignore[type-arg] # not subscriptable at run time
    """Text that stands in the database as a sealed token; it can be neither searched nor sorted there."""

    def get_prep_value(self, value: Any) -> Any:
        return cipher().encrypt(value.encode()).decode() if value else ""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        return cipher().decrypt(value.encode()).decode() if value else ""


class EncryptedJSONField(EncryptedTextField):
    """Lists, dicts and strings, sealed as one token."""

    _pyi_private_set_type: Any  # read by the type checker alone
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(json.dumps(value, ensure_ascii=False))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return json.loads(super().from_db_value(value, expression, connection) or "null")


class DigestField(models.CharField):  # type: ignore[type-arg] # not subscriptable at run time
    """The first of a row's keyed digests, computed at each save; empty for a row without any.

    of: the property of the model that gives the digests, newest first (`keyed_digests`).
    """

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"max_length": 64, "blank": True, "editable": False} | kwargs)

    def newest(self, row: models.Model) -> str:
        """What the column is to hold."""
        digests = getattr(row, self.of)
        return digests[0] if digests else ""

    def pre_save(self, row: models.Model, add: bool) -> str:
        setattr(row, self.attname, self.newest(row))
        return self.newest(row)

    def deconstruct(self) -> Any:
        """To migrations a plain column: they know no properties."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def clone(self) -> Any:
        """Another of the same: what migrations are told is not enough to make one."""
        _, _, args, kwargs = self.deconstruct()
        return type(self)(*args, of=self.of, **kwargs)
