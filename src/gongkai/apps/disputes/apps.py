from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "gongkai.apps.disputes"
    label = "disputes"
    verbose_name = "复议诉讼"
