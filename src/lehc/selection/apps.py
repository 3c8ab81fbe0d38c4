from __future__ import annotations

from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "lehc.selection"
    verbose_name = "selection"
