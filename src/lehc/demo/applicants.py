"""The seventh cohort's call, and sixty applications to it, twelve place teams."""

from __future__ import annotations

import datetime
import hashlib
import itertools
from dataclasses import dataclass

from django.utils import timezone

from lehc.accounts.models import Person
from lehc.demo.people import Inventor
from lehc.demo.words import (
    CHALLENGES,
    COMMITMENTS,
    CONTACT,
    EXAMPLES,
    ORGANISATIONS,
    REASONS,
)
from lehc.places.models import Area
from lehc.programmes.models import Cohort
from lehc.recruitment.enums import ApplicationState, QuestionKind, SponsorState
from lehc.recruitment.models import (
    Answer,
    Application,
    Call,
    Criterion,
    FormVersion,
    PlaceTeam,
    Question,
    Section,
    SectionMark,
    Sponsor,
    StateChange,
)
from lehc.recruitment.references import ALPHABET, HALF

TEAMS, TEAM_SIZE, SINGLES = 12, 3, 24  # sixty applications
TEAMS_IN_PROGRESS, SINGLES_IN_PROGRESS, UNCHECKED = 1, 4, 4
SECTORS = tuple(ORGANISATIONS)
CRITERIA = (
    (
        "You start from what matters to people",
        "You can show a time when local people, and not your organisation, decided "
        "what came first.",
    ),
    (
        "You work across boundaries",
        "You have done something with people from other agencies, and you say honestly "
        "what was hard about it.",
    ),
    (
        "You will change something in your place",
        "You name a challenge that people there would recognise, and a first step.",
    ),
    (
        "You will make the most of the programme",
        "You can come on the dates, you want to learn, and somebody backs you.",
    ),
)
TUESDAY = 1
# When a step was taken, from when the application was sent: begun on a day when the
# call was open, checked before the demonstration is made.
AFTER_SENDING = {
    ApplicationState.IN_PROGRESS: -datetime.timedelta(days=1),
    ApplicationState.SUBMITTED: datetime.timedelta(),
    ApplicationState.ELIGIBLE: datetime.timedelta(hours=3),
}
ROLE_OF_SECTOR = {
    "nhs_provider": "clinician",
    "primary_care": "clinician",
    "icb": "commissioner",
    "local_authority": "senior-leader",
    "vcse": "community-builder",
    "social_care": "operational-manager",
    "housing": "operational-manager",
    "police_fire": "practitioner",
    "education": "practitioner",
    "community_group": "person-with-lived-experience",
}


@dataclass(frozen=True)
class Applicants:
    """What was made: applications in order, with how good each is from 0 to 1."""

    applications: list[Application]
    quality: dict[int, float]


def next_tuesday(day: datetime.date) -> datetime.date:
    """That day or the first Tuesday after it: a day on which people meet."""
    return day + datetime.timedelta(days=(TUESDAY - day.weekday()) % 7)


def make_call(cohort: Cohort, *, today: datetime.date) -> Call:
    """A call that opened about three weeks ago and closes in ten days or a few more."""
    zone = timezone.get_default_timezone()
    noon = datetime.time(12)
    closes_on = next_tuesday(today + datetime.timedelta(days=10))
    call = Call.objects.create(
        cohort=cohort,
        opens_at=datetime.datetime.combine(
            today - datetime.timedelta(days=21), datetime.time(9), zone
        ),
        closes_at=datetime.datetime.combine(closes_on, noon, zone),
        panel_on=closes_on + datetime.timedelta(days=21),
        decision_on=closes_on + datetime.timedelta(days=28),
        summary=(
            "Nine months of learning with people who lead services, people who use "
            "them and people who bring communities together. You work on a real change "
            "in your own place, with residents at the table from the first day."
        ),
        audience=(
            "Senior leaders in health, care and local government\n"
            "Clinicians\n"
            "Councillors and other elected members\n"
            "Leaders of voluntary and community organisations\n"
            "People with lived experience who lead change where they live"
        ),
        easy_read=(
            "This is about a course for leaders.\n"
            "A leader is somebody whom people listen to.\n"
            "You learn to work with people where you live.\n"
            "You meet other people on 9 days.\n"
            "Together you make one thing better.\n"
            "It costs nothing for people with lived experience.\n"
            "Lived experience means that you know it from your own life."
        ),
        cost=(
            "There is no charge for community groups and people with lived experience, "
            "whose expenses we pay. Other organisations pay for travel and one night's "
            "stay."
        ),
        contact_name=CONTACT,
        contact_email="programme@lehc.example",
    )
    make_criteria(call)
    return call


def make_criteria(call: Call) -> None:
    Criterion.objects.bulk_create(
        Criterion(call=call, position=index, title=title, description=words)
        for index, (title, words) in enumerate(CRITERIA)
    )


class ApplicantMaker:
    """Makes applications with answers, sponsors and history, in few queries."""

    def __init__(
        self, call: Call, version: FormVersion, inventor: Inventor, towns: list[Area]
    ) -> None:
        self.call = call
        self.version = version
        self.moments = itertools.count()
        self.inventor = inventor
        self.chance = inventor.chance
        self.towns = towns
        self.questions = list(
            Question.objects.filter(section__form_version=version)
            .select_related("section")
            .prefetch_related("choices")
        )
        self.quality: dict[int, float] = {}
        self.places: dict[int, Area] = {}

    def make_all(self) -> Applicants:
        applications = []
        places = self.chance.sample(self.towns, TEAMS)
        for index, place in enumerate(places):
            is_sent = index >= TEAMS_IN_PROGRESS
            applications += self.make_team(place, is_sent=is_sent)
        for index in range(SINGLES):
            place = self.chance.choice(self.towns)
            is_sent = index >= SINGLES_IN_PROGRESS
            applications.append(
                self.make_application(place, self.chance.choice(SECTORS), is_sent)
            )
        self.write_answers(applications)
        self.mark_sections(applications)
        self.write_history(applications)
        self.write_sponsors(applications)
        return Applicants(applications, self.quality)

    def make_team(self, place: Area, *, is_sent: bool) -> list[Application]:
        sectors = self.chance.sample(SECTORS, TEAM_SIZE)
        lead = self.make_person(place, sectors[0])
        team = PlaceTeam.objects.create(
            call=self.call,
            reference=self.make_reference(),
            name=f"{place.name} together",
            place=place,
            lead=lead,
            sent_at=self.find_moment() if is_sent else None,
        )
        self.write_shared_answers(team)
        quality = self.chance.random()  # they wrote much of it together
        return [
            self.make_application(
                place,
                sector,
                is_sent,
                team=team,
                person=None if index else lead,
                quality=quality,
            )
            for index, sector in enumerate(sectors)
        ]

    def find_moment(self) -> datetime.datetime:
        """When the next application was sent: some day since the call opened."""
        number = next(self.moments)
        opened_on = timezone.localdate(self.call.opens_at)
        day = opened_on + datetime.timedelta(days=2 + number * 7 % 19)
        time = datetime.time(8 + number * 5 % 13, number * 17 % 60)
        return timezone.make_aware(datetime.datetime.combine(day, time))

    def make_person(self, place: Area, sector: str) -> Person:
        organisation = self.inventor.find_organisation(place, sector)
        person = self.inventor.invent_person(organisation)
        person.save()
        return person

    def make_application(
        self,
        place: Area,
        sector: str,
        is_sent: bool,
        *,
        team: PlaceTeam | None = None,
        person: Person | None = None,
        quality: float | None = None,
    ) -> Application:
        now = team.sent_at if team else self.find_moment()
        application = Application.objects.create(
            call=self.call,
            form_version=self.version,
            person=person or self.make_person(place, sector),
            team=team,
            reference=self.make_reference(),
            organisation=self.inventor.find_organisation(place, sector),
            signed_off_at=now if is_sent and team else None,
            sent_at=now if is_sent else None,
        )
        self.places[application.pk] = place
        self.quality[application.pk] = quality or self.chance.random()
        return application

    def make_reference(self) -> str:
        """As `recruitment.references` makes them, but from the seed."""
        signs = "".join(self.chance.choices(ALPHABET, k=2 * HALF))
        return f"{signs[:HALF]}-{signs[HALF:]}"

    def write_shared_answers(self, team: PlaceTeam) -> None:
        Answer.objects.bulk_create(
            Answer(team=team, question=question, value=self.choose_text(question))
            for question in self.questions
            if question.section.is_shared
        )

    def write_answers(self, applications: list[Application]) -> None:
        """Everyone's own answers; those in progress have only the first few."""
        rows = []
        for application in applications:
            own = [
                question
                for question in self.questions
                if not (question.section.is_shared and application.team_id)
            ]
            count = len(own) if application.sent_at else self.chance.randint(1, 4)
            rows += [
                Answer(application=application, question=question, value=value)
                for question in own[:count]
                if (value := self.answer(question, application)) is not None
            ]
        Answer.objects.bulk_create(rows)

    def mark_sections(self, applications: list[Application]) -> None:
        """What was sent was said to be complete, by each person or once by a team."""
        longer = Section.objects.filter(
            form_version=self.version, questions__kind=QuestionKind.LONG_TEXT
        ).distinct()
        sent = [row for row in applications if row.sent_at]
        teams = {row.team for row in sent if row.team}
        marks = []
        for section in longer:
            alone = [row for row in sent if not (section.is_shared and row.team)]
            marks += [SectionMark(section=section, application=row) for row in alone]
            if section.is_shared:
                marks += [SectionMark(section=section, team=team) for team in teams]
        SectionMark.objects.bulk_create(marks)

    def answer(self, question: Question, application: Application) -> object:
        if question.kind == QuestionKind.PLACE:
            return self.places[application.pk].code
        if question.kind == QuestionKind.YES_NO:
            return "yes"
        if question.kind in {QuestionKind.ONE_OF, QuestionKind.MANY_OF}:
            return self.choose(question, application)
        if question.kind in {QuestionKind.FILE, QuestionKind.DATE}:
            return None
        if question.key == "job":
            return ORGANISATIONS[sector_of(application)][1]
        if question.key == "phone":
            return None
        return self.choose_text(question)

    def choose(self, question: Question, application: Application) -> object:
        """The choice that fits the organisation, or any."""
        values = [choice.value for choice in question.choices.all()]
        fitting = ROLE_OF_SECTOR[sector_of(application)]
        value = fitting if fitting in values else self.chance.choice(values)
        return [value] if question.kind == QuestionKind.MANY_OF else value

    def choose_text(self, question: Question) -> str:
        texts = {
            "challenge": CHALLENGES,
            "with-people": EXAMPLES,
            "across-borders": EXAMPLES,
            "learn": REASONS,
            "first-step": COMMITMENTS,
        }
        return self.chance.choice(texts.get(question.key, REASONS))

    def write_history(self, applications: list[Application]) -> None:
        """Bring sent applications to the state where they stand, step by step."""
        sent = [row for row in applications if row.sent_at]
        alone = [row for row in sent if row.team_id is None]
        unchecked = {row.pk for row in alone[:UNCHECKED]}
        steps = []
        for row in applications:
            path = [ApplicationState.IN_PROGRESS]
            path += [ApplicationState.SUBMITTED] if row.sent_at else []
            if row.sent_at and row.pk not in unchecked:
                path.append(ApplicationState.ELIGIBLE)
            row.state = path[-1]
            steps += [StateChange(application=row, state=state) for state in path]
        StateChange.objects.bulk_create(steps)
        for step in steps:
            row = step.application
            if row.sent_at:
                step.at = row.sent_at + AFTER_SENDING[ApplicationState(step.state)]
                row.started_at = (
                    row.sent_at + AFTER_SENDING[ApplicationState.IN_PROGRESS]
                )
        StateChange.objects.bulk_update(steps, ["at"])
        Application.objects.bulk_update(applications, ["state", "started_at"])

    def write_sponsors(self, applications: list[Application]) -> None:
        """Two in three sponsors have confirmed."""
        Sponsor.objects.bulk_create(
            self.make_sponsor(row, index)
            for index, row in enumerate(applications)
            if row.sent_at
        )

    def make_sponsor(self, application: Application, index: int) -> Sponsor:
        now = timezone.now()
        is_confirmed = index % 3 != 0
        name = self.inventor.invent_name()
        domain = application.person.email.rpartition("@")[2]
        return Sponsor(
            application=application,
            name=name,
            role="Chief executive",
            email=f"{name.lower().replace(' ', '.')}@{domain}",
            state=SponsorState.CONFIRMED if is_confirmed else SponsorState.ASKED,
            statement="I back this application and will make time for it."
            if is_confirmed
            else "",
            token_hash=hashlib.sha256(application.reference.encode()).hexdigest(),
            expires_at=now + datetime.timedelta(days=30),
            answered_at=now if is_confirmed else None,
        )


def sector_of(application: Application) -> str:
    """Everybody here has an organisation."""
    assert application.organisation is not None
    return application.organisation.sector
