"""The WSGI entry: `granian --interface wsgi gongkai.server.wsgi:application`. Baked pages first, Django for the rest."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.server.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - set up by now

from gongkai.server.baked import Baked  # noqa: E402
from gongkai.server.headers import public_headers  # noqa: E402

application = Baked(django, settings.GONGKAI_SITE_FOLDER, public_headers())
