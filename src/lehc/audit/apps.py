from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lehc.audit"
    verbose_name = "audit"
