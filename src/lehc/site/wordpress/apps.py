from __future__ import annotations

from django.apps import AppConfig


class WordPressConfig(AppConfig):
    name = "lehc.site.wordpress"
    label = "wordpress"
    verbose_name = "WordPress import"
