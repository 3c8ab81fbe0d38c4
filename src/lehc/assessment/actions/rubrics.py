from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.assessment.actions.assessors import come_back
from lehc.assessment.models import Anchor, Rubric, RubricLine
from lehc.assessment.standard import (
    STANDARD_ANCHORS,
    Words,
    word_for_lived_experience,
)
from lehc.assessment.validators import (
    validate_agreement,
    validate_closing,
    validate_rubric_complete,
)
from lehc.audit.actions import record
from lehc.recruitment.models import Call, Criterion

NORMAL_REVIEWS = 3


@dataclass(frozen=True)
class Agreement:
    """Who set the weights, when, and why these, in words for the public."""

    by: str
    on: date
    statement: str


@transaction.atomic
def build_standard_rubric(*, call: Call, by: Any, closes_at: datetime) -> Rubric:
    """A draft rubric with one line a criterion, equal weights and standard anchors.

    Raises:
        ValidationError: the call has a draft already.
    """
    refuse_second_draft(call)
    newest = call.rubrics.first()
    rubric = Rubric.objects.create(
        call=call,
        version=newest.version + 1 if newest else 1,
        closes_at=closes_at,
        reviews_per_application=NORMAL_REVIEWS,
    )
    for criterion in call.criteria.all():
        add_standard_line(rubric, criterion)
    record("assessment.build_rubric", rubric, by=by, version=rubric.version)
    return rubric


@transaction.atomic
def start_next_version(*, rubric: Rubric, by: Any) -> Rubric:
    """A draft copy of a published rubric; reviews begun stay with their version.

    Criteria that were added to the call since get a standard line.

    Raises:
        ValidationError: the call has a draft already.
    """
    refuse_second_draft(rubric.call)
    draft = Rubric.objects.create(
        call=rubric.call,
        version=rubric.call.rubrics.values_list("version", flat=True)[0] + 1,
        closes_at=rubric.closes_at,
        reviews_per_application=rubric.reviews_per_application,
    )
    lines = {line.criterion_id: line for line in rubric.lines.all()}
    for criterion in rubric.call.criteria.all():
        if criterion.pk in lines:
            copy_line(lines[criterion.pk], draft)
        else:
            add_standard_line(draft, criterion)
    record("assessment.start_rubric_version", draft, by=by, version=draft.version)
    return draft


@transaction.atomic
def change_line(
    *, line: RubricLine, by: Any, weight: int, wording: str, anchors: Sequence[Words]
) -> None:
    """Set a draft line's weight, wording and anchors; `anchors[i]` is score i.

    Raises:
        ValidationError: the rubric has been published meanwhile.
    """
    rubric = Rubric.objects.select_for_update().get(pk=line.rubric_id)
    refuse_published(rubric)
    line.rubric = rubric
    line.weight = weight
    line.lived_experience_wording = wording
    line.save(update_fields=["weight", "lived_experience_wording"])
    line.anchors.all().delete()
    Anchor.objects.bulk_create(
        Anchor(
            line=line,
            score=score,
            words=words.plain,
            lived_experience_words=words.lived,
        )
        for score, words in enumerate(anchors)
    )
    record("assessment.change_rubric_line", line, by=by, weight=weight)


@transaction.atomic
def publish_rubric(*, rubric: Rubric, agreement: Agreement, by: Any) -> None:
    """Put a draft in force: from now on it is never changed, and anybody may read it.

    Raises:
        ValidationError: published already, not complete, closing in the past, or it
            does not say who agreed to it, when and why.
    """
    current = Rubric.objects.select_for_update().get(pk=rubric.pk)
    refuse_published(current)
    validate_rubric_complete(current)
    validate_closing(current.closes_at)
    validate_agreement(agreement.by, agreement.on, agreement.statement)
    rubric.published_at = current.published_at = timezone.now()
    current.published_by = by
    current.agreed_by, current.agreed_on = agreement.by, agreement.on
    current.statement = agreement.statement
    current.save(
        update_fields=[
            "published_at",
            "published_by",
            "agreed_by",
            "agreed_on",
            "statement",
        ]
    )
    record("assessment.publish_rubric", current, by=by, version=current.version)


@transaction.atomic
def change_round(
    *, rubric: Rubric, by: Any, closes_at: datetime, reviews_per_application: int
) -> None:
    """Move the closing of assessing, or ask for another number of reviews.

    Raises:
        ValidationError: the new closing has passed.
    """
    if closes_at != rubric.closes_at:
        validate_closing(closes_at)
    was = rubric.closes_at.isoformat()
    rubric.closes_at = closes_at
    rubric.reviews_per_application = reviews_per_application
    rubric.save(update_fields=["closes_at", "reviews_per_application"])
    if rubric.published_at and closes_at > timezone.now():
        come_back(call=rubric.call, by=by)
    record(
        "assessment.change_round",
        rubric,
        by=by,
        was=was,
        now=closes_at.isoformat(),
        reviews=reviews_per_application,
    )


def add_standard_line(rubric: Rubric, criterion: Criterion) -> RubricLine:
    wording = word_for_lived_experience(criterion.description)
    line = RubricLine.objects.create(
        rubric=rubric, criterion=criterion, lived_experience_wording=wording
    )
    Anchor.objects.bulk_create(
        Anchor(
            line=line,
            score=score,
            words=words.plain,
            lived_experience_words=words.lived,
        )
        for score, words in enumerate(STANDARD_ANCHORS)
    )
    return line


def copy_line(line: RubricLine, rubric: Rubric) -> RubricLine:
    copy = RubricLine.objects.create(
        rubric=rubric,
        criterion=line.criterion,
        weight=line.weight,
        lived_experience_wording=line.lived_experience_wording,
    )
    Anchor.objects.bulk_create(
        Anchor(
            line=copy,
            score=anchor.score,
            words=anchor.words,
            lived_experience_words=anchor.lived_experience_words,
        )
        for anchor in line.anchors.all()
    )
    return copy


def refuse_second_draft(call: Call) -> None:
    if call.rubrics.filter(published_at__isnull=True).exists():
        raise ValidationError(
            "There is a draft of the rubric already: finish that one.", code="draft"
        )


def refuse_published(rubric: Rubric) -> None:
    if rubric.published_at:
        raise ValidationError(
            "This rubric has been published. Start its next version to change it.",
            code="published",
        )
