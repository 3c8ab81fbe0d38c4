from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from lehc.assessment.actions.declarations import Said
from lehc.assessment.enums import ConflictKind
from lehc.design import forms
from lehc.recruitment.models import Application, ApplicationQuerySet

NONE = "none"
NO_CONFLICT = (NONE, "No, I have no conflict of interest")
ANSWERS = [NO_CONFLICT, *ConflictKind.choices]
NOTE_LENGTH = 300


def read_kind(answer: str) -> ConflictKind | None:
    return None if answer == NONE else ConflictKind(answer)


class ConflictForm(forms.Form):
    """One declaration: no conflict, or which one."""

    answer = forms.ChoiceField(
        label="Do you have a conflict of interest?",
        choices=ANSWERS,
        error_messages={"required": "Say whether you have a conflict of interest"},
    )
    note = forms.TextField(
        label="Is there anything to add?",
        help_text="Only the programme team reads this",
        max_length=NOTE_LENGTH,
        required=False,
    )

    def read_said(self, application: Application) -> Said:
        values = self.cleaned_data
        return Said(application, read_kind(values["answer"]), values["note"])


class TeamConflictForm(forms.Form):
    """A conflict that a member of the team declares of themselves."""

    reference = forms.TextField(
        label="Which application?", help_text="Its reference", width=10
    )
    kind = forms.ChoiceField(
        label="What is the conflict of interest?", choices=ConflictKind.choices
    )
    note = forms.TextField(
        label="Is there anything to add?", max_length=NOTE_LENGTH, required=False
    )

    def __init__(self, *args: Any, visible: ApplicationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visible = visible

    def clean_reference(self) -> Application:
        reference = self.cleaned_data["reference"].strip().upper()
        found = self.visible.filter(reference=reference).first()
        if found is None:
            raise ValidationError("Enter the reference of an application in your list")
        return found


class DeclarationsForm(forms.Form):
    """Declarations on many applications at once; what is left open waits."""

    marks_optional = False
    no_conflict_with_rest = forms.TickField(
        label="I have read the whole list. I have no conflict of interest with all the "
        "others, where none is suggested",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        applications: Iterable[Application],
        likely: Collection[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.applications = list(applications)
        self.likely = likely
        for application in self.applications:
            self.fields[name_field(application)] = django_forms.ChoiceField(
                label=f"Do you have a conflict of interest with {application.person}?",
                choices=[("", "Answer later"), *ANSWERS],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and not self.read_said():
            raise ValidationError(
                "Answer for at least one person, or tick the sentence at the end"
            )
        return values

    def read_said(self) -> list[Said]:
        """What was answered, and “no” for the rest if that was ticked."""
        said = []
        for application in self.applications:
            answer = self.cleaned_data.get(name_field(application), "")
            if answer:
                said.append(Said(application, read_kind(answer)))
            elif self.covers(application):
                said.append(Said(application))
        return said

    def covers(self, application: Application) -> bool:
        ticked = bool(self.cleaned_data.get("no_conflict_with_rest"))
        return ticked and application.pk not in self.likely


def name_field(application: Application) -> str:
    return f"application_{application.pk}"
