from __future__ import annotations

from typing import Any

from django.db import transaction

from lehc.assessment.models import Assessor, EasyReadSummary
from lehc.assessment.validators import validate_easy_read
from lehc.audit.actions import record
from lehc.recruitment.models import Application


@transaction.atomic
def write_easy_read(
    *, application: Application, words: str, by: Any
) -> EasyReadSummary:
    """Write the Easy Read summary of an application, or mend it.

    Raises:
        ValidationError: a sentence is too long, or it says who the applicant is.
    """
    validate_easy_read(words, application)
    summary, _ = EasyReadSummary.objects.update_or_create(
        application=application, defaults={"words": words.strip(), "written_by": by}
    )
    record("assessment.write_easy_read", summary, by=by, application=application.pk)
    return summary


@transaction.atomic
def choose_reading(
    *, assessor: Assessor, wants_easy_read: bool, reads_in_one_column: bool, by: Any
) -> None:
    """How an assessor likes to read; theirs to choose."""
    assessor.wants_easy_read = wants_easy_read
    assessor.reads_in_one_column = reads_in_one_column
    assessor.save(update_fields=["wants_easy_read", "reads_in_one_column"])
    record("assessment.choose_reading", assessor, by=by)
