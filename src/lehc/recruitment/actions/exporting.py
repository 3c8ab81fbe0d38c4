from __future__ import annotations

from typing import Any

from django.db import transaction

from lehc.audit.actions import record
from lehc.programmes.models import Cohort


@transaction.atomic
def record_export(*, cohort: Cohort, count: int, by: Any) -> None:
    """Write down that people's details left as a file, and how many people's."""
    record("recruitment.export_applications", cohort, by=by, applications=count)
