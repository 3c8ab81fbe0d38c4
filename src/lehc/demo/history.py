"""The programme, its backers, and the cohorts that have finished."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from random import Random

from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.demo.people import Inventor
from lehc.demo.words import CONTACT, TOWNS
from lehc.learning.models import Participant
from lehc.places.models import Area
from lehc.programmes.enums import Sector, SessionKind
from lehc.programmes.models import (
    Cohort,
    Milestone,
    Organisation,
    Partner,
    Programme,
    RoleGrant,
    Session,
)
from lehc.recruitment.models import Application

# (number, first day, participants); with the sixth cohort's 28, made in a module of its
# own, they are 160 in all, as the programme itself reports.
FINISHED_COHORTS = (
    (1, datetime.date(2012, 9, 18), 24),
    (2, datetime.date(2013, 10, 8), 26),
    (3, datetime.date(2014, 9, 23), 27),
    (4, datetime.date(2016, 3, 8), 28),
    (5, datetime.date(2017, 9, 19), 27),
)
PARTNERS = (
    ("Thames Valley and Wessex NHS Leadership Academy", Sector.NATIONAL_BODY),
    ("Skills for Care", Sector.NATIONAL_BODY),
    ("Local Government Association", Sector.NATIONAL_BODY),
    ("Think Local Act Personal", Sector.NATIONAL_BODY),
    ("ADASS", Sector.NATIONAL_BODY),
)
MILESTONES = (
    (
        2012,
        "The pilot",
        "A councillor in Reading had seen that people in her ward live on average eight "
        "years less than people a few miles up the road. The first cohort set out to "
        "find leaders who would change that together with local people.",
    ),
    (
        2016,
        "A core offer",
        "The programme became a core offer of the Coalition for Collaborative Care.",
    ),
)
# (weeks after the first day, days it lasts, title, kind)
SESSIONS = (
    (0, 2, "Beginning together", SessionKind.RESIDENTIAL),
    (5, 1, "What matters to people", SessionKind.WORKSHOP),
    (10, 1, "Action learning set, first meeting", SessionKind.LEARNING_SET),
    (14, 1, "Community development and the strengths of a place", SessionKind.WORKSHOP),
    (19, 1, "Making the case", SessionKind.WORKSHOP),
    (24, 1, "Action learning set, second meeting", SessionKind.LEARNING_SET),
    (30, 1, "Around one table: agencies and residents", SessionKind.MASTERCLASS),
    (36, 1, "What has changed", SessionKind.CELEBRATION),
)
CHRISTMAS, NEW_YEAR = (12, 20), (1, 2)  # between them, nobody meets
VENUES = ("Town Hall", "Central Library", "Community Centre", "Old Fire Station")


def make_programme() -> Programme:
    programme = Programme.objects.create(
        name="Leadership for Empowered and Healthy Communities",
        short_name="LEHC",
        slug="lehc",
        strapline="Leaders and local people, creating solutions together",
        introduction=(
            "A leadership programme for senior leaders, clinicians, politicians and "
            "providers who want to work with people and communities as equals. You "
            "learn together, you work on a change in your own place, and everything "
            "about the programme is made with the people it is for."
        ),
        why=(
            "It was started by a councillor in Reading. People in her ward lived on "
            "average eight years less than people a few miles up the road. She had seen "
            "“we know best” and separate agencies let people down, and she had seen what "
            "happens when organisations and local people create solutions together."
        ),
        contact_name=CONTACT,
        contact_email="programme@lehc.example",
        is_invented=True,
    )
    Milestone.objects.bulk_create(
        Milestone(programme=programme, year=year, title=title, text=text)
        for year, title, text in MILESTONES
    )
    for position, (name, sector) in enumerate(PARTNERS):
        organisation, _ = Organisation.objects.get_or_create(
            name=name, defaults={"sector": sector}
        )
        Partner.objects.create(
            programme=programme, organisation=organisation, position=position
        )
    return programme


def find_towns() -> list[Area]:
    """The demonstration's towns and cities, in the order of their list."""
    areas = {
        area.name: area
        for area in Area.objects.local_authorities().filter(name__in=TOWNS)
    }
    return [areas[name] for name in TOWNS]


def make_cohort(
    programme: Programme, *, number: int, starts_on: datetime.date, capacity: int
) -> Cohort:
    """A cohort with its sessions, in venues named for what they are."""
    starts_on = avoid_christmas(starts_on)
    last_week = SESSIONS[-1][0]
    cohort = Cohort.objects.create(
        programme=programme,
        number=number,
        slug=f"{programme.slug}-{number}",
        capacity=capacity,
        starts_on=starts_on,
        ends_on=avoid_christmas(starts_on + datetime.timedelta(weeks=last_week)),
    )
    Session.objects.bulk_create(
        make_session(cohort, index, *session) for index, session in enumerate(SESSIONS)
    )
    return cohort


def avoid_christmas(day: datetime.date) -> datetime.date:
    """That day; around Christmas and New Year, the same weekday once they are over."""
    while (day.month, day.day) >= CHRISTMAS or (day.month, day.day) <= NEW_YEAR:
        day += datetime.timedelta(weeks=1)
    return day


def make_session(
    cohort: Cohort, index: int, weeks: int, days: int, title: str, kind: SessionKind
) -> Session:
    first = avoid_christmas(cohort.starts_on + datetime.timedelta(weeks=weeks))
    last = first + datetime.timedelta(days=days - 1)
    zone = timezone.get_default_timezone()
    return Session(
        cohort=cohort,
        title=title,
        kind=kind,
        starts_at=datetime.datetime.combine(first, datetime.time(10), zone),
        ends_at=datetime.datetime.combine(last, datetime.time(16), zone),
        venue=f"{VENUES[index % len(VENUES)]}, {TOWNS[(cohort.number + index) % 8]}",
    )


@dataclass(frozen=True)
class TakingPart:
    """Somebody who had a place, from where, and by which application if we know it."""

    person: Person
    organisation: Organisation
    application: Application | None = None


def make_finished_cohorts(
    programme: Programme, inventor: Inventor, towns: list[Area]
) -> None:
    """The cohorts whose rounds were held on paper, with their participants."""
    for number, starts_on, size in FINISHED_COHORTS:
        cohort = make_cohort(
            programme, number=number, starts_on=starts_on, capacity=size
        )
        seat(cohort, invent_people(inventor, towns, size), inventor.chance)


def invent_people(inventor: Inventor, towns: list[Area], size: int) -> list[TakingPart]:
    chance = inventor.chance
    organisations = [
        inventor.find_organisation(chance.choice(towns), inventor.choose_sector())
        for _ in range(size)
    ]
    people = Person.objects.bulk_create(
        inventor.invent_person(organisation) for organisation in organisations
    )
    return list(map(TakingPart, people, organisations))


def seat(cohort: Cohort, people: list[TakingPart], chance: Random) -> None:
    """Give these people their places in a cohort."""
    Participant.objects.bulk_create(
        Participant(
            cohort=cohort,
            person=row.person,
            organisation=row.organisation,
            application=row.application,
            place=row.organisation.place,
            shows_email=chance.random() < 0.4,
            shows_name=chance.random() < 0.9,
        )
        for row in people
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(
            person=row.person,
            programme=cohort.programme,
            cohort=cohort,
            role=Role.PARTICIPANT,
        )
        for row in people
    )
