"""The database itself refuses to change an entry of a vote log.

SQLite still lets rows be deleted, since tests empty their tables by DELETE; PostgreSQL,
which empties them by TRUNCATE, refuses that too.
"""

from __future__ import annotations

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER vote_log_stays BEFORE UPDATE ON conversations_logentry "
    "BEGIN SELECT RAISE(ABORT, 'An entry of the vote log can''t be changed.'); END"
]
POSTGRESQL = [
    "CREATE FUNCTION vote_log_stays() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'An entry of the vote log can''t be changed.'; END $$",
    "CREATE TRIGGER vote_log_stays BEFORE UPDATE OR DELETE ON conversations_logentry "
    "FOR EACH ROW EXECUTE FUNCTION vote_log_stays()",
]
UNDO = {
    "sqlite": ["DROP TRIGGER vote_log_stays"],
    "postgresql": [
        "DROP TRIGGER vote_log_stays ON conversations_logentry",
        "DROP FUNCTION vote_log_stays()",
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
    dependencies = [("conversations", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
