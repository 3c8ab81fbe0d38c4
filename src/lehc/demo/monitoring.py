"""Anonymous answers to equality monitoring, by nobody in particular.

They are drawn on their own and belong to no invented person, as the real ones belong
to no real person that anybody could find.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from random import Random

from lehc.equality.enums import Stage
from lehc.equality.models import LARGEST_ROW_NUMBER, MonitoringResponse
from lehc.equality.question_sets import (
    PREFER_NOT_TO_SAY,
    PRESENT_SET,
    Question,
    load_question_set,
)
from lehc.recruitment.models import Call

SHARE_ANSWERING = 0.75
SHARE_NOT_SAYING = 0.06
# How many of the sixth round were asked at each stage; those offered a place were
# asked as such, the others of the shortlist before.
SIXTH = {
    Stage.APPLIED: 62,
    Stage.SHORTLISTED: 17,
    Stage.OFFERED: 28,
    Stage.COMPLETED: 28,
}


def answer_monitoring(calls: Iterable[Call], chance: Random) -> None:
    """A finished round with answers at every stage, an open one with the first."""
    finished, current = calls
    rows = [
        make_response(finished, stage, chance)
        for stage, asked in SIXTH.items()
        for _ in range(round(asked * SHARE_ANSWERING))
    ]
    sent = current.applications.sent().count()
    rows += [
        make_response(current, Stage.APPLIED, chance)
        for _ in range(round(sent * SHARE_ANSWERING))
    ]
    chance.shuffle(rows)
    MonitoringResponse.objects.bulk_create(rows)


def make_response(call: Call, stage: Stage, chance: Random) -> MonitoringResponse:
    """Answers to all questions; nobody holds the code that would withdraw them."""
    questions = load_question_set(PRESENT_SET).questions
    return MonitoringResponse(
        id=chance.randrange(1, LARGEST_ROW_NUMBER),
        round_name=str(call),
        stage=stage,
        question_set=PRESENT_SET,
        month=find_month(call, stage),
        answers=dict(
            sorted((question.key, choose(question, chance)) for question in questions)
        ),
        withdrawal_hash=f"{chance.getrandbits(256):064x}",
    )


def find_month(call: Call, stage: Stage) -> datetime.date:
    days = {
        Stage.APPLIED: call.opens_at.date(),
        Stage.SHORTLISTED: call.panel_on,
        Stage.OFFERED: call.decision_on,
        Stage.COMPLETED: call.cohort.ends_on,
    }
    return days[stage].replace(day=1)


def choose(question: Question, chance: Random) -> str:
    """An answer; the earlier one in the list, the likelier."""
    if chance.random() < SHARE_NOT_SAYING:
        return PREFER_NOT_TO_SAY
    values = [choice.value for choice in question.choices]
    values = [value for value in values if value != PREFER_NOT_TO_SAY]
    weights = [1 / place for place in range(1, len(values) + 1)]
    return chance.choices(values, weights)[0]
