from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from lehc.design import forms
from lehc.places.models import Area
from lehc.recruitment.forms.answers import NEAR_PLACES, UNKNOWN_PLACE
from lehc.recruitment.models import Application
from lehc.recruitment.places import match_places

LONGEST_NAME = 120
LONGEST_PERSON_NAME = 150


class TeamForm(forms.Form):
    """A place team's name and place; near places are offered for one not known."""

    name = forms.TextField(
        label="What is your team called?",
        max_length=LONGEST_NAME,
        help_text="For example, Reading Together",
        error_messages={"required": "Enter a name for the team"},
    )
    place = forms.TextField(
        label="Which place are you from?",
        max_length=LONGEST_NAME,
        help_text="The council's area, such as Reading or Tower Hamlets",
        error_messages={"required": "Enter the place that the team is from"},
        autocomplete="off",
    )

    def __init__(self, *args: Any, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        self.place_names = sorted({area.name for area in areas})
        self.fields["place"].widget.attrs["list"] = "places"
        typed = str(self["place"].data or "").strip() if self.is_bound else ""
        self.found, self.near = match_places(typed, areas) if typed else (None, [])
        if self.found is None and self.near:
            self.fields["near"] = forms.ChoiceField(
                label="Did you mean",
                choices=[(area.code, area.name) for area in self.near],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = cleaned.get("place")
        if not typed or self.area is not None:
            return cleaned
        if self.near:
            self.add_error("near", ValidationError(NEAR_PLACES, code="near"))
        else:
            error = ValidationError(UNKNOWN_PLACE, "unknown", {"place": typed})
            self.add_error("place", error)
        return cleaned

    @property
    def area(self) -> Area | None:
        chosen = self.cleaned_data.get("near")
        for area in self.near:
            if area.code == chosen:
                return area
        return self.found


class InviteForm(forms.Form):
    name = forms.TextField(
        label="Their name",
        max_length=LONGEST_PERSON_NAME,
        error_messages={"required": "Enter the name of the person you invite"},
    )
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="We send them a letter with a link, and keep the address for that",
        error_messages={
            "required": "Enter the e-mail address of the person you invite"
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"  # it is about somebody else


class HandOverForm(forms.Form):
    page_heading = "member"
    member = forms.ChoiceField(
        label="Who should lead the team?",
        error_messages={"required": "Choose who should lead the team"},
    )

    def __init__(self, *args: Any, others: list[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.choices = [(row.reference, str(row.person)) for row in others]
