from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "gongkai.apps.office"
    label = "office"
    verbose_name = "工作台"
