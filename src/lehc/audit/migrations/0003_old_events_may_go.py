"""PostgreSQL lets audit events go after six years, and not a day before.

SQLite has no guard against deletion: see migration 0002.
"""

from __future__ import annotations

from django.db import migrations

GUARD = """CREATE OR REPLACE FUNCTION audit_event_stays() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP = 'DELETE' AND OLD.at < now() - interval '6 years' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'An audit event can''t be changed.';
END $$"""
BEFORE = """CREATE OR REPLACE FUNCTION audit_event_stays() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'An audit event can''t be changed.';
END $$"""


def let_go(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(GUARD)


def hold(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(BEFORE)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunPython(let_go, hold)]
