from __future__ import annotations

from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    name = "lehc.site"
    label = "site"
    verbose_name = "public site"
