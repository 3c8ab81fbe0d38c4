from __future__ import annotations

from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "lehc.recruitment"
    verbose_name = "recruitment"

    def ready(self) -> None:
        from lehc.recruitment import draft_tasks  # noqa: F401  registers housekeeping
