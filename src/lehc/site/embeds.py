"""Films and recordings elsewhere: whose they are and how they are shown when asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

YOUTUBE_ID = re.compile(r"(?:v=|/embed/|/shorts/|youtu\.be/)([\w-]{6,20})")
VIMEO_ID = re.compile(r"vimeo\.com/(?:video/)?(\d+)")


@dataclass(frozen=True)
class Provider:
    """Where something is kept, and the address of its player if we know it."""

    name: str
    host: str
    player: str = ""


def find_provider(address: str) -> Provider:
    """Whose server the address leads to; only those we know have a player."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    if host in {"youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com"}:
        found = YOUTUBE_ID.search(address)
        player = f"https://www.youtube-nocookie.com/embed/{found[1]}" if found else ""
        return Provider("YouTube", host, player)
    if host in {"vimeo.com", "player.vimeo.com"}:
        found = VIMEO_ID.search(address)
        player = f"https://player.vimeo.com/video/{found[1]}?dnt=1" if found else ""
        return Provider("Vimeo", host, player)
    return Provider(host, host)
