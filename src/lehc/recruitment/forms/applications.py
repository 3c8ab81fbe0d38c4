from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from django import forms as django_forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lehc.design import forms
from lehc.programmes.enums import Sector
from lehc.recruitment.enums import SponsorState
from lehc.recruitment.queries.applications import ALONE, IN_TEAM, NO_SPONSOR

Choice: TypeAlias = tuple[str, str]  # what the address says, and what people read
MOST_KEPT = 100  # forms of some kilobytes, by the choices made in them
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

    def __init__(self, *args: Any, places: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [ANYTHING, *places]  # type: ignore[attr-defined]

    def read(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class Filters(NamedTuple):
    """The filters of an address: their form as HTML, and those that make sense."""

    html: SafeString
    has_errors: bool
    wanted: tuple[tuple[str, str], ...]


def read_filters(asked: Mapping[str, str], places: Iterable[Choice]) -> Filters:
    """The form of the filters says nothing but the address and the places.

    So it is drawn once for the same ones, except with words to look for: whom
    somebody looks for is not kept.
    """
    said = tuple((name, asked.get(name, "")) for name in FilterForm.base_fields)
    draw = draw_filters.__wrapped__ if asked.get("words") else draw_filters
    return draw(said, tuple(places))


@lru_cache(maxsize=MOST_KEPT)
def draw_filters(
    said: tuple[tuple[str, str], ...], places: tuple[Choice, ...]
) -> Filters:
    form = FilterForm(dict(said), places=places)
    wanted = form.read()
    return Filters(form.render(), not form.is_valid(), tuple(wanted.items()))


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
