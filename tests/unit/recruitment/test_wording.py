from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from lehc.recruitment.enums import QuestionKind
from lehc.recruitment.models import Question
from lehc.recruitment.presenters.calls import say_time_needed
from lehc.recruitment.wording import say_deadline, say_until


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ((2026, 12, 4, 23, 59), "the end of Friday 4 December 2026"),
        ((2026, 12, 4, 12, 0), "Friday 4 December 2026, midday"),
        ((2026, 12, 4, 17, 30), "Friday 4 December 2026, 5:30pm"),
        ((2027, 6, 4, 22, 59), "the end of Friday 4 June 2027"),  # summer time
        ((2027, 6, 4, 23, 59), "Saturday 5 June 2027, 12:59am"),
    ],
)
def test_a_deadline_is_said_in_the_programmes_own_time(
    moment: tuple[int, int, int, int, int], words: str
) -> None:
    assert say_deadline(dt.datetime(*moment, tzinfo=dt.UTC)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "closes today"), (0, "closes today"), (1, "1 day left"), (9, "9 days left")],
)
def test_what_is_left_is_said_in_whole_days(days: int, words: str) -> None:
    now = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    with time_machine.travel(now, tick=False):
        assert say_until(now + dt.timedelta(days=days)) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (0, "15 minutes"),
        (700, "1 hour"),
        (900, "1 hour and 15 minutes"),
        (1440, "2 hours"),
        (1980, "2 hours and 45 minutes"),
    ],
)
def test_the_time_a_form_takes(words: int, said: str) -> None:
    question = Question(kind=QuestionKind.LONG_TEXT, word_limit=words)
    assert say_time_needed([question]) == said
