from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "gongkai.apps.supervision"
    label = "supervision"
    verbose_name = "督办与统计"
