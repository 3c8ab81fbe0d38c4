"""The panel's list in every order and choice, page by page, against a slow oracle."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lehc.assessment.actions.declarations import declare
from lehc.assessment.enums import ConflictKind, PanelOutcome
from lehc.assessment.models import Tally
from lehc.assessment.queries.panel import (
    ORDERS,
    SHOWN,
    Counts,
    Line,
    PanelList,
    count_panel,
)
from tests.factories.assessment import RubricFactory
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import ApplicationFactory

pytestmark = pytest.mark.django_db
LAST = Decimal(-1)
# median, spread, reviews, outcome; None: nothing has been written of it
ROWS = [
    ("2.00", "3.00", 2, ""),
    ("3.50", "1.50", 3, "put_forward"),
    None,
    ("2.00", "0.00", 1, "discuss_again"),
    (None, None, 0, "not_this_time"),
    ("4.00", "1.49", 2, ""),
    None,
    (None, None, 0, ""),
]


@pytest.fixture
def call():
    return RubricFactory().call


@pytest.fixture
def lead(call):
    return RoleGrantFactory(cohort=call.cohort).person


@pytest.fixture
def lines(call) -> list[tuple[str, Line]]:
    """Each reference with the line that it should get."""
    made = []
    for at, row in enumerate(ROWS):
        application = ApplicationFactory(
            call=call, state="eligible", reference=f"A-{(at * 5) % 8}"
        )
        line = Line(application.pk)
        if row is not None:
            median, spread, reviews, outcome = row
            tally = Tally.objects.create(
                application=application,
                call=call,
                median=median,
                spread=spread,
                reviews=reviews,
                outcome=outcome,
            )
            tally.refresh_from_db()
            line = Line(
                application.pk,
                tally.median,
                tally.spread,
                reviews,
                0,
                PanelOutcome(outcome) if outcome else None,
                spread in {"3.00", "1.50"},
            )
        made.append((application.reference, line))
    return made


def sort_slowly(lines: list[tuple[str, Line]], sort: str, show: str) -> list[Line]:
    touched = set(Tally.objects.values_list("pk", flat=True))
    kept = [
        (reference, line)
        for reference, line in lines
        if not show
        or line.outcome == show
        or (show == "undecided" and line.outcome is None)
    ]

    def key(pair: tuple[str, Line]) -> tuple:
        reference, line = pair
        median = LAST if line.median is None else line.median
        spread = LAST if line.spread is None else line.spread
        untouched = line.application_id not in touched
        last = reference if untouched else line.application_id
        return {
            "disagreement": (untouched, -spread, -median, last),
            "median": (untouched, -median, last),
            "reviews": (not untouched, line.reviews, last),
            "reference": (reference,),
        }[sort]

    return [line for _, line in sorted(kept, key=key)]


@pytest.mark.parametrize("show", SHOWN)
@pytest.mark.parametrize("sort", ORDERS)
def test_pages_together_are_the_sorted_list(call, lead, lines, sort, show) -> None:
    counts = count_panel(lead, call)
    rows = PanelList(lead, call, counts, sort=sort, show=show)
    paged = [
        line for start in range(0, rows.count(), 3) for line in rows[start : start + 3]
    ]

    assert paged == sort_slowly(lines, sort, show)


def test_counts_are_of_what_the_person_may_see(call, lead, lines) -> None:
    assert count_panel(lead, call) == Counts(
        applications=8,
        read=4,
        disputed=1,
        tallied={"": 3, "put_forward": 1, "discuss_again": 1, "not_this_time": 1},
    )
    application = call.applications.get(pk=lines[0][1].application_id)
    declare(person=lead, application=application, kind=ConflictKind.KNOWS)

    counts = count_panel(lead, call)
    assert (counts.applications, counts.read, counts.disputed) == (7, 3, 0)
    assert counts.decided == 3


@pytest.mark.parametrize("state", ["not_eligible", "withdrawn", "in_progress"])
def test_counts_leave_out_what_the_panel_does_not_talk_about(
    call, lead, lines, state
) -> None:
    call.applications.filter(pk=lines[1][1].application_id).update(state=state)

    assert count_panel(lead, call) == Counts(
        applications=7,
        read=3,
        disputed=1,
        tallied={"": 3, "discuss_again": 1, "not_this_time": 1},
    )


def test_counts_leave_out_ones_own_application_once(call, lead, lines) -> None:
    own = call.applications.get(pk=lines[0][1].application_id)
    call.applications.filter(pk=own.pk).update(person=lead)
    declare(person=lead, application=own, kind=ConflictKind.KNOWS)

    counts = count_panel(lead, call)
    assert (counts.applications, counts.read, counts.disputed) == (7, 3, 0)
    assert counts.tallied[""] == 2


def test_an_empty_list_is_summed_up(call, lead) -> None:
    assert count_panel(lead, call) == Counts(0, 0, 0, {})


@pytest.mark.parametrize(
    ("show", "parts"),
    [
        ("", (5, 4)),
        ("undecided", (3, 4)),
        ("put_forward", (2, 0)),
        ("discuss_again", (0, 0)),
    ],
)
def test_parts_of_a_choice(show, parts) -> None:
    counts = Counts(9, 4, 1, {"": 3, "put_forward": 2})
    assert counts.count_parts(show) == parts
