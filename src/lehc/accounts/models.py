from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from lehc.accounts.enums import CommunicationNeedKind, ConsentKind


def call_person(name: str, *, has_left: bool) -> str:
    """What a page calls somebody, from what a list reads of them."""
    if has_left:
        return "Someone who has left"
    return name or "Someone who has not given a name yet"


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, **fields: Any) -> Person:
        """A new person who signs in by e-mailed code: there is no password."""
        person = Person(email=self.normalize_email(email).strip().lower(), **fields)
        person.set_unusable_password()
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """One account per person: an e-mail address and a name.

    There is no administrator who may do everything: what a person may do follows
    from roles given per programme or cohort. Groups say what editors may do with
    pages, and follow from roles too; the flag of a superuser can't be set.
    """

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField("full name", max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="person_email_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(is_superuser=False), name="person_no_superuser"
            ),
        ]

    def __str__(self) -> str:
        return call_person(self.name, has_left=self.erased_at is not None)

    def get_full_name(self) -> str:
        return self.name

    @property
    def email_domain(self) -> str:
        return self.email.rpartition("@")[2].lower()


class CommunicationNeedQuerySet(models.QuerySet["CommunicationNeed"]):
    def current(self) -> CommunicationNeedQuerySet:
        return self.filter(ended_on__isnull=True)


class CommunicationNeed(models.Model):
    """What a person needs in order to read, hear or take part.

    Follows the Accessible Information Standard (DAPB1605): identify, record, flag,
    share with consent, meet, review.
    """

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="communication_needs"
    )
    kind = models.CharField(max_length=30, choices=CommunicationNeedKind)
    detail = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    review_on = models.DateField()
    may_share_with_venues = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    objects = CommunicationNeedQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(ended_on__isnull=True),
                name="communication_need_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(review_on__gt=models.F("since")),
                name="communication_need_review_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Consent(models.Model):
    """One agreement: to which words, when given, when taken back."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="consents"
    )
    kind = models.CharField(max_length=30, choices=ConsentKind)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.text_version})"
