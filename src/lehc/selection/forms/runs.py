from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import CharField, DecimalField, Textarea
from django.utils import timezone

from lehc.design import forms
from lehc.selection.actions.fixing import DrawPlan
from lehc.selection.actions.runs import Wanted
from lehc.selection.conditions import conditions_of, join
from lehc.selection.enums import Method
from lehc.selection.models import Target, Threshold
from lehc.selection.naming import Namer

LARGEST_SEED = 2**31 - 1
MOST_SEATS = 1000
METHOD_HINTS: dict[str, str] = {
    Method.BEST: "The highest total merit that meets every target",
    Method.LEXIMIN: "Makes the smallest chance as large as it can be, then the next "
    "smallest, and so on. Use this one unless you have a reason",
    Method.MAXIMIN: "Makes only the smallest chance as large as it can be",
    Method.NASH: "Spreads chances more by how rare people’s answers are",
}


class RunForm(forms.Form):
    """What to try: one or more methods, seats, and what to leave out for once."""

    methods = forms.CheckboxesField(
        label="How should the cohort be found?",
        help_text="Choose several to see them side by side",
        choices=Method.choices,
        choice_hints=METHOD_HINTS,
        error_messages={"required": "Choose at least one way"},
    )
    seats = forms.WholeNumberField(
        label="Seats", min_value=1, max_value=MOST_SEATS, width=4
    )
    ignores_band = forms.TickField(
        label="Leave out the merit band: nobody is clearly in", required=False
    )
    left_out = forms.CheckboxesField(
        label="Targets to leave out this time",
        help_text="To see what a target costs. The targets you set stay as they are",
        required=False,
    )
    seed = forms.WholeNumberField(
        label="Seed",
        required=False,
        min_value=0,
        max_value=LARGEST_SEED,
        width=10,
        help_text="It decides between equals. Leave it empty and we make one up",
    )

    def __init__(
        self,
        *args: Any,
        namer: Namer,
        targets: list[Target],
        band: Threshold | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if band is None or band.in_from is None:
            del self.fields["ignores_band"]
        if targets:
            self.fields["left_out"].choices = [  # type: ignore[attr-defined]
                (str(target.pk), name_target(target, namer)) for target in targets
            ]
        else:
            del self.fields["left_out"]
        self.targets = {str(target.pk): target for target in targets}

    def list_wanted(self) -> list[Wanted]:
        """One run for each method that was chosen."""
        values = self.cleaned_data
        left_out = [self.targets[pk] for pk in values.get("left_out", [])]
        return [
            Wanted(
                seats=values["seats"],
                method=method,
                seed=values["seed"],
                uses_band=not values.get("ignores_band"),
                left_out={conditions_of(one) for one in left_out},
            )
            for method in values["methods"]
        ]


def name_target(target: Target, namer: Namer) -> str:
    name = namer.name_both(*join(conditions_of(target)))
    return f"{name}, {target.minimum} to {target.maximum}"


class BandForm(forms.Form):
    """The merit band: who is clearly out, who is clearly in."""

    merit = DecimalField(
        label="Lowest merit that may be chosen",
        help_text="Nobody below it is chosen. A number from 0 to 4, such as 2.5",
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(4)],
        error_messages={"required": "Enter a number from 0 to 4"},
    )
    in_from = DecimalField(
        label="Merit from which people are clearly in",
        help_text="Leave it empty if nobody is. A place team counts by its members’ "
        "mean",
        required=False,
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(4)],
    )
    reason = CharField(
        label="Why",
        help_text="The panel’s reason. It is kept with the decision",
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the panel set these lines"},
    )

    @classmethod
    def describe(cls, band: Threshold | None) -> dict[str, Any]:
        if band is None:
            return {}
        return {name: getattr(band, name) for name in cls.base_fields}


class ReplacementForm(forms.Form):
    """How many of the free places are to be filled now."""

    places = forms.WholeNumberField(
        label="How many of them to fill now", min_value=1, max_value=MOST_SEATS, width=3
    )


class ReasonForm(forms.Form):
    reason = CharField(
        label="Why this cohort",
        help_text="It is kept with the certificate and shown on it",
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the panel chose this cohort"},
    )


class LotteryForm(forms.Form):
    """Fixing a lottery: why, when and where it is drawn, and what is published."""

    reason = CharField(
        label="Why this lottery",
        help_text="It is kept with the certificate and shown on it",
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the panel chose this lottery"},
    )
    draw_on = forms.DateField(label="On which day is the number drawn?", required=False)
    draw_where = forms.TextField(
        label="Where, and at what time?",
        help_text="For example, Reading Town Hall at 2pm, and on our video call",
        max_length=200,
        required=False,
    )
    publishes_people = forms.TickField(
        label="Let anybody download the people file, so that anybody can check the "
        "lottery",
        required=False,
    )

    def clean_draw_on(self) -> date | None:
        day: date | None = self.cleaned_data["draw_on"]
        if day is not None and day < timezone.localdate():
            raise ValidationError("Enter a day that is still to come")
        return day

    def read_plan(self) -> DrawPlan:
        values = self.cleaned_data
        return DrawPlan(
            values["draw_on"], values["draw_where"], values["publishes_people"]
        )


class TakeBackForm(forms.Form):
    reason = CharField(
        label="Why the lottery is taken back",
        help_text="It is shown on the public page of the draw",
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the lottery is taken back"},
    )


class OverrideForm(forms.Form):
    """One person of the cohort, one person outside it, and the panel's reason."""

    taken_out = forms.TextField(
        label="Who gives up the place?",
        help_text="The application’s reference, from the list of those chosen",
        max_length=20,
        width=10,
        error_messages={"required": "Enter the application of somebody in the cohort"},
    )
    put_in = forms.TextField(
        label="Who gets it?",
        help_text="The application’s reference, from the list of those not chosen",
        max_length=20,
        width=10,
        error_messages={
            "required": "Enter the application of somebody outside the cohort"
        },
    )
    reason = CharField(
        label="Why",
        help_text="It is shown on the certificate. Write nothing that tells who "
        "somebody is",
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the panel decided otherwise"},
    )

    def without_ids(self) -> OverrideForm:
        """The same words without the ids, which stand for others by now."""
        return OverrideForm({"reason": self.cleaned_data["reason"]})

    def clean_taken_out(self) -> str:
        return str(self.cleaned_data["taken_out"]).strip().upper()

    def clean_put_in(self) -> str:
        return str(self.cleaned_data["put_in"]).strip().upper()
