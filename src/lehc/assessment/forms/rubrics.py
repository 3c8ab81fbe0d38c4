from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms as django_forms
from django.utils import timezone

from lehc.assessment.actions.rubrics import Agreement
from lehc.assessment.models import HIGHEST_SCORE, Rubric, RubricLine
from lehc.assessment.standard import Words
from lehc.assessment.validators import validate_closing
from lehc.design import forms
from lehc.programmes.times import join_moment

LARGEST_WEIGHT = 10
MOST_REVIEWS = 10
LONGEST_STATEMENT = 2000
END_OF_DAY = time(23, 59)
SCORES = range(HIGHEST_SCORE + 1)


class RoundForm(forms.Form):
    """When assessing closes, and how many reviews each application gets."""

    closes_on = forms.DateField(
        label="What is the last day of assessing?",
        help_text="Assessors can go back to their reviews until the end of that day",
    )
    reviews_per_application = forms.WholeNumberField(
        label="How many people should read each application?",
        min_value=1,
        max_value=MOST_REVIEWS,
        width=2,
    )

    def clean_closes_on(self) -> datetime:
        moment = join_moment(self.cleaned_data["closes_on"], END_OF_DAY)
        if moment != self.initial.get("closes_at"):
            validate_closing(moment)
        return moment

    def read_fields(self) -> dict[str, Any]:
        return {
            "closes_at": self.cleaned_data["closes_on"],
            "reviews_per_application": self.cleaned_data["reviews_per_application"],
        }

    @staticmethod
    def describe(rubric: Rubric) -> dict[str, Any]:
        return {
            "closes_on": timezone.localdate(rubric.closes_at),
            "closes_at": rubric.closes_at,
            "reviews_per_application": rubric.reviews_per_application,
        }


class AgreementForm(forms.Form):
    """Who set the weights, when and why: what the public page says."""

    agreed_by = forms.TextField(
        label="Who set these weights?",
        help_text="For example: the co-production group, seven people, five of them "
        "with lived experience",
        max_length=200,
        error_messages={"required": "Say who set these weights"},
    )
    agreed_on = forms.DateField(label="On which day did they agree?")
    statement = django_forms.CharField(
        label="Why these weights?",
        help_text="Anybody can read this, applicants first",
        widget=django_forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_STATEMENT,
        error_messages={"required": "Say in a few sentences why these weights"},
    )

    def read_agreement(self) -> Agreement:
        values = self.cleaned_data
        return Agreement(values["agreed_by"], values["agreed_on"], values["statement"])


class LineForm(forms.Form):
    """A criterion's weight and words. Empty lived-experience words repeat the plain."""

    weight = forms.WholeNumberField(
        label="How much does it weigh?",
        help_text="1 is normal; 2 counts twice as much as 1",
        min_value=1,
        max_value=LARGEST_WEIGHT,
        width=2,
    )
    wording = django_forms.CharField(
        label="How is it put to assessors with lived experience?",
        help_text="It has the same weight",
        widget=django_forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for score in SCORES:
            self.fields[f"plain_{score}"] = forms.TextField(
                label=f"What does {score} mean?",
                max_length=300,
                error_messages={"required": f"Say what {score} means"},
            )
        for score in SCORES:
            self.fields[f"lived_{score}"] = forms.TextField(
                label=f"What does {score} mean, for assessors with lived experience?",
                max_length=300,
                required=False,
            )

    def read_fields(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {
            "weight": values["weight"],
            "wording": values["wording"],
            "anchors": [
                Words(values[f"plain_{score}"], values[f"lived_{score}"])
                for score in SCORES
            ],
        }

    @staticmethod
    def describe(line: RubricLine) -> dict[str, Any]:
        first: dict[str, Any] = {
            "weight": line.weight,
            "wording": line.lived_experience_wording,
        }
        for anchor in line.anchors.all():
            first[f"plain_{anchor.score}"] = anchor.words
            first[f"lived_{anchor.score}"] = anchor.lived_experience_words
        return first
