from __future__ import annotations

from typing import Any

from django.db import transaction

from lehc.audit.actions import record
from lehc.recruitment.models import Call


@transaction.atomic
def record_pack(*, call: Call, count: int, by: Any) -> None:
    """Note that somebody took so many applications away on paper."""
    record("assessment.print_pack", call, by=by, applications=count)
