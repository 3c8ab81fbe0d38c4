from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehc.equality.queries import (
    LEAST_SHOWN,
    AnswerCount,
    choose_hidden,
    count_answers,
    round_count,
)
from tests.factories.equality import MonitoringResponseFactory


def count(**facts):
    facts = {
        "round_name": "Seventh cohort",
        "question_set": "england-2026",
        "stage": "applied",
    } | facts
    return {question.words: question.answers for question in count_answers(**facts)}


@pytest.mark.django_db
def test_counts_are_rounded_and_small_ones_hidden():
    for age, number in (("25-34", 12), ("35-44", 9), ("45-54", 3), ("55-64", 1)):
        for _ in range(number):
            MonitoringResponseFactory(answers={"age": age})
    assert count()["What is your age group?"] == (
        AnswerCount("16 to 24", 0),
        AnswerCount("25 to 34", 10),
        AnswerCount("35 to 44", 10),
        AnswerCount("45 to 54", None),
        AnswerCount("55 to 64", None),
        AnswerCount("65 or over", 0),
        AnswerCount("Prefer not to say", 0),
        AnswerCount("Not answered", 0),
    )


@pytest.mark.django_db
def test_lone_small_count_hides_the_next_smallest_too():
    for sex, number in (("female", 20), ("male", 11), ("prefer-not-to-say", 2)):
        for _ in range(number):
            MonitoringResponseFactory(answers={"sex": sex})
    assert count()["What is your sex?"] == (
        AnswerCount("Female", 20),
        AnswerCount("Male", None),
        AnswerCount("Prefer not to say", None),
        AnswerCount("Not answered", 0),
    )


@pytest.mark.django_db
def test_narrow_groups_count_towards_their_broader_one():
    for group in ("white-roma", "white-irish", "arab"):
        for _ in range(8):
            MonitoringResponseFactory(
                answers={"ethnic-group": group, "ethnic-group-own-words": "Private"}
            )
    counts = count()["What is your ethnic group?"]
    assert {c.label: c.count for c in counts if c.count} == {
        "White": 15,
        "Arab or another ethnic group": 10,
    }


@pytest.mark.django_db
def test_too_few_responses_show_nothing():
    for _ in range(LEAST_SHOWN - 1):
        MonitoringResponseFactory()
    assert count() == {}


@pytest.mark.django_db
def test_other_rounds_and_sets_are_not_counted():
    for _ in range(9):
        MonitoringResponseFactory(round_name="Sixth cohort")
        MonitoringResponseFactory(question_set="older")
    assert count() == {}


COUNTS = st.dictionaries(
    st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=8
)


@given(COUNTS)
def test_no_small_count_is_ever_shown(counts):
    hidden = choose_hidden(counts)
    assert all(not 0 < n < LEAST_SHOWN for a, n in counts.items() if a not in hidden)


@given(COUNTS)
def test_hidden_count_never_follows_from_the_total(counts):
    """One hidden answer alone would be the total less the others."""
    hidden = choose_hidden(counts)
    others = [n for a, n in counts.items() if a not in hidden and n]
    assert len(hidden) != 1 or not others


@given(st.integers(LEAST_SHOWN, 10_000))
def test_rounding_goes_to_the_nearest_five(number):
    rounded = round_count(number)
    assert rounded % 5 == 0
    assert abs(rounded - number) <= 2
