from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from lehc.programmes.enums import EnquiryState, EnquiryTopic


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def waiting(self) -> EnquiryQuerySet:
        return self.filter(state=EnquiryState.WAITING)


class Enquiry(models.Model):
    """A question that somebody sent from the public site."""

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="enquiries"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField()
    topic = models.CharField(max_length=20, choices=EnquiryTopic)
    message = models.TextField()
    state = models.CharField(
        max_length=10, choices=EnquiryState, default=EnquiryState.WAITING
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enquiries_to_answer",
    )
    received_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(
        default=timezone.now, help_text="when the last thing happened to it"
    )

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ["received_at", "id"]
        indexes = [
            models.Index(
                fields=["programme", "state", "received_at"], name="enquiry_inbox"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(touched_at__gte=models.F("received_at")),
                name="enquiry_touched_after_receipt",
            )
        ]

    def __str__(self) -> str:
        return f"Enquiry {self.pk}"


class EnquiryNote(models.Model):
    """What somebody in the team wrote about an enquiry, for the team alone."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"Note {self.pk}"


class EnquiryReply(models.Model):
    """What the team answered, by the letter that carried it."""

    enquiry = models.ForeignKey(
        Enquiry, on_delete=models.CASCADE, related_name="replies"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    letter = models.OneToOneField("letters.Letter", on_delete=models.PROTECT)

    class Meta:
        verbose_name_plural = "enquiry replies"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"Reply {self.pk}"
