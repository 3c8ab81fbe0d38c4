from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.programmes.enums import Sector, SessionKind

ORDINALS = (
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
)


class Organisation(models.Model):
    name = models.CharField(max_length=200, unique=True)
    sector = models.CharField(max_length=20, choices=Sector)
    place = models.ForeignKey(
        "places.Area", null=True, blank=True, on_delete=models.PROTECT
    )
    website = models.URLField(blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=20)
    slug = models.SlugField(unique=True)
    strapline = models.CharField(max_length=200, blank=True)
    introduction = models.TextField(help_text="what it is, in plain words")
    why = models.TextField(blank=True, help_text="why it was started")
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """One dated moment in a programme's history."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="milestones"
    )
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["year", "id"]

    def __str__(self) -> str:
        return f"{self.year}: {self.title}"


class Partner(models.Model):
    """An organisation that backs the programme."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="partners"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)
    logo = models.FileField(upload_to="partners/", blank=True)
    logo_alt = models.CharField(
        max_length=150, blank=True, help_text="what the logo shows, in words"
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"], name="partner_once"
            ),
            models.CheckConstraint(
                condition=(models.Q(logo="") & models.Q(logo_alt=""))
                | (~models.Q(logo="") & ~models.Q(logo_alt="")),
                name="partner_logo_has_words",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Visit(models.Model):
    """A day on which somebody of influence came to see the programme's work."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="visits"
    )
    on = models.DateField()
    visitor = models.CharField(max_length=120)
    visitor_role = models.CharField(max_length=150)
    place = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True, help_text="what they saw, and what came of it")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.visitor}, {self.visitor_role}"


class CohortQuerySet(models.QuerySet["Cohort"]):
    def finished(self) -> CohortQuerySet:
        return self.filter(ends_on__lt=timezone.localdate())


class Cohort(models.Model):
    """One run of the programme."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="cohorts"
    )
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(unique=True)
    stream = models.CharField(
        max_length=80, blank=True, help_text="for whom, if not for everyone"
    )
    capacity = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="cohort_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="cohort_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(capacity__gt=0), name="cohort_has_seats"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        if 1 <= self.number <= len(ORDINALS):
            return f"{ORDINALS[self.number - 1]} cohort"
        return f"Cohort {self.number}"


class Session(models.Model):
    """One dated meeting of a cohort."""

    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, related_name="sessions"
    )
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=SessionKind)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.CharField(max_length=200, blank=True)
    notes = models.TextField(blank=True, help_text="what to know before coming")

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def current(self) -> RoleGrantQuerySet:
        return self.filter(ended_at__isnull=True)


class RoleGrant(models.Model):
    """A role given to a person in a programme, or in one cohort of it.

    Rows are ended, not deleted, so that who could see what stays answerable.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_grants"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="role_grants"
    )
    cohort = models.ForeignKey(
        Cohort,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="role_grants",
        help_text="empty: the whole programme",
    )
    role = models.CharField(max_length=20, choices=Role)
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "cohort", "role"],
                condition=models.Q(ended_at__isnull=True, cohort__isnull=False),
                name="role_given_once_a_cohort",
            ),
            models.UniqueConstraint(
                fields=["person", "programme", "role"],
                condition=models.Q(ended_at__isnull=True, cohort__isnull=True),
                name="role_given_once_a_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.cohort or self.programme}"
