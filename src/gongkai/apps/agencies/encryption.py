"""Encrypted text fields for identity data (个人信息保护法 art. 51)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    """The keys in force: the first encrypts, all decrypt."""
    return _cipher(tuple(settings.GONGKAI_FIELD_KEYS))


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
