"""Reads a bounce, a message that says a letter could not be delivered (RFC 3464)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from lehc.site.newsletter.enums import BounceKind
from lehc.site.newsletter.links import read_own_message_id

STATUS = re.compile(r"^([245])\.\d{1,3}\.\d{1,3}")
MESSAGE_ID = re.compile(r"(?im)^Message-ID:\s*(<[^>]+>)")
MOST_PARTS = 50
ORIGINALS = frozenset({"message/rfc822", "text/rfc822-headers", "message/global"})


@dataclass(frozen=True)
class Bounce:
    """Which copy of ours came back, and whether it is worth trying that box again."""

    message_id: uuid.UUID
    kind: BounceKind


def read_bounce(raw: bytes) -> Bounce | None:
    """What the message says of a copy of ours, or None when it says nothing.

    The address in it is not believed: only the name of our own message says whose
    copy it was.
    """
    message = message_from_bytes(raw, policy=policy.compat32)
    parts = [part for part, _ in zip(message.walk(), range(MOST_PARTS), strict=False)]
    kinds = {kind for part in parts for kind in read_statuses(part)}
    names = [name for part in parts for name in read_names(part)]
    if not kinds or not names:
        return None
    kind = BounceKind.HARD if BounceKind.HARD in kinds else BounceKind.SOFT
    return Bounce(names[0], kind)


def read_statuses(part: Message) -> Iterator[BounceKind]:
    """One for each recipient of a delivery status that was given up or waits."""
    if part.get_content_type() != "message/delivery-status":
        return
    for block in read_parts(part):
        action = str(block.get("Action", "")).strip().lower()
        found = STATUS.match(str(block.get("Status", "")).strip())
        if found and action == "failed":
            is_hard = found[1] == "5" and not is_full_mailbox(str(block["Status"]))
            yield BounceKind.HARD if is_hard else BounceKind.SOFT


def read_parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    if not isinstance(payload, list):
        return []
    return [each for each in payload if isinstance(each, Message)]


def is_full_mailbox(status: str) -> bool:
    """5.2.2: full today. Its owner may well want the next issue."""
    return status.strip().startswith("5.2.2")


def read_names(part: Message) -> Iterator[uuid.UUID]:
    if part.get_content_type() not in ORIGINALS:
        return
    headers = [str(each.get("Message-ID", "")) for each in read_parts(part)]
    if not headers:
        headers = MESSAGE_ID.findall(str(part.get_payload()))[:1]
    for header in headers:
        try:
            yield uuid.UUID(read_own_message_id(header))
        except ValueError:
            continue
