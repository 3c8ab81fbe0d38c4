from __future__ import annotations

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "lehc.assessment"
    verbose_name = "assessment"

    def ready(self) -> None:
        from lehc.assessment.policy import without_conflicts
        from lehc.recruitment.sight import register_limit

        register_limit(without_conflicts)
