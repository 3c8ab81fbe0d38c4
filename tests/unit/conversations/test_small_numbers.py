from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.conversations.calculations.agreement import measure_agreement
from lehc.conversations.enums import Door
from lehc.conversations.presenters.desk import say_used
from lehc.conversations.presenters.public import DOOR_WORDS
from lehc.conversations.presenters.results import say_voters, show_doors
from lehc.conversations.small_numbers import LEAST_SHOWN, ShownCounts, hide_small

counts = st.integers(0, 40)


def possible(shown: ShownCounts) -> list[tuple[int, int, int]]:
    """Every true answer that a reader of `shown` must think possible, by brute force.

    A reader knows the rule, so only counts that would be shown alike are possible.
    """
    n = shown.votes
    return [
        (agree, disagree, n - agree - disagree)
        for agree in range(n + 1)
        for disagree in range(n - agree + 1)
        if hide_small(agree, disagree, n - agree - disagree) == shown
    ]


@given(counts, counts, counts)
@settings(max_examples=60, deadline=None)
def test_nobody_can_tell_a_handful_apart(agree: int, disagree: int, passes: int):
    """Whoever gave a side's only few answers is never counted out by what is shown."""
    found = possible(hide_small(agree, disagree, passes))
    assert (agree, disagree, passes) in found
    for side in range(3):
        values = {each[side] for each in found}
        assert values == {0} or min(values) >= LEAST_SHOWN or len(values) > 1


def test_counts_as_they_are_shown():
    shown = {
        (3, 1, 0): ShownCounts(4, None, None, None),
        (11, 1, 0): ShownCounts(12, (8, 12), None, None),
        (12, 0, 0): ShownCounts(12, (8, 12), None, None),
        (2, 9, 1): ShownCounts(12, (0, 4), None, None),
        (7, 3, 2): ShownCounts(12, (7, 7), None, None),
        (6, 6, 0): ShownCounts(12, (6, 6), 6, 0, 6),
        (20, 12, 8): ShownCounts(40, (20, 20), 12, 8, 12),
        (20, 18, 2): ShownCounts(40, (20, 20), None, None, 16),
        (20, 2, 18): ShownCounts(40, (20, 20), None, None),
        (9, 4, 1): ShownCounts(14, (9, 9), None, None),
        (3, 2, 1): ShownCounts(6, (0, 6), None, None),
        (2, 2, 1): ShownCounts(5, (0, 5), None, None),
    }
    assert {key: hide_small(*key) for key in shown} == shown


def test_the_interval_of_a_band_holds_every_count_in_it():
    [found] = measure_agreement({"7": [1, 0, 11]}).values()
    assert (found.statement_id, found.share) == (7, None)
    inside = [measure_agreement({"1": [6, 0, 6]})[1]]
    assert inside[0].share == 0.5
    assert round(found.low, 4) == 0.3906  # Wilson, 8 of 12
    assert found.high == 1.0
    assert (round(inside[0].low, 4), round(inside[0].high, 4)) == (0.2538, 0.7462)


def test_what_hardly_anybody_answered_has_no_share():
    assert measure_agreement({"1": [0, 0, 4]})[1].shown.agree is None
    assert measure_agreement({}) == {}


HIDDEN = "A few voters: not told."


def told(counts: dict[Door, int]) -> list[str]:
    """What is said of each door, without its words."""
    return [" ".join(line.split()[-2:]) for line in show_doors(counts, [])]


def test_no_small_door_is_told_nor_follows_from_the_others():
    assert told({Door.OPEN: 5, Door.ROOM: 12}) == ["12 voters.", "5 voters."]
    line = show_doors({Door.OPEN: 3, Door.ROOM: 12, Door.BEHALF: 9}, [])
    assert line[0].endswith("12 voters.")
    assert [each.endswith(HIDDEN) for each in line] == [False, True, True]
    two = show_doors({Door.OPEN: 3, Door.ROOM: 12, Door.BEHALF: 4}, [])
    assert [each.endswith(HIDDEN) for each in two] == [False, True, True]
    assert told({Door.OPEN: 12}) == ["12 voters."]


def test_a_door_that_nobody_used_is_printed_too():
    lines = show_doors({Door.ROOM: 12}, [Door.OPEN, Door.ROOM])
    assert lines == [
        f"{DOOR_WORDS[Door.ROOM]} 12 voters.",
        f"{DOOR_WORDS[Door.OPEN]} Nobody came in this way.",
    ]


@pytest.mark.parametrize(
    ("used", "words"),
    [
        (0, "None of 40 used"),
        (1, "A few of 40 used"),
        (4, "A few of 40 used"),
        (5, "At least 5 of 40 used"),
        (9, "At least 5 of 40 used"),
        (40, "At least 40 of 40 used"),
    ],
)
def test_the_use_of_invitations_is_told_in_steps(used: int, words: str) -> None:
    assert say_used(used, 40) == words


def test_a_few_flagged_voters_are_not_counted_out():
    assert [say_voters(count) for count in (0, 1, 4, 5)] == [
        "",
        "A few voters",
        "A few voters",
        "5 voters",
    ]
