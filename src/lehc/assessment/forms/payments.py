from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from lehc.assessment.enums import CLAIM_TRANSITIONS, ClaimState
from lehc.assessment.models import Claim
from lehc.design import forms

LARGEST_RATE = 500
MOST_HOURS = 500
LARGEST_EXPENSES = 5000
MONEY = "Enter an amount in pounds, such as 12 or 12.50"


class MoneyField(django_forms.DecimalField):
    def to_python(self, value: Any) -> Any:
        """Some write the sign before the amount."""
        if isinstance(value, str):
            value = value.strip().removeprefix("£")
        return super().to_python(value)


def make_money_field(**options: Any) -> MoneyField:
    """Pounds and pence, without a spinner."""
    messages = dict.fromkeys(("invalid", "max_decimal_places", "max_digits"), MONEY)
    return MoneyField(
        min_value=0,
        decimal_places=2,
        widget=django_forms.TextInput(
            attrs={"inputmode": "decimal", "class": "nhsuk-input--width-5"}
        ),
        error_messages=messages | {"min_value": MONEY, "required": MONEY},
        **options,
    )


class TermsForm(forms.Form):
    """What an hour of assessing is paid."""

    hourly_rate = make_money_field(
        label="How much is an hour paid, in pounds?", max_value=LARGEST_RATE
    )
    words = django_forms.CharField(
        label="How and when is it paid?",
        help_text="For example: by bank transfer, within two weeks",
        widget=django_forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class ClaimForm(forms.Form):
    """Time and expenses; the prompt about advice is read first."""

    hours = forms.WholeNumberField(
        label="How many hours would you like to be paid for?",
        help_text="Whole hours",
        min_value=0,
        max_value=MOST_HOURS,
        width=3,
        required=False,
    )
    minutes = forms.WholeNumberField(
        label="And how many minutes?",
        min_value=0,
        max_value=59,
        width=2,
        required=False,
    )
    expenses = make_money_field(
        label="How much did you spend, in pounds?",
        help_text="Travel, care for somebody, a supporter, printing. Keep the receipts",
        max_value=LARGEST_EXPENSES,
        required=False,
    )
    expenses_for = forms.TextField(
        label="What did you spend it on?", max_length=300, required=False
    )
    has_read = forms.TickField(
        label="I have read what payments can mean for tax and benefits",
        error_messages={
            "required": "Read what payments can mean for tax and benefits, and tick"
        },
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("expenses") and not values.get("expenses_for"):
            self.add_error("expenses_for", "Say what you spent it on")
        if not self.errors and not self.read_minutes() and not values.get("expenses"):
            raise ValidationError("Enter your time, your expenses, or both")
        return values

    def read_minutes(self) -> int:
        values = self.cleaned_data
        return 60 * (values.get("hours") or 0) + (values.get("minutes") or 0)

    def read_fields(self) -> dict[str, Any]:
        return {
            "minutes": self.read_minutes(),
            "expenses": self.cleaned_data["expenses"] or Decimal(0),
            "expenses_for": self.cleaned_data["expenses_for"],
        }

    @staticmethod
    def describe(minutes: int) -> dict[str, Any]:
        """The time written down and not claimed yet, as a first value."""
        return {"hours": minutes // 60, "minutes": minutes % 60} if minutes else {}


class ClaimStepForm(forms.Form):
    """What the coordinator does with a claim."""

    state = forms.ChoiceField(label="What happens with this claim?", choices=())
    note = forms.TextField(
        label="What would you like to talk about?",
        help_text="Only if you choose to talk about it. They read this",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nexts = CLAIM_TRANSITIONS[ClaimState(claim.state)] - {ClaimState.WITHDRAWN}
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (state.value, state.label) for state in ClaimState if state in nexts
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("state") == ClaimState.TALK and not values.get("note"):
            self.add_error("note", "Say what you would like to talk about")
        return values
