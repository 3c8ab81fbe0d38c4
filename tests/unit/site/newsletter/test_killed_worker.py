"""Real workers, killed for good in the middle: everybody gets exactly one copy.

The database is a copy of the test's on disk, or the test's own on PostgreSQL; the mail
server is real; the workers are processes of `lehc`, ended as the kernel ends them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from lehc.site.newsletter.models import Copy, Sending, Subscriber
from tests.factories.newsletter import SubscriberFactory, make_sending
from tests.unit.site.newsletter.post_office import PostOffice, open_post_office

PEOPLE = 12
PATIENCE_SECONDS = 120


def share_database(database: BaseDatabaseWrapper, folder: Path) -> str:
    """An address under which other processes reach what the test has committed."""
    if database.vendor == "sqlite":
        path = folder / "shared.sqlite3"
        with database.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        return f"sqlite:///{path}"
    facts = database.settings_dict
    host = facts["HOST"] or facts["OPTIONS"]["host"]
    return f"postgres://{facts['USER']}@/{facts['NAME']}?host={host}"


class Workers:
    """Starts processes of ours on the shared database, one after the other."""

    def __init__(self, database_url: str, mail_port: int, folder: Path) -> None:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name in {"PATH", "HOME", "LANG", "PYTHONPATH"}
        }
        self.environment = kept | {
            "DATABASE_URL": database_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "LEHC_DATA": str(folder),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def send(self) -> int:
        """Take up what is left, as a server does when it starts; its exit code."""
        code = "from lehc.site.newsletter.tasks import go_on_sending; go_on_sending()"
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "lehc",
                "shell",
                "--no-imports",
                "-v",
                "0",
                "-c",
                code,
            ],
            env=self.environment,
        )
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(timeout=PATIENCE_SECONDS)


@contextmanager
def open_office_and_workers(folder: Path) -> Iterator[tuple[PostOffice, Workers]]:
    with open_post_office() as (office, port):
        yield office, Workers(share_database(connection, folder), port, folder)


@pytest.mark.django_db(transaction=True)
def test_everybody_gets_exactly_one_copy(tmp_path: Path) -> None:
    """Given twelve people; when one worker dies with the server's answer on its way,
    and the next while it says to whom; then a third sends the rest and nobody gets two.
    """
    sending = make_sending()
    people = SubscriberFactory.create_batch(PEOPLE)
    Copy.objects.bulk_create(Copy(sending=sending, subscriber=one) for one in people)
    Sending.objects.update(finished_at=None)  # it had nothing to do before
    emails = set(Subscriber.objects.values_list("email", flat=True))
    with open_office_and_workers(tmp_path) as (office, workers):

        def kill_when_it_has_four(email: str) -> str:
            if len(office.letters) == 4:
                workers.kill()
            return ""

        office.on_taken = kill_when_it_has_four
        assert workers.send() != 0
        assert len(office.recipients) == 4

        def kill_at_the_eighth_name(email: str) -> str:
            if len(office.letters) == 7:
                workers.kill()
            return ""

        office.on_taken = lambda email: ""
        office.on_recipient = kill_at_the_eighth_name
        assert workers.send() != 0
        assert len(office.recipients) == 7

        office.on_recipient = lambda email: ""
        assert workers.send() == 0
    assert Counter(office.recipients) == Counter(emails)
    assert len({letter["Message-ID"] for letter in office.letters}) == PEOPLE
    assert Copy.objects.count() == PEOPLE
