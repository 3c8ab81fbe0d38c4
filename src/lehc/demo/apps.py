from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "lehc.demo"
    verbose_name = "demonstration"
