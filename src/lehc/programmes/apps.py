from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class ProgrammesConfig(AppConfig):
    name = "lehc.programmes"
    verbose_name = "programmes"

    def ready(self) -> None:
        from lehc.accounts.farewell import register_farewell
        from lehc.accounts.second_step import register_second_step  # apps are ready
        from lehc.places.rules import register_note_writers
        from lehc.programmes.desk import register_desk_page
        from lehc.programmes.role_actions import end_every_role
        from lehc.programmes.rules import is_in_a_team, may_edit

        register_desk_page(
            position=20,
            label="Dates",
            url_name="desk_sessions",
            summary="When and where the cohort meets",
        )

        register_desk_page(
            position=90,
            label="People",
            url_name="desk_people",
            summary="Who has which role",
        )
        register_farewell(end_every_role)
        register_note_writers(may_edit)

        @register_second_step
        def teams_must(person: object) -> bool:
            return settings.SECOND_FACTOR_FOR_TEAM and is_in_a_team(person)
