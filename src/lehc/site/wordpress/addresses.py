"""Old addresses: in the form in which they are kept and compared."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

SIZE = re.compile(r"(?:-\d{2,5}x\d{2,5}|-scaled|-rotated|-e\d{10,})+(?=\.\w+$)")
UPLOADS = re.compile(r"^.*?/(?:wp-content/uploads|files)/(?:sites/\d+/)?")
LONGEST = 500


def normalise_path(address: str) -> str:
    """The path of an address as it is compared: decoded, without slashes at its ends.

    “https://x.org//a/%CE%B5/” and “/A/ε” are one. Empty for the first page and for an
    address with a query, which says something else than its path.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return "" if parts.query else tidy_path(unquote(parts.path))


def tidy_path(path: str) -> str:
    """A decoded path as it is kept."""
    path = unicodedata.normalize("NFC", path).casefold()
    return "/".join(piece for piece in path.split("/") if piece)[:LONGEST]


def read_file_key(address: str) -> str:
    """What names a file whatever its size, host and scheme: “2019/07/river.jpg”."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    path = UPLOADS.sub("", path).lstrip("/")
    return SIZE.sub("", path).casefold()[:LONGEST]
