"""Rows of a file, and what reading them leaves behind."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lehc.places.importing.problems import FileError
from lehc.places.importing.tables import LONGEST_CELL, Line, read_lines


def ignore(place: int, count: int) -> None:
    """Progress that nobody watches."""


def save(folder: Path, cell: str) -> Path:
    path = folder / "areas.csv"
    path.write_text(f"code,name\nE1,{cell}\n")
    return path


def test_a_long_cell_is_read_and_other_readers_keep_their_limit(tmp_path: Path) -> None:
    usual = csv.field_size_limit()
    cell = "x" * 2 * usual
    found = list(read_lines(save(tmp_path, cell), ignore))
    assert found == [Line(1, ["code", "name"]), Line(2, ["E1", cell])]
    assert csv.field_size_limit() == usual


def test_a_file_that_breaks_off_leaves_their_limit_too(tmp_path: Path) -> None:
    usual = csv.field_size_limit()
    path = save(tmp_path, "x" * (LONGEST_CELL + 1))
    with pytest.raises(FileError, match="field larger than field limit"):
        list(read_lines(path, ignore))
    assert csv.field_size_limit() == usual
