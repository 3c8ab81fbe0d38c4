from __future__ import annotations

from typing import Any

from lehc.design import forms
from lehc.recruitment.models import Call

ALONE, TEAM = "alone", "team"


class HowForm(forms.Form):
    """Alone or with a place team; asks only where the call allows both."""

    page_heading = "how"
    how = forms.ChoiceField(
        label="How do you want to apply?",
        choices=[(ALONE, "Alone"), (TEAM, "With a place team")],
        error_messages={
            "required": "Choose whether you apply alone or with a place team"
        },
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].widget.choice_hints = {
            ALONE: "You can still start or join a team later",
            TEAM: f"{call.team_minimum} to {call.team_maximum} people from one place "
            "and different organisations, who all get a place, or none",
        }


class MarkForm(forms.Form):
    """“Have you completed this section?”"""

    is_complete = forms.YesNoField(
        label="Have you completed this section?",
        help_text="You can change your answers until you send the application",
        error_messages={"required": "Choose yes if you have completed this section"},
    )


class EqualityForm(forms.Form):
    answers = forms.YesNoField(
        label="Do you want to answer these questions?",
        error_messages={"required": "Choose yes or no; either is fine"},
    )


class WithdrawForm(forms.Form):
    reason = forms.WordLimitedField(
        label="Would you like to tell us why?",
        help_text="It helps us do better, and only the programme team reads it",
        word_limit=100,
        required=False,
    )
