from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, Select, Textarea

from lehc.design import forms
from lehc.learning.enums import MixBy
from lehc.learning.models import Participant

MOST_SETS, MOST_ROUNDS = 100, 12
PAIRS = 3  # as many as a page can hold without getting long
NOBODY = [("", "Nobody")]


class VisibilityForm(forms.Form):
    marks_optional = False
    shows_name = forms.TickField(label="Show my name", required=False)
    shows_organisation = forms.TickField(label="Show my organisation", required=False)
    shows_email = forms.TickField(label="Show my e-mail address", required=False)


class SetPlanForm(forms.Form):
    """How a cohort is to be divided; `people` are those who can be kept apart."""

    sets = forms.WholeNumberField(
        label="Sets in a round",
        help_text="Sets differ in size by one person at most",
        min_value=1,
        max_value=MOST_SETS,
        width=3,
    )
    rounds = forms.WholeNumberField(
        label="Rounds",
        help_text="How often the sets are made anew",
        min_value=1,
        max_value=MOST_ROUNDS,
        width=3,
    )
    mix = forms.CheckboxesField(
        label="Mix each set by", choices=MixBy.choices, required=False
    )

    def __init__(
        self, *args: Any, people: Iterable[Participant] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.pk), str(row.person)) for row in people]
        for number in range(1, PAIRS + 1):
            for side, words in (("one", "Keep apart"), ("other", "from")):
                self.fields[f"{side}_{number}"] = forms.ChoiceField(
                    label=f"{words} (pair {number})",
                    choices=NOBODY + named,
                    widget=Select,
                    required=False,
                )

    def clean(self) -> dict[str, Any]:
        """`apart` holds the pairs, in place of the fields for each side."""
        cleaned = super().clean() or {}
        apart = []
        for number in range(1, PAIRS + 1):
            one = cleaned.pop(f"one_{number}", "")
            other = cleaned.pop(f"other_{number}", "")
            if one and one == other:
                self.add_error(f"other_{number}", "Choose two different people")
            elif one and other:
                apart.append((int(one), int(other)))
            elif one or other:
                empty = f"other_{number}" if one else f"one_{number}"
                self.add_error(empty, "Choose the second person of this pair")
        return {**cleaned, "apart": apart}

    def add_refusal(self, error: ValidationError) -> None:
        """Why no sets could be made, beside the number of sets."""
        self.add_error("sets", error)


class FixSetsForm(forms.Form):
    reason = CharField(
        label="Why these sets",
        help_text="It is kept with the sets. Participants don’t see it",
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you chose these sets"},
    )
