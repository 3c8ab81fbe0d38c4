"""The product as people meet it: `lehc run` with its own database and mail server."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from functools import cached_property
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from tests.database_template import copy_database, find_template

PATIENCE_SECONDS = 240  # a busy machine is slow, not broken
CODE = re.compile(r"^ {4}([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)
PREPARE = (
    "from django.core.management import call_command;"
    "call_command('prepare');"
    "call_command('demo')"
)
# Runs each command that it reads, and answers what that printed and what went wrong.
KEEP_OPEN = """
import contextlib, io, json, sys, traceback
from lehc.config.cli import main
for line in sys.stdin:
    printed, fault = io.StringIO(), ""
    with contextlib.redirect_stdout(printed):
        try:
            code = main(json.loads(line))
            if code:
                fault = f"It ended with {code}."
        except (Exception, SystemExit):
            fault = traceback.format_exc()
    print(json.dumps([printed.getvalue(), fault]), flush=True)
"""
LINK = re.compile(r"http://localhost:\d+\S+")


class Postbox(MessageHandler):
    """Receives letters over SMTP and lets a test read them as their recipients."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.letters.append(message)

    def wait_for(self, recipient: str, subject: str = "", *, after: int = 0) -> str:
        """The newest letter to somebody, as text; waits until it has come.

        `after` passes over that many letters, so that an old one isn't read twice.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for letter in reversed(self.letters[after:]):
                if letter["X-RcptTo"] == recipient and subject in read_subject(letter):
                    return read_body(letter)
            time.sleep(0.1)
        subjects = [(row["X-RcptTo"], read_subject(row)) for row in self.letters]
        raise AssertionError(f"No letter “{subject}” to {recipient} in {subjects}")

    def wait_for_many(self, words: str, count: int) -> list[str]:
        """Who got the letters with these words, once so many of them have come."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            found = [
                str(letter["X-RcptTo"])
                for letter in list(self.letters)
                if words in read_body(letter)
            ]
            if len(found) >= count:
                return found
            time.sleep(0.2)
        raise AssertionError(f"Only {len(found)} letters say “{words}”, not {count}")


def read_subject(letter: Message) -> str:
    from email.header import decode_header, make_header  # only here

    return str(make_header(decode_header(letter["Subject"])))


def read_body(letter: Message) -> str:
    body = letter.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode("utf-8").replace("\r\n", "\n")


def read_code(letter: str) -> str:
    found = CODE.search(letter)
    assert found is not None, letter
    return found[1]


def read_link(letter: str) -> str:
    found = LINK.search(letter)
    assert found is not None, letter
    return found[0]


@dataclass
class Commands:
    """The `lehc` command in one process, which starts when it is first used.

    To start takes a second, most commands take hardly anything.
    """

    environment: dict[str, str]

    @cached_property
    def process(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", KEEP_OPEN],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> str:
        """What the command printed; an error if it failed."""
        reading, writing = self.process.stdout, self.process.stdin
        assert reading is not None
        assert writing is not None
        writing.write(f"{json.dumps(words)}\n")
        writing.flush()
        printed, fault = json.loads(reading.readline())
        assert fault == "", (words, printed, fault)
        return str(printed)

    def end(self) -> None:
        if "process" in vars(self):
            self.process.communicate(timeout=PATIENCE_SECONDS)


@dataclass(frozen=True)
class Site:
    """A running site: its address, its letters, and its own `lehc` command."""

    url: str
    postbox: Postbox
    environment: dict[str, str]
    commands: Commands

    def run(self, *words: str) -> str:
        """Run a `lehc` command on the site's own data and return what it printed."""
        return self.commands.run(*words)


def find_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def make_environment(folder: Path, port: int, mail_port: int) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "HOME", "LANG", "PYTHONPATH", "DATABASE_URL"}
    }
    return kept | {
        "LEHC_DATA": str(folder),
        "LEHC_BASE_URL": f"http://localhost:{port}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
    }


def make_demonstration(folder: Path) -> None:
    """Make a data folder with the demonstration in it, for sites to start from."""
    environment = make_environment(folder, port=8000, mail_port=25)
    folder.mkdir(parents=True)
    copy_database(find_template(), folder / "lehc.sqlite3")
    subprocess.run(
        [sys.executable, "-m", "lehc", "shell", "-v", "0", "-c", PREPARE],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def run_site(folder: Path) -> Iterator[Site]:
    """Start the demonstration on a free port; stop it at the end.

    An empty folder gets a demonstration of its own, which takes a while.
    """
    port, postbox = find_free_port(), Postbox()
    post_office = Controller(postbox, hostname="127.0.0.1", port=find_free_port())
    post_office.start()
    environment = make_environment(folder, port, post_office.port)
    process = subprocess.Popen(
        [sys.executable, "-m", "lehc", "run", "--port", str(port), "--workers", "1"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    commands = Commands(environment)
    site = Site(f"http://localhost:{port}", postbox, environment, commands)
    try:
        wait_until_up(site.url, process)
        yield site
    finally:
        commands.end()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE_SECONDS)
        post_office.stop()


def wait_until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"The site stopped at once: {process.returncode}")
        try:
            with urllib.request.urlopen(  # noqa: S310  our own http address
                f"{url}/health/", timeout=5
            ) as answer:
                if answer.read() == b"ok":
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError("The site did not answer in time.")
