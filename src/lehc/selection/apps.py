from __future__ import annotations

from django.apps import AppConfig
from django.urls import reverse


class SelectionConfig(AppConfig):
    name = "lehc.selection"
    verbose_name = "selection"

    def ready(self) -> None:
        from lehc.programmes.desk import register_desk_page
        from lehc.recruitment.vacancies import register_vacancy_page
        from lehc.selection import tasks  # noqa: F401  registers the tasks

        register_desk_page(
            position=65,
            label="Choosing the cohort",
            url_name="desk_selection",
            summary="Targets, the balanced cohort, its certificate",
        )
        register_vacancy_page(
            lambda call: reverse("desk_selection", args=[call.cohort.slug])
        )
