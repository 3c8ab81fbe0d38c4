from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from lehc.places.enums import AreaKind
from lehc.places.validators import validate_gss_code


class AreaQuerySet(models.QuerySet["Area"]):
    def local_authorities(self) -> AreaQuerySet:
        return self.filter(kind=AreaKind.LOCAL_AUTHORITY)

    def named(self, name: str) -> AreaQuerySet:
        return self.filter(name__iexact=" ".join(name.split()))


class Area(models.Model):
    """An area with its Government Statistical Service code, of one boundary year."""

    code = models.CharField(max_length=9, validators=[validate_gss_code])
    name = models.CharField(max_length=120)
    welsh_name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=AreaKind)
    vintage = models.PositiveSmallIntegerField(help_text="year of the boundaries")

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "vintage"], name="area_once_a_vintage"
            ),
        ]
        indexes = [models.Index("kind", Lower("name"), name="area_kind_name")]

    def __str__(self) -> str:
        return self.name
