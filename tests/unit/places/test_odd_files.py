"""Whatever a file holds, the answer is a table or a sentence, never a stack trace."""

from __future__ import annotations

import csv
import os
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.places.analyst.life_expectancy_file import write_life_expectancy
from lehc.places.analyst.rates_file import write_rates
from lehc.places.csv_tables.problem import TableError

AGES = [0, 1, *range(5, 95, 5)]
GOOD = "area,startage,population,deaths\n" + "".join(
    f"{area},{age},1000,{1 + age // 9}\n" for area in ("A", "Môn") for age in AGES
)
PIECES = st.sampled_from(
    (
        *(b"\n", b"\r", b",", b'"', b"\0", b";", b"\xff\xfe", b"\xe9", b"9", b"-"),
        *(b"", b"e", b" ", b"sep=;\n", b"\xef\xbb\xbf", b"1e999", b"\n\n", b'""'),
    )
)


def answer_to(content: bytes, folder: str) -> list[dict[str, str]] | str:
    source, target = Path(folder) / "in.csv", Path(folder) / "out.csv"
    source.write_bytes(content)
    try:
        write_life_expectancy(source, target)
    except TableError as problem:
        assert os.listdir(folder) == ["in.csv"]
        return str(problem)
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD.encode())), st.integers(0, 4), PIECES),
        max_size=4,
    )
)
def test_a_spoilt_file_is_a_table_or_a_sentence(
    edits: list[tuple[int, int, bytes]],
) -> None:
    content = GOOD.encode()
    for start, length, piece in edits:
        content = content[:start] + piece + content[start + length :]
    with tempfile.TemporaryDirectory() as folder:
        answer = answer_to(content, folder)
    if isinstance(answer, str):
        assert answer.endswith((".", "first."))
    else:
        assert len(answer) % len(AGES) == 0


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert isinstance(answer_to(content, folder), str)


@pytest.mark.parametrize("seed", range(5))
def test_rows_may_stand_in_any_order(tmp_path: Path, seed: int) -> None:
    header, *lines = GOOD.splitlines()
    in_order = answer_to(GOOD.encode(), str(tmp_path))
    (tmp_path / "out.csv").unlink()
    random.Random(seed).shuffle(lines)
    shuffled = answer_to("\n".join([header, *lines]).encode(), str(tmp_path))
    assert isinstance(in_order, list)
    assert isinstance(shuffled, list)

    def by_place(row: dict[str, str]) -> tuple[str, int]:
        return row["area"], int(row["startage"])

    assert sorted(shuffled, key=by_place) == sorted(in_order, key=by_place)


def test_a_file_cut_short_is_refused_at_its_last_line(tmp_path: Path) -> None:
    content = GOOD.encode()
    middle_of_line = content.rindex(b",1000,")
    answer = answer_to(content[:middle_of_line], str(tmp_path))
    assert answer == (
        "Line 41: there are 2 fields, but the header names 4 columns. Add or remove "
        "separators, or put a text that holds one in quotation marks."
    )


def test_an_older_answer_stays_when_the_new_file_is_bad(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("area,count,population\nA,1,10\nB,x,10\n")
    target.write_text("older")
    with pytest.raises(TableError, match="Line 3"):
        write_rates(source, target, "rate", None)
    assert target.read_text() == "older"
    assert sorted(os.listdir(tmp_path)) == ["in.csv", "out.csv"]
