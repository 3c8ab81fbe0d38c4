"""What only the applicants' side needs: invitations, sponsors, a small whole form."""

from __future__ import annotations

import datetime
from typing import Any

import factory
from django.utils import timezone

from lehc.places.models import Area
from lehc.recruitment.links import hash_token
from lehc.recruitment.models import (
    Application,
    Call,
    FormVersion,
    PlaceTeam,
    Sponsor,
    TeamInvitation,
)
from tests.factories.places import AreaFactory
from tests.factories.recruitment import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    ChoiceFactory,
    FormVersionFactory,
    PlaceTeamFactory,
    QuestionFactory,
    SectionFactory,
)


class TeamInvitationFactory(factory.django.DjangoModelFactory):
    """A waiting invitation; its link's token is `token`."""

    class Meta:
        model = TeamInvitation

    class Params:
        token = factory.Sequence(lambda n: f"invitation-token-{n}")

    team = factory.SubFactory(PlaceTeamFactory)
    name = "Priya Patel"
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    token_hash = factory.LazyAttribute(lambda o: hash_token(o.token))
    expires_at = factory.LazyFunction(
        lambda: timezone.now() + datetime.timedelta(days=14)
    )


class SponsorFactory(factory.django.DjangoModelFactory):
    """A sponsor who was asked; the link's token is `token`."""

    class Meta:
        model = Sponsor

    class Params:
        token = factory.Sequence(lambda n: f"sponsor-token-{n}")

    application = factory.SubFactory(ApplicationFactory)
    name = "Sam Okoye"
    role = "Chief executive"
    email = factory.Sequence(lambda n: f"sponsor{n}@example.org")
    token_hash = factory.LazyAttribute(lambda o: hash_token(o.token))
    expires_at = factory.LazyFunction(
        lambda: timezone.now() + datetime.timedelta(days=30)
    )


def build_form(**call_facts: Any) -> FormVersion:
    """A published form with every kind of question and a shared section.

    About you: `job` short text, `role` one of, `help` many of (optional), `dates`
    yes/no, `since` date (optional), `place` place, `letter` file (optional).
    Why: `why` long text of ten words. Our place, shared: `issue` short text.
    """
    version = FormVersionFactory(call=CallFactory(**call_facts))
    about = SectionFactory(form_version=version, position=1, title="About you")
    why = SectionFactory(form_version=version, position=2, title="Why")
    ours = SectionFactory(
        form_version=version, position=3, title="Our place", is_shared=True
    )
    kinds = [
        ("job", "short_text", True),
        ("role", "one_of", True),
        ("help", "many_of", False),
        ("dates", "yes_no", True),
        ("since", "date", False),
        ("place", "place", True),
        ("letter", "file", False),
    ]
    for position, (key, kind, is_required) in enumerate(kinds):
        question = QuestionFactory(
            section=about,
            position=position,
            key=key,
            kind=kind,
            is_required=is_required,
            words=f"What is your {key}?",
        )
        if kind in {"one_of", "many_of"}:
            ChoiceFactory(question=question, value="red", label="Red", hint="Warm")
            ChoiceFactory(question=question, value="blue", label="Blue")
    QuestionFactory(
        section=why, key="why", kind="long_text", word_limit=10, words="Why you?"
    )
    QuestionFactory(section=ours, key="issue", words="What is the issue?")
    for code, name in PLACES.items():
        if not Area.objects.filter(code=code).exists():
            AreaFactory(code=code, name=name)
    return version


def start(version: FormVersion, **facts: Any) -> Application:
    return ApplicationFactory(call=version.call, form_version=version, **facts)


PLACES = {"E08000038": "Reading", "E08000039": "Slough"}
VALUES = {
    "job": "Nurse",
    "role": "red",
    "dates": "yes",
    "place": "E08000038",
    "why": "To learn together",
    "issue": "Loneliness",
}


def fill_in(application: Application) -> Application:
    """Answer everything that is required, mark what wants it, ask a sponsor."""
    for section in application.form_version.sections.all():
        shared = section.is_shared and application.team is not None
        owner = {"application": None if shared else application}
        owner |= {"team": application.team if shared else None}
        for question in section.questions.filter(key__in=VALUES):
            if not question.answers.filter(**owner).exists():
                AnswerFactory(question=question, value=VALUES[question.key], **owner)
        if not section.marks.filter(**owner).exists():
            section.marks.create(**owner)
    if application.call.needs_sponsor:
        SponsorFactory(application=application)
    return application


def build_team(version: FormVersion, size: int = 3, **facts: Any) -> PlaceTeam:
    """A team of that many members, each from another organisation, parts empty."""
    team = PlaceTeamFactory(call=version.call, **facts)
    start(version, team=team, person=team.lead)
    for _ in range(size - 1):
        start(version, team=team)
    return team


def close(call: Call) -> Call:
    """Let the deadline pass a minute ago."""
    call.closes_at = timezone.now() - datetime.timedelta(minutes=1)
    call.save(update_fields=["closes_at"])
    return call
