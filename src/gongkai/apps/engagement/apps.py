from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "gongkai.apps.engagement"
    label = "engagement"
    verbose_name = "信箱与回应"
