from __future__ import annotations

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    name = "lehc.background"
    verbose_name = "background"
