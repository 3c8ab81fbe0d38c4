from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F

from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.assessment.models import Assessor
from lehc.learning.models import Participant
from lehc.letters.models import Letter
from lehc.programmes.models import RoleGrant
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, PlaceTeam

MOST_LETTERS = 50


@dataclass(frozen=True)
class Visitor:
    """A role one may look through, as an invented person who has it."""

    role: str
    does: str
    person: Person
    url_name: str


@dataclass(frozen=True)
class Part:
    """A role in words, how to find somebody who has it, and where they start."""

    role: str
    does: str
    find: Callable[[], Person | None]
    url_name: str


def list_visitors() -> list[Visitor]:
    """One invented person a role; roles that nobody has are left out."""
    found = [(part, part.find()) for part in PARTS]
    return [
        Visitor(part.role, part.does, person, part.url_name)
        for part, person in found
        if person is not None
    ]


def find_visitor(pk: int) -> Person | None:
    """An invented person who can be entered as; nobody else, ever."""
    return Person.objects.filter(pk=pk, is_invented=True, is_active=True).first()


def holder_of(role: Role) -> Callable[[], Person | None]:
    def find() -> Person | None:
        grants = RoleGrant.objects.current().filter(
            role=role, person__is_invented=True, person__is_active=True
        )
        widest = F("cohort_id").asc(nulls_first=True)
        grant = grants.select_related("person").order_by(widest, "id").first()
        return grant.person if grant else None

    return find


def find_participant() -> Person | None:
    row = (
        Participant.objects.filter(person__is_invented=True, left_at__isnull=True)
        .select_related("person")
        .order_by("-cohort__number", "id")
        .first()
    )
    return row.person if row else None


def find_chair() -> Person | None:
    row = (
        Assessor.objects.current()
        .filter(person__is_invented=True, chairs_panel=True)
        .select_related("person")
        .order_by("-call__opens_at", "id")
        .first()
    )
    return row.person if row else None


def find_applicant() -> Person | None:
    row = (
        Application.objects.filter(
            person__is_invented=True,
            state=ApplicationState.IN_PROGRESS,
            team__isnull=True,
        )
        .select_related("person")
        .order_by("-call__opens_at", "id")
        .first()
    )
    return row.person if row else None


def find_team_lead() -> Person | None:
    row = (
        PlaceTeam.objects.filter(lead__is_invented=True)
        .select_related("lead")
        .order_by("-call__opens_at", F("sent_at").asc(nulls_first=True), "id")
        .first()
    )
    return row.lead if row else None


PARTS = (
    Part(
        "Programme lead",
        "Runs the programme: calls, dates, people, decisions.",
        holder_of(Role.LEAD),
        "desks",
    ),
    Part(
        "Coordinator",
        "Works beside the lead, without giving roles.",
        holder_of(Role.COORDINATOR),
        "desks",
    ),
    Part(
        "Assessor",
        "Reads and scores applications.",
        holder_of(Role.ASSESSOR),
        "assessing",
    ),
    Part(
        "Panel chair",
        "Declares, leads the panel without names, draws the lottery.",
        find_chair,
        "assessing",
    ),
    Part(
        "Applicant",
        "Is half way through an application of their own.",
        find_applicant,
        "my_applications",
    ),
    Part(
        "Place team lead",
        "Applies together with others from one place.",
        find_team_lead,
        "my_applications",
    ),
    Part(
        "Participant",
        "Has a place in a cohort.",
        find_participant,
        "my_cohorts",
    ),
    Part(
        "Facilitator",
        "Runs sessions and meets people's needs.",
        holder_of(Role.FACILITATOR),
        "facilitating",
    ),
    Part(
        "Co-producer",
        "Shapes the programme from lived experience: sets what weighs how much.",
        holder_of(Role.CO_PRODUCER),
        "assessing",
    ),
    Part(
        "Backer",
        "Backs the programme. Sees the public pages for now.",
        holder_of(Role.BACKER),
        "home",
    ),
    Part(
        "Editor",
        "Writes and publishes the public pages and the stories.",
        holder_of(Role.EDITOR),
        "wagtailadmin_home",
    ),
)


def list_letters_to_invented_people() -> list[Letter]:
    """The newest letters to people who do not exist."""
    addresses = Person.objects.filter(is_invented=True).values("email")
    return list(
        Letter.objects.filter(recipient__in=addresses).exclude(body="")[:MOST_LETTERS]
    )
