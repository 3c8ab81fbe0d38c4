from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lehc.accounts"
    verbose_name = "accounts"
