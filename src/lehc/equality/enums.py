from __future__ import annotations

from django.db.models import TextChoices


class Stage(TextChoices):
    APPLIED = "applied", "Applied"
