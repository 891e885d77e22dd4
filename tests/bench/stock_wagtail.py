"""A stock Wagtail site with one page: what `wagtail start` makes, a body on its page, and settings for production."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.serving import granian

SETTINGS = """from .base import *
DEBUG = False
SECRET_KEY = "bench"
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""
MODELS = """from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    body = RichTextField(default="")
"""
TEMPLATE = """{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.body|richtext }}{% endblock %}
"""
WRITE = """import sys
from home.models import HomePage
page = HomePage.objects.get()
page.title, page.body = sys.argv[-2:]
page.save_revision().publish()
"""


@contextmanager
def serving(folder: Path, title: str, body: str) -> Iterator[tuple[int, int]]:
    """The port of the site and its server's process; the page is the site's front page. Needs the extra `bench`."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    def run(*words: str) -> None:
        command = [sys.executable, *words]
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)

    run("-m", "wagtail.bin.wagtail", "start", "stock", ".")
    (folder / "stock/settings/bench.py").write_text(SETTINGS)
    (folder / "home/models.py").write_text(MODELS)
    (folder / "home/templates/home/home_page.html").write_text(TEMPLATE)
    environment["DJANGO_SETTINGS_MODULE"] = "stock.settings.bench"
    (folder / "write.py").write_text(
        f"import django, sys\ndjango.setup()\nsys.argv = {['', title, body]!r}\n{WRITE}"
    )
    run("manage.py", "makemigrations", "home", "-v", "0")
    run("manage.py", "migrate", "-v", "0")
    run("write.py")
    more = {"DJANGO_SETTINGS_MODULE": "stock.settings.bench"}
    with granian("stock.wsgi:application", folder=folder, more=more) as running:
        yield running
