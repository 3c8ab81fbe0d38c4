from __future__ import annotations

import codecs

import pytest

from lehc.selection.calculations.tables import InputError, Row, Table, read_table

ROWS = (
    Row(2, {"id": "1", "place": "Ashby-de-la-Zouch", "who": "Zoë"}),
    Row(3, {"id": "2", "place": "York, centre", "who": ""}),
)
EXPECTED = Table("people.csv", ("id", "place", "who"), ROWS)
COMMAS = 'id,place,who\r\n1,Ashby-de-la-Zouch,Zoë\r\n2,"York, centre",\r\n'
SEMICOLONS = "id;place;who\r\n1;Ashby-de-la-Zouch;Zoë\r\n2;York, centre;\r\n"
TABS = "id\tplace\twho\n1\tAshby-de-la-Zouch\tZoë\n2\tYork, centre\n"


@pytest.mark.parametrize(
    "text", [COMMAS, SEMICOLONS, TABS, COMMAS.replace("\r\n", "\r")]
)
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "cp1252"),
        (b"", "utf-16"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_reads_what_spreadsheets_write(text, mark, encoding):
    assert read_table("people.csv", mark + text.encode(encoding)) == EXPECTED


def test_letters_written_in_two_ways_are_the_same():
    assert read_table("people.csv", COMMAS.replace("ë", "e\u0308").encode()) == EXPECTED


def test_line_that_names_the_separator():
    table = read_table("people.csv", b"sep=;\nid;place\n1;York\n")
    assert table == Table(
        "people.csv", ("id", "place"), (Row(3, {"id": "1", "place": "York"}),)
    )


def test_empty_rows_and_columns_are_left_out():
    table = read_table("t.csv", b"id,place,,\n,,,\n 1 , York ,,\n\n2,Leeds\n,,,\n")
    assert table == Table(
        "t.csv",
        ("id", "place"),
        (Row(3, {"id": "1", "place": "York"}), Row(5, {"id": "2", "place": "Leeds"})),
    )


def test_lines_are_counted_through_cells_of_several_lines():
    table = read_table("t.csv", b'id,note\n1,"two\nlines"\n2,x\n')
    assert [row.line for row in table.rows] == [2, 4]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"",
            "t.csv is empty: it needs a line of headings and then one line for each "
            "entry.",
        ),
        (
            b" \r\n\r\n",
            "t.csv is empty: it needs a line of headings and then one line for each "
            "entry.",
        ),
        (
            b"id,place\n",
            "t.csv, line 1: there is nothing below the headings. Add one line for each "
            "entry.",
        ),
        (
            b"id,place,id\n1,York,2\n",
            "t.csv, line 1: two columns are called “id”. Give each column a name of "
            "its own.",
        ),
        (
            b"id,place\n1,York\n2,York, centre\n",
            "t.csv, line 3: there are 3 cells under 2 headings. Put quotation marks "
            "around a cell that holds a comma.",
        ),
        (
            b"id,place\n1,\x81\n",
            "t.csv cannot be read as text. Save it from the spreadsheet as “CSV "
            "UTF-8”.",
        ),
    ],
)
def test_faults_name_the_place_and_the_mend(data, message):
    with pytest.raises(InputError) as caught:
        read_table("t.csv", data)
    assert str(caught.value) == message


def test_cell_too_long_for_any_spreadsheet():
    with pytest.raises(InputError, match=r"t\.csv, line 2: this line cannot be read"):
        read_table("t.csv", b"id\n" + b"x" * 200_000 + b"\n")


def test_heading_is_found_whatever_its_capitals():
    table = Table("t.csv", ("ID", "Place"), ())
    assert table.find_heading("id") == "ID"
    assert table.find_heading("score", "place") == "Place"
    assert table.find_heading("score") is None


def test_missing_column_with_a_near_name():
    with pytest.raises(InputError) as caught:
        Table("t.csv", ("id", "Regoin"), ()).need_heading("region")
    assert str(caught.value) == (
        "t.csv, line 1: there is no column “region”. The columns are id, Regoin. "
        "If you meant “Regoin”, write it the same in both places."
    )


@pytest.mark.parametrize(
    "text",
    ['id,note\na,1\nb,"said hello\nc,2\n', 'id,note\na,1\nb,"said" hello\nc,"2"\n'],
)
def test_a_stray_quotation_mark_swallows_no_lines(text):
    with pytest.raises(InputError) as caught:
        read_table("t.csv", text.encode())
    words = str(caught.value)
    assert words.startswith("t.csv, line 3: this line cannot be read as cells (")
    assert words.endswith(
        "Close or take out a single quotation mark, or save the file again from the "
        "spreadsheet as CSV."
    )
