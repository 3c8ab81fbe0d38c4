from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lehc.accounts"
    verbose_name = "accounts"

    def ready(self) -> None:
        from lehc.accounts import tasks  # noqa: F401  registers housekeeping
