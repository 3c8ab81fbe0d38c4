"""The product's own settings, with what tests need changed and nothing else."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("LEHC_DATA", tempfile.mkdtemp(prefix="lehc-tests-"))

from lehc.config.settings import *  # noqa: F403
from lehc.config.settings import DATABASES, INSTALLED_APPS, STATIC_ROOT, STORAGES

INSTALLED_APPS = ["tests", *INSTALLED_APPS]  # for `migrate` from a template
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns without it
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
KEEPS_PAGES = False  # what one visit kept, the next would not ask the database for
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # The test runner drops its database at the end: a pool would hold it open.
    DATABASES["default"]["OPTIONS"].pop("pool")
    if "TEMPLATE_DATABASE" in os.environ:  # with every table already: see run.sh
        DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["TEMPLATE_DATABASE"]}
