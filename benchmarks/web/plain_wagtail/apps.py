from __future__ import annotations

from django.apps import AppConfig


class PlainWagtailConfig(AppConfig):
    name = "benchmarks.web.plain_wagtail"
    label = "plain_wagtail"
