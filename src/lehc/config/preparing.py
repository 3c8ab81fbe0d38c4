"""What must be in place before the site is served; each step only when it is due."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lehc.places.shipped.loading import load_shipped_data
from lehc.site.actions.planting import plant_site
from lehc.site.newsletter.actions.planting import plant_newsletter

FINGERPRINT_FILE = "fingerprint.txt"


def prepare_database() -> None:
    """Bring tables, the site's first pages and the list of places up to date."""
    prepare_tables()
    load_shipped_data()


def prepare_tables() -> None:
    """Bring tables and the site's first pages up to date."""
    if is_behind():
        call_command("migrate", verbosity=0, interactive=False)
    plant_newsletter(plant_site())


def is_behind() -> bool:
    """Whether there is a migration to apply; `migrate` takes a second to find none."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def prepare_static_files() -> bool:
    """Collect static files when one has changed since last time; say whether."""
    folder = Path(settings.STATIC_ROOT)
    wanted = fingerprint_static_files()
    record = folder / FINGERPRINT_FILE
    if record.exists() and record.read_text() == wanted:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    record.write_text(wanted)
    return True


def fingerprint_static_files() -> str:
    """A digest over every static file's name, size and time of change."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\t{status.st_size}\t{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
