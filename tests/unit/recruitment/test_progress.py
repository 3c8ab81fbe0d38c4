from __future__ import annotations

import pytest

from lehc.recruitment.enums import SectionStatus, SponsorStep
from lehc.recruitment.models import Application, Question
from lehc.recruitment.queries.applying import read_progress
from tests.factories.applying import SponsorFactory, build_form, fill_in, start
from tests.factories.recruitment import AnswerFactory

pytestmark = pytest.mark.django_db


def statuses(application: Application) -> dict[str, str]:
    progress = read_progress(Application.objects.with_form().get(pk=application.pk))
    return {row.section.title: row.status.value for row in progress.sections}


def is_ready(application: Application) -> bool:
    return read_progress(
        Application.objects.with_form().get(pk=application.pk)
    ).is_ready


def question(application: Application, key: str) -> Question:
    return Question.objects.get(section__form_version=application.form_version, key=key)


def test_nothing_is_started_at_first() -> None:
    application = start(build_form())

    assert statuses(application) == {
        "About you": "not_started",
        "Why": "not_started",
        "Our place": "not_started",
    }
    assert is_ready(application) is False


def test_a_filled_in_application_is_ready() -> None:
    application = fill_in(start(build_form()))

    assert set(statuses(application).values()) == {"completed"}
    assert is_ready(application) is True


def test_a_section_with_a_gap_is_in_progress() -> None:
    application = fill_in(start(build_form()))
    application.answers.filter(question__key="role").delete()

    assert statuses(application)["About you"] == SectionStatus.IN_PROGRESS
    assert is_ready(application) is False


def test_an_answer_that_is_empty_counts_as_none() -> None:
    application = fill_in(start(build_form()))
    application.answers.filter(question__key="job").update(value="")

    assert statuses(application)["About you"] == SectionStatus.IN_PROGRESS


def test_long_answers_are_complete_only_when_somebody_says_so() -> None:
    application = fill_in(start(build_form()))
    application.section_marks.filter(section__title="Why").delete()

    assert statuses(application)["Why"] == SectionStatus.IN_PROGRESS


def test_too_many_words_stay_a_gap() -> None:
    application = fill_in(start(build_form()))
    application.answers.filter(question__key="why").update(value="word " * 11)

    assert statuses(application)["Why"] == SectionStatus.IN_PROGRESS
    assert is_ready(application) is False


def test_a_section_of_optional_questions_stands_in_nobody_s_way() -> None:
    application = fill_in(start(build_form()))
    section = application.form_version.sections.get(title="Our place")
    section.questions.update(is_required=False)
    application.answers.filter(question__section=section).delete()

    assert statuses(application)["Our place"] == SectionStatus.OPTIONAL
    assert is_ready(application) is True


@pytest.mark.parametrize(
    ("state", "step", "ready"),
    [
        ("asked", SponsorStep.ASKED, True),
        ("confirmed", SponsorStep.CONFIRMED, True),
        ("declined", SponsorStep.DECLINED, False),
    ],
)
def test_a_sponsor_must_be_asked_and_not_have_said_no(
    state: str, step: SponsorStep, ready: bool
) -> None:
    application = fill_in(start(build_form()))
    sponsor = application.sponsor
    sponsor.state = state
    sponsor.answered_at = None if state == "asked" else sponsor.asked_at
    sponsor.save()

    progress = read_progress(Application.objects.with_form().get(pk=application.pk))

    assert (progress.sponsor, progress.is_ready) == (step, ready)


def test_no_sponsor_was_asked() -> None:
    application = fill_in(start(build_form()))
    application.sponsor.delete()

    assert is_ready(application) is False


def test_an_independent_applicant_needs_no_sponsor() -> None:
    application = fill_in(start(build_form(), organisation=None, is_independent=True))
    application.sponsor.delete()

    assert is_ready(application) is True


def test_an_applicant_without_an_organisation_is_not_ready() -> None:
    application = fill_in(start(build_form(), organisation=None))

    assert is_ready(application) is False


def test_a_call_without_sponsors_asks_for_none() -> None:
    application = fill_in(start(build_form(needs_sponsor=False)))

    progress = read_progress(Application.objects.with_form().get(pk=application.pk))

    assert progress.sponsor == SponsorStep.NOT_NEEDED
    assert progress.is_ready is True


def test_skipped_optional_questions_do_not_count() -> None:
    application = fill_in(start(build_form()))
    AnswerFactory(
        application=application, question=question(application, "since"), value=None
    )

    assert statuses(application)["About you"] == SectionStatus.COMPLETED


def test_sponsor_of_somebody_else_does_not_count() -> None:
    version = build_form()
    SponsorFactory(application=start(version))
    application = fill_in(start(version))
    application.sponsor.delete()

    assert is_ready(application) is False
