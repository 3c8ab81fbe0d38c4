from __future__ import annotations

import pytest

from lehc.places.csv_tables.header import Header, read_header
from lehc.places.csv_tables.problem import TableError


@pytest.mark.parametrize(
    ("block", "header"),
    [
        (b"a,b\n1,2\n", Header(",", ("a", "b"), 1, 4)),
        (b"a;b,c;d\r\n", Header(";", ("a", "b,c", "d"), 1, 9)),
        (b"a\tb\n", Header("\t", ("a", "b"), 1, 4)),
        (b"sep=;\na;b\n", Header(";", ("a", "b"), 2, 10)),
        (b"\n\r\n a , b\n", Header(",", ("a", "b"), 3, 10)),
        (b'"a","two\nlines"\n', Header(",", ("a", "two\nlines"), 1, 16)),
        (b'"",a,,\n', Header(",", ("", "a", "", ""), 1, 7)),
    ],
)
def test_header_names_the_columns(block: bytes, header: Header) -> None:
    assert read_header(block) == header


def test_header_finds_columns_whatever_their_capitals() -> None:
    header = read_header(b"Area,StartAge,POPULATION\n")
    assert header.places(("startage", "population")) == {"startage": 1, "population": 2}


def test_header_keeps_the_other_columns_that_have_a_name() -> None:
    header = read_header(b'"",area,startage,sex,\n')
    assert header.key_places({2}) == [1, 3]


def test_header_says_which_columns_are_missing_and_which_there_are() -> None:
    header = read_header(b"area,age,\n")
    with pytest.raises(TableError) as problem:
        header.places(("startage", "deaths"))
    assert str(problem.value) == (
        "Line 1: there is no column called startage or deaths. The columns are area, "
        "age. Name them as the command says (--help)."
    )


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        (b"a,b,A\n", "Line 1: two columns are called A. Rename or remove one."),
        (b"\n\n", "Line 2: there is no header line. Name the columns in it."),
    ],
)
def test_header_refuses_names_that_cannot_be_told_apart(
    block: bytes, sentence: str
) -> None:
    with pytest.raises(TableError) as problem:
        read_header(block)
    assert str(problem.value) == sentence
