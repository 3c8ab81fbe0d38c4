"""An import whose process is killed in the middle, for real, and started again."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.database_template import copy_database, find_template
from tests.factories.wordpress import make_item, save_export
from tests.journeys.running_site import make_environment

POSTS = 60
ENOUGH = 12
PATIENCE_SECONDS = 240
WORDS = "<p>" + "They met every week. " * 40 + "</p>"


def count(database: Path, table: str) -> int:
    with closing(sqlite3.connect(database, timeout=20)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def wait_for_some(process: subprocess.Popen[bytes], database: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while count(database, "wordpress_olditem") < ENOUGH:
        assert process.poll() is None, "It was done before it could be killed."
        assert time.monotonic() < deadline, "It took over nothing in time."
        time.sleep(0.02)


def test_a_killed_import_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = save_export(tmp_path, *(make_item(n + 1, WORDS) for n in range(POSTS)))
    environment = make_environment(tmp_path / "data", port=8000, mail_port=25)
    environment.pop("DATABASE_URL", None)
    database = tmp_path / "data" / "lehc.sqlite3"
    database.parent.mkdir()
    copy_database(find_template(), database)
    command = [sys.executable, "-m", "lehc"]
    plant = "from lehc.site.actions.planting import plant_site; plant_site()"
    subprocess.run(
        [*command, "shell", "-v", "0", "-c", plant], env=environment, check=True
    )
    taking = [*command, "import", "wordpress", str(path)]

    process = subprocess.Popen(taking, env=environment, stdout=subprocess.DEVNULL)
    wait_for_some(process, database)
    process.send_signal(signal.SIGKILL)
    assert process.wait(timeout=30) == -signal.SIGKILL
    some = count(database, "wordpress_olditem")
    assert ENOUGH <= some < POSTS
    assert count(database, "site_story") == some

    told = subprocess.run(
        taking, env=environment, check=True, capture_output=True, text=True
    ).stdout
    assert count(database, "wordpress_olditem") == POSTS
    assert count(database, "site_story") == POSTS
    assert (
        count(database, "site_searchtext") == POSTS + 4
    )  # home, stories, contact, newsletter
    assert f"{POSTS - some}" in told
