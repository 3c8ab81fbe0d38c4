from __future__ import annotations

from django.db import models


class SectionMark(models.Model):
    """“Have you completed this section?”: somebody said yes.

    Asked of sections with longer answers, where nobody else can tell. Of a shared
    section the place team says it once.
    """

    application = models.ForeignKey(
        "recruitment.Application",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="section_marks",
    )
    team = models.ForeignKey(
        "recruitment.PlaceTeam",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="section_marks",
    )
    section = models.ForeignKey(
        "recruitment.Section", on_delete=models.CASCADE, related_name="marks"
    )
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "section"], name="section_mark_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["team", "section"], name="section_mark_once_a_team"
            ),
            models.CheckConstraint(
                condition=models.Q(application__isnull=False, team__isnull=True)
                | models.Q(application__isnull=True, team__isnull=False),
                name="section_mark_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"Mark {self.pk}"
