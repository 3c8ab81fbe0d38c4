from __future__ import annotations

from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "lehc.recruitment"
    verbose_name = "recruitment"

    def ready(self) -> None:
        from lehc.recruitment import offer_tasks  # noqa: F401  registers the tasks
        from lehc.recruitment.staff import register_staff_side

        register_staff_side()
