"""Applications as the team lists them: filters of the address, places, counts.

Whatever is listed or counted begins with the querysets of `sight`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from lehc.accounts.models import CommunicationNeed
from lehc.places.models import Area
from lehc.prepared import Prepared
from lehc.programmes.models import Cohort
from lehc.recruitment.enums import (
    SENT_STATES,
    ApplicationState,
    QuestionKind,
    SponsorState,
)
from lehc.recruitment.models import (
    Answer,
    Application,
    ApplicationQuerySet,
    Question,
)
from lehc.recruitment.sight import see_cohort_applications

# What is empty comes last: databases put it at different ends.
LAST_SENT = F("sent_at").desc(nulls_last=True)
ORGANISATION = F("organisation__name")
SORTS: dict[str, tuple[Any, ...]] = {
    "": (LAST_SENT, "-id"),
    "name": ("person__name", "id"),
    "-name": ("-person__name", "-id"),
    "organisation": (ORGANISATION.asc(nulls_last=True), "id"),
    "-organisation": (ORGANISATION.desc(nulls_last=True), "-id"),
    "sent": (F("sent_at").asc(nulls_last=True), "id"),
    "-sent": (LAST_SENT, "-id"),
    "state": ("state", "id"),
    "-state": ("-state", "-id"),
}
SENT = "sent"
NO_SPONSOR = "none"
IN_TEAM, ALONE = "team", "alone"
KEPT_SECONDS = 60
MOST_QUESTIONS = 200  # of some kilobytes, by filters, order and page
Wanted: TypeAlias = dict[str, str]


class Row(NamedTuple):
    """What lists show of an application: making models of six tables costs most.

    `place_code` is what they answered about a place.
    """

    pk: int
    reference: str
    state: str
    sent_at: dt.datetime | None
    person_name: str
    email: str
    person_left_at: dt.datetime | None
    organisation: str | None
    sector: str | None
    team: str | None
    place: str | None
    place_common_name: str | None
    sponsor_state: str | None
    place_code: str | None
    has_needs: bool


COLUMNS_OF_ROW = (
    *("pk", "reference", "state", "sent_at"),
    *("person__name", "person__email", "person__erased_at"),
    *("organisation__name", "organisation__sector"),
    *("team__name", "team__place__name", "team__place__common_name"),
    *("sponsor__state", "place_code"),
)


def filter_applications(
    applications: ApplicationQuerySet, wanted: Wanted
) -> ApplicationQuerySet:
    """Those that fit every filter given; an empty or unknown one asks for nothing."""
    applications = filter_state(applications, wanted.get("state", ""))
    applications = filter_place(applications, wanted.get("place", ""))
    applications = filter_sponsor(applications, wanted.get("sponsor", ""))
    if wanted.get("sector"):
        applications = applications.filter(organisation__sector=wanted["sector"])
    if wanted.get("team"):
        applications = applications.filter(team__isnull=wanted["team"] == ALONE)
    if wanted.get("words"):
        applications = filter_words(applications, wanted["words"])
    return applications.order_by(*SORTS.get(wanted.get("sort", ""), SORTS[""]))


def filter_state(applications: ApplicationQuerySet, state: str) -> ApplicationQuerySet:
    if state == SENT:
        return applications.filter(state__in=SENT_STATES)
    if state in ApplicationState.values:
        return applications.filter(state=state)
    return applications


def filter_place(applications: ApplicationQuerySet, code: str) -> ApplicationQuerySet:
    """Those whose team, or whose own answer to a question of place, names the area."""
    if not code:
        return applications
    named = place_answers().filter(application=OuterRef("pk"), value=code)
    return applications.filter(
        Q(team__place__code=code) | Q(Exists(named), team__isnull=True)
    )


def place_answers() -> Any:
    """Answers that say which place an application is about.

    Of a form's questions of place, the one by which the cohort may be balanced, and of
    several the first.
    """
    asked = Question.objects.filter(
        kind=QuestionKind.PLACE,
        section__form_version=OuterRef("question__section__form_version"),
    ).order_by("-may_be_target", "section__position", "position", "id")
    return Answer.objects.filter(
        question__kind=QuestionKind.PLACE, question=Subquery(asked.values("pk")[:1])
    )


def filter_sponsor(
    applications: ApplicationQuerySet, state: str
) -> ApplicationQuerySet:
    if state == NO_SPONSOR:
        return applications.filter(sponsor__isnull=True)
    if state in SponsorState.values:
        return applications.filter(sponsor__state=state)
    return applications


def filter_words(applications: ApplicationQuerySet, words: str) -> ApplicationQuerySet:
    """Those with every word somewhere in name, reference, organisation or team."""
    for word in words.split():
        applications = applications.filter(
            Q(person__name__icontains=word)
            | Q(reference__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(team__name__icontains=word)
        )
    return applications


def ask_rows(applications: ApplicationQuerySet, **more: Any) -> Any:
    """The values of `Row`, in the order of the applications."""
    named = place_answers().filter(application=OuterRef("pk"))
    place_code = Subquery(named.values("value")[:1])
    annotated = applications.annotate(place_code=place_code, **more)
    return annotated.values_list(*COLUMNS_OF_ROW, *more)


def read_rows(applications: ApplicationQuerySet) -> list[Row]:
    """All that rows show of the applications, in their order; one query."""
    return [Row._make((*values, False)) for values in ask_rows(applications)]


def read_page(
    person: Any, cohort: Cohort, wanted: Wanted, *, first: int, most: int
) -> list[Row]:
    """Those of the filtered list from the first on (0 begins it); one query."""
    question = keep_question(ask_page, wanted, first, first + most)
    return [Row._make(values) for values in question.read(person.pk, cohort.pk)]


def ask_page(person: int, cohort: int, wanted: Wanted, first: int, end: int) -> Any:
    """What a row shows is looked up for this page's rows alone.

    And not for every application that had to be put in order.
    """
    chosen = filter_applications(see_cohort_applications(person, cohort), wanted)
    page = chosen[first:end]
    ordered = Application.objects.filter(pk__in=page.values("pk")).order_by(
        *chosen.query.order_by
    )
    needs = CommunicationNeed.objects.current().filter(person=OuterRef("person"))
    return ask_rows(ordered, has_needs=Exists(needs))


def count_states(person: Any, cohort: Cohort, wanted: Wanted) -> dict[str, int]:
    """How many are in each state with the other filters kept; one query."""
    question = keep_question(ask_counts, wanted | {"state": "", "sort": ""})
    return dict(question.read(person.pk, cohort.pk))


def ask_counts(person: int, cohort: int, wanted: Wanted) -> Any:
    chosen = filter_applications(see_cohort_applications(person, cohort), wanted)
    return chosen.order_by().values_list("state").annotate(count=Count("*"))


def keep_question(ask: Callable[..., Any], wanted: Wanted, *more: Any) -> Prepared:
    """A question about a person and a cohort, kept for these filters.

    Except with words: whom somebody looks for is not kept.
    """
    said = tuple((name, value) for name, value in wanted.items() if value)
    keep = prepare.__wrapped__ if wanted.get("words") else prepare
    return keep(ask, said, more)


@lru_cache(maxsize=MOST_QUESTIONS)
def prepare(
    ask: Callable[..., Any], said: tuple[tuple[str, str], ...], more: tuple[Any, ...]
) -> Prepared:
    return Prepared(
        lambda person, cohort: ask(person, cohort, dict(said), *more), about=2
    )


def list_place_choices(applications: ApplicationQuerySet) -> list[tuple[str, str]]:
    """The places there are to filter by, as (code, name) by name; three queries."""
    chosen = applications.order_by()
    teams = chosen.filter(team__isnull=False)
    named = set(teams.values_list("team__place__code", "team__place__name").distinct())
    answers = place_answers().filter(application__in=chosen)
    codes = {
        code for code in answers.values_list("value", flat=True).distinct() if code
    }
    areas = name_areas(codes - {code for code, _ in named})
    return sorted({*named, *areas.items()}, key=lambda place: place[1])


def recall_place_choices(person: Any, cohort: Cohort) -> list[tuple[str, str]]:
    """The same, kept for a minute, since it looks at every application there is.

    For the filter of a page that somebody turns over and over; one query.
    """
    key = f"place-choices-{cohort.pk}-{person.pk}"
    kept = cache.get(key)
    if kept is None:
        kept = list_place_choices(see_cohort_applications(person, cohort))
        cache.set(key, kept, KEPT_SECONDS)
    return list(kept)


def name_areas(codes: Iterable[str]) -> dict[str, str]:
    """Names of areas by code; of several vintages the newest name counts."""
    found = Area.objects.filter(code__in=set(codes)).order_by("vintage")
    return dict(found.values_list("code", "name"))


def count_chosen(counts: Mapping[str, int], state: str) -> int:
    """How many `filter_state` leaves, from the counts of all states."""
    if state == SENT:
        return sum(counts.get(each, 0) for each in SENT_STATES)
    if state in ApplicationState.values:
        return counts.get(state, 0)
    return sum(counts.values())
