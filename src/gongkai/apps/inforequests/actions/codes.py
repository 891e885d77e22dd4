"""Two codes that every request carries: the one that the applicant tracks it by, and the one that finds the same
applicant again without opening what is encrypted."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# No 0 O 1 I L: the code is read out on the telephone and copied from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def new_query_code() -> str:
    """Eight characters of `ALPHABET` by chance; asked for beside the number wherever a request is tracked."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def applicant_key(applicant_type: str, name: str, identity_number: str = "", contact: str = "") -> str:
    """The same 64 characters for the same applicant: by the identity number, else by name and contact.

    An organisation without a number is known by its name. A natural person without number and contact is not
    known again: the empty string, since names alone would mix people up. Width, case, blanks and punctuation
    do not count. The key of the index is drawn from the oldest field key, which stays when a new one is put before it.
    """
    if number := _plain(identity_number):
        told = f"number:{number}"
    elif applicant_type != "natural_person":
        told = f"organisation:{_plain(name)}"
    elif _plain(contact):
        told = f"person:{_plain(name)}:{_plain(contact)}"
    else:
        return ""
    return hmac.new(_index_key(), told.encode(), hashlib.sha256).hexdigest()


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _index_key() -> bytes:
    secret = settings.GONGKAI_FIELD_KEYS[-1].encode()
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"gongkai applicant index").derive(secret)
