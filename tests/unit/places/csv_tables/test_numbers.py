from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehc.places.csv_tables.numbers import check_not_negative, read_numbers
from lehc.places.csv_tables.problem import TableError
from lehc.places.csv_tables.rows import split_rows


def numbers_of(texts: list[str], separator: str = ",", **options: bool) -> list[float]:
    lines = "".join(f"x{separator}{text}\n" for text in texts)
    rows = split_rows(lines.encode(), 2, separator, 2)
    return read_numbers(rows, 1, "deaths", **options).tolist()


@given(st.lists(st.integers(0, 10**12), min_size=1))
def test_whole_numbers_are_read_exactly(whole: list[int]) -> None:
    assert numbers_of([str(each) for each in whole]) == whole


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_decimals_are_read_to_the_last_bit(decimals: list[float]) -> None:
    assert numbers_of([repr(each) for each in decimals]) == decimals


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("007", 7),
        ("12345678", 12345678),
        ("123456789", 123456789),
        (" 12 ", 12),
        ('"12"', 12),
        ('" 12.5 "', 12.5),
        ('"1,234"', 1234),
        ('"1,234,567.5"', 1234567.5),
        ("+3", 3),
        ("-3", -3),
        (".5", 0.5),
        ("5.", 5),
        ("1e-05", 1e-5),
        ("1E3", 1000),
    ],
)
def test_numbers_are_read_as_excel_and_r_write_them(text: str, number: float) -> None:
    assert numbers_of([text, "8"]) == [number, 8]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_decimal_comma_is_read_where_commas_do_not_separate(separator: str) -> None:
    assert numbers_of(["12,5", "3", "0,25"], separator) == [12.5, 3, 0.25]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("many", "deaths is “many”, not a number. Write digits, as in 1234 or 12.5."),
        ("", "deaths is empty. Write the number, 0 if there were none."),
        ('""', "deaths is empty. Write the number, 0 if there were none."),
        ("nan", "deaths is “nan”, not a number. Write digits, as in 1234 or 12.5."),
        ("inf", "deaths is “inf”, not a number. Write digits, as in 1234 or 12.5."),
        ("1_000", "deaths is “1_000”, not a number. Write digits, as in 1234 or 12.5."),
        ("0x10", "deaths is “0x10”, not a number. Write digits, as in 1234 or 12.5."),
        ("1.2.3", "deaths is “1.2.3”, not a number. Write digits, as in 1234 or 12.5."),
        ("1e", "deaths is “1e”, not a number. Write digits, as in 1234 or 12.5."),
        ("١٢", "deaths is “١٢”, not a number. Write digits, as in 1234 or 12.5."),
        ('"1,23"', "deaths is “1,23”, not a number. Write digits, as in 1234 or 12.5."),
        (
            "1:2/3@4",
            "deaths is “1:2/3@4”, not a number. Write digits, as in 1234 or 12.5.",
        ),
    ],
)
def test_text_in_numbers_names_the_line_and_the_mend(text: str, sentence: str) -> None:
    with pytest.raises(TableError) as problem:
        numbers_of(["1", "2.5", text, "x"])
    assert str(problem.value) == f"Line 4: {sentence}"


def test_an_empty_field_is_missing_where_it_may_be() -> None:
    first, second = numbers_of(["", "2.5"], may_be_empty=True)
    assert math.isnan(first)
    assert second == 2.5


def test_check_not_negative_names_the_line() -> None:
    rows = split_rows(b"x,1\nx,-3\n", 2, ",", 2)
    with pytest.raises(TableError) as problem:
        check_not_negative(np.array([1.0, -3.0]), rows, "deaths")
    assert str(problem.value) == "Line 3: deaths is -3, below nought. Write 0 or more."
    check_not_negative(np.array([0.0, np.nan]), rows, "deaths")
