"""Saving answers: every one is kept as soon as it is given."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction

from lehc.audit.actions import record
from lehc.recruitment.actions.applying import lock_application, require_editable
from lehc.recruitment.models import Answer, Application, Question, Section, SectionMark
from lehc.recruitment.queries.applying import answer_owner


@dataclass(frozen=True)
class Overwritten:
    """What somebody else had written while this person had the page open."""

    value: Any
    by: Any


@transaction.atomic
def save_answer(
    *,
    application: Application,
    question: Question,
    value: Any,
    by: Any,
    file: File[Any] | None = None,
    seen: datetime | None = None,
) -> Overwritten | None:
    """Keep one answer, whole or not: the last to press Continue counts.

    In a place team the answer to a shared question belongs to the team. `seen` is when
    the answer on the page had last been changed; if somebody else changed it since,
    what they wrote is given back so that the page can show it.

    Raises:
        ValidationError: code `closed` or `sent`: nothing was kept.
    """
    current = lock_application(application)
    require_editable(current)
    owner = answer_owner(current, question.section)
    answer, is_new = Answer.objects.select_for_update().get_or_create(
        question=question, **owner, defaults={"entered_by": by}
    )
    overwritten = None if is_new else find_overwritten(answer, value, by, seen)
    answer.value, answer.entered_by = value, by
    keep_file(answer, file)
    answer.save()
    take_sign_off_back(current)
    record("recruitment.save_answer", answer, by=by, question=question.pk)
    return overwritten


def find_overwritten(
    answer: Answer, value: Any, by: Any, seen: datetime | None
) -> Overwritten | None:
    somebody_else = answer.entered_by_id != by.pk
    if not somebody_else or answer.value == value or seen == answer.changed_at:
        return None
    return Overwritten(value=answer.value, by=answer.entered_by)


def keep_file(answer: Answer, file: File[Any] | None) -> None:
    """Put the new file in place of the old one, or take it away with its answer."""
    if file is None and answer.value is not None:
        return
    if answer.file:
        transaction.on_commit(partial(answer.file.storage.delete, str(answer.file)))
    answer.file = ""
    if file is not None:
        ending = str(answer.value).rpartition(".")[2].lower()
        answer.file.save(f"{secrets.token_hex(16)}.{ending}", file, save=False)


def take_sign_off_back(application: Application) -> None:
    """A part that changes is no longer signed off."""
    if application.signed_off_at:
        application.signed_off_at = None
        application.save(update_fields=["signed_off_at"])


@transaction.atomic
def mark_section(
    *, application: Application, section: Section, is_complete: bool, by: Any
) -> None:
    """Say whether a section is complete.

    Raises:
        ValidationError: the application can't be changed now.
    """
    current = lock_application(application)
    require_editable(current)
    owner = answer_owner(current, section)
    if is_complete:
        SectionMark.objects.get_or_create(section=section, **owner)
    else:
        SectionMark.objects.filter(section=section, **owner).delete()
    record(
        "recruitment.mark_section",
        current,
        by=by,
        section=section.pk,
        is_complete=is_complete,
    )
