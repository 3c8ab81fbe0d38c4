from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehc.places.csv_tables.problem import TableError
from lehc.places.csv_tables.rows import Rows, split_rows


def fields(rows: Rows) -> list[list[bytes]]:
    width = rows.starts.shape[1]
    return [
        [rows.field(row, column) for column in range(width)] for row in range(len(rows))
    ]


@pytest.mark.parametrize(
    ("block", "expected", "lines"),
    [
        (b"a,b\nc,d\n", [[b"a", b"b"], [b"c", b"d"]], [5, 6]),
        (b"a,b\r\nc,d\r\n", [[b"a", b"b"], [b"c", b"d"]], [5, 6]),
        (b"\na,b\n\r\n\nc,d\n\n", [[b"a", b"b"], [b"c", b"d"]], [6, 9]),
        (b",\na,\n,\r\n,b\n", [[b"a", b""], [b"", b"b"]], [6, 8]),
        (b'"a,\nb",c\nd,e\n', [[b'"a,\nb"', b"c"], [b"d", b"e"]], [5, 7]),
        (b'"say ""a,b""",c\n', [[b'"say ""a,b"""', b"c"]], [5]),
        (b"", [], []),
        (b"\n\n", [], []),
    ],
)
def test_split_rows_finds_each_field_and_its_line(
    block: bytes, expected: list[list[bytes]], lines: list[int]
) -> None:
    rows = split_rows(block, 2, ",", 5)
    assert fields(rows) == expected
    assert rows.lines.tolist() == lines


def test_split_rows_knows_other_separators() -> None:
    assert fields(split_rows(b"a,b;c\n", 2, ";", 1)) == [[b"a,b", b"c"]]


@pytest.mark.parametrize(
    ("block", "line", "found"),
    [
        (b"a,b\nc\n", 6, 1),
        (b"a,b\n\nc,d,e\nf,g\n", 7, 3),
        (b"a,b,c\nd\n", 5, 3),
        (b'"a\n\nb",c\nd\n', 8, 1),
    ],
)
def test_split_rows_names_the_first_line_that_does_not_fit(
    block: bytes, line: int, found: int
) -> None:
    with pytest.raises(TableError) as problem:
        split_rows(block, 2, ",", 5)
    assert str(problem.value) == (
        f"Line {line}: there are {found} fields, but the header names 2 columns. Add "
        "or remove separators, or put a text that holds one in quotation marks."
    )


TEXTS = st.text(st.sampled_from('ab,;"\n é'), max_size=5)


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=12))
def test_split_rows_reads_what_the_csv_module_writes(table: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(table)
    rows = split_rows(written.getvalue().encode(), 3, ",", 1)
    read = [
        next(csv.reader(io.StringIO(b",".join(each).decode(), newline="")))
        for each in fields(rows)
    ]
    assert read == [row for row in table if any(row)]
