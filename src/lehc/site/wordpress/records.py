"""What a WordPress export says, as frozen values: no database, no HTML cleaned yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ItemState(StrEnum):
    """What WordPress calls the status of a post, with one more for passwords."""

    PUBLISHED = "publish"
    SCHEDULED = "future"
    DRAFT = "draft"
    PENDING = "pending"
    PRIVATE = "private"
    PASSWORD = "password"  # noqa: S105  a state: published, but behind one
    TRASHED = "trash"
    UNKNOWN = "unknown"


class ItemKind(StrEnum):
    POST = "post"
    PAGE = "page"
    ATTACHMENT = "attachment"
    MENU_ITEM = "nav_menu_item"
    OTHER = "other"


@dataclass(frozen=True)
class Author:
    """Somebody who wrote on the blog. Their e-mail address is not read."""

    login: str
    name: str
    number: int = 0


@dataclass(frozen=True)
class Term:
    """A tag or a category: `kind` is WordPress's name of the taxonomy."""

    kind: str
    slug: str
    name: str
    number: int = 0


@dataclass(frozen=True)
class Comment:
    """One comment. E-mail addresses and IP addresses are not read."""

    number: int
    author: str
    written_at: datetime | None
    text: str
    approved: str
    kind: str
    parent: int

    @property
    def is_public(self) -> bool:
        return self.approved == "1" and self.kind in {"", "comment"}


@dataclass(frozen=True)
class Item:
    """A post, page, attachment, entry of a menu, or something a plugin made."""

    number: int
    kind: ItemKind
    type_name: str
    state: ItemState
    status: str
    title: str
    link: str
    guid: str
    slug: str
    author: str
    content: str
    excerpt: str
    local_time: datetime | None
    published_at: datetime | None
    parent: int
    is_sticky: bool
    terms: tuple[Term, ...]
    comments: tuple[Comment, ...]
    meta: tuple[tuple[str, str], ...]
    file_address: str
    line: int

    def read_meta(self, key: str) -> str:
        """The value WordPress keeps beside the post under a key, or nothing."""
        return next((value for name, value in self.meta if name == key), "")


@dataclass(frozen=True)
class Blog:
    """What the head of the file says of the blog."""

    title: str = ""
    address: str = ""
    version: str = ""
