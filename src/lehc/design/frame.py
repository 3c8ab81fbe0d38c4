"""Parts of pages that say the same on many of them, such as the frame around all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

MOST_PARTS = 1000  # of a kilobyte or two


@dataclass(frozen=True)
class Link:
    """A link of the navigation or the footer; `current` is the one we are on."""

    label: str
    url: str
    current: bool = False


@lru_cache(maxsize=MOST_PARTS)
def draw_part(template: str, said: tuple[tuple[str, Any], ...]) -> SafeString:
    """A part that depends on nothing but its template and what is said.

    So it need not be thrown away: whatever changes is said otherwise. What is said
    is plain words, or holds nothing else: words marked as safe HTML equal the same
    words unmarked, and would be shown to whoever says these.
    """
    return render_to_string(template, dict(said))
