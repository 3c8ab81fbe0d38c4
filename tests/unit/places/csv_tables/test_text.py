from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from lehc.places.csv_tables import text as text_module
from lehc.places.csv_tables.problem import TableError
from lehc.places.csv_tables.text import TextFile

LINES = "area,name\nW01,Môn – Ynys\n"


def read(tmp_path: Path, content: bytes) -> tuple[bytes, bool]:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    text = TextFile(path)
    return b"".join(text.blocks()), text.came_from_excel


@pytest.mark.parametrize(
    ("content", "from_excel"),
    [
        (LINES.encode(), False),
        (codecs.BOM_UTF8 + LINES.encode(), True),
        (LINES.encode("cp1252"), True),
        (codecs.BOM_UTF16_LE + LINES.encode("utf-16-le"), True),
        (codecs.BOM_UTF16_BE + LINES.encode("utf-16-be"), True),
        (LINES.replace("\n", "\r").encode("mac-roman"), True),
    ],
)
def test_blocks_are_utf8_whatever_excel_wrote(
    tmp_path: Path, content: bytes, from_excel: bool
) -> None:
    assert read(tmp_path, content) == (LINES.encode(), from_excel)


def test_blocks_end_the_last_line_when_the_file_does_not(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,b\n1,2") == (b"a,b\n1,2\n", False)


@pytest.mark.parametrize("content", [b"", b"\n\r\n"])
def test_blocks_of_an_empty_file_hold_nothing(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content)[0].strip() == b""


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_blocks_hold_whole_lines_wherever_the_file_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, encoding: str
) -> None:
    content = 'area,name\n1,"a\nb"\n2,Môn\n3,"x ""y"" z"\n'
    monkeypatch.setattr(text_module, "BLOCK_BYTES", max(size, 4))
    path = tmp_path / "table.csv"
    path.write_bytes(content.encode(encoding))
    blocks = list(TextFile(path).blocks())
    assert b"".join(blocks) == content.encode()
    for block in blocks:
        assert block.endswith(b"\n")
        assert block.count(b'"') % 2 == 0


def test_an_older_encoding_is_found_after_plain_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_module, "BLOCK_BYTES", 8)
    content = "a,b\n" + "1,2\n" * 50 + "3,Môn\n"
    assert read(tmp_path, content.encode("cp1252")) == (content.encode(), True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"PK\x03\x04rest",
            "This is a workbook, not a CSV file: save it as CSV first.",
        ),
        (b"a\0b\n", "This is not a text file: save the table as CSV first."),
        (
            b'a,b\n1,"open\n2,3\n',
            'From “1,"open” on, a line or a quotation does not end: look for a single '
            'quotation mark (") there, and close or remove it.',
        ),
    ],
)
def test_blocks_refuse_what_is_no_table(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(TableError) as problem:
        read(tmp_path, content)
    assert str(problem.value) == sentence


def test_blocks_give_up_on_a_line_that_never_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_module, "BLOCK_BYTES", 16)
    monkeypatch.setattr(text_module, "LONGEST_LINE", 100)
    with pytest.raises(TableError, match="From “xxx"):
        read(tmp_path, b"x" * 500)
