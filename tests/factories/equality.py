from __future__ import annotations

import datetime

import factory

from lehc.equality.models import MonitoringResponse
from lehc.equality.question_sets import PRESENT_SET


class MonitoringResponseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MonitoringResponse

    round_name = "Seventh cohort"
    question_set = PRESENT_SET
    month = datetime.date(2026, 11, 1)
    answers = factory.LazyFunction(lambda: {"age": "25-34"})
    withdrawal_hash = factory.Sequence(lambda n: f"{n:064}")
