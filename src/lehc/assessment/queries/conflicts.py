from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from lehc.assessment.conflicts import (
    Applicant,
    LikelyConflict,
    Reader,
    suggest_conflicts,
)
from lehc.assessment.models import Assessor, Declaration
from lehc.places.models import Area
from lehc.recruitment.enums import QuestionKind, Visibility
from lehc.recruitment.models import Answer, Application, ApplicationQuerySet, Call

Place = tuple[str, str]  # code, name


def describe_applicants(applications: ApplicationQuerySet) -> dict[int, Applicant]:
    """What is known of each applicant, by application id. At most three queries."""
    return describe_fetched(
        applications.select_related(
            "person", "organisation__place", "team__place", "sponsor"
        )
    )


def describe_fetched(applications: Iterable[Application]) -> dict[int, Applicant]:
    """The same of applications that were read with person, place and sponsor."""
    rows = list(applications)
    answered = find_answered_places(rows)
    return {row.pk: describe_applicant(row, answered.get(row.pk)) for row in rows}


def describe_applicant(application: Application, answered: Place | None) -> Applicant:
    """The place: the team's, else the one answered, else the organisation's."""
    organisation, sponsor = application.organisation, find_sponsor(application)
    area = application.team.place if application.team else None
    if area is None and answered is None and organisation:
        area = organisation.place
    code, name = (area.code, area.name) if area else (answered or ("", ""))
    return Applicant(
        application_id=application.pk,
        email=application.person.email,
        organisation_id=organisation.pk if organisation else None,
        organisation_name=organisation.name if organisation else "",
        place_code=code,
        place_name=name,
        team_id=application.team_id,
        sponsor_email=sponsor.email if sponsor else "",
    )


def find_sponsor(application: Application) -> Any:
    """A one-to-one from the other side: absent means None, not an error."""
    return getattr(application, "sponsor", None)


def find_answered_places(applications: Iterable[Application]) -> dict[int, Place]:
    """The place that each applicant chose on the form, where assessors may know it."""
    rows = list(applications)
    found = (
        Answer.objects.filter(application__in=rows, question__kind=QuestionKind.PLACE)
        .filter(~Q(question__visibility=Visibility.TEAM_ONLY))
        .order_by("-question__section__position", "-question__position")
        .values_list("application_id", "value")
    )
    codes = {application_id: code for application_id, code in found if code}
    areas = Area.objects.filter(code__in=set(codes.values())).order_by("vintage")
    names = dict(areas.values_list("code", "name")) if codes else {}
    return {key: (code, names.get(code, code)) for key, code in codes.items()}


def describe_readers(call: Call, people: Iterable[Assessor]) -> dict[int, Reader]:
    """What is known of each assessor, by assessor id. One query."""
    conflicts = (
        Declaration.objects.current()
        .conflicts()
        .filter(application__call=call, application__team__isnull=False)
        .values_list("person_id", "application__team_id")
    )
    teams: dict[int, set[int]] = {}
    for person_id, team_id in conflicts:
        teams.setdefault(person_id, set()).add(team_id)
    return {
        row.pk: Reader(
            email=row.person.email,
            organisation_id=row.organisation_id,
            place_code=row.place.code if row.place else "",
            conflicted_teams=frozenset(teams.get(row.person_id, ())),
        )
        for row in people
    }


def suggest_for(
    assessor: Assessor, applications: ApplicationQuerySet
) -> dict[int, list[LikelyConflict]]:
    """Likely conflicts of one assessor by application id; none: an empty list."""
    reader = describe_readers(assessor.call, [assessor])[assessor.pk]
    return {
        key: suggest_conflicts(reader, applicant)
        for key, applicant in describe_applicants(applications).items()
    }
