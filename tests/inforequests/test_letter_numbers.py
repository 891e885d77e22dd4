"""Officers sign at the same moment, in a database file of their own: numbers have neither gaps nor doubles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY

pytestmark = [pytest.mark.long, pytest.mark.sqlite]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the threads of `signing_at_once` were told."""
    home: Path = tmp_path_factory.mktemp("signing")
    environment = os.environ | {
        "GONGKAI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "gongkai.server.settings",
    }
    command = [sys.executable, "-m", "tests.inforequests.signing_at_once", "4"]
    done = subprocess.run(
        command, env=environment, cwd=REPOSITORY, check=True, capture_output=True, text=True, timeout=240
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_letters_signed_at_once_get_numbers_without_gaps(told):
    assert sorted(told["several"]) == [f"测应急公复〔2026〕{number}号" for number in (1, 2, 3, 4)]


def test_of_two_leaders_who_sign_one_letter_at_once_one_is_told_of_the_other(told):
    signed = [one for one in told["both"] if one == "测应急公复〔2026〕5号"]
    refused = [one for one in told["both"] if one.startswith("Refused：您打开之后")]
    assert (len(signed), len(refused)) == (1, 1)
