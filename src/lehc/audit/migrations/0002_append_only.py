"""The database itself refuses to change an audit event.

SQLite still lets rows be deleted, since tests empty their tables by DELETE; PostgreSQL,
which empties them by TRUNCATE, refuses that too.
"""

from __future__ import annotations

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER audit_event_stays BEFORE UPDATE ON audit_auditevent "
    "BEGIN SELECT RAISE(ABORT, 'An audit event can''t be changed.'); END"
]
POSTGRESQL = [
    "CREATE FUNCTION audit_event_stays() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'An audit event can''t be changed.'; END $$",
    "CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE ON audit_auditevent "
    "FOR EACH ROW EXECUTE FUNCTION audit_event_stays()",
]
UNDO = {
    "sqlite": ["DROP TRIGGER audit_event_stays"],
    "postgresql": [
        "DROP TRIGGER audit_event_stays ON audit_auditevent",
        "DROP FUNCTION audit_event_stays()",
    ],
}
DO = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def guard(apps, editor):
    run(editor, DO)


def unguard(apps, editor):
    run(editor, UNDO)


def run(editor, statements):
    for statement in statements[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
