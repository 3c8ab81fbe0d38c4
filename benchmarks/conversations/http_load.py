"""How many people can vote at once: 2,000 voters over HTTP, two web workers.

    python benchmarks/conversations/http_load.py [VOTERS] [AT_ONCE] [VOTES_EACH]

On SQLite in a temporary folder, or on DATABASE_URL. Each voter has a browser's
key, cookies and token, looks at the page and votes on ten statements, or fewer.
Prints votes a second, the median and the 99th percentile of one vote, and whether any
acknowledged vote is missing from the database or from the log's chain.
"""

from __future__ import annotations

import http.client
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

from tests.journeys.running_site import find_free_port

COOKIE, WORKERS = "lehc_voice", 2
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
PATIENCE = 120


@dataclass
class Browser:
    """One voter, with a connection that stays open."""

    link: http.client.HTTPConnection
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, **fields: object) -> tuple[int, str]:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": jar, "Content-Type": "application/x-www-form-urlencoded"}
        self.link.request(method, path, urlencode(fields) if fields else None, headers)
        answer = self.link.getresponse()
        body = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, body


@dataclass
class Tally:
    """What was acknowledged, how long each vote took, and what was refused."""

    seconds: list[float] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, seconds: float, status: int) -> None:
        with self.lock:
            if status == http.client.FOUND:
                self.seconds.append(seconds)
            else:
                self.refused[status] = self.refused.get(status, 0) + 1


def vote_as_one(
    port: int, talk: str, statements: list[int], tally: Tally, key: str
) -> None:
    """Vote on every statement, one after the other."""
    link = http.client.HTTPConnection("localhost", port, timeout=PATIENCE)
    browser = Browser(link, {COOKIE: key})
    _, page = browser.ask("GET", f"/conversations/{talk}/vote/")
    token = TOKEN.findall(page)[0]
    for place, statement in enumerate(statements):
        started = time.perf_counter()
        status, _ = browser.ask(
            "POST",
            f"/conversations/{talk}/vote/",
            csrfmiddlewaretoken=token,
            statement=statement,
            vote=place % 3 - 1,
        )
        tally.add(time.perf_counter() - started, status)
    link.close()


def work(
    queue: SimpleQueue[str], port: int, talk: str, statements: list[int], tally: Tally
) -> None:
    while True:
        try:
            key = queue.get_nowait()
        except Empty:
            return
        vote_as_one(port, talk, statements, tally, key)


def prepare(count: int) -> tuple[str, list[int], list[str]]:
    """A conversation, its statements, and the keys of the voters who have come in.

    They are there already, as a network is slowed at the door after sixty.
    """
    os.environ.setdefault("LEHC_DATA", tempfile.mkdtemp(prefix="lehc-benchmark-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lehc.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("prepare", verbosity=0)
    from benchmarks.conversations.voting import make_voters
    from lehc.conversations.keys import VOTER, hash_key, make_key
    from lehc.conversations.models import Voter

    _, statements = make_voters(0)
    talk, keys = statements[0].conversation, [make_key() for _ in range(count)]
    Voter.objects.bulk_create(
        Voter(conversation=talk, key_hash=hash_key(VOTER, key, talk.pk), door="open")
        for key in keys
    )
    return talk.slug, [row.pk for row in statements], keys


def serve(port: int) -> subprocess.Popen[bytes]:
    """The product's own server, and wait until it answers."""
    environment = os.environ | {"LEHC_HOSTS": "localhost"}
    server = subprocess.Popen(
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--workers",
            str(WORKERS), "--blocking-threads", "4", "--no-ws", "--port", str(port),
            "--log-level", "warning", "lehc.config.wsgi:application",
        ],
        env=environment,
    )  # fmt: skip
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            link = http.client.HTTPConnection("localhost", port, timeout=5)
            link.request("GET", "/conversations/")
            if link.getresponse().status < http.client.INTERNAL_SERVER_ERROR:
                return server
        except OSError:
            time.sleep(0.3)
    server.terminate()
    raise SystemExit("The server did not start.")


def main(voters: int, at_once: int, votes_each: int) -> None:
    talk, statements, keys = prepare(voters)
    statements = statements[:votes_each]
    port, tally = find_free_port(), Tally()
    server = serve(port)
    queue: SimpleQueue[str] = SimpleQueue()
    for key in keys:
        queue.put(key)
    threads = [
        threading.Thread(target=work, args=(queue, port, talk, statements, tally))
        for _ in range(at_once)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - started
    server.terminate()
    server.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    report(talk, tally, taken, used.ru_utime + used.ru_stime)


def report(talk: str, tally: Tally, taken: float, cpu: float) -> None:
    from lehc.conversations.models import Conversation, Vote
    from lehc.conversations.verification import verify_log

    conversation = Conversation.objects.get(slug=talk)
    kept = Vote.objects.filter(voter__conversation=conversation).count()
    found = verify_log(conversation)
    times = sorted(tally.seconds)
    votes = len(times)
    print(
        f"{votes:,} votes acknowledged in {taken:.1f} s: {votes / taken:.0f} a second"
    )
    print(f"median {1e3 * times[votes // 2]:.1f} ms", end="; ")
    print(f"99th percentile {1e3 * times[int(0.99 * votes)]:.1f} ms")
    print(f"server CPU {1e3 * cpu / votes:.2f} ms a vote, with looking")
    print(f"refused: {tally.refused or 'none'}; lost: {votes - kept}")
    print(f"the chain {'holds' if found.holds else found.faults[:3]}")


if __name__ == "__main__":
    here = str(Path(__file__).parents[2])
    sys.path.insert(0, here)
    wanted = [int(each) for each in sys.argv[1:]]
    main(*(wanted + [2000, 16, 10][len(wanted) :]))
