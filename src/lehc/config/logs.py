"""Logs hold ids only: one line of JSON an event, addresses and tokens masked.

Code logs ids on purpose; the mask is for what libraries and the database put into
messages and tracebacks.
"""

from __future__ import annotations

import re
from typing import Any

import structlog

ADDRESS = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)*")
# Links that let somebody in hold long random texts; so do session keys.
TOKEN = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}(?![\w-])")
CODE = re.compile(r"\b[BCDFGHJ-NP-TV-XZ]{4}-[BCDFGHJ-NP-TV-XZ]{4}\b")


def mask_text(text: str) -> str:
    """The text without e-mail addresses, link tokens or sign-in codes."""
    for pattern, word in ((ADDRESS, "[address]"), (TOKEN, "[token]"), (CODE, "[code]")):
        text = pattern.sub(word, text)
    return text


def mask_event(logger: Any, method_name: str, event: dict[str, Any]) -> dict[str, Any]:
    """A processor of structlog's that masks every text of an event."""
    return {
        key: mask_text(value) if isinstance(value, str) else value
        for key, value in event.items()
    }


def describe_thing(thing: Any) -> str:
    """What stands in a log for a thing that JSON has no words for."""
    return f"{type(thing).__name__} {getattr(thing, 'pk', '')}".strip()


SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
LOGS_OF_IDS_ONLY = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "ids_only": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": SHARED_PROCESSORS,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                mask_event,
                structlog.processors.JSONRenderer(default=describe_thing),
            ],
        }
    },
    "handlers": {
        "terminal": {"class": "logging.StreamHandler", "formatter": "ids_only"}
    },
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {"lehc": {"level": "INFO"}},
}
structlog.configure(
    processors=[
        *SHARED_PROCESSORS,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
