from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from django.db import connections

from lehc.config.management.commands import migrate
from tests.database_template import find_template


class Command(migrate.Command):
    """Fills an empty SQLite database from the template, then migrates as ever."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor == "sqlite" and not connection.introspection.table_names():
            with closing(sqlite3.connect(find_template())) as template:
                template.backup(connection.connection)
        super().handle(*args, **options)
