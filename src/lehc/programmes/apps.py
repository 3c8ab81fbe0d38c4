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
        from lehc.programmes.enquiry_todos import list_waiting_enquiries
        from lehc.programmes.role_actions import end_every_role
        from lehc.programmes.rules import is_in_a_team, may_edit
        from lehc.programmes.todo import register_todo

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
        register_desk_page(
            position=85,
            label="Enquiries",
            url_name="cohort_enquiries",
            summary="What the public asks the programme",
        )
        register_farewell(end_every_role)
        register_note_writers(may_edit)
        register_todo(list_waiting_enquiries)

        @register_second_step
        def teams_must(person: object) -> bool:
            return settings.SECOND_FACTOR_FOR_TEAM and is_in_a_team(person)
