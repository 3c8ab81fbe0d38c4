from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.design import forms
from lehc.programmes.enums import SessionKind
from lehc.programmes.models import Cohort, Programme, Session
from lehc.programmes.times import TimeField, join_moment

LARGEST_COHORT = 1000


def copy_errors(form: django_forms.Form, error: ValidationError) -> None:
    """Show what an action refused: beside its field where the form has one."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class SessionForm(forms.Form):
    """One date of a cohort. `read_fields` gives what `save_session` takes."""

    title = forms.TextField(label="What is it called?", max_length=150)
    kind = django_forms.ChoiceField(
        label="What kind of session is it?", choices=SessionKind.choices
    )
    day = forms.DateField(label="Which day?")
    last_day = forms.DateField(
        label="If it goes on for more than one day, which is the last?", required=False
    )
    starts = TimeField(label="What time does it start?", help_text="For example, 10am")
    ends = TimeField(label="What time does it end?", help_text="For example, 4:30pm")
    venue = forms.TextField(label="Where?", max_length=200, required=False)
    notes = django_forms.CharField(
        label="What should people know before they come?",
        widget=django_forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    @classmethod
    def describe(cls, session: Session | None) -> dict[str, Any]:
        """The form's first values for a session that exists."""
        if session is None:
            return {}
        starts = timezone.localtime(session.starts_at)
        ends = timezone.localtime(session.ends_at)
        return {
            "title": session.title,
            "kind": session.kind,
            "day": starts.date(),
            "last_day": ends.date() if ends.date() != starts.date() else None,
            "starts": starts.time(),
            "ends": ends.time(),
            "venue": session.venue,
            "notes": session.notes,
        }

    def read_fields(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {
            "title": values["title"],
            "kind": values["kind"],
            "starts_at": join_moment(values["day"], values["starts"]),
            "ends_at": join_moment(values["last_day"] or values["day"], values["ends"]),
            "venue": values["venue"],
            "notes": values["notes"],
        }


class CohortForm(forms.Form):
    """Seats, dates and audience of a cohort."""

    stream = forms.TextField(
        label="Is it for one group in particular?",
        help_text="Leave empty when it is for everyone",
        max_length=80,
        required=False,
    )
    capacity = forms.WholeNumberField(
        label="How many places are there?", min_value=1, max_value=LARGEST_COHORT
    )
    starts_on = forms.DateField(label="When does it start?")
    ends_on = forms.DateField(label="When does it end?")

    @classmethod
    def describe(cls, cohort: Cohort) -> dict[str, Any]:
        return {
            name: getattr(cohort, name)
            for name in ("stream", "capacity", "starts_on", "ends_on")
        }


class NewCohortForm(CohortForm):
    number = forms.WholeNumberField(
        label="Which number does it have?",
        help_text="1 for the first cohort",
        min_value=1,
        max_value=LARGEST_COHORT,
    )
    field_order = ["number"]


class ProgrammeForm(forms.Form):
    """How a programme introduces itself."""

    name = forms.TextField(label="What is the programme called?", max_length=120)
    short_name = forms.TextField(
        label="What is its short name?", max_length=20, width=10
    )
    strapline = forms.TextField(
        label="What is its strapline?", max_length=200, required=False
    )
    introduction = django_forms.CharField(
        label="What is it, in a sentence or two?",
        widget=django_forms.Textarea(attrs={"rows": 4}),
    )
    why = django_forms.CharField(
        label="Why was it started?",
        widget=django_forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    contact_name = forms.TextField(label="Whom can people ask?", max_length=120)
    contact_email = forms.EmailField(label="What is their e-mail address?")

    @classmethod
    def describe(cls, programme: Programme) -> dict[str, Any]:
        return {name: getattr(programme, name) for name in cls.base_fields}
