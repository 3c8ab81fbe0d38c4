from __future__ import annotations

from typing import Any

from lehc.design import forms
from lehc.programmes.enums import Sector
from lehc.recruitment.models import Application
from lehc.recruitment.queries.applying import find_organisation

INDEPENDENT = "independent_person"
LONGEST_NAME = 200


class OrganisationForm(forms.Form):
    """The applicant's organisation by name and sector, or none at all."""

    name = forms.TextField(
        label="Name of the organisation",
        required=False,
        max_length=LONGEST_NAME,
        autocomplete="organization",
        help_text="As people know it. You can choose a name that is there already",
    )
    sector = forms.ChoiceField(
        label="What kind of organisation is it?",
        choices=[*Sector.choices, (INDEPENDENT, "I am not part of an organisation")],
        choice_hints={
            INDEPENDENT: "You apply as a person, for example with lived experience"
        },
        divided_before=INDEPENDENT,
        error_messages={
            "required": "Choose the kind of organisation, or that you are in none"
        },
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["list"] = "organisations"
        self.marks_optional = False
        self.contact = application.call.contact_email
        organisation = application.organisation
        self.initial = {
            "name": organisation.name if organisation else "",
            "sector": organisation.sector if organisation else "",
        }
        if application.is_independent:
            self.initial = {"sector": INDEPENDENT}

    @property
    def is_independent(self) -> bool:
        return bool(self.cleaned_data["sector"] == INDEPENDENT)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sector, name = cleaned.get("sector"), cleaned.get("name")
        if not sector or sector == INDEPENDENT or "name" in self.errors:
            return cleaned
        if not name:
            self.add_error("name", "Enter the name of the organisation")
            return cleaned
        known = find_organisation(name)
        if known is not None and known.sector != sector:
            self.add_error(
                "sector",
                f"We know “{known}” as {known.get_sector_display()}. Choose that, or "
                "if you mean another organisation, write its name in full. If ours is "
                f"wrong, write to {self.contact}",
            )
        return cleaned
