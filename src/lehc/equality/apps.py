from __future__ import annotations

from django.apps import AppConfig


class EqualityConfig(AppConfig):
    name = "lehc.equality"
    verbose_name = "equality monitoring"
