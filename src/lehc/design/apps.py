"""The design system as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Templates, form fields, static files and components of every page."""

    name = "lehc.design"
    label = "design"
