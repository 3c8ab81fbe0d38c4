"""A line of text: words, marks and links; pictures in it are set beside it."""

from __future__ import annotations

import re
from html import escape

from lxml import etree, html

from lehc.site.wordpress.cleaning.gate import write_link
from lehc.site.wordpress.cleaning.media import read_gallery, read_media
from lehc.site.wordpress.cleaning.pieces import Piece
from lehc.site.wordpress.cleaning.tags import FLOW, LEFT_OUT, MARKS, MEDIA
from lehc.site.wordpress.cleaning.walk import Walk

SPACES = re.compile(r"[ \t\r\n\f]+")
EDGES = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")
NOTHING_IN_IT = re.compile(r"^(?:\s|<br>|\u00a0)*$")


class Inline:
    """A line as it is gathered. `take` gives what stands before, in and after it."""

    def __init__(self, walk: Walk, skip: frozenset[html.HtmlElement] = frozenset()):
        self.walk = walk
        self.skip = skip
        self.parts: list[str] = []
        self.before: list[Piece] = []
        self.after: list[Piece] = []

    def take(self) -> tuple[list[Piece], str, list[Piece]]:
        markup = EDGES.sub("", "".join(self.parts))
        if NOTHING_IN_IT.match(re.sub(r"<(?!br)[^>]*>", "", markup)):
            markup = ""
        return self.before, markup, self.after

    def add_text(self, text: str | None) -> None:
        self.parts.append(write_words(text))

    def add_element(self, element: html.HtmlElement) -> None:
        self.parts.append(self.draw(element))

    def draw_inside(self, element: html.HtmlElement) -> str:
        parts = [write_words(element.text)]
        for child in element:
            if child not in self.skip:
                parts.append(self.draw(child))
            parts.append(write_words(child.tail))
        return "".join(parts)

    def draw(self, element: html.HtmlElement) -> str:
        """The element as markup of ours; a picture is set aside."""
        tag = element.tag
        if not isinstance(tag, str):
            if tag is etree.Comment:
                self.walk.note_comment(element)
            return ""
        if tag == "br":
            return "<br>"
        if tag in LEFT_OUT:
            self.walk.notes.add(LEFT_OUT[tag])
            return ""
        if is_set_aside(element):
            self.set_aside(element)
            return ""
        return self.draw_words(element)

    def draw_words(self, element: html.HtmlElement) -> str:
        tag = str(element.tag)
        inner = self.draw_inside(element)
        if tag == "q":
            return f"“{inner}”"
        if not inner.strip():
            return inner
        if tag == "a":
            if "wp-block-file__button" in (element.get("class") or ""):
                return ""  # says again where the link before it leads
            return write_link(inner, self.walk.read_link(element.get("href")))
        if tag in MARKS:
            return f"<{MARKS[tag]}>{inner}</{MARKS[tag]}>"
        return f"<br>{inner}<br>" if tag in FLOW else inner

    def set_aside(self, element: html.HtmlElement) -> None:
        """A picture at the head of a line stands before it, any other after it."""
        if element.tag == "lehc-gallery":
            found = read_gallery(element, self.walk)
        else:
            piece = read_media(element, self.walk)
            found = [] if piece is None else [piece]
        has_words = any(part.strip() for part in self.parts)
        (self.after if has_words else self.before).extend(found)


def read_inline(
    element: html.HtmlElement,
    walk: Walk,
    skip: frozenset[html.HtmlElement] = frozenset(),
) -> Inline:
    """All that is in an element as one line, but for the children in `skip`."""
    line = Inline(walk, skip)
    line.add_text(element.text)
    for child in element:
        if child not in skip:
            line.add_element(child)
        line.add_text(child.tail)
    return line


def is_set_aside(element: html.HtmlElement) -> bool:
    """Whether the element is a picture, or something else that is no part of a line."""
    if element.tag in MEDIA or element.tag == "lehc-gallery":
        return True
    return element.tag == "figure" and len([*element.iter("img")]) == 1


def write_words(text: str | None) -> str:
    return escape(SPACES.sub(" ", text), quote=False) if text else ""
