from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gongkai.apps.search"
    verbose_name = "检索"
