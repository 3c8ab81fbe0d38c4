from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404

from lehc.places.models import Area
from lehc.programmes.models import Organisation
from lehc.recruitment.enums import ApplicationState, SponsorStep
from lehc.recruitment.models import (
    Answer,
    Application,
    ApplicationQuerySet,
    Call,
    FormVersion,
    Question,
    Section,
    SectionMark,
    Sponsor,
)
from lehc.recruitment.progress import Progress, measure_progress
from lehc.recruitment.queries.answers import AnswersByKey, collect_answers, name_places


def get_call_by_slug(slug: str) -> Call:
    """The call to the cohort of that slug, open or not, once its form is published.

    Raises:
        Http404: no such cohort, or nothing to show of its call yet.
    """
    call = (
        Call.objects.select_related("cohort__programme")
        .filter(cohort__slug=slug, form_versions__published_at__isnull=False)
        .first()
    )
    if call is None:
        raise Http404
    return call


def fetch_form(call: Call) -> FormVersion:
    """The newest published form of a call with its sections and questions."""
    return (
        call.form_versions.filter(published_at__isnull=False)
        .order_by("-number")
        .prefetch_related("sections__questions__choices")[0]
    )


def applications_of(person: Any) -> ApplicationQuerySet:
    """The person's own applications: the only door to them on this side."""
    return Application.objects.filter(person=person)


def list_applications_of(person: Any) -> ApplicationQuerySet:
    return (
        applications_of(person)
        .select_related("call__cohort__programme", "team")
        .order_by("-id")
    )


def find_application(person: Any, call: Call) -> Application | None:
    """The person's application to this call, unless they withdrew it."""
    if not person.is_authenticated:
        return None
    return applications_of(person).active().filter(call=call).first()


def get_own_application(person: Any, reference: str) -> Application:
    """The person's own application with its form.

    Raises:
        Http404: there is none of that reference, or it is somebody else's.
    """
    found = applications_of(person).with_form().filter(reference=reference.upper())
    application = found.first()
    if application is None:
        raise Http404
    return application


def get_question(application: Application, key: str) -> tuple[Section, Question]:
    """The question of the application's form, with its section.

    Raises:
        Http404: its form has no such question.
    """
    for section in application.form_version.sections.all():
        for question in section.questions.all():
            if question.key == key:
                return section, question
    raise Http404


def get_section(application: Application, section_id: int) -> Section:
    """One section of the application's form.

    Raises:
        Http404: its form has no such section.
    """
    for section in application.form_version.sections.all():
        if section.pk == section_id:
            return section
    raise Http404


def answer_owner(application: Application, section: Section) -> dict[str, Any]:
    """Who owns the answers of a section: the team, if it is shared, else the person."""
    if section.is_shared and application.team_id:
        return {"team_id": application.team_id}
    return {"application_id": application.pk}


def find_answer(application: Application, question: Question) -> Answer | None:
    """The present answer to one question, with who entered it."""
    owner = answer_owner(application, question.section)
    answer = (
        Answer.objects.filter(question=question, **owner)
        .select_related("entered_by", "question__section")
        .prefetch_related("question__choices")
        .first()
    )
    if answer is not None:
        name_places([answer])
    return answer


def was_sent_before(application: Application) -> bool:
    """Whether it had been sent once and was taken back."""
    sent = ApplicationState.SUBMITTED
    return application.state_changes.filter(state=sent).exists()


def read_answers(application: Application) -> AnswersByKey:
    return collect_answers([application])[application.pk]


def read_marks(application: Application) -> set[int]:
    """The ids of the sections said to be complete; shared ones by the team."""
    own = Q(application=application)
    if application.team_id:
        own &= Q(section__is_shared=False)
    shared = Q(team__isnull=False, team_id=application.team_id)
    marks = SectionMark.objects.filter(own | (shared & Q(section__is_shared=True)))
    return set(marks.values_list("section_id", flat=True))


def read_progress(application: Application) -> Progress:
    """How far the application has come; its form must be prefetched."""
    return measure_progress(
        application,
        read_answers(application),
        read_marks(application),
        read_sponsor_step(application),
    )


def find_sponsor(application: Application) -> Sponsor | None:
    return Sponsor.objects.filter(application=application).first()


def read_sponsor_step(application: Application) -> SponsorStep:
    """An independent applicant has no organisation that could back them."""
    if not application.call.needs_sponsor or application.is_independent:
        return SponsorStep.NOT_NEEDED
    sponsor = find_sponsor(application)
    return SponsorStep(sponsor.state) if sponsor else SponsorStep.NOT_ASKED


def list_areas() -> list[Area]:
    """Every local authority somebody can name as their place."""
    return list(Area.objects.local_authorities())


def list_organisation_names() -> list[str]:
    return list(Organisation.objects.order_by("name").values_list("name", flat=True))


def find_organisation(name: str) -> Organisation | None:
    """The organisation of this name, capitals and spaces aside."""
    tidy = " ".join(name.split())
    return Organisation.objects.filter(name__iexact=tidy).first()
