from __future__ import annotations

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "lehc.assessment"
    verbose_name = "assessment"
