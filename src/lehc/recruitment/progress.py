"""How far an application has come: frozen facts, read by pages and by actions alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lehc.design.forms.counting import count_words
from lehc.recruitment.enums import (
    SETTLED_SPONSOR_STEPS,
    SETTLED_STATUSES,
    QuestionKind,
    SectionStatus,
    SponsorStep,
)
from lehc.recruitment.models import Answer, Application, Question, Section


@dataclass(frozen=True)
class SectionProgress:
    """One section: its status, and the questions that still need an answer.

    `first_unseen` is the first question, while nobody has been to any of them yet.
    """

    section: Section
    status: SectionStatus
    gaps: tuple[Question, ...]
    is_marked: bool
    asks_for_mark: bool
    first_unseen: Question | None

    @property
    def is_settled(self) -> bool:
        """Whether it stands in the way of nothing."""
        return self.status in SETTLED_STATUSES


@dataclass(frozen=True)
class Progress:
    """A whole application: its sections, its organisation, its sponsor."""

    sections: tuple[SectionProgress, ...]
    has_organisation: bool
    sponsor: SponsorStep

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing before it can be sent or signed off."""
        return (
            self.has_organisation
            and self.sponsor in SETTLED_SPONSOR_STEPS
            and all(section.is_settled for section in self.sections)
        )


def measure_progress(
    application: Application,
    answers: Mapping[str, Answer],
    marked: Collection[int],
    sponsor: SponsorStep,
) -> Progress:
    """Progress from what is stored; `marked` are the ids of sections called complete.

    The application's form must be prefetched (`with_form`).
    """
    sections = application.form_version.sections.all()
    return Progress(
        sections=tuple(
            measure_section(section, answers, section.pk in marked)
            for section in sections
        ),
        has_organisation=bool(
            application.organisation_id or application.is_independent
        ),
        sponsor=sponsor,
    )


def measure_section(
    section: Section, answers: Mapping[str, Answer], is_marked: bool
) -> SectionProgress:
    questions = section.questions.all()
    given = {q.pk: answers.get(q.key) for q in questions}
    gaps = tuple(q for q in questions if is_gap(q, given[q.pk]))
    is_started = any(has_value(answer) for answer in given.values())
    asks_for_mark = any(q.kind == QuestionKind.LONG_TEXT for q in questions)
    if not is_started:
        needed = any(q.is_required for q in questions)
        status = SectionStatus.NOT_STARTED if needed else SectionStatus.OPTIONAL
    elif gaps or (asks_for_mark and not is_marked):
        status = SectionStatus.IN_PROGRESS
    else:
        status = SectionStatus.COMPLETED
    is_unseen = bool(questions) and not any(given.values())
    return SectionProgress(
        section=section,
        status=status,
        gaps=gaps,
        is_marked=is_marked,
        asks_for_mark=asks_for_mark,
        first_unseen=questions[0] if is_unseen else None,
    )


def is_gap(question: Question, answer: Answer | None) -> bool:
    """Whether this question keeps the application from being sent."""
    if not has_value(answer):
        return question.is_required
    return is_too_long(question, answer)


def has_value(answer: Answer | None) -> bool:
    return answer is not None and answer.value not in (None, "", [])


def is_too_long(question: Question, answer: Answer | None) -> bool:
    """A draft keeps every word; the limit counts when it is sent."""
    if answer is None or question.kind != QuestionKind.LONG_TEXT:
        return False
    return count_words(str(answer.value)) > (question.word_limit or 0)
