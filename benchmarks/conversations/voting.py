"""What a vote costs beside one row inserted in a transaction of its own.

    python benchmarks/conversations/voting.py [VOTES]

Both through Django on the same database (SQLite in a temporary folder, or
DATABASE_URL), in turns, so that a busy machine slows both alike. CPU seconds of this
process, least of five rounds; the last line is the ratio.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

ROUNDS = 5


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measure(work: Callable[[], None]) -> float:
    before = cpu()
    work()
    return cpu() - before


def prepare() -> None:
    os.environ.setdefault("LEHC_DATA", tempfile.mkdtemp(prefix="lehc-benchmark-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lehc.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def make_voters(count: int) -> tuple[list[Any], list[Any]]:
    from django.utils import timezone

    from lehc.conversations.models import Conversation, Voter
    from lehc.programmes.models import Programme

    now = timezone.now()
    programme = Programme.objects.create(name="P", short_name="P", slug=f"p{now:%f}")
    talk = Conversation.objects.create(
        programme=programme, slug=f"c{now:%f}", question="Q", context="C", audience="A",
        opens_at=now, closes_at=now + timedelta(days=1), launched_at=now,
        has_open_door=True, moderation_policy="P",
    )  # fmt: skip
    statements = [
        talk.statements.create(
            number=n, text=f"S{n}", origin="seed", state="published", published_at=now
        )
        for n in range(1, 11)
    ]
    voters = [
        Voter.objects.create(conversation=talk, key_hash=f"{talk.pk} {n}", door="open")
        for n in range(count // 10)
    ]
    return voters, statements


def main(count: int) -> None:
    prepare()
    from django.db import transaction

    from lehc.audit.models import AuditEvent
    from lehc.conversations.actions.voting import cast_vote

    def insert_rows() -> None:
        for number in range(count):
            with transaction.atomic():
                AuditEvent.objects.create(
                    action="b", object_kind="b", object_id=str(number)
                )

    rows, votes = [], []
    for _ in range(ROUNDS):
        voters, statements = make_voters(count)

        def vote(voters: Any = voters, statements: Any = statements) -> None:
            for voter in voters:
                for statement in statements:
                    cast_vote(voter=voter, statement=statement, value=1)

        rows.append(measure(insert_rows))
        votes.append(measure(vote))
    row, one = min(rows) / count * 1e6, min(votes) / count * 1e6
    print(f"one row:  {row:8.0f} microseconds of CPU")
    print(f"one vote: {one:8.0f} microseconds of CPU")
    print(f"ratio:    {one / row:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
