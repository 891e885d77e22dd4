from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gongkai.apps.portal"
    label = "portal"
    verbose_name = "公开网站"

    def ready(self) -> None:
        """The files of the public site follow the log."""
        from gongkai.apps.audit import actions  # noqa: PLC0415 - models are there only now

        actions.followers.append(_bake)


def _bake(event: str) -> None:
    from gongkai.apps.portal.baking import following  # noqa: PLC0415 - the views, which a command need not load

    following.told(event)
