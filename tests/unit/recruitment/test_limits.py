from __future__ import annotations

import time_machine

from lehc.recruitment.limits import Limit, count_use, is_used_up

THREE = Limit("three", most=3, seconds=60)


def test_a_limit_lets_so_many_through_and_no_more() -> None:
    assert [count_use(THREE, "a") for _ in range(5)] == [True, True, True, False, False]


def test_a_limit_counts_each_apart() -> None:
    for _ in range(3):
        count_use(THREE, "a")

    assert (is_used_up(THREE, "a"), is_used_up(THREE, "b")) == (True, False)
    assert count_use(THREE, "b") is True


def test_a_limit_ends() -> None:
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        for _ in range(4):
            count_use(THREE, "a")
        clock.shift(61)

        assert is_used_up(THREE, "a") is False
        assert count_use(THREE, "a") is True
