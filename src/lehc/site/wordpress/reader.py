"""Reads a WordPress export (WXR 1.0 to 1.2) as a stream.

No entities, no document type, no network. One item is in memory at a time, whatever
the size of the file. Characters that XML forbids, which WordPress does not keep out of
its exports, are left out on the way in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO

from lxml import etree

from lehc.site.wordpress.faults import UnreadableFileError, explain, refuse_entities
from lehc.site.wordpress.items import read_item, read_number
from lehc.site.wordpress.records import Author, Blog, Item, Term

NAMESPACES = (
    (re.compile(r"https?://wordpress\.org/export/1\.[0-2]/excerpt/"), "excerpt:"),
    (re.compile(r"https?://wordpress\.org/export/1\.[0-2]/"), "wp:"),
    (re.compile(r"https?://purl\.org/rss/1\.0/modules/content/"), "content:"),
    (re.compile(r"https?://purl\.org/dc/elements/1\.1/"), "dc:"),
)
FORBIDDEN = bytes(n for n in range(32) if n not in (9, 10, 13))
FORMAT = re.compile(r"https?://wordpress\.org/export/([\d.]+)/$")
# Each kind of term: WordPress's name of its taxonomy, and of its slug and name here.
TERMS = {
    "wp:category": ("category", "wp:category_nicename", "wp:cat_name"),
    "wp:tag": ("post_tag", "wp:tag_slug", "wp:tag_name"),
    "wp:term": ("", "wp:term_slug", "wp:term_name"),
}
LAST_BYTES = 200  # enough for the end of an export and some blank lines
VERSIONS = ("1.0", "1.1", "1.2")
Entry = Blog | Author | Term | Item


@cache
def shorten(tag: str) -> str:
    """“{http://wordpress.org/export/1.2/}status” as “wp:status”, whichever version."""
    if not tag.startswith("{"):
        return tag
    address, _, name = tag[1:].partition("}")
    for pattern, prefix in NAMESPACES:
        if pattern.fullmatch(address):
            return prefix + name
    return tag


class CleanBytes:
    """A file without the control characters that XML forbids; counts what it drops."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.dropped = 0
        self.position = 0
        self.tail = b""

    def read(self, size: int = -1) -> bytes:
        raw = self.file.read(size)
        if not self.position and raw[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"):
            raise UnreadableFileError(
                "The file is written in UTF-16. WordPress writes UTF-8: save it as "
                "UTF-8, or export it again in WordPress, under Tools, Export."
            )
        self.position += len(raw)
        self.tail = (self.tail + raw)[-LAST_BYTES:] if raw else self.tail
        kept = raw.translate(None, FORBIDDEN)
        self.dropped += len(raw) - len(kept)
        # An empty answer means the end, so a part of nothing but such characters is
        # followed at once by the next.
        return kept if kept or not raw else self.read(size)


def read_export(path: Path) -> Iterator[Entry]:
    """Yield the blog, then its authors, terms and items, in the order of the file.

    The head (`Blog`) comes once, before the first of the others.

    Raises:
        UnreadableFileError: with a sentence to show. Read once to the end before you
            keep anything: entries come before a fault further down is met.
    """
    try:
        with path.open("rb") as file:
            yield from read_stream(CleanBytes(file))
    except OSError as error:
        raise UnreadableFileError(
            f"{path} can't be opened: {error.strerror}."
        ) from error


def read_stream(source: CleanBytes) -> Iterator[Entry]:
    events = etree.iterparse(
        source,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,  # a post may hold pictures of megabytes in its text
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from read_entries(events)
    except etree.XMLSyntaxError as error:
        last = events.error_log.last_error  # the exception does not always name it
        line, said = error.lineno or 1, str(error.msg)
        if last is not None and not error.lineno:
            line, said = last.line, last.message
        is_cut_off = b"</rss>" not in source.tail
        raise explain(line, said, is_cut_off=is_cut_off) from error


def read_entries(events: etree.iterparse) -> Iterator[Entry]:
    head: dict[str, str] = {}
    is_told = False
    depth = 0
    for event, element in events:
        if event == "start":
            depth += 1
            if depth == 1:
                check_root(element)
            continue
        depth -= 1
        if depth != 2:
            continue
        name = shorten(element.tag)
        entry = read_entry(name, element)
        if entry is None:
            head.setdefault(name, (element.text or "").strip())
        else:
            if not is_told:
                yield read_head(head)
                is_told = True
            yield entry
        forget(element)
    if not is_told:
        yield read_head(head)


def check_root(root: etree._Element) -> None:
    """Refuse what is not RSS, or comes with declarations of its own."""
    found = [match[1] for uri in root.nsmap.values() if (match := FORMAT.match(uri))]
    if root.tag == "rss" and found:
        check_version(found[0])
        if root.getroottree().docinfo.internalDTD is not None:
            raise refuse_entities(root.sourceline or 1)
        return
    what = "an RSS feed" if root.tag == "rss" else f"<{shorten(str(root.tag))}>"
    raise UnreadableFileError(
        f"This is not a WordPress export: line {root.sourceline or 1} begins {what} "
        "without WordPress's own parts. Export the blog in WordPress, under Tools, "
        "Export."
    )


def check_version(version: str) -> None:
    if version not in VERSIONS:
        raise UnreadableFileError(
            f"The file is of version {version} of WordPress's format. Versions "
            f"{VERSIONS[0]} to {VERSIONS[-1]} can be read."
        )


def read_head(head: dict[str, str]) -> Blog:
    version = head.get("wp:wxr_version", "")
    address = head.get("wp:base_blog_url") or head.get("link", "")
    return Blog(
        title=head.get("title", ""), address=address.rstrip("/"), version=version
    )


def read_entry(name: str, element: etree._Element) -> Author | Term | Item | None:
    """An entry of the channel, or None for what belongs to its head."""
    if name == "item":
        return read_item(element, shorten)
    if name == "wp:author":
        facts = read_facts(element)
        login = facts.get("wp:author_login", "")
        number = read_number(facts.get("wp:author_id", ""))
        return Author(login=login, name=name_author(facts) or login, number=number)
    if name in TERMS:
        return read_term_entry(name, read_facts(element))
    return None


def read_term_entry(name: str, facts: dict[str, str]) -> Term:
    kind, slug_name, label_name = TERMS[name]
    slug = facts.get(slug_name, "")
    return Term(
        kind=kind or facts.get("wp:term_taxonomy", ""),
        slug=slug,
        name=facts.get(label_name) or slug,
        number=read_number(facts.get("wp:term_id", "")),
    )


def name_author(facts: dict[str, str]) -> str:
    both = (facts.get("wp:author_first_name"), facts.get("wp:author_last_name"))
    return facts.get("wp:author_display_name") or " ".join(filter(None, both))


def read_facts(element: etree._Element) -> dict[str, str]:
    return {shorten(str(part.tag)): (part.text or "").strip() for part in element}


def forget(element: etree._Element) -> None:
    """Free the memory of an element and of all before it."""
    element.clear()
    while element.getprevious() is not None:
        parent = element.getparent()
        if parent is None:
            return
        del parent[0]
