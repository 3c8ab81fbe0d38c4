"""The rows of tables, written in Python."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from lehc.design.tables import write_rows, write_stacked_rows
from tests.unit.design.markup import normalise

COLUMNS = [{"label": "Place"}, {"label": "Years", "numeric": True}]


def test_first_cell_heads_its_row_and_numbers_line_up() -> None:
    (row,) = write_rows([["Hull", 0]], COLUMNS)
    assert normalise(row) == [
        '<tr class="nhsuk-table__row">',
        '<th class="nhsuk-table__header" scope="row">',
        "Hull",
        "</th>",
        '<td class="nhsuk-table__cell nhsuk-table__cell--numeric">',
        "0",
        "</td>",
        "</tr>",
    ]


def test_a_stacked_row_says_what_each_cell_is_and_stays_a_row() -> None:
    columns = [{"label": "Place"}, {"label": "{Years} & more", "numeric": True}]
    (row,) = write_stacked_rows([["Hull", 0]], columns)
    assert normalise(row) == [
        '<tr class="nhsuk-table__row" role="row">',
        '<th class="nhsuk-table__header" role="rowheader" scope="row">',
        '<span aria-hidden="true" class="nhsuk-table__heading">',
        "Place",
        "</span>",
        "<div>",
        "Hull",
        "</div>",
        "</th>",
        '<td class="nhsuk-table__cell nhsuk-table__cell--numeric" role="cell">',
        '<span aria-hidden="true" class="nhsuk-table__heading">',
        "{Years} & more",
        "</span>",
        "<div>",
        "0",
        "</div>",
        "</td>",
        "</tr>",
    ]


def read_cell(cell: object) -> str:
    (row,) = write_rows([["x", cell]], [{"label": "a"}, {"label": "b"}])
    return row.split('<td class="nhsuk-table__cell">')[1].removesuffix("</td></tr>")


@pytest.mark.parametrize(
    ("cell", "html"),
    [
        (None, "–"),
        (0, "0"),
        ("", ""),
        ({"text": 0}, "0"),
        ("<b>", "&lt;b&gt;"),
        (mark_safe("<b>x</b>"), "<b>x</b>"),
        (
            {"text": "<b>", "href": '"><b>', "visually_hidden": "<b>"},
            '<a class="nhsuk-link" href="&quot;&gt;&lt;b&gt;">&lt;b&gt;'
            '<span class="nhsuk-u-visually-hidden"> &lt;b&gt;</span></a>',
        ),
        ({"tag": "<b>"}, '<strong class="nhsuk-tag">&lt;b&gt;</strong>'),
        (
            {"tag": "New", "colour": '"x'},
            '<strong class="nhsuk-tag nhsuk-tag--&quot;x">New</strong>',
        ),
    ],
)
def test_cell_is_escaped_whatever_it_is(cell: object, html: str) -> None:
    assert read_cell(cell) == html


def test_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(write_rows([["only one"]], COLUMNS))


def test_heading_that_sorts_says_how_it_is_sorted() -> None:
    html = render_to_string(
        "design/components/_table.html",
        {
            "caption": "Places",
            "columns": [{"label": "Place", "href": "?by=place", "sorted": "ascending"}],
            "rows": [],
        },
    )
    lines = normalise(html)
    start = lines.index('<tr class="nhsuk-table__row">')
    assert lines[start + 1 : start + 5] == [
        '<th aria-sort="ascending" class="nhsuk-table__header" scope="col">',
        '<a class="lehc-sort" href="?by=place">',
        "Place",
        "</a>",
    ]
