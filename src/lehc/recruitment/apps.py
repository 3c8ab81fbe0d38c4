from __future__ import annotations

from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "lehc.recruitment"
    verbose_name = "recruitment"

    def ready(self) -> None:
        from lehc.accounts.farewell import register_farewell
        from lehc.recruitment import (  # registers tasks and housekeeping
            draft_tasks,  # noqa: F401
            flyer_tasks,  # noqa: F401
            offer_tasks,  # noqa: F401
            wish_tasks,  # noqa: F401
        )
        from lehc.recruitment.farewell import withdraw_from_what_is_ahead
        from lehc.recruitment.staff import register_staff_side

        register_staff_side()
        register_farewell(withdraw_from_what_is_ahead)
