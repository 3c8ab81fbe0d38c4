"""How far an import has come, on one line that is written over."""

from __future__ import annotations

import sys
from typing import TextIO

WIDTH = 30


class Progress:
    """A bar by bytes read; silent where nobody is looking at a terminal."""

    def __init__(
        self, total: int, *, stream: TextIO | None = None, shows: bool | None = None
    ) -> None:
        self.total = max(total, 1)
        self.stream = stream or sys.stderr
        self.shows = self.stream.isatty() if shows is None else shows
        self._shown = -1

    def reach(self, done: int, rows: int) -> None:
        """Draw the bar again when it has moved by a hundredth."""
        percent = min(100, done * 100 // self.total)
        if not self.shows or percent == self._shown:
            return
        self._shown = percent
        full = percent * WIDTH // 100
        bar = "#" * full + "." * (WIDTH - full)
        self.stream.write(f"\r[{bar}] {percent:3}%  {rows:,} rows")
        self.stream.flush()

    def end(self) -> None:
        if self.shows:
            self.stream.write("\n")
