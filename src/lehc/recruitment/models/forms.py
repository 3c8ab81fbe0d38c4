from __future__ import annotations

from django.db import models

from lehc.recruitment.enums import Characteristic, QuestionKind, Visibility


class FormVersion(models.Model):
    """One version of a call's application form.

    A version that has answers is never changed: a change makes the next version,
    and each application keeps the one it was started on.
    """

    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.CASCADE, related_name="form_versions"
    )
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["call", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"], name="form_version_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


class Section(models.Model):
    """A group of questions: one row of the task list."""

    form_version = models.ForeignKey(
        FormVersion, on_delete=models.CASCADE, related_name="sections"
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    is_shared = models.BooleanField(
        default=False, help_text="a place team answers it once, together"
    )

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question, on a page of its own."""

    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="questions"
    )
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(help_text="stays the same from version to version")
    kind = models.CharField(max_length=20, choices=QuestionKind)
    words = models.CharField("question", max_length=250)
    hint = models.CharField(max_length=300, blank=True)
    is_required = models.BooleanField(default=True)
    word_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    visibility = models.CharField(
        max_length=20, choices=Visibility, default=Visibility.ASSESSED
    )
    may_be_target = models.BooleanField(
        default=False, help_text="the cohort may be balanced by it"
    )
    characteristic = models.CharField(
        max_length=20,
        blank=True,
        choices=Characteristic,
        help_text="the protected characteristic that it asks about, if any",
    )

    class Meta:
        ordering = ["section__position", "section_id", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=QuestionKind.LONG_TEXT)
                | models.Q(word_limit__gt=0),
                name="question_long_text_has_limit",
            )
        ]

    def __str__(self) -> str:
        return self.words


class Choice(models.Model):
    """One possible answer to a question that has a list."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="choices"
    )
    position = models.PositiveSmallIntegerField()
    value = models.SlugField()
    label = models.CharField(max_length=150)
    hint = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "value"], name="choice_value_once"
            )
        ]

    def __str__(self) -> str:
        return self.label
