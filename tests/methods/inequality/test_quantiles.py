from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehc.methods.inequality.quantiles import quantile_of_values
from lehc.methods.inequality.suppression import Suppression
from tests.methods.inequality.oracles import quantile_by_counting


def one_group(values: list[float]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(values, dtype=float), np.zeros(len(values), dtype=int)


def test_tenths_of_twenty_values_hold_two_each() -> None:
    found = quantile_of_values(*one_group(list(range(20))))
    assert found.part.tolist() == [place // 2 + 1 for place in range(20)]


def test_largest_first_turns_the_parts_round() -> None:
    values, group = one_group(list(range(10)))
    found = quantile_of_values(values, group, quantiles=5, largest_first=True)
    assert found.part.tolist() == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]


@given(
    st.lists(st.integers(-5, 5), min_size=4, max_size=60),
    st.integers(2, 4),
    st.booleans(),
)
def test_parts_equal_counting_by_hand(values: list[int], k: int, turned: bool) -> None:
    found = quantile_of_values(
        *one_group([float(v) for v in values]), quantiles=k, largest_first=turned
    )
    expected = quantile_by_counting([-v if turned else v for v in values], k)
    assert found.part.tolist() == expected


def test_groups_are_cut_each_on_its_own() -> None:
    rng = np.random.default_rng(5)
    values, group = rng.normal(size=90), rng.integers(10, 13, 90)
    found = quantile_of_values(values, group, quantiles=5)
    for code in (10, 11, 12):
        mine = group == code
        assert found.part[mine].tolist() == quantile_by_counting(
            values[mine].tolist(), 5
        )


def test_missing_values_belong_to_no_part_and_are_not_counted() -> None:
    values, group = one_group([1, np.nan, 2, 3])
    found = quantile_of_values(values, group, quantiles=3)
    assert found.part.tolist() == [1, 0, 2, 3]
    assert found.reason.tolist() == [0, Suppression.MISSING_INPUT, 0, 0]


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0]])
def test_a_group_with_fewer_values_than_parts_is_hidden(values: list[float]) -> None:
    found = quantile_of_values(*one_group(values), quantiles=3)
    assert found.part.tolist() == [0] * len(values)
    assert found.reason.tolist() == [Suppression.FEW_VALUES] * len(values)
