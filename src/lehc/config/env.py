"""Typed readers of the environment: wrong settings stop the start with a sentence."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
SHORTEST_SECRET = 24
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})


class Environment:
    """Reads named settings from a mapping, by default the process's environment."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = os.environ if values is None else values

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, default).strip()

    def secret(self, name: str) -> str:
        """A shared secret, long enough that nobody guesses it, or nothing."""
        text = self.text(name)
        if text and len(text) < SHORTEST_SECRET:
            raise ImproperlyConfigured(
                f"Set {name} to at least {SHORTEST_SECRET} random characters, or leave "
                "it out."
            )
        return text

    def yes_no(self, name: str, *, default: bool) -> bool:
        word = self.values.get(name, "yes" if default else "no").strip().lower()
        if word in TRUE_WORDS:
            return True
        if word in FALSE_WORDS:
            return False
        raise ImproperlyConfigured(f"Set {name} to yes or no; it is “{word}”.")

    def whole_number(self, name: str, *, default: int, least: int = 0) -> int:
        word = self.values.get(name, str(default)).strip()
        if not word.isdecimal() or int(word) < least:
            raise ImproperlyConfigured(
                f"Set {name} to a whole number of at least {least}; it is “{word}”."
            )
        return int(word)

    def one_of(self, name: str, choices: tuple[str, ...], *, default: str) -> str:
        word = self.values.get(name, default).strip().lower()
        if word not in choices:
            listed = " or ".join(choices)
            raise ImproperlyConfigured(f"Set {name} to {listed}; it is “{word}”.")
        return word

    def words(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """A list written with commas."""
        text = self.values.get(name)
        if text is None:
            return list(default)
        return [word.strip() for word in text.split(",") if word.strip()]

    def folder(self, name: str, *, default: Path) -> Path:
        return Path(self.values.get(name) or default).expanduser().resolve()

    def web_address(self, name: str, *, default: str) -> str:
        """An address with http or https and no trailing slash."""
        text = self.values.get(name, default).strip().rstrip("/")
        parts = urlsplit(text)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ImproperlyConfigured(
                f"Set {name} to a full address such as https://example.org; "
                f"it is “{text}”."
            )
        return text
