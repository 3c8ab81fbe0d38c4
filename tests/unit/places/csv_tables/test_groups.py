from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehc.places.csv_tables.groups import FIRST_CAPACITY, GroupMatrix
from lehc.places.csv_tables.problem import TableError
from lehc.places.csv_tables.rows import split_rows


def gather(
    lines: list[str], columns: int, keys: list[int], slots: int = 2, blocks: int = 1
) -> GroupMatrix:
    """Rows whose last two columns are the slot and the number."""
    matrix = GroupMatrix(1, slots)
    size = max(1, -(-len(lines) // blocks))
    for start in range(0, len(lines), size):
        block = "".join(f"{line}\n" for line in lines[start : start + size])
        rows = split_rows(block.encode(), columns, ",", start + 2)
        last = [
            [int(rows.field(row, column)) for row in range(len(rows))]
            for column in (columns - 2, columns - 1)
        ]
        matrix.add(rows, keys, np.array(last[0]), [np.array(last[1], dtype=float)])
    return matrix


def test_groups_gather_rows_in_any_order() -> None:
    matrix = gather(["a,0,1", "b,1,4", "a,1,2", "b,0,3"], 3, [0])
    assert matrix.keys == {b"a": 0, b"b": 1}
    assert matrix.numbers.tolist() == [[[1, 2], [3, 4]]]
    assert matrix.first_lines == [2, 3]


def test_groups_join_key_columns_that_are_not_neighbours() -> None:
    matrix = gather(["a,x,F,0,1", "a,x,M,0,2", "a,y,F,1,3"], 5, [0, 2])
    assert list(matrix.keys) == [b"a,F", b"a,M"]
    np.testing.assert_array_equal(matrix.numbers, [[[1, 3], [2, np.nan]]])


def test_a_table_without_other_columns_is_one_group() -> None:
    matrix = gather(["0,1", "1,2"], 2, [])
    assert matrix.keys == {b"": 0}
    assert matrix.numbers.tolist() == [[[1, 2]]]


KEYS = st.text(st.sampled_from("ab"), max_size=20)


@given(st.lists(KEYS, min_size=1, max_size=30), st.integers(1, 4))
def test_keys_are_told_apart_by_every_letter(keys: list[str], blocks: int) -> None:
    """Keys of up to three words, alike but for a letter or their length."""
    lines = [f"{key}|,{row},{row}" for row, key in enumerate(keys)]
    matrix = gather(lines, 3, [0], slots=len(keys), blocks=blocks)
    assert list(matrix.keys) == list(dict.fromkeys(f"{key}|".encode() for key in keys))
    for row, key in enumerate(keys):
        group = matrix.keys[f"{key}|".encode()]
        assert matrix.numbers[0, group, row] == row


def test_groups_and_slots_grow_as_they_appear() -> None:
    many = FIRST_CAPACITY * 2 + 5
    lines = [
        f"k{group},{slot},{group * 3 + slot}"
        for group in range(many)
        for slot in range(3)
    ]
    random.Random(1).shuffle(lines)
    matrix = gather(lines, 3, [0], slots=1, blocks=7)
    assert matrix.groups == many
    for key, group in matrix.keys.items():
        first = int(key[1:]) * 3
        assert matrix.numbers[0, group].tolist() == [first, first + 1, first + 2]


@pytest.mark.parametrize("blocks", [1, 3])
def test_a_row_that_stands_twice_is_refused(blocks: int) -> None:
    with pytest.raises(TableError) as problem:
        gather(["a,0,1", "a,1,2", "a,0,3"], 3, [0], blocks=blocks)
    assert str(problem.value) == (
        "Line 4: the group “a” has this row twice. Remove one, or add the column that "
        "tells them apart."
    )


def test_a_group_that_lacks_a_row_is_refused() -> None:
    matrix = gather(["a,0,1", "a,1,2", "b,0,3"], 3, [0])
    with pytest.raises(TableError) as problem:
        matrix.check_complete(["0", "85"], "startage")
    assert str(problem.value) == (
        "Line 4: here begins the group “b”, which has no row for startage 85. Add it, "
        "or take the other rows of the group out."
    )
    matrix.check_complete(["0"], "startage")


def test_more_groups_than_the_file_can_fill_are_refused() -> None:
    lines = [f"{row},0,1" for row in range(FIRST_CAPACITY + 200)]
    matrix = gather(lines, 3, [0])
    matrix.check_plausible(20 * FIRST_CAPACITY, 20)
    with pytest.raises(TableError, match="Is there a column that differs on every row"):
        matrix.check_plausible(2_000, 20)
