from __future__ import annotations

from django.db.models import TextChoices


class MixBy(TextChoices):
    """What learning sets may be mixed by."""

    PLACE = "place", "Place"
    SECTOR = "sector", "Sector of their organisation"
    ROLE = "role", "Role, as they told us when they applied"
