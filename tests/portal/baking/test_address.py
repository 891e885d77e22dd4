"""The address of the site (GONGKAI_SITE), which every baked page names: what is wrong with it is said, in time."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from gongkai.apps.portal.addresses import wrong
from gongkai.apps.portal.baking import folder

from ..conftest import HOME
from .conftest import text
from .test_whole import _app, cli

HERE = ["127.0.0.1", "localhost"]
NAMED = [*HERE, "www.example.gov.cn"]


@pytest.mark.parametrize(
    ("given", "hosts", "outside", "said"),
    [
        ("", HERE, False, ""),
        ("", HERE, True, "没有设置 GONGKAI_SITE"),
        ("", NAMED, False, "没有设置 GONGKAI_SITE"),
        ("https://www.example.gov.cn", NAMED, True, ""),
        ("https://www.example.gov.cn", [".example.gov.cn"], True, ""),
        ("https://www.example.gov.cn:8443", NAMED, True, ""),
        ("www.example.gov.cn", NAMED, True, "只有协议和域名"),
        ("https://www.example.gov.cn/gongkai", NAMED, True, "只有协议和域名"),
        ("https://old.example.gov.cn", NAMED, True, "不在 GONGKAI_HOSTS 中"),
    ],
)
def test_a_missing_or_wrong_address_of_the_site_is_said_in_a_sentence(given, hosts, outside, said):
    found = wrong(given, hosts, outside=outside)
    assert said in found
    assert bool(found) == bool(said)


@pytest.fixture
def command(monkeypatch):
    monkeypatch.setattr(cli, "start", lambda: None)
    monkeypatch.setattr("django.core.management.call_command", lambda *args, **more: None)
    return lambda *words: CliRunner().invoke(_app(), [*words])


def test_a_bake_that_lost_the_address_of_the_site_changes_nothing(baked, settings, command):
    release = baked()
    settings.GONGKAI_SITE = ""
    for words in (["--processes", "1"], ["--pending"]):
        result = command(*words)
        assert result.exit_code == 1
        assert "现有页面的网址是 http://testserver" in result.output
    served = folder.current()
    assert served
    assert served.folder == release.folder
    assert 'rel="canonical" href="http://testserver/a/ceshi-yj/"' in text(served, HOME)


def test_pages_made_for_another_address_are_said_until_they_are_baked_anew(baked, settings, command):
    baked()
    assert cli.moved_site() == ""
    settings.GONGKAI_SITE = "https://www.example.gov.cn"
    settings.ALLOWED_HOSTS = ["www.example.gov.cn"]
    assert "按网址 http://testserver 生成" in cli.moved_site()
    assert command("--processes", "1").exit_code == 0
    assert cli.moved_site() == ""


@pytest.mark.parametrize("words", [["--verify", "--sample", "-5"], ["--processes", "0"]])
def test_a_number_that_makes_no_sense_is_a_wrong_call(command, words):
    assert command(*words).exit_code == 2
