"""One <item> of a WordPress export as a value."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from lxml import etree

from lehc.site.wordpress.records import Comment, Item, ItemKind, ItemState, Term

Shorten = Callable[[str], str]
WHEN = "%Y-%m-%d %H:%M:%S"
WIDEST_OFFSET = timedelta(hours=14)
KINDS = {kind.value: kind for kind in ItemKind if kind is not ItemKind.OTHER}
STATES = {state.value: state for state in ItemState}
IN_A_NAME = re.compile(r"[^\w.@ +-]")


def read_item(element: etree._Element, shorten: Shorten) -> Item:
    facts: dict[str, str] = {}
    parts: dict[str, list[etree._Element]] = {}
    for child in element:
        name = shorten(str(child.tag))
        parts.setdefault(name, []).append(child)
        facts.setdefault(name, child.text or "")
    local, moment = read_moment(facts)
    type_name = facts.get("wp:post_type", "").strip() or "post"
    status = facts.get("wp:status", "").strip()
    return Item(
        number=read_number(facts.get("wp:post_id", "")),
        kind=KINDS.get(type_name, ItemKind.OTHER),
        type_name=type_name,
        state=read_state(status, type_name, facts.get("wp:post_password", "")),
        status=status,
        title=facts.get("title", "").strip(),
        link=facts.get("link", "").strip(),
        guid=facts.get("guid", "").strip(),
        slug=facts.get("wp:post_name", "").strip(),
        author=read_login(facts.get("dc:creator", "")),
        content=facts.get("content:encoded", ""),
        excerpt=facts.get("excerpt:encoded", "").strip(),
        local_time=local,
        published_at=moment,
        parent=read_number(facts.get("wp:post_parent", "")),
        is_sticky=facts.get("wp:is_sticky", "").strip() == "1",
        terms=tuple(read_term(each) for each in parts.get("category", ())),
        comments=tuple(
            read_comment(each, shorten) for each in parts.get("wp:comment", ())
        ),
        meta=tuple(read_meta(each, shorten) for each in parts.get("wp:postmeta", ())),
        file_address=facts.get("wp:attachment_url", "").strip(),
        line=element.sourceline or 0,
    )


def read_state(status: str, type_name: str, password: str) -> ItemState:
    if type_name == ItemKind.ATTACHMENT and status == "inherit":
        return ItemState.PUBLISHED  # attachments take the state of their post
    state = STATES.get(status, ItemState.UNKNOWN)
    if password.strip() and state is ItemState.PUBLISHED:
        return ItemState.PASSWORD
    return state


def read_login(text: str) -> str:
    """The login without what does not belong in one: real files hold “>name”."""
    return IN_A_NAME.sub("", text).strip()


def read_number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def read_term(element: etree._Element) -> Term:
    slug = element.get("nicename") or ""
    name = (element.text or "").strip() or slug
    # Version 1.0 writes neither for the copies that it repeats.
    return Term(element.get("domain") or "category", slug or name.lower(), name)


def read_meta(element: etree._Element, shorten: Shorten) -> tuple[str, str]:
    facts = {shorten(str(part.tag)): part.text or "" for part in element}
    return facts.get("wp:meta_key", ""), facts.get("wp:meta_value", "")


def read_comment(element: etree._Element, shorten: Shorten) -> Comment:
    facts = {shorten(str(part.tag)): part.text or "" for part in element}
    moment = read_utc(facts.get("wp:comment_date_gmt", ""))
    return Comment(
        number=read_number(facts.get("wp:comment_id", "")),
        author=facts.get("wp:comment_author", "").strip(),
        written_at=moment,
        text=facts.get("wp:comment_content", ""),
        approved=facts.get("wp:comment_approved", "").strip(),
        kind=facts.get("wp:comment_type", "").strip(),
        parent=read_number(facts.get("wp:comment_parent", "")),
    )


def read_moment(facts: dict[str, str]) -> tuple[datetime | None, datetime | None]:
    """The time on the blog's own clock, and the moment with its zone.

    The difference of local time and UTC is the zone. A draft has no UTC time yet,
    and a page of an old export has only the date of its RSS.
    """
    local = read_naive(facts.get("wp:post_date", ""))
    moment = read_utc(facts.get("wp:post_date_gmt", ""))
    moment = moment or read_rss_date(facts.get("pubDate", ""))
    if moment is None:
        return local, None
    if local is None:
        return moment.replace(tzinfo=None), moment
    offset = local - moment.replace(tzinfo=None)
    if abs(offset) > WIDEST_OFFSET:
        return local, moment
    minutes = round(offset.total_seconds() / 60)
    return local, moment.astimezone(timezone(timedelta(minutes=minutes)))


def read_naive(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip(), WHEN)  # noqa: DTZ007  a local time
    except ValueError:
        return None  # “0000-00-00 00:00:00”: WordPress's way to say not yet


def read_utc(text: str) -> datetime | None:
    found = read_naive(text)
    return found.replace(tzinfo=UTC) if found else None


def read_rss_date(text: str) -> datetime | None:
    if "-0001" in text:
        return None  # “Wed, 30 Nov -0001”: not yet either
    try:
        found = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError):
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
