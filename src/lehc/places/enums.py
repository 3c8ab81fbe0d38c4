from __future__ import annotations

from django.db.models import TextChoices


class AreaKind(TextChoices):
    COUNTRY = "country", "Country"
    REGION = "region", "Region"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    WARD = "ward", "Ward"
    MSOA = "msoa", "Neighbourhood (MSOA)"
    LSOA = "lsoa", "Small area (LSOA)"
