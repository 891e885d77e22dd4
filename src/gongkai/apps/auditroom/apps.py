from django.apps import AppConfig


class AuditroomConfig(AppConfig):
    name = "gongkai.apps.auditroom"
    label = "auditroom"
    verbose_name = "年报审核"
