from __future__ import annotations

from django import forms as django_forms

from lehc.assessment.enums import PanelOutcome
from lehc.assessment.models import HIGHEST_SCORE
from lehc.design import forms

REASON = (
    "The reason is kept with the decision, and feedback to the applicant builds on it"
)


class DecisionForm(forms.Form):
    """What the panel decides of one application."""

    outcome = forms.ChoiceField(
        label="What does the panel decide?", choices=PanelOutcome.choices
    )
    reason = django_forms.CharField(
        label="Why?",
        help_text=REASON,
        widget=django_forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why, in a sentence or two"},
    )


class PutForwardForm(forms.Form):
    """Put forward everything from a median on."""

    median = django_forms.DecimalField(
        label="From which median?",
        help_text="Between 0 and 4, such as 2.5",
        min_value=0,
        max_value=HIGHEST_SCORE,
        decimal_places=2,
        max_digits=3,
        widget=django_forms.TextInput(
            attrs={"inputmode": "decimal", "class": "nhsuk-input--width-5"}
        ),
        error_messages={
            "invalid": "Enter a number between 0 and 4, such as 2.5",
            "min_value": "Enter a number between 0 and 4, such as 2.5",
            "max_value": "Enter a number between 0 and 4, such as 2.5",
        },
    )
    reason = django_forms.CharField(
        label="Why?",
        help_text=REASON,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why, in a sentence or two"},
    )


class LiftForm(forms.Form):
    """Why a conflict was declared by mistake."""

    reason = forms.TextField(
        label="Why was it a mistake?",
        help_text="For example: it was another person of that name",
        max_length=300,
        error_messages={"required": "Say why it was a mistake"},
    )
