from django.apps import AppConfig


class FilingsConfig(AppConfig):
    name = "gongkai.apps.filings"
    label = "filings"
    verbose_name = "年报编报"
