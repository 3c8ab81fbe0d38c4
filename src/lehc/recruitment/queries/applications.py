"""Applications as the team lists them: filters of the address, places, counts.

Every function takes a queryset that `sight.see_applications` began, and returns one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from lehc.places.models import Area
from lehc.programmes.models import Cohort
from lehc.recruitment.enums import (
    SENT_STATES,
    ApplicationState,
    QuestionKind,
    SponsorState,
)
from lehc.recruitment.models import Answer, Application, ApplicationQuerySet

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
# Of seven tables' columns a row shows few, and making rows of them all costs most.
SHOWN_IN_ROWS = (
    *("reference", "state", "sent_at"),
    *("person__name", "person__email", "person__erased_at"),
    *("organisation__name", "organisation__sector"),
    *("team__name", "team__place__name", "team__place__common_name"),
    "sponsor__state",
)


def filter_applications(
    applications: ApplicationQuerySet, wanted: dict[str, str]
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
    """Answers that say which place an application is about."""
    return Answer.objects.filter(
        question__kind=QuestionKind.PLACE, question__key="place"
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


def with_row(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """With all that a row shows; `place_code` is what they answered about a place."""
    named = place_answers().filter(application=OuterRef("pk"))
    return (
        applications.select_related("person", "organisation", "team__place", "sponsor")
        .only(*SHOWN_IN_ROWS)
        .annotate(place_code=Subquery(named.values("value")[:1]))
    )


def read_rows(applications: Any) -> list[Application]:
    """One page's applications (a slice) in their order, with all that a row shows.

    Two queries, so that what a row shows is looked up for this page's rows alone and
    not for every application that had to be put in order.
    """
    ids = list(applications.values_list("pk", flat=True))
    found = with_row(Application.objects.filter(pk__in=ids)).in_bulk()
    return [found[pk] for pk in ids]


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


def recall_place_choices(
    applications: ApplicationQuerySet, *, person: Any, cohort: Cohort
) -> list[tuple[str, str]]:
    """The same, kept for a minute, since it looks at every application there is.

    For the filter of a page that somebody turns over and over; one query.
    """
    key = f"place-choices-{cohort.pk}-{person.pk}"
    kept = cache.get(key)
    if kept is None:
        kept = list_place_choices(applications)
        cache.set(key, kept, KEPT_SECONDS)
    return list(kept)


def name_areas(codes: Iterable[str]) -> dict[str, str]:
    """Names of areas by code; of several vintages the newest name counts."""
    found = Area.objects.filter(code__in=set(codes)).order_by("vintage")
    return dict(found.values_list("code", "name"))


def count_states(applications: ApplicationQuerySet) -> dict[str, int]:
    """How many are in each state; one query."""
    rows = applications.order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)


def count_chosen(counts: Mapping[str, int], state: str) -> int:
    """How many `filter_state` leaves, from the counts of all states."""
    if state == SENT:
        return sum(counts.get(each, 0) for each in SENT_STATES)
    if state in ApplicationState.values:
        return counts.get(state, 0)
    return sum(counts.values())
