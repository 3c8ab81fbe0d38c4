from __future__ import annotations

from django.apps import AppConfig
from django.urls import reverse


class SelectionConfig(AppConfig):
    name = "lehc.selection"
    verbose_name = "selection"

    def ready(self) -> None:
        from lehc.assessment.panel_notes import register_panel_note
        from lehc.programmes.desk import register_desk_page
        from lehc.recruitment.explaining import register_explanation
        from lehc.recruitment.more import register_more
        from lehc.recruitment.vacancies import register_vacancy_page
        from lehc.selection import tasks  # noqa: F401  registers the tasks
        from lehc.selection.invitations import (
            explain_choice,
            find_own_chance,
            find_panel_cohort,
        )

        register_desk_page(
            position=65,
            label="Choosing the cohort",
            url_name="desk_selection",
            summary="Targets, fair lotteries, the cohort, its certificate",
        )
        register_explanation(explain_choice)
        register_more(find_own_chance)
        register_panel_note(find_panel_cohort)
        register_vacancy_page(
            lambda call: reverse("desk_selection", args=[call.cohort.slug])
        )
