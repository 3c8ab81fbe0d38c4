"""Makes the table of the cache that all web workers share (rate limits use it)."""

from __future__ import annotations

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    initial = True
    dependencies: list = []
    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
