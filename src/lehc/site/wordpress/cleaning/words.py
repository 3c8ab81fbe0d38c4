"""Headings, lists, code, quotations and tables."""

from __future__ import annotations

import re
from html import escape

from lxml import etree, html

from lehc.site.wordpress.cleaning.inline import read_inline
from lehc.site.wordpress.cleaning.media import squeeze
from lehc.site.wordpress.cleaning.pieces import Piece, Quotation, Table
from lehc.site.wordpress.cleaning.tags import FLOW, LEFT_OUT, LISTS
from lehc.site.wordpress.cleaning.walk import Walk

INDENT = re.compile(r"^ +| {2,}")


def write_line(
    element: html.HtmlElement, walk: Walk, tag: str, *, is_strong: bool = False
) -> None:
    """One line as an element of ours, with its pictures before and after it."""
    before, markup, after = read_inline(element, walk).take()
    walk.place(*before)
    if markup:
        inner = f"<b>{markup}</b>" if is_strong else markup
        walk.write(f"<{tag}>{inner}</{tag}>")
    walk.place(*after)


def write_list(element: html.HtmlElement, walk: Walk) -> None:
    """A list with the lists inside it; pictures in it follow it."""
    media: list[Piece] = []
    walk.write(draw_list(element, walk, media))
    walk.place(*media)


def draw_list(element: html.HtmlElement, walk: Walk, media: list[Piece]) -> str:
    tag = "ol" if element.tag == "ol" else "ul"
    entries: list[str] = []
    for child in element:
        if child.tag in LISTS:  # directly in a list: it belongs to the entry before
            inner = draw_list(child, walk, media)
            last = entries.pop().removesuffix("</li>") if entries else "<li>"
            entries.append(f"{last}{inner}</li>")
        elif isinstance(child.tag, str):
            entries.append(draw_entry(child, walk, media))
    entries = [entry for entry in entries if entry != "<li></li>"]
    return f"<{tag}>{''.join(entries)}</{tag}>" if entries else ""


def draw_entry(element: html.HtmlElement, walk: Walk, media: list[Piece]) -> str:
    nested = [child for child in element if child.tag in LISTS]
    inner = "".join(draw_list(child, walk, media) for child in nested)
    before, markup, after = read_inline(element, walk, frozenset(nested)).take()
    media += [*before, *after]
    return f"<li>{markup}{inner}</li>"


def write_code(element: html.HtmlElement, walk: Walk) -> None:
    """Code and verse: each line and each space as it was written."""
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "").removeprefix("\n")
    text = escape(element.text_content().strip("\n"), quote=False)
    rows = [INDENT.sub(lambda run: "\u00a0" * len(run[0]), r) for r in text.split("\n")]
    walk.write(f"<p><code>{'<br>'.join(rows)}</code></p>")


def read_quotation(element: html.HtmlElement, walk: Walk) -> Quotation | None:
    sources = [*element.iter("cite")]
    figure = element.getparent()
    if figure is not None and figure.tag == "figure":
        sources += figure.findall("figcaption")
        sources += figure.findall("cite")
    source = squeeze(" ".join(each.text_content() for each in sources))
    words = "\n\n".join(read_paragraphs(element, walk))
    return Quotation(words, source.lstrip("—–- ")) if words else None


def read_paragraphs(element: html.HtmlElement, walk: Walk) -> list[str]:
    """The words of an element, a paragraph each, without who said them."""
    parts: list[str] = [""]
    silent = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag
        if not isinstance(tag, str):
            continue
        is_silent = tag == "cite" or tag in LEFT_OUT
        is_flow = tag in FLOW and not is_silent
        if event == "start":
            if tag in LEFT_OUT and not silent:
                walk.notes.add(LEFT_OUT[tag])
            silent += is_silent
            parts += [""] if is_flow else []
            parts[-1] += "" if silent else " " if tag == "br" else node.text or ""
            continue
        silent -= is_silent
        if node is not element:
            parts += [""] if is_flow else []
            parts[-1] += "" if silent else node.tail or ""
    return [words for part in parts if (words := squeeze(part))]


def read_table(element: html.HtmlElement) -> Table | None:
    """Cells as plain text; rows that are too short are filled up."""
    lines = [[*row.iter("td", "th")] for row in element.iter("tr")]
    rows = [tuple(squeeze(cell.text_content()) for cell in line) for line in lines]
    rows = [row for row in rows if any(row)]
    if not rows:
        return None
    width = max(map(len, rows))
    caption = " ".join(each.text_content() for each in element.iter("caption"))
    return Table(
        rows=tuple(row + ("",) * (width - len(row)) for row in rows),
        caption=squeeze(caption),
        has_head=all(cell.tag == "th" for cell in lines[0]),
    )
