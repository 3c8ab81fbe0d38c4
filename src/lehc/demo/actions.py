from __future__ import annotations

import datetime
from random import Random

from django.db import transaction
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.accounts.models import CommunicationNeed, Person
from lehc.demo.applicants import (
    ApplicantMaker,
    Applicants,
    make_call,
    next_tuesday,
)
from lehc.demo.history import (
    find_towns,
    make_cohort,
    make_finished_cohorts,
    make_programme,
)
from lehc.demo.monitoring import answer_monitoring
from lehc.demo.newsletter import make_newsletter
from lehc.demo.people import Inventor
from lehc.demo.public_words import (
    add_enquiries,
    add_visits,
    answer_common_questions,
)
from lehc.demo.readers import assess, make_assessors
from lehc.demo.round_pages import (
    ask_as_applicant,
    ask_as_assessors,
    chair_panel,
    make_chair,
    write_summaries,
)
from lehc.demo.sixth_round import make_sixth_cohort
from lehc.demo.stories import make_stories
from lehc.demo.talks import make_conversations
from lehc.places.actions import write_note
from lehc.places.enums import NoteKind
from lehc.places.models import Area
from lehc.places.shipped.loading import load_shipped_data
from lehc.programmes.models import Programme, RoleGrant
from lehc.recruitment.actions.building import build_standard_form, publish_form
from lehc.recruitment.models import Call
from lehc.selection.actions.settings import Wish, set_targets

SEATS = 24
WEEKS_TO_START = 14
# Roles of the whole programme, one invented person each.
PROGRAMME_ROLES = (
    Role.LEAD,
    Role.COORDINATOR,
    Role.FACILITATOR,
    Role.CO_PRODUCER,
    Role.BACKER,
    Role.EDITOR,
)
TARGETS = (
    Wish("sector", "nhs_provider", 2, 6),
    Wish("sector", "local_authority", 2, 6),
    Wish("sector", "vcse", 2, 6),
    Wish("sector", "community_group", 1, 6),
    Wish("role", "clinician", 3, 8),
    Wish("role", "person-with-lived-experience", 1, 6),
)


@transaction.atomic
def make_demonstration(*, seed: int, today: datetime.date | None = None) -> Programme:
    """Make the invented programme; the same seed and day make the same one."""
    today = today or timezone.localdate()
    load_shipped_data(everywhere=False)
    inventor = Inventor(Random(seed))
    towns = find_towns()
    programme = make_programme()
    team = make_team(programme, inventor)
    add_visits(programme)
    add_enquiries(programme, by=team[Role.COORDINATOR])
    write_notes_on_places(by=team[Role.EDITOR])
    make_finished_cohorts(programme, inventor, towns)
    sixth = make_sixth_cohort(programme, inventor, towns, by=team[Role.LEAD])
    starts_on = next_tuesday(today + datetime.timedelta(weeks=WEEKS_TO_START))
    cohort = make_cohort(programme, number=7, starts_on=starts_on, capacity=SEATS)
    call = make_call(cohort, today=today)
    answer_common_questions(call)
    applicants = open_call(call, inventor, by=team[Role.LEAD])
    make_assessors(call, inventor, towns)
    chair = make_chair(call, inventor)
    assess(call, by=team[Role.LEAD], quality=applicants.quality, seed=seed)
    set_targets(call=call, wishes=TARGETS, by=team[Role.LEAD])
    chair_panel(call, chair)
    write_summaries(call, by=team[Role.COORDINATOR])
    ask_as_assessors(call)
    ask_as_applicant(applicants, by=team[Role.COORDINATOR])
    answer_monitoring([sixth.call, call], Random(seed))
    make_conversations(programme, Random(seed), by=team[Role.LEAD])
    make_stories(editor=team[Role.EDITOR], today=today)
    make_newsletter(editor=team[Role.EDITOR], today=today)
    return programme


def write_notes_on_places(*, by: Person) -> None:
    """What the figures of two neighbourhoods in Reading suggest: true, not invented."""
    for name, deaths in (("Norcot North", 516), ("Coley Park", 564)):
        area = Area.objects.neighbourhoods().get(
            common_name=name, parent_links__parent__name="Reading"
        )
        text = (
            f"{deaths} people died here in these five years, nearly twice as many as in "
            "the neighbourhoods around it. Care homes often make such a pattern, since "
            "many who die there lived elsewhere before."
        )
        write_note(area=area, kind=NoteKind.CARE_HOMES, text=text, by=by)


def open_call(call: Call, inventor: Inventor, *, by: Person) -> Applicants:
    """Build and publish the form, then fill it in sixty times."""
    version = build_standard_form(call=call, by=by)
    publish_form(version=version, by=by)
    maker = ApplicantMaker(call, version, inventor, find_towns())
    applicants = maker.make_all()
    add_needs(applicants)
    return applicants


def make_team(programme: Programme, inventor: Inventor) -> dict[Role, Person]:
    """One invented person for each role of the programme."""
    team = {}
    for role in PROGRAMME_ROLES:
        person = inventor.invent_person()
        person.save()
        RoleGrant.objects.create(person=person, programme=programme, role=role)
        team[role] = person
    return team


def add_needs(applicants: Applicants) -> None:
    """A few applicants say what they need in order to read, hear or take part."""
    since = timezone.localdate()
    kinds = ("large_print", "bsl", "easy_read", "hearing_loop")
    CommunicationNeed.objects.bulk_create(
        CommunicationNeed(
            person=application.person,
            kind=kinds[index % len(kinds)],
            since=since,
            review_on=since + datetime.timedelta(days=365),
        )
        for index, application in enumerate(applicants.applications[::9])
    )
