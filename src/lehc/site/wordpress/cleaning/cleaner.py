"""The door: a post's text in, blocks out."""

from __future__ import annotations

import re
from html import unescape

import nh3
from lxml import html

from lehc.site.wordpress.cleaning.gate import read_address
from lehc.site.wordpress.cleaning.inline import Inline
from lehc.site.wordpress.cleaning.media import (
    is_shown_site,
    read_background,
    read_embed,
    read_gallery,
    read_media,
    read_picture,
)
from lehc.site.wordpress.cleaning.paragraphs import add_paragraphs
from lehc.site.wordpress.cleaning.pieces import Button, Cleaned, Embed, Notes, Piece
from lehc.site.wordpress.cleaning.shortcodes import expand_shortcodes
from lehc.site.wordpress.cleaning.tags import FLOW, HEADINGS, LEFT_OUT, LISTS
from lehc.site.wordpress.cleaning.walk import Walk
from lehc.site.wordpress.cleaning.words import (
    read_quotation,
    read_table,
    write_code,
    write_line,
    write_list,
)

HAS_BLOCKS = re.compile(r"<!--\s+wp:")
BARE_ADDRESS = re.compile(r"https?://[^\s<>]+")
BUTTONS = frozenset({"wp-block-button", "wp-block-buttons"})


def clean(text: str, *, blog: str = "", children: tuple[int, ...] = ()) -> Cleaned:
    """The blocks of a post's text, and what was left out of it.

    `blog` is the blog's old address; links within it become links on this site.
    `children` are the numbers of the post's own pictures, which a gallery without
    numbers shows. The same text gives the same blocks.
    """
    walk = Walk(blog=blog, children=children)
    text = expand_shortcodes(text.replace("\0", ""), walk.notes)
    if not HAS_BLOCKS.search(text):
        text = add_paragraphs(text)
    if text.strip():
        read_flow(parse(text, walk.notes), walk)
    walk.finish_text()
    return Cleaned(tuple(walk.pieces), walk.notes.sorted())


def parse(text: str, notes: Notes) -> html.HtmlElement:
    """The tree of the text. What is nested deeper than anybody writes is flattened."""
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    root = html.document_fromstring(f"<div>{text}</div>".encode(), parser=parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        notes.add("parts nested too deeply, their text kept")
        flat = nh3.clean(text, tags={"br"}, attributes={}, link_rel=None)
        root = html.document_fromstring(f"<div>{flat}</div>".encode(), parser=parser)
    return root


def read_flow(element: html.HtmlElement, walk: Walk) -> None:
    """Read what is in an element: lines of text become paragraphs, the rest blocks."""
    line = Inline(walk)
    line.add_text(element.text)
    for child in element:
        if isinstance(child.tag, str) and (child.tag in FLOW or child.tag == "body"):
            finish_line(line, walk)
            line = Inline(walk)
            read_block(child, walk)
        else:
            line.add_element(child)
        line.add_text(child.tail)
    finish_line(line, walk)


def finish_line(line: Inline, walk: Walk) -> None:
    """Write a line as a paragraph, with its pictures before and after it."""
    before, markup, after = line.take()
    walk.place(*before)
    if BARE_ADDRESS.fullmatch(markup) and is_shown_site(markup):
        walk.place(read_embed(unescape(markup), walk))
    elif markup:
        walk.write(f"<p>{markup}</p>")
    walk.place(*after)


def read_block(element: html.HtmlElement, walk: Walk) -> None:
    tag = str(element.tag)
    classes = (element.get("class") or "").split()
    if tag in LEFT_OUT:
        walk.notes.add(LEFT_OUT[tag])
    elif tag == "figure" or "wp-caption" in classes:
        read_figure(element, walk)
    elif BUTTONS.intersection(classes):
        read_buttons(element, walk)
    elif "wp-block-embed__wrapper" in classes:
        walk.place(read_wrapped(element, walk))
    else:
        if "wp-block-cover" in classes:
            walk.place(read_background(element, walk))
        read_plain_block(element, walk)


def read_plain_block(element: html.HtmlElement, walk: Walk) -> None:
    tag = str(element.tag)
    if tag in HEADINGS:
        write_line(element, walk, HEADINGS[tag])
    elif tag in LISTS:
        write_list(element, walk)
    elif tag == "pre":
        write_code(element, walk)
    elif tag == "blockquote":
        walk.place(read_quotation(element, walk))
    elif tag == "table":
        walk.place(read_table(element))
    elif tag == "lehc-gallery":
        walk.place(*read_gallery(element, walk))
    elif tag == "hr":
        walk.write("<hr>")
    elif tag in {"dt", "summary"}:
        write_line(element, walk, "p", is_strong=True)
    else:
        read_flow(element, walk)


def read_figure(element: html.HtmlElement, walk: Walk) -> None:
    """A picture with its words, a gallery, a quotation, a table or an embed."""
    pictures = [*element.iter("img")]
    if len(pictures) == 1 and element.find(".//table") is None:
        walk.place(read_picture(pictures[0], walk, figure=element))
    elif (quotation := element.find("blockquote")) is not None:
        walk.place(read_quotation(quotation, walk))
    else:
        read_flow(element, walk)


def read_wrapped(element: html.HtmlElement, walk: Walk) -> Piece | None:
    """An embed of the block editor: its address is the text in a wrapper."""
    address = read_address(element.text_content(), "")
    if BARE_ADDRESS.fullmatch(address):
        from_media = element.find(".//iframe")
        return Embed(address) if from_media is None else read_media(from_media, walk)
    read_flow(element, walk)
    return None


def read_buttons(element: html.HtmlElement, walk: Walk) -> None:
    for link in element.iter("a"):
        label = " ".join(link.text_content().split())
        address = walk.read_link(link.get("href"))
        if label and address:
            walk.place(Button(label, address))
        elif label:
            walk.notes.add("button that leads nowhere")
