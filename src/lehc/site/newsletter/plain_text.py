"""Rich text as a letter without HTML says it."""

from __future__ import annotations

import re

from lxml import html

BLOCKS = frozenset({"p", "h2", "h3", "li", "ul", "ol"})
ROOT_RELATIVE = re.compile(r'(href=")(/(?!/))')


def write_whole_links(markup: str, base_url: str) -> str:
    """Links on this site with the site's address: a letter is read elsewhere."""
    return ROOT_RELATIVE.sub(rf"\1{base_url}\2", markup)


def write_plain(markup: str) -> str:
    """Paragraphs with a blank line between, entries with a dash, links in brackets."""
    root = html.fragment_fromstring(markup, create_parent="div")
    lines = [line for child in root for line in write_block(child)]
    return "\n".join(lines).strip()


def write_block(element: html.HtmlElement) -> list[str]:
    tag = element.tag
    if tag in {"ul", "ol"}:
        signs = (f"{n}." if tag == "ol" else "-" for n in range(1, 1000))
        entries = zip(signs, element.iter("li"), strict=False)
        return [*(f"{sign} {write_line(entry)}" for sign, entry in entries), ""]
    words = write_line(element)
    if not words:
        return []
    if tag in {"h2", "h3"}:
        return [words.upper(), ""]
    return [words, ""]


def write_line(element: html.HtmlElement) -> str:
    parts = [element.text or ""]
    for child in element:
        inner = "\n" if child.tag == "br" else write_line(child)
        href = child.get("href") if child.tag == "a" else None
        parts.append(f"{inner} ({href})" if href and href != inner else inner)
        parts.append(child.tail or "")
    return re.sub(r"[ \t]+", " ", "".join(parts)).strip(" ") if parts else ""
