from __future__ import annotations

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "lehc.learning"
    verbose_name = "learning"

    def ready(self) -> None:
        from lehc.learning.actions import welcome_participant
        from lehc.learning.queries import count_presence, count_reach, list_places
        from lehc.places.presence import register_presence
        from lehc.programmes.desk import register_desk_page
        from lehc.programmes.reach import register_places_reached, register_reach
        from lehc.recruitment.acceptance import register_welcome

        register_welcome(welcome_participant)
        register_reach(count_reach)
        register_places_reached(list_places)
        register_presence(count_presence)
        register_desk_page(
            position=80,
            label="Participants",
            url_name="desk_participants",
            summary="Who is in the cohort, and what they need",
        )
        register_desk_page(
            position=85,
            label="Learning sets",
            url_name="desk_sets",
            summary="Small groups over rounds, mixed and ever new",
        )
