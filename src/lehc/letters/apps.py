from __future__ import annotations

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "lehc.letters"
    verbose_name = "letters"

    def ready(self) -> None:
        from lehc.letters import tasks  # noqa: F401  registers the tasks
