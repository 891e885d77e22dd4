from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gongkai.apps.portal"
    label = "portal"
    verbose_name = "公开网站"

    def ready(self) -> None:
        """The files of the public site follow the log, and so do the synonyms of its search."""
        from gongkai.apps.audit import actions  # noqa: PLC0415 - models are there only now
        from gongkai.apps.portal import memory  # noqa: PLC0415
        from gongkai.apps.search import meanings  # noqa: PLC0415

        actions.followers.append(_bake)
        meanings.remembered = memory.remembered


def _bake(event: str) -> None:
    from gongkai.apps.portal.baking import following  # noqa: PLC0415 - the views, which a command need not load

    following.told(event)
