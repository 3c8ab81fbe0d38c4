from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from lehc.assessment.models import Assessor
from lehc.design import forms
from lehc.places.models import Area
from lehc.programmes.enums import Sector
from lehc.programmes.models import Organisation

READS, CHAIRS = "reads", "chairs"


class AssessorForm(forms.Form):
    """What we know of an assessor: it serves to find likely conflicts of interest."""

    parts = forms.CheckboxesField(
        label="What will they do?",
        choices=[(READS, "Read and score applications"), (CHAIRS, "Chair the panel")],
        error_messages={"required": "Choose at least one of the two"},
    )
    has_lived_experience = forms.TickField(
        label="They bring lived experience, and want the wording made for it",
        required=False,
    )
    organisation = forms.TextField(
        label="Which organisation are they with?",
        help_text="Leave empty if they come as themselves",
        max_length=200,
        required=False,
    )
    sector = django_forms.ChoiceField(
        label="What kind of organisation is it?",
        help_text="Only if it is new to us",
        choices=[("", "Choose"), *Sector.choices],
        required=False,
    )
    place = django_forms.ModelChoiceField(
        label="Which council area do they live or work in?",
        queryset=Area.objects.none(),
        empty_label="Not known",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Area.objects.local_authorities()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        name = " ".join(values.get("organisation", "").split())
        self.known = Organisation.objects.filter(name__iexact=name).first()
        if name and self.known is None and not values.get("sector"):
            self.add_error(
                "sector", ValidationError(f"Choose what kind of organisation {name} is")
            )
        return values | {"organisation": name}

    def read_fields(self) -> dict[str, Any]:
        """What the actions take; an organisation that is new comes unsaved."""
        values = self.cleaned_data
        return {
            "reads": READS in values["parts"],
            "chairs_panel": CHAIRS in values["parts"],
            "has_lived_experience": values["has_lived_experience"],
            "organisation": self.read_organisation(),
            "place": values["place"],
        }

    def read_organisation(self) -> Organisation | None:
        name = self.cleaned_data["organisation"]
        if self.known or not name:
            return self.known
        return Organisation(name=name, sector=self.cleaned_data["sector"])

    @staticmethod
    def describe(assessor: Assessor) -> dict[str, Any]:
        parts = [READS] * assessor.reads + [CHAIRS] * assessor.chairs_panel
        return {
            "parts": parts,
            "has_lived_experience": assessor.has_lived_experience,
            "organisation": assessor.organisation.name if assessor.organisation else "",
            "place": assessor.place_id,
        }


class NewAssessorForm(AssessorForm):
    """The same, with whom to invite."""

    email = forms.EmailField(label="What is their e-mail address?", max_length=254)
    name = forms.TextField(label="What is their name?", max_length=150)
    field_order = ["email", "name"]
