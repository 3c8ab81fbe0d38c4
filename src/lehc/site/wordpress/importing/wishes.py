from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Wishes:
    """What was asked for beside the file itself."""

    media: Path | None = None
    with_comments: bool = False
