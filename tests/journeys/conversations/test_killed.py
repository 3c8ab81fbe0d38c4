"""Killed under load at any moment: no acknowledged vote is lost, the chain holds."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import pytest

from lehc.config.serving import is_taken
from tests.journeys.running_site import (
    find_free_port,
    make_environment,
    wait_until_up,
)

PATIENCE_SECONDS = 20
VOTERS, KILLS = 4, 2
TALK = "healthier-in-whitley"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
STATEMENT = re.compile(r'name="statement" type="hidden" value="(\d+)"')

pytestmark = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"),
    reason="asks the file of the database itself",
)


@dataclass
class Browser:
    """One voter over plain HTTP: remembers cookies, and what was acknowledged."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    acknowledged: list[tuple[str, int]] = field(default_factory=list)

    def ask(self, method: str, path: str, **fields: object) -> tuple[int, str]:
        link = http.client.HTTPConnection("localhost", self.port, timeout=20)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": jar, "Content-Type": "application/x-www-form-urlencoded"}
        link.request(method, path, urlencode(fields) if fields else None, headers)
        answer = link.getresponse()
        body = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        link.close()
        return answer.status, body

    def come_in(self) -> None:
        _, page = self.ask("GET", f"/conversations/{TALK}/")
        token = TOKEN.findall(page)[0]
        status, _ = self.ask(
            "POST", f"/conversations/{TALK}/start/", csrfmiddlewaretoken=token
        )
        assert status == 302

    def vote_until(self, stop: threading.Event, chance: Random) -> None:
        """Vote on the same few statements again and again until the server is gone."""
        try:
            _, page = self.ask("GET", f"/conversations/{TALK}/vote/")
            token, first = TOKEN.findall(page)[0], int(STATEMENT.findall(page)[0])
            while not stop.is_set():
                statement, value = first + chance.randrange(5), chance.randint(-1, 1)
                self.acknowledge(token, statement, value)
        except (OSError, http.client.HTTPException):
            return  # killed: what was not answered was not acknowledged

    def acknowledge(self, token: str, statement: int, value: int) -> None:
        status, _ = self.ask(
            "POST",
            f"/conversations/{TALK}/vote/",
            csrfmiddlewaretoken=token,
            statement=statement,
            vote=value,
        )
        if status == 302:
            self.acknowledged.append((str(statement), value))


def start(environment: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "lehc", "run", "--port", str(port), "--workers", "1"],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_until_up(f"http://localhost:{port}", process)
    return process


def kill_at_once(process: subprocess.Popen[bytes], port: int) -> None:
    """All that serves, with no chance to tidy up: the first process and its copies."""
    copies = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    for leader in (process.pid, *map(int, copies.split())):
        with suppress(ProcessLookupError):  # a chore that has just ended
            os.killpg(leader, signal.SIGKILL)
    process.wait(timeout=30)
    wait_until_free(port)


def wait_until_free(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while is_taken("127.0.0.1", port):
        assert time.monotonic() < deadline, "Something serves on."
        time.sleep(0.05)


def read_log(folder: Path) -> tuple[int, int]:
    """Entries of votes and changes, and votes that stand, from the file itself."""
    with sqlite3.connect(folder / "lehc.sqlite3") as link:
        talk = f"(SELECT id FROM conversations_conversation WHERE slug = '{TALK}')"
        [entries] = link.execute(
            "SELECT count(*) FROM conversations_logentry WHERE kind IN "
            f"('vote', 'change') AND conversation_id = {talk}"
        ).fetchone()
        [votes] = link.execute(
            "SELECT count(*) FROM conversations_vote v JOIN conversations_voter w "
            f"ON w.id = v.voter_id WHERE w.conversation_id = {talk}"
        ).fetchone()
    return entries, votes


def test_killed_at_any_moment(tmp_path: Path, demonstration: Path) -> None:
    # given: a site with voters who vote as fast as they can
    folder = tmp_path / "data"
    shutil.copytree(demonstration, folder)
    port, chance = find_free_port(), Random(11)
    environment = make_environment(folder, port, find_free_port())
    acknowledged = 0
    for round_number in range(KILLS):
        process = start(environment, port)
        before, _ = read_log(folder)
        browsers = [Browser(port) for _ in range(VOTERS)]
        for browser in browsers:
            browser.come_in()
        stop = threading.Event()
        threads = [
            threading.Thread(target=browser.vote_until, args=(stop, Random(seed)))
            for seed, browser in enumerate(browsers)
        ]
        for thread in threads:
            thread.start()

        # when: it is killed while they vote
        deadline = time.monotonic() + PATIENCE_SECONDS
        wanted = 12 + chance.randrange(8)
        while (
            sum(len(b.acknowledged) for b in browsers) < wanted
            and time.monotonic() < deadline
        ):
            time.sleep(0.005)
        kill_at_once(process, port)
        stop.set()
        for thread in threads:
            thread.join(timeout=30)

        # then: nothing that was acknowledged is missing, at most one more each is there
        answered = sum(len(browser.acknowledged) for browser in browsers)
        entries, _ = read_log(folder)
        assert answered >= wanted, round_number
        assert answered <= entries - before <= answered + VOTERS
        acknowledged += answered
    # and: the chain holds, and every voter's last answer is the one that counts
    said = subprocess.run(
        [sys.executable, "-m", "lehc", "verify_votes"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert f"{TALK}: holds" in said
    assert acknowledged >= 24


def test_what_a_killed_process_started_ends_too(
    tmp_path: Path, demonstration: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(demonstration, folder)
    port = find_free_port()
    process = start(make_environment(folder, port, find_free_port()), port)

    process.kill()
    process.wait(timeout=30)

    wait_until_free(port)
