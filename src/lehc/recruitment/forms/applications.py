from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lehc.design import forms
from lehc.programmes.enums import Sector
from lehc.recruitment.enums import SponsorState
from lehc.recruitment.queries.applications import ALONE, IN_TEAM, NO_SPONSOR

ANYTHING = ("", "All")
SPONSORS = [ANYTHING, *SponsorState.choices, (NO_SPONSOR, "No sponsor named")]
SELECTED = mark_safe(" selected")
ROUTES = [ANYTHING, (IN_TEAM, "In a place team"), (ALONE, "On their own")]


class Choices(django_forms.Select):
    """A list to choose from, written at once.

    Django renders a template for each option: with every place of a call in the list
    that took two thirds of the page's time.
    """

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        chosen = str(value or "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SELECTED if str(key) == chosen else "", label)
                for key, label in self.choices
            ),
        )
        rest = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, rest, options)


class FilterForm(forms.Form):
    """Filters of the list of applications; they live in the address.

    `read` gives the filters that make sense and leaves the others out: an old or
    mistyped address shows more, never an error.
    """

    marks_optional = False

    words = forms.TextField(label="Name, reference or organisation", required=False)
    place = django_forms.ChoiceField(label="Place", required=False, widget=Choices)
    sector = django_forms.ChoiceField(
        label="Sector",
        choices=[ANYTHING, *Sector.choices],
        required=False,
        widget=Choices,
    )
    team = django_forms.ChoiceField(
        label="Applied", choices=ROUTES, required=False, widget=Choices
    )
    sponsor = django_forms.ChoiceField(
        label="Sponsor", choices=SPONSORS, required=False, widget=Choices
    )

    def __init__(
        self, *args: Any, places: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [ANYTHING, *places]  # type: ignore[attr-defined]

    def read(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReasonForm(forms.Form):
    """Why an application can't go further. The applicant reads it."""

    reason = django_forms.CharField(
        label="Why can't it go further this time?",
        help_text="The applicant reads these words in their letter",
        widget=django_forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Give the reason, in words they will understand"},
    )


class WithdrawForm(forms.Form):
    how = forms.TextField(
        label="How did they ask?",
        help_text="For example, by phone on Tuesday",
        max_length=200,
    )


class EntryForm(forms.Form):
    """Somebody who applies by phone, on paper or in another way."""

    name = forms.TextField(label="What is their full name?", max_length=150)
    email = forms.EmailField(label="What is their e-mail address?")
    how = forms.TextField(
        label="How did they apply?",
        help_text="For example, on paper, received on Tuesday",
        max_length=200,
    )
