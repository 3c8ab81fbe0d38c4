from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehc.recruitment.spreadsheets import FORMULA_STARTS, make_safe, write_csv


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+44 7700 900982", "'+44 7700 900982"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("Siân O'Brien", "Siân O'Brien"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_kept_as_words(cell: str, safe: str) -> None:
    assert make_safe(cell) == safe


@given(st.text())
def test_no_cell_begins_as_a_formula(cell: str) -> None:
    assert not make_safe(cell).startswith(FORMULA_STARTS)
    assert make_safe(cell).removeprefix("'") in {cell, cell.removeprefix("'")}


def test_the_table_reads_back_whole() -> None:
    text = write_csv(["Name", "Place"], [["Siân, of “Oak”", "Two\nlines"]])

    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:]))) == [
        ["Name", "Place"],
        ["Siân, of “Oak”", "Two\nlines"],
    ]
