from __future__ import annotations

from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "lehc.recruitment"
    verbose_name = "recruitment"
