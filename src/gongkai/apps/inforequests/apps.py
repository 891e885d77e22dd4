from django.apps import AppConfig


class InforequestsConfig(AppConfig):
    name = "gongkai.apps.inforequests"
    label = "inforequests"
    verbose_name = "依申请公开"
