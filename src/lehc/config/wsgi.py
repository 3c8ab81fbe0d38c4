"""The application a web server calls."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from lehc.config.production import refuse_invented_people

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lehc.config.settings")
application = get_wsgi_application()
refuse_invented_people()
