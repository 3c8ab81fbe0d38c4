from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.equality.enums import Stage
from lehc.equality.funnel import choose_hidden_by_stage, count_funnel
from lehc.equality.queries import LEAST_SHOWN
from tests.factories.equality import MonitoringResponseFactory

SEX = "What is your sex?"


def respond(stage: Stage, **counts: int) -> None:
    for answer, number in counts.items():
        for _ in range(number):
            MonitoringResponseFactory(
                stage=stage, answers={"sex": answer.replace("_", "-")}
            )


def count() -> Any:
    return count_funnel(round_name="Seventh cohort", question_set="england-2026")


def rows(funnel: Any) -> dict[str, list[int | None]]:
    [question] = [one for one in funnel.questions if one.words == SEX]
    return {row.label: [row.counts[stage] for stage in Stage] for row in question.rows}


@pytest.mark.django_db
def test_each_stage_counts_its_own_answers() -> None:
    respond(Stage.APPLIED, female=30, male=20)
    respond(Stage.SHORTLISTED, female=10, male=8)
    respond(Stage.OFFERED, female=12, male=9)
    respond(Stage.COMPLETED, female=8, male=8)
    found = count()
    assert rows(found) == {
        "Female": [30, 20, 10, 10],
        "Male": [20, 15, 10, 10],
        "Prefer not to say": [0, 0, 0, 0],
        "Not answered": [0, 0, 0, 0],
    }
    assert found.responses == {
        Stage.APPLIED: 50,
        Stage.SHORTLISTED: 40,
        Stage.OFFERED: 20,
        Stage.COMPLETED: 15,
    }


@pytest.mark.django_db
def test_a_stage_with_few_answers_shows_nothing() -> None:
    respond(Stage.APPLIED, female=30, male=20)
    respond(Stage.COMPLETED, female=7)
    found = count()
    assert rows(found)["Female"] == [30, None, None, None]
    assert found.responses[Stage.COMPLETED] is None


@pytest.mark.django_db
def test_no_answers_no_tables() -> None:
    respond(Stage.APPLIED, female=7)
    assert count().questions == ()


@pytest.mark.django_db
def test_a_small_difference_of_two_stages_is_hidden() -> None:
    """3 women wait: shortlisted less offered would say so. A second count goes too."""
    respond(Stage.SHORTLISTED, female=3, male=10)
    respond(Stage.OFFERED, female=12, male=12, prefer_not_to_say=9)
    assert {label: counts[1:3] for label, counts in rows(count()).items()} == {
        "Female": [15, None],
        "Male": [20, 10],
        "Prefer not to say": [10, None],
        "Not answered": [0, 0],
    }


@pytest.mark.django_db
def test_one_query_whatever_the_answers(django_assert_num_queries: Any) -> None:
    for number in (1, 3):
        respond(Stage.APPLIED, female=8 * number)
        with django_assert_num_queries(1):
            count()


COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=6)


@settings(max_examples=60)
@given(waiting=COUNTS, offered=COUNTS)
def test_nothing_small_follows_from_what_is_shown(
    waiting: dict[str, int], offered: dict[str, int]
) -> None:
    """No small count, no small difference, and no count alone hidden in its column."""
    shortlisted = Counter({key: waiting[key] + offered[key] for key in "abcdef"})
    counts = {Stage.SHORTLISTED: shortlisted, Stage.OFFERED: Counter(offered)}
    hidden = choose_hidden_by_stage(counts)
    for stage, found in counts.items():
        shown = [label for label in "abcdef" if label not in hidden[stage]]
        assert all(not 0 < found[label] < LEAST_SHOWN for label in shown)
        others = [label for label in shown if found[label]]
        assert len(hidden[stage]) != 1 or not others
    for label in "abcdef":
        both = label not in hidden[Stage.SHORTLISTED] | hidden[Stage.OFFERED]
        assert not (both and 0 < waiting[label] < LEAST_SHOWN)
