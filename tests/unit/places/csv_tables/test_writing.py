from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehc.places.csv_tables import writing
from lehc.places.csv_tables.problem import TableError
from lehc.places.csv_tables.writing import format_lines, quoted, whole_file


def lines_of(*columns: object, separator: str = ",") -> bytes:
    return b"".join(format_lines([np.array(column) for column in columns], separator))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, b"0.000000000000"),
        (80.5, b"80.500000000000"),
        (-16.25, b"-16.250000000000"),
        (9999.999, b"9999.999000000000"),
        (10000.0, b"10000.000000000000"),
        (120000003.5, b"120000003.500000000000"),
        (0.9999999999999, b"1.000000000000"),
        (-1e-15, b"0.000000000000"),
        (float("nan"), b""),
    ],
)
def test_numbers_have_twelve_decimals_and_no_leading_noughts(
    number: float, text: bytes
) -> None:
    assert lines_of([number]) == text + b"\n"
    assert lines_of([number, 123456.5]) == text + b"\n123456.500000000000\n"


@given(st.lists(st.floats(-1e9, 1e9), min_size=1))
def test_numbers_are_written_to_their_last_decimal(numbers: list[float]) -> None:
    written = [float(line) for line in lines_of(numbers).splitlines()]
    np.testing.assert_allclose(written, numbers, rtol=4e-16, atol=5.1e-13)


def test_columns_stand_side_by_side() -> None:
    assert lines_of([b"a,x", b"bb"], [1.0, np.nan], [b"", b"why"]) == (
        b"a,x,1.000000000000,\nbb,,why\n"
    )
    assert lines_of([b"a"], [1.0], separator=";") == b"a;1.000000000000\n"


def test_lines_do_not_depend_on_the_size_of_the_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [f"area {row}".encode() for row in range(50)]
    numbers = np.linspace(-5, 20_000, 50)
    whole = lines_of(names, numbers)
    monkeypatch.setattr(writing, "BLOCK_BYTES", 100)
    assert lines_of(names, numbers) == whole


def test_no_rows_are_no_lines() -> None:
    assert lines_of(np.empty(0), np.empty(0, dtype="S3")) == b""


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("plain", b"plain"),
        ("a,b", b'"a,b"'),
        ('say "a"', b'"say ""a"""'),
        ("two\nlines", b'"two\nlines"'),
        ("a;b", b"a;b"),
    ],
)
def test_quoted_marks_only_what_needs_it(text: str, field: bytes) -> None:
    assert quoted(text, ",") == field


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with whole_file(target) as file:
        file.write(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["out.csv"]


def test_what_stood_there_stays_when_something_goes_wrong(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")

    def write_half() -> None:
        with whole_file(target) as file:
            file.write(b"half")
            raise TableError("Line 7: no")

    with pytest.raises(TableError, match="Line 7"):
        write_half()
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out.csv"]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    target = tmp_path / "missing" / "out.csv"
    with pytest.raises(TableError) as problem, whole_file(target):
        pass
    assert (
        str(problem.value) == f"{target} cannot be written: No such file or directory."
    )
