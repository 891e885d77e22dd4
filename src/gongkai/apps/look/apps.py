"""How everything looks: tokens, components, template tags. No models."""

from __future__ import annotations

from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "gongkai.apps.look"
    label = "look"
    verbose_name = "界面"
