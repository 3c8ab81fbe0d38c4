from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from lehc.places.enums import AreaKind
from lehc.places.validators import validate_gss_code


class AreaQuerySet(models.QuerySet["Area"]):
    def local_authorities(self) -> AreaQuerySet:
        return self.filter(kind=AreaKind.LOCAL_AUTHORITY)

    def neighbourhoods(self) -> AreaQuerySet:
        return self.filter(kind=AreaKind.MSOA)

    def wards(self) -> AreaQuerySet:
        return self.filter(kind=AreaKind.WARD)

    def within(self, parent: Area) -> AreaQuerySet:
        """Areas that a dated lookup puts into the parent."""
        return self.filter(parent_links__parent=parent)

    def named(self, name: str) -> AreaQuerySet:
        return self.filter(name__iexact=" ".join(name.split()))

    def newest(self) -> AreaQuerySet:
        return self.order_by("-vintage")


class Area(models.Model):
    """An area with its Government Statistical Service code, of one boundary year."""

    code = models.CharField(max_length=9, validators=[validate_gss_code])
    name = models.CharField(max_length=120)
    common_name = models.CharField(
        max_length=120, blank=True, help_text="a name that people use, if there is one"
    )
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
        return self.common_name or self.name


class AreaParent(models.Model):
    """What a dated lookup says an area lies in; codes themselves say nothing of it."""

    child = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="parent_links", db_index=False
    )
    parent = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="child_links"
    )
    is_best_fit = models.BooleanField(
        default=False, help_text="most of it lies there, not all"
    )
    dataset = models.ForeignKey(
        "places.Dataset", on_delete=models.PROTECT, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "parent"], name="area_parent_once"
            ),
            models.CheckConstraint(
                condition=~Q(child=F("parent")), name="area_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} in {self.parent}"


class Boundary(models.Model):
    """Where an area lies, drawn on the grid of `lehc.places.geometry`.

    `path` is ready for the `d` of an SVG path, in steps of ten metres, so that a map
    costs nothing to draw; `left` to `bottom` frame it.
    """

    area = models.OneToOneField(
        Area, on_delete=models.CASCADE, related_name="boundary", primary_key=True
    )
    path = models.TextField()
    left = models.IntegerField()
    top = models.IntegerField()
    right = models.IntegerField()
    bottom = models.IntegerField()
    x = models.IntegerField(help_text="the middle, on the grid")
    y = models.IntegerField(help_text="the middle, on the grid")
    longitude = models.FloatField()
    latitude = models.FloatField()
    dataset = models.ForeignKey(
        "places.Dataset", on_delete=models.PROTECT, db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left__lte=F("x"), x__lte=F("right"))
                & Q(top__lte=F("y"), y__lte=F("bottom")),
                name="boundary_holds_its_middle",
            )
        ]

    def __str__(self) -> str:
        return f"Boundary of {self.area_id}"


class AreaChange(models.Model):
    """How much of an old area became part of a new one: land, not people."""

    old = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="changes_to")
    new = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="changes_from")
    share_of_old = models.FloatField()
    share_of_new = models.FloatField()
    dataset = models.ForeignKey(
        "places.Dataset", on_delete=models.PROTECT, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="area_change_once"),
            models.CheckConstraint(
                condition=Q(share_of_old__gt=0, share_of_old__lte=1)
                & Q(share_of_new__gt=0, share_of_new__lte=1),
                name="area_change_shares",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} into {self.new_id}"
