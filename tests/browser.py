"""The browser of tests and pictures: Debian's Chromium that has no window.

It shows a page as the whole browser does, for half of its processor time.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

INSTALLED = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    # Letters as wide as the fonts say, whatever the pixels are
    "--font-render-hinting=none",
    # Without calls to anybody's servers
    "--disable-background-networking",
    "--disable-sync",
    # Few large pieces to draw: each small one costs more than what is drawn
    "--default-tile-width=2048",
    "--default-tile-height=2048",
    # Pages are gone before scripts compiled for speed would be worth the compiling
    "--js-flags=--no-maglev --no-turbofan",
)


def set_up_browser() -> dict[str, Any]:
    """What Playwright is to start; its own browser where Debian's isn't installed."""
    for path in INSTALLED:
        if Path(path).exists():
            return {"executable_path": path, "args": list(ARGUMENTS)}
    return {"args": list(ARGUMENTS)}
