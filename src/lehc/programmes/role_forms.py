from __future__ import annotations

from typing import Any

from lehc.accounts.enums import Role
from lehc.accounts.validators import clean_email, clean_name
from lehc.design import forms
from lehc.programmes.models import Cohort

ROLE_HINTS = {
    Role.LEAD: "Sees and changes everything, and gives roles",
    Role.COORDINATOR: "Sees and changes everything but roles",
    Role.ASSESSOR: "Reads and scores the applications they are given",
    Role.FACILITATOR: "Runs sessions; sees participants' communication needs",
    Role.CO_PRODUCER: "Shapes the programme from lived experience",
    Role.BACKER: "Sees totals only, never people",
    Role.EDITOR: "Writes the public pages",
}
WHOLE, COHORT = "programme", "cohort"


class RoleForm(forms.Form):
    """Who gets which role where. Only a lead of the whole programme may give `WHOLE`.

    The role of participant is not here: accepting a place gives it.
    """

    email = forms.EmailField(label="What is their e-mail address?")
    name = forms.TextField(
        label="What is their full name?",
        help_text="If you leave it open, we ask somebody new when they first sign in",
        required=False,
        max_length=150,
    )
    role = forms.ChoiceField(
        label="Which role do they get?",
        choices=[(role.value, role.label) for role in ROLE_HINTS],
        choice_hints={role.value: hint for role, hint in ROLE_HINTS.items()},
    )
    where = forms.ChoiceField(label="Where?", choices=[])

    def __init__(
        self, *args: Any, cohort: Cohort, may_give_whole: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        choices = [(COHORT, f"{cohort.name} only")]
        if may_give_whole:
            choices.append((WHOLE, f"All of {cohort.programme}"))
        self.fields["where"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("where", COHORT)

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"])

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        return clean_name(name) if name else ""

    def read_fields(self) -> dict[str, Any]:
        """What `give_role` takes, apart from `by`."""
        whole = self.cleaned_data["where"] == WHOLE
        return {
            "email": self.cleaned_data["email"],
            "name": self.cleaned_data["name"],
            "role": Role(self.cleaned_data["role"]),
            "programme": self.cohort.programme,
            "cohort": None if whole else self.cohort,
        }
