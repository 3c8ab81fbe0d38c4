"""An import whose process is killed leaves nothing, and runs again."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.database_template import copy_database, find_template

DIE_AT_THE_SECOND_BATCH = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from lehc.places.importing import running
from lehc.places.models import Area
from lehc.places.storing.store import Store

running.BATCH = 4
write = Store.write

def write_and_die(store, batch):
    write(store, batch)
    if Area.objects.count() >= 8:
        os.kill(os.getpid(), signal.SIGKILL)

Store.write = write_and_die
call_command("import_lookup", sys.argv[1])
"""


def run(folder: Path, *words: str) -> int:
    """Python with the folder's own database; returns how it ended."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "HOME", "LANG", "PYTHONPATH"}
    }
    environment = kept | {
        "LEHC_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "lehc.config.settings",
    }
    return subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, timeout=240
    ).returncode


def count_rows(folder: Path) -> dict[str, int]:
    tables = ("dataset", "area", "areaparent")
    with closing(sqlite3.connect(folder / "lehc.sqlite3")) as database:
        return {
            table: database.execute(f"SELECT count(*) FROM places_{table}").fetchone()[
                0
            ]
            for table in tables
        }


def test_a_killed_import_leaves_nothing_and_runs_again(tmp_path: Path) -> None:
    copy_database(find_template(), tmp_path / "lehc.sqlite3")
    lookup = tmp_path / "lookup.csv"
    lookup.write_text(
        "LSOA21CD,LSOA21NM,MSOA21CD,MSOA21NM\n"
        + "".join(f"E0100{n:04},Part {n},E02000001,Whole\n" for n in range(40))
    )

    assert run(tmp_path, "-c", DIE_AT_THE_SECOND_BATCH, str(lookup)) == -signal.SIGKILL
    assert count_rows(tmp_path) == {"dataset": 0, "area": 0, "areaparent": 0}

    assert run(tmp_path, "-m", "lehc", "import", "lookup", str(lookup)) == 0
    assert count_rows(tmp_path) == {"dataset": 1, "area": 41, "areaparent": 40}
