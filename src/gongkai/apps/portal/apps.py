from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gongkai.apps.portal"
    label = "portal"
    verbose_name = "公开网站"
