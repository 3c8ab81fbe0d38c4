"""The panel's list and its pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from lehc.assessment.enums import PanelOutcome
from lehc.assessment.merit import WIDE_SPREAD
from lehc.assessment.models import PanelDecision, Review, Tally, TallyQuerySet
from lehc.assessment.policy import (
    Part,
    get_panel_part,
    open_to_part,
    panel_applications,
    part_tallies,
    sent_to_panel,
    tallies_left_out,
)
from lehc.prepared import Prepared, make_model, name_columns
from lehc.recruitment.models import Application, Call

MOST_QUESTIONS = 200  # of some kilobytes, by order, filter and page
IN_ROWS = (
    *("reference", "is_independent"),
    *("person__name", "person__email", "person__erased_at"),
    *("organisation__name", "organisation__place__code", "organisation__place__name"),
    *("team__place__code", "team__place__name", "sponsor__email"),
)
BY_REFERENCE = "reference"
UNDECIDED = "undecided"


@dataclass(frozen=True)
class Line:
    """One application in the panel's list; no median before a review has counted."""

    application_id: int
    median: Decimal | None = None
    spread: Decimal | None = None
    reviews: int = 0
    abstentions: int = 0
    outcome: PanelOutcome | None = None
    is_disputed: bool = False


@dataclass(frozen=True)
class Counts:
    """How far the panel has come, among what one person may see.

    `tallied` counts those of which something has been written, by outcome ("" for the
    undecided).
    """

    applications: int
    read: int
    disputed: int
    tallied: Mapping[str, int]

    @property
    def decided(self) -> int:
        return sum(count for outcome, count in self.tallied.items() if outcome)

    def count_parts(self, show: str) -> tuple[int, int]:
        """How many tallies, and how many without one, `show` leaves."""
        untouched = self.applications - sum(self.tallied.values())
        if show == UNDECIDED:
            return self.tallied.get("", 0), untouched
        if show:
            return self.tallied.get(show, 0), 0
        return sum(self.tallied.values()), untouched


@dataclass(frozen=True)
class Order:
    """How tallies are sorted; untouched ones come first or last."""

    label: str
    by: tuple[Any, ...]
    untouched_first: bool = False


WIDEST = F("spread").desc(nulls_last=True)
HIGHEST = F("median").desc(nulls_last=True)
ORDERS = {
    "disagreement": Order("Largest disagreement", (WIDEST, HIGHEST, "pk")),
    "median": Order("Highest median", (HIGHEST, "pk")),
    "reviews": Order("Fewest reviews", ("reviews", "pk"), untouched_first=True),
    BY_REFERENCE: Order("Reference", ("pk",)),
}
SHOWN = {"": "All", UNDECIDED: "Undecided"} | dict(PanelOutcome.choices)
SHOWN_OUTCOMES = {UNDECIDED: ""} | {outcome: outcome for outcome in PanelOutcome.values}


def count_panel(person: Any, call: Call) -> Counts:
    """Two queries, whatever the number of applications."""
    part = get_panel_part(person, call)
    rows = prepare(ask_sums, part).read(person.pk, call.pk)
    applications = prepare(ask_number, part).read(person.pk, call.pk)
    tallied, read, disputed = Counter[str](), 0, 0
    for outcome, count, counted, apart in rows:
        tallied[outcome] += count
        read += counted
        disputed += apart
    return Counts(
        applications=sum(number for (number,) in applications),
        read=read,
        disputed=disputed,
        tallied={outcome: count for outcome, count in tallied.items() if count},
    )


@lru_cache(maxsize=MOST_QUESTIONS)
def prepare(ask: Callable[..., Any], part: Part | None, *choices: Any) -> Prepared:
    """A question about a person, in this part of the panel, and a call."""
    return Prepared(lambda person, call: ask(part, person, call, *choices), about=2)


def ask_number(part: Part | None, person: int, call: int) -> Any:
    """How many applications the person may see: one row, none for none."""
    rows = open_to_part(part, person, sent_to_panel(call))
    return rows.order_by().values("call").annotate(n=Count("*")).values_list("n")


def ask_sums(part: Part | None, person: int, call: int) -> Any:
    """The team sees nearly all, so all are counted, less the few that are left out."""
    if part is not Part.TEAM:
        return sum_up(part_tallies(part, person, call))
    left_out = sum_up(tallies_left_out(person, call), sign=-1)
    return sum_up(Tally.objects.filter(call=call)).union(left_out, all=True)


def ask_tallies(
    part: Part | None,
    person: int,
    call: int,
    show: str,
    sort: str,
    start: int,
    stop: int,
) -> Any:
    rows = part_tallies(part, person, call)
    if show:
        rows = rows.filter(outcome=SHOWN_OUTCOMES[show])
    ordered = rows.order_by(*ORDERS[sort].by)
    return ordered.values_list(*name_columns(Tally))[start:stop]


def sum_up(rows: TallyQuerySet, *, sign: int = 1) -> QuerySet[Tally, Any]:
    """By outcome: how many there are, were read, and are disputed; times `sign`."""
    return (
        rows.order_by()
        .values_list("outcome")
        .annotate(
            count=sign * Count("outcome"),
            read=sign * Count("outcome", filter=Q(reviews__gt=0)),
            disputed=sign
            * Count("outcome", filter=Q(spread__gte=WIDE_SPREAD, outcome="")),
        )
    )


class PanelList:
    """The panel's list as one person sees it, in one order; only slices are read.

    An application of which nothing has been written yet has no tally, so the list is
    in two parts, each read by an index; by reference it is in one.
    """

    def __init__(
        self, person: Any, call: Call, counts: Counts, *, sort: str, show: str
    ) -> None:
        self.person, self.call, self.show = person, call, show
        self.sort, self.order = sort, ORDERS[sort]
        self.tallied, self.untouched = counts.count_parts(show)

    def count(self) -> int:
        return self.tallied + self.untouched

    def __getitem__(self, wanted: slice) -> list[Line]:
        if self.sort == BY_REFERENCE:
            return self._read_all(wanted.start, wanted.stop)
        parts = [
            (self.tallied, self._read_tallies),
            (self.untouched, self._read_untouched),
        ]
        lines, passed = [], 0
        for count, read in reversed(parts) if self.order.untouched_first else parts:
            start = max(wanted.start - passed, 0)
            stop = min(wanted.stop - passed, count)
            lines += read(start, stop) if start < stop else []
            passed += count
        return lines

    def _read_tallies(self, start: int, stop: int) -> list[Line]:
        part = get_panel_part(self.person, self.call)
        question = prepare(ask_tallies, part, self.show, self.sort, start, stop)
        rows = question.read(self.person.pk, self.call.pk)
        return [describe_tally(make_model(Tally, row)) for row in rows]

    def _read_untouched(self, start: int, stop: int) -> list[Line]:
        rows = panel_applications(self.person, self.call).filter(tally__isnull=True)
        ids = rows.order_by("reference").values_list("pk", flat=True)
        return [Line(pk) for pk in ids[start:stop]]

    def _read_all(self, start: int, stop: int) -> list[Line]:
        rows = panel_applications(self.person, self.call).select_related("tally")
        if self.show == UNDECIDED:
            rows = rows.filter(Q(tally__isnull=True) | Q(tally__outcome=""))
        elif self.show:
            rows = rows.filter(tally__outcome=self.show)
        return [
            describe_tally(row.tally) if hasattr(row, "tally") else Line(row.pk)
            for row in rows.order_by("reference")[start:stop]
        ]


def describe_tally(tally: Tally) -> Line:
    return Line(
        application_id=tally.application_id,
        median=tally.median,
        spread=tally.spread,
        reviews=tally.reviews,
        abstentions=tally.abstentions,
        outcome=PanelOutcome(tally.outcome) if tally.outcome else None,
        is_disputed=tally.is_disputed,
    )


def fetch_applications(lines: Iterable[Line]) -> dict[int, Application]:
    """The applications of one page of lines, with what a row may say of them."""
    rows = Application.objects.select_related(
        "person", "organisation__place", "team__place", "sponsor"
    )
    return rows.only(*IN_ROWS).in_bulk([line.application_id for line in lines])


def list_reviews(application: Application) -> list[Review]:
    """Reviews that count or abstain, in an order that does not tell who wrote them."""
    return collect_reviews([application]).get(application.pk, [])


def collect_reviews(applications: Iterable[Application]) -> dict[int, list[Review]]:
    """The same by application id; the number of queries does not depend on how many."""
    rows = (
        Review.objects.standing()
        .filter(assignment__application__in=[one.pk for one in applications])
        .exclude(state="draft")
        .select_related("assignment__assessor__person", "rubric")
        .prefetch_related("scores__line__criterion")
        .order_by("assignment__position", "pk")
    )
    found: dict[int, list[Review]] = defaultdict(list)
    for row in rows:
        found[row.assignment.application_id].append(row)
    return found


def list_decisions(application: Application) -> list[PanelDecision]:
    return collect_decisions([application]).get(application.pk, [])


def collect_decisions(
    applications: Iterable[Application],
) -> dict[int, list[PanelDecision]]:
    """Decisions by application id, newest first; one query."""
    rows = PanelDecision.objects.filter(
        application__in=[one.pk for one in applications]
    ).select_related("recorded_by")
    found: dict[int, list[PanelDecision]] = defaultdict(list)
    for row in rows:
        found[row.application_id].append(row)
    return found


def read_for_pack(lines: Iterable[Line]) -> dict[int, Application]:
    """The applications of some lines with form, place and sponsor, for printing."""
    ids = [line.application_id for line in lines]
    rows = Application.objects.with_form().select_related(
        "call__cohort__programme",
        "person",
        "organisation__place",
        "team__place",
        "sponsor",
    )
    return rows.in_bulk(ids)
