from __future__ import annotations

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "lehc.conversations"
    verbose_name = "conversations"

    def ready(self) -> None:
        from lehc.conversations import tasks  # noqa: F401  registers them
