"""A database with every table, made once and copied: migrations take long.

The copy lies in the system's temporary folder under a name that changes with every
migration, ours and the packages', and with how they are applied.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from importlib.metadata import distributions
from pathlib import Path

import lehc

PATIENCE_SECONDS = 900
SOURCES = Path(lehc.__file__).parent


def find_template() -> Path:
    """The template for the present migrations, made first where there is none."""
    template = find_folder() / f"{fingerprint_migrations()}.sqlite3"
    with template.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker makes it, the others wait
        if not template.exists():
            make_template(template)
    return template


def find_folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"lehc-tests-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def fingerprint_migrations() -> str:
    """A digest over all migrations, how they are applied, and this file."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    how = SOURCES / "config/management/commands/migrate.py"
    for path in [how, *sorted(SOURCES.glob("**/migrations/*.py"))]:
        digest.update(f"{path.relative_to(SOURCES)}\n".encode() + path.read_bytes())
    packages = {f"{one.name} {one.version}" for one in distributions()}
    digest.update("\n".join(sorted(packages)).encode())
    return digest.hexdigest()[:16]


def make_template(template: Path) -> None:
    """Migrate from nothing, aside; then put the file in place in one step."""
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder) / "template.sqlite3"
        subprocess.run(
            [sys.executable, "-m", "lehc", "migrate", "--verbosity", "0"],
            env=make_environment(folder, aside),
            check=True,
            timeout=PATIENCE_SECONDS,
        )
        ready = template.with_suffix(f".{os.getpid()}")
        copy_database(aside, ready)
        make_statistics_table(ready)
        ready.replace(template)


def make_statistics_table(database: Path) -> None:
    """Let ANALYZE find its table: made within a test, it would change the schema.

    SQLite then reads the whole schema anew after every savepoint rolled back.
    """
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("ANALYZE sqlite_schema")
        connection.commit()


def make_environment(folder: str, database: Path) -> dict[str, str]:
    """The product's own settings: with the tests' this would ask for a template."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "DJANGO_SETTINGS_MODULE"
    }
    return kept | {"LEHC_DATA": folder, "DATABASE_URL": f"sqlite:///{database}"}


def copy_database(source: Path, target: Path) -> None:
    """Copy what has been committed, wherever the journal still keeps it."""
    with (
        closing(sqlite3.connect(source)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
