"""The house as a whole: migrations match the models, lock files name no host."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.mark.django_db
def test_models_and_migrations_do_not_drift():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_hashes_and_no_host(name):
    text = (REPOSITORY / name).read_text()
    assert "://" not in text
    pins = re.findall(r"^[a-z0-9].*==.*$", text, re.M)
    assert pins
    assert all(line.endswith("\\") for line in pins)
    assert text.count("--hash=sha256:") >= len(pins)


def test_no_python_file_passes_four_hundred_lines():
    files = [
        file
        for folder in ("src", "tests")
        for file in (REPOSITORY / folder).rglob("*.py")
        if file.parent.name != "migrations"
    ]
    long = {str(file): lines for file in files if (lines := len(file.read_text().splitlines())) > 400}
    assert not long
