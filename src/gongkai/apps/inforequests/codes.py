"""Two codes that every request carries: the one that the applicant tracks it by, and the one that finds the same
applicant again without opening what is encrypted."""

from __future__ import annotations

import secrets
import unicodedata

from gongkai.apps.agencies.encryption import keyed_digests

# No 0 O 1 I L: the code is read out on the telephone and copied from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
PURPOSE = "applicant index"  # what the digests' key is derived for


def new_query_code() -> str:
    """Eight characters of `ALPHABET` by chance; asked for beside the number wherever a request is tracked."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def applicant_keys(applicant_type: str, name: str, identity_number: str = "", contact: str = "") -> list[str]:
    """What the same applicant is found by, 64 characters under each field key, the newest first.

    By the identity number, else by name and contact; an organisation without a number by its name. A natural person
    without number and contact is not known again: no key, since names alone would mix people up. Width, case, blanks
    and punctuation do not count.
    """
    if number := _plain(identity_number):
        told = f"number:{number}"
    elif applicant_type != "natural_person":
        told = f"organisation:{_plain(name)}"
    elif _plain(contact):
        told = f"person:{_plain(name)}:{_plain(contact)}"
    else:
        return []
    return keyed_digests(PURPOSE, told)


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
