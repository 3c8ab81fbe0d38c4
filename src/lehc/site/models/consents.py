from __future__ import annotations

from django.conf import settings
from django.db import models

from lehc.site.enums import ConsentWay
from lehc.site.forms import ConsentForm


class StoryConsentQuerySet(models.QuerySet["StoryConsent"]):
    def current(self) -> StoryConsentQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class StoryConsent(models.Model):
    """What one person agreed to about their words and pictures in public.

    Apart from any agreement to take part in the programme. A row is ended by
    withdrawing, never deleted, so that it can be shown what was agreed and when.
    """

    name = models.CharField(
        "what to call them in public",
        max_length=120,
        help_text="As they want it: “Amina, Reading” or “a participant”.",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="their account here",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="story_consents",
        help_text="If they have one, they can take their agreement back themselves.",
    )
    may_quote = models.BooleanField("we may quote their words", default=False)
    may_picture = models.BooleanField("we may show them in pictures", default=False)
    about = models.CharField(
        "agreed for", max_length=200, help_text="The story or the use they agreed to."
    )
    given_on = models.DateField("agreed on")
    way = models.CharField("how they agreed", max_length=20, choices=ConsentWay)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="story_consents_recorded",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    base_form_class = ConsentForm

    objects = StoryConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "agreement to be in a story"
        verbose_name_plural = "agreements to be in stories"
        ordering = ["-given_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(may_quote=True) | models.Q(may_picture=True),
                name="story_consent_to_something",
                violation_error_message=(
                    "Say what they agreed to: being quoted, being in pictures, or both."
                ),
            )
        ]

    def __str__(self) -> str:
        if self.withdrawn_at is not None:
            return f"{self.name} (taken back)"
        return self.name

    @property
    def is_current(self) -> bool:
        return self.withdrawn_at is None
