from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    """CREATE VIRTUAL TABLE site_searchtext_fts USING fts5(
        title, names, body, content='site_searchtext', content_rowid='page_id',
        tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER site_searchtext_added AFTER INSERT ON site_searchtext BEGIN
        INSERT INTO site_searchtext_fts(rowid, title, names, body)
        VALUES (new.page_id, new.title, new.names, new.body); END""",
    """CREATE TRIGGER site_searchtext_gone AFTER DELETE ON site_searchtext BEGIN
        INSERT INTO site_searchtext_fts(site_searchtext_fts, rowid, title, names, body)
        VALUES ('delete', old.page_id, old.title, old.names, old.body); END""",
    """CREATE TRIGGER site_searchtext_changed AFTER UPDATE ON site_searchtext BEGIN
        INSERT INTO site_searchtext_fts(site_searchtext_fts, rowid, title, names, body)
        VALUES ('delete', old.page_id, old.title, old.names, old.body);
        INSERT INTO site_searchtext_fts(rowid, title, names, body)
        VALUES (new.page_id, new.title, new.names, new.body); END""",
]
# Letters with marks as people type them without: Welsh names are full of them.
MARKED = "àáâäãåçèéêëìíîïñòóôöõùúûüýÿŵŷẁẃẅỳÀÁÂÄÃÅÇÈÉÊËÌÍÎÏÑÒÓÔÖÕÙÚÛÜÝŸŴŶẀẂẄỲ"
PLAIN = "aaaaaaceeeeiiiinooooouuuuyywywwwyAAAAAACEEEEIIIINOOOOOUUUUYYWYWWWY"


def weigh(column: str, weight: str) -> str:
    """One column's words as PostgreSQL's `english` reads them, with a weight."""
    plain = f"translate({column}, '{MARKED}', '{PLAIN}')"
    return f"setweight(to_tsvector('english', {plain}), '{weight}')"


POSTGRESQL = [
    "ALTER TABLE site_searchtext ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    + " || ".join([weigh("title", "A"), weigh("names", "B"), weigh("body", "D")])
    + ") STORED",
    "CREATE INDEX site_searchtext_words ON site_searchtext USING gin (words)",
]


def make_searchable(apps: Any, schema_editor: Any) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def make_plain(apps: Any, schema_editor: Any) -> None:
    """What is left goes with its table; only SQLite's own table stands beside it."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE site_searchtext_fts", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("title", models.TextField()),
                ("names", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
            ],
        ),
        migrations.RunPython(make_searchable, make_plain, elidable=False),
    ]
