"""An agency with its people, for the tests that need a database."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.test import Client
from xdist.scheduler import LoadScopeScheduling

from gongkai.apps.agencies.models import Account, Agency, Grant, Post
from gongkai.apps.audit import memory

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"

TOGETHER = ("tests/web/", "tests/inforequests/test_letter_numbers.py")

MakePost = Callable[..., Post]

# The suite says the same twice, and on a slow machine; `--hypothesis-profile=default` looks further, as the proofs do.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis.settings.load_profile("suite")


class Together(LoadScopeScheduling):
    """Each test for itself, but what lies in one of `TOGETHER` by one worker: it shares a costly platform.

    pytest-xdist's own groups stand in names of tests, which pytest 9.2 no longer lets it change.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest starts first, so that two workers end together.

    On another database than our own only what asks a database is repeated.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if "GONGKAI_DATABASE_URL" in os.environ:
        asking = [item for item in items if _asks_a_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
        items[:] = asking


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & {"db", "transactional_db"}) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def quick_settings(settings, tmp_path):
    """Weak password hashes and plain static files: what they protect is not under test here."""
    memory.forget()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
        "sealed": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "sealed"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.GONGKAI_SITE_FOLDER = tmp_path / "site"
    settings.GONGKAI_SEARCH = {
        "ENGINE": "gongkai.apps.search.embedded.Tantivy",
        "OPTIONS": {"folder": str(tmp_path / "search")},
    }


@pytest.fixture
def agency(db) -> Agency:
    """测试市应急管理局, on the platform since 2026-01-01."""
    return Agency.objects.create(
        code="ceshi-yj",
        name="测试市应急管理局",
        short_name="市应急局",
        credit_code="11520200MB1A000018",
        office_name="测试市应急管理局办公室",
        address="测试市人民路1号",
        phone="0000-1234567",
        reconsideration_authority="测试市人民政府",
        court="测试市中级人民法院",
        document_prefix="测应急",
        live_since=date(2026, 1, 1),
    )


@pytest.fixture
def other_agency(db) -> Agency:
    """A second agency, for everything that must not cross the border."""
    return Agency.objects.create(
        code="ceshi-sw",
        name="测试市商务局",
        short_name="市商务局",
        credit_code="11520200MB1A00002B",
        live_since=date(2026, 1, 1),
    )


@pytest.fixture
def make_post(agency) -> MakePost:
    """make_post("clerk", "陈雨") → a post with these roles; `agency=` another one, `roles` may be several."""

    def make(*roles: str, name: str = "", agency: Agency = agency) -> Post:
        name = name or f"{'-'.join(roles)}"
        account, new = Account.objects.get_or_create(
            username=f"{name}@{agency.code}", defaults={"display_name": name}
        )
        if new:
            account.set_password("correct horse")
            account.save()
        post, _ = Post.objects.get_or_create(
            account=account, agency=agency, defaults={"since": date(2008, 5, 1)}
        )
        for role in roles:
            Grant.objects.get_or_create(post=post, role=role, revoked_at=None)
        return post

    return make


@pytest.fixture
def clerk(make_post) -> Post:
    """陈雨, 政务公开经办."""
    return make_post("clerk", name="陈雨")


@pytest.fixture
def client_of() -> Callable[[Post], Client]:
    """client_of(post) → a test client logged in as that person."""

    def log_in(post: Post) -> Client:
        client = Client()
        client.force_login(post.account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["post"] = post.pk
        session.save()
        return client

    return log_in
