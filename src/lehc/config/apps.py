from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "lehc.config"
    verbose_name = "site"
