from __future__ import annotations

from django.conf import settings
from django.db import models


class EasyReadSummary(models.Model):
    """An application in Easy Read, for assessors who want one: a sentence a line.

    A person in the programme team writes it. The full words stay beside it, and are
    what is scored.
    """

    application = models.OneToOneField(
        "recruitment.Application",
        on_delete=models.CASCADE,
        related_name="easy_read",
    )
    words = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(words=""), name="easy_read_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"Easy Read of {self.application_id}"

    @property
    def sentences(self) -> list[str]:
        return [line.strip() for line in self.words.splitlines() if line.strip()]
