from __future__ import annotations

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as PlainImage


class Picture(AbstractImage):
    """A picture as it was uploaded. Only what is made from it is public."""

    admin_form_fields = PlainImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "picture"

    def __str__(self) -> str:
        return self.title


class PictureRendition(AbstractRendition):
    """A picture in a size and format for a page."""

    image = models.ForeignKey(
        Picture, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="rendition_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.image_id}: {self.filter_spec}"
