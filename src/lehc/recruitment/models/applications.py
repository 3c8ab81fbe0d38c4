from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from lehc.recruitment.enums import (
    CHOOSABLE_STATES,
    SENT_STATES,
    ApplicationState,
    SponsorState,
)


class PlaceTeam(models.Model):
    """People from one place who apply together; all get a place, or none."""

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.PROTECT, related_name="place_teams"
    )
    reference = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    place = models.ForeignKey("places.Area", on_delete=models.PROTECT)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="teams_led"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class ApplicationQuerySet(models.QuerySet["Application"]):
    def sent(self) -> ApplicationQuerySet:
        return self.filter(state__in=SENT_STATES)

    def choosable(self) -> ApplicationQuerySet:
        return self.filter(state__in=CHOOSABLE_STATES)

    def active(self) -> ApplicationQuerySet:
        return self.exclude(state=ApplicationState.WITHDRAWN)

    def with_form(self) -> ApplicationQuerySet:
        """With everything a page says about them: form, call, person, place team."""
        return self.select_related(
            "call__cohort__programme", "organisation", "person", "team__place"
        ).prefetch_related("form_version__sections__questions__choices")


class Application(models.Model):
    """One person's application to one call, alone or within a place team.

    `state` repeats the newest StateChange so that lists need no subquery; only
    `recruitment.actions.move_application` writes either, both together.
    """

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.PROTECT, related_name="applications"
    )
    form_version = models.ForeignKey(
        "recruitment.FormVersion",
        on_delete=models.PROTECT,
        related_name="applications",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    team = models.ForeignKey(
        PlaceTeam,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="members",
    )
    reference = models.CharField(max_length=12, unique=True)
    state = models.CharField(
        max_length=20,
        choices=ApplicationState,
        default=ApplicationState.IN_PROGRESS,
        db_index=True,
    )
    organisation = models.ForeignKey(
        "programmes.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    is_independent = models.BooleanField(
        default=False, help_text="applies as a person, not from an organisation"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    signed_off_at = models.DateTimeField(
        null=True, blank=True, help_text="a team member says their part is ready"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(
        null=True, blank=True, help_text="when we wrote that the call closes soon"
    )
    closing_noticed_at = models.DateTimeField(
        null=True, blank=True, help_text="when we wrote that the draft was not sent"
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "person"],
                condition=~models.Q(state=ApplicationState.WITHDRAWN),
                name="application_one_per_person_and_call",
            ),
            models.CheckConstraint(
                condition=models.Q(is_independent=False)
                | models.Q(organisation__isnull=True),
                name="application_independent_or_organisation",
            ),
        ]
        indexes = [
            models.Index(
                fields=["call", "state", "person", "team"], name="application_counts"
            ),
            models.Index(
                fields=["call", "-sent_at", "-id"], name="application_by_sent"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class StateChange(models.Model):
    """One step of an application: rows are added, never changed."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="state_changes"
    )
    state = models.CharField(max_length=20, choices=ApplicationState)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_state_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A state change can't be rewritten: add the next one.")
        super().save(*args, **kwargs)


class Answer(models.Model):
    """The answer to one question, by one person or, for shared ones, by a team.

    `value` is text, a choice's value, a list of them, "yes"/"no", an ISO date, an
    area's code, or an uploaded file's own name.
    """

    application = models.ForeignKey(
        Application,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="answers",
    )
    team = models.ForeignKey(
        PlaceTeam,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="answers",
    )
    question = models.ForeignKey(
        "recruitment.Question", on_delete=models.PROTECT, related_name="answers"
    )
    value = models.JSONField(null=True)
    file = models.FileField(upload_to="answers/", blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    place_name = ""  # the area's name, once `name_places` has looked it up

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"], name="answer_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["team", "question"], name="answer_once_a_team"
            ),
            models.CheckConstraint(
                condition=models.Q(application__isnull=False, team__isnull=True)
                | models.Q(application__isnull=True, team__isnull=False),
                name="answer_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class TeamInvitation(models.Model):
    """An invitation by e-mail to join a place team. Only a hash of its link is kept."""

    team = models.ForeignKey(
        PlaceTeam, on_delete=models.CASCADE, related_name="invitations"
    )
    name = models.CharField(max_length=150)
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"


class Sponsor(models.Model):
    """Backing from the employer; confirmed by a link, without an account."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="sponsor"
    )
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=150)
    email = models.EmailField()
    state = models.CharField(
        max_length=10, choices=SponsorState, default=SponsorState.ASKED
    )
    statement = models.TextField(blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=SponsorState.ASKED, answered_at__isnull=True)
                | (
                    ~models.Q(state=SponsorState.ASKED)
                    & models.Q(answered_at__isnull=False)
                ),
                name="sponsor_answer_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return f"Sponsor {self.pk}"
