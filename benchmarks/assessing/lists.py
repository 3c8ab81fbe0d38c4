"""CPU of the two long lists of the programme team, as the pool grows.

Run on a copy of a demonstration's data (`lehc demo`), since it adds people:

    LEHC_DATA=/path/to/copy python benchmarks/assessing/lists.py 160 1000 20000

Prints CPU milliseconds a request (user and system, in this process, templates and
middleware included) and the number of queries. No server is in between, so a web
server's own share comes on top. The places to filter by are kept for a minute, so the
median request finds them there.

Measured on 29 November 2026 on a busy machine, the least of 180 requests, in turns with
commit 4c3194a: the list of applications 5.3 ms at 160, 5.6 at 1,000 and 8.6 at 20,000
(18.1, 17.4 and 21.6 there), the panel's list 13.2, 13.5 and 21.3 ms (25.4, 25.0 and
33.3). What grows is counting by state and by outcome: the database looks at every row.
"""

from __future__ import annotations

import os
import sys
import time
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lehc.config.settings")
django.setup()

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.assessment.models import Tally
from lehc.programmes.models import RoleGrant
from lehc.recruitment.models import Application, Call

SLUG = "lehc-7"
PAGES = {
    "panel": f"/desk/{SLUG}/panel/",
    "panel, last page": f"/desk/{SLUG}/panel/?page=99999",
    "applications": f"/desk/{SLUG}/applications/",
}
REPEATS = 8


@transaction.atomic
def grow_to(count: int) -> None:
    """Add eligible applications, three in four of them read, up to that many."""
    call = Call.objects.get(cohort__slug=SLUG)
    have = call.applications.count()
    model = call.applications.filter(state="eligible").first()
    assert model is not None
    people = Person.objects.bulk_create(
        Person(email=f"grown-{n}@example.org", name=f"Grown {n}")
        for n in range(have, count)
    )
    rows = Application.objects.bulk_create(
        Application(
            call=call,
            form_version_id=model.form_version_id,
            person=person,
            reference=f"G{n:07}",
            state="eligible",
            organisation_id=model.organisation_id,
            sent_at=model.sent_at,
        )
        for n, person in enumerate(people, have)
    )
    Tally.objects.bulk_create(
        Tally(
            application=row,
            call=call,
            median=Decimal(n % 401) / 100,
            spread=Decimal(n % 223) / 100,
            reviews=3,
            outcome="put_forward" if n % 5 == 0 else "",
        )
        for n, row in enumerate(rows)
        if n % 4
    )


def measure(client: Client, address: str) -> tuple[float, int]:
    """CPU milliseconds of the median request, and its queries."""
    client.get(address)
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        answer = client.get(address)
        times.append(time.process_time() - start)
        assert answer.status_code == 200, answer.status_code
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return 1000 * sorted(times)[len(times) // 2], len(queries)


def main(sizes: list[int]) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    grant = RoleGrant.objects.filter(role=Role.COORDINATOR).first()
    assert grant is not None
    client = Client()
    client.force_login(
        grant.person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for size in sorted(sizes):
        grow_to(size)
        connection.cursor().execute("ANALYZE")
        for name, address in PAGES.items():
            took, queries = measure(client, address)
            print(f"{name:18} {size:6} applications: {took:6.1f} ms, {queries} queries")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [160, 1000, 20000])
