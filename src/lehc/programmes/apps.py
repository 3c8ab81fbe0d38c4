from __future__ import annotations

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "lehc.programmes"
    verbose_name = "programmes"

    def ready(self) -> None:
        from lehc.programmes.desk import register_desk_page  # after the models

        register_desk_page(
            position=20,
            label="Dates",
            url_name="desk_sessions",
            summary="When and where the cohort meets",
        )
