"""Building an application form: sections, questions and choices as data.

Only a draft changes. A published version, or one somebody has begun to answer, is
copied into the next version instead, and each application keeps the one it began on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from lehc.audit.actions import record
from lehc.programmes.ordering import close_ranks, swap_with_neighbour
from lehc.recruitment.enums import (
    KINDS_FOR_TARGETS,
    KINDS_WITH_CHOICES,
    QuestionKind,
    Visibility,
)
from lehc.recruitment.models import Call, Choice, FormVersion, Question, Section
from lehc.recruitment.queries.calls import get_form, is_draft, list_missing
from lehc.recruitment.standard_form import STANDARD_SECTIONS

LONGEST_SLUG = 50
LEAST_CHOICES = 2
NO_TARGET = "Choose no: a cohort can’t be balanced by this kind of answer"
COPIED_AS_DRAFTED = (
    *("words", "kind", "hint", "is_required", "word_limit", "visibility"),
    *("may_be_target", "characteristic"),
)


@dataclass(frozen=True)
class QuestionDraft:
    """A question as the team words it, before it is part of a form."""

    words: str
    kind: QuestionKind
    hint: str = ""
    is_required: bool = True
    word_limit: int | None = None
    visibility: Visibility = Visibility.ASSESSED
    may_be_target: bool = False
    characteristic: str = ""
    choices: tuple[str, ...] = ()
    key: str = ""


@transaction.atomic
def start_form(*, call: Call, by: Any) -> FormVersion:
    """An empty first draft; the present form when the call has one already."""
    present = get_form(call)
    if present is not None:
        return present
    version = FormVersion.objects.create(call=call, number=1)
    record("recruitment.start_form", version, by=by)
    return version


@transaction.atomic
def build_standard_form(*, call: Call, by: Any) -> FormVersion:
    """Put the questions we start from into the call's draft, and return it.

    Raises:
        ValidationError: the form has questions already, or is no longer a draft.
    """
    version = start_form(call=call, by=by)
    require_draft(version)
    if version.sections.exists():
        raise ValidationError(
            "This form has questions already, so ours would only double them.",
            code="not_empty",
        )
    for title, is_shared, questions in STANDARD_SECTIONS:
        section = save_section(version=version, title=title, is_shared=is_shared, by=by)
        for question in questions:
            save_question(section=section, draft=QuestionDraft(**question), by=by)
    return version


@transaction.atomic
def publish_form(*, version: FormVersion, by: Any) -> None:
    """Make a draft the form that new applications start on; the call is then public.

    Raises:
        ValidationError: it is published already, has no questions, or the call still
            lacks something the public needs.
    """
    require_draft(version)
    missing = list_missing(version.call)
    if not version.sections.exists():
        missing.append("Add at least one section with a question")
    empty = version.sections.filter(questions__isnull=True)
    missing += [
        f"Add a question to “{section.title}”, or remove it" for section in empty
    ]
    if missing:
        raise ValidationError(missing, code="missing")
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    record("recruitment.publish_form", version, by=by, number=version.number)


@transaction.atomic
def make_new_version(*, version: FormVersion, by: Any) -> FormVersion:
    """Copy a form into the next version, a draft; the present draft if there is one."""
    newest = get_form(version.call) or version
    if is_draft(newest):
        return newest
    copy = FormVersion.objects.create(call=version.call, number=newest.number + 1)
    for section in version.sections.prefetch_related("questions__choices"):
        copy_section(section, copy)
    record("recruitment.make_new_version", copy, by=by, copied_from=version.number)
    return copy


def copy_section(section: Section, version: FormVersion) -> None:
    questions = list(section.questions.all())
    section.pk, section._state.adding = None, True
    section.form_version = version
    section.save()
    for question in questions:
        choices = list(question.choices.all())
        question.pk, question._state.adding = None, True
        question.section = section
        question.save()
        for choice in choices:
            choice.pk, choice._state.adding = None, True
            choice.question = question
        Choice.objects.bulk_create(choices)


@transaction.atomic
def save_section(
    *,
    version: FormVersion,
    title: str,
    is_shared: bool,
    by: Any,
    section: Section | None = None,
) -> Section:
    """Add a section at the end of a draft, or change one."""
    require_draft(version)
    if section is None:
        position = version.sections.count() + 1
        section = Section(form_version=version, position=position)
    section.title, section.is_shared = title, is_shared
    section.save()
    record("recruitment.save_section", section, by=by)
    return section


@transaction.atomic
def remove_section(*, section: Section, by: Any) -> None:
    """Take a section and its questions out of a draft."""
    require_draft(section.form_version)
    record("recruitment.remove_section", section, by=by)
    section.delete()
    close_ranks(section.form_version.sections.order_by("position", "id"))


@transaction.atomic
def move_section(*, section: Section, up: bool, by: Any) -> None:
    """Move a section one place; at an end nothing happens."""
    require_draft(section.form_version)
    siblings = section.form_version.sections.order_by("position", "id")
    swap_with_neighbour(section, siblings, up=up)
    record("recruitment.move_section", section, by=by, up=up)


@transaction.atomic
def save_question(
    *,
    section: Section,
    draft: QuestionDraft,
    by: Any,
    question: Question | None = None,
) -> Question:
    """Add a question at the end of a section of a draft, or change one.

    A question keeps its key from version to version, and a choice whose words stay
    keeps its value, so that targets and counts go on meaning the same thing.

    Raises:
        ValidationError: the form is no draft, or the draft question can't be asked.
    """
    require_draft(section.form_version)
    check_question(draft)
    if question is None:
        last = section.questions.aggregate(Max("position"))["position__max"] or 0
        key = draft.key or choose_key(section.form_version, draft.words)
        question = Question(section=section, position=last + 1, key=key)
    for name in COPIED_AS_DRAFTED:
        setattr(question, name, getattr(draft, name))
    if draft.kind != QuestionKind.LONG_TEXT:
        question.word_limit = None
    question.save()
    save_choices(question, draft.choices if draft.kind in KINDS_WITH_CHOICES else ())
    record("recruitment.save_question", question, by=by, kind=str(draft.kind))
    return question


def check_question(draft: QuestionDraft) -> None:
    """Refuse a question that can't be asked.

    Raises:
        ValidationError: with a message for each field to mend.
    """
    wrong = {}
    if draft.kind in KINDS_WITH_CHOICES:
        if len(draft.choices) < LEAST_CHOICES:
            wrong["choices"] = "Give at least two choices, one a line"
        elif len({slugify(label) for label in draft.choices}) < len(draft.choices):
            wrong["choices"] = "Give each choice words of its own"
    if draft.kind == QuestionKind.LONG_TEXT and not draft.word_limit:
        wrong["word_limit"] = "Say how many words the answer may have"
    if draft.may_be_target and draft.kind not in KINDS_FOR_TARGETS:
        wrong["may_be_target"] = NO_TARGET
    if wrong:
        raise ValidationError(wrong)


def choose_key(version: FormVersion, words: str) -> str:
    """A short name for a question, unlike any other in this version."""
    taken = set(
        Question.objects.filter(section__form_version=version).values_list(
            "key", flat=True
        )
    )
    return choose_slug(words, taken, fallback="question")


def choose_slug(words: str, taken: Iterable[str], *, fallback: str) -> str:
    """The words as a slug; with -2, -3 … when that one is taken."""
    used = set(taken)
    base = slugify(words)[: LONGEST_SLUG - 4].strip("-") or fallback
    numbered = (f"{base}-{number}" for number in range(2, len(used) + 3))
    return next(slug for slug in (base, *numbered) if slug not in used)


def save_choices(question: Question, labels: Iterable[str]) -> None:
    """Make the question's choices these, in this order."""
    present = {choice.label: choice for choice in question.choices.all()}
    kept = {label: present[label] for label in labels if label in present}
    question.choices.exclude(pk__in=[choice.pk for choice in kept.values()]).delete()
    taken = {choice.value for choice in kept.values()}
    for position, label in enumerate(labels, start=1):
        choice = kept.get(label)
        if choice is None:
            value = choose_slug(label, taken, fallback="choice")
            taken.add(value)
            choice = Choice(question=question, value=value, label=label)
        choice.position = position
        choice.save()


@transaction.atomic
def remove_question(*, question: Question, by: Any) -> None:
    """Take a question out of a draft."""
    require_draft(question.section.form_version)
    record("recruitment.remove_question", question, by=by)
    question.delete()
    close_ranks(question.section.questions.order_by("position", "id"))


@transaction.atomic
def move_question(*, question: Question, up: bool, by: Any) -> None:
    """Move a question one place within its section; at an end nothing happens."""
    require_draft(question.section.form_version)
    siblings = question.section.questions.order_by("position", "id")
    swap_with_neighbour(question, siblings, up=up)
    record("recruitment.move_question", question, by=by, up=up)


def require_draft(version: FormVersion) -> None:
    """Refuse to change what people may be answering.

    Raises:
        ValidationError: the version is published, or has applications.
    """
    if not is_draft(version):
        raise ValidationError(
            "People may be answering this version, so it stays as it is. "
            "Make a new version to change the questions.",
            code="published",
        )
