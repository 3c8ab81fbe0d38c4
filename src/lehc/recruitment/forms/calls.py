from __future__ import annotations

from datetime import time
from typing import Any

from django import forms as django_forms
from django.utils import timezone

from lehc.design import forms
from lehc.programmes.times import TimeField, join_moment
from lehc.recruitment.models import Call, CommonQuestion, Criterion
from lehc.recruitment.validators import validate_easy_read

LARGEST_TEAM = 20
LONGEST_OFFER = 90
ROUTES = [("single", "On their own"), ("teams", "As a place team")]
MIDDAY = time(12)


class CallForm(forms.Form):
    """A call. `read_fields` gives what `save_call` takes."""

    summary = django_forms.CharField(
        label="What does the cohort offer?",
        help_text="A few sentences that a neighbour would understand",
        widget=django_forms.Textarea(attrs={"rows": 5}),
    )
    audience = django_forms.CharField(
        label="Who is it for?",
        help_text="One kind of person on each line",
        widget=django_forms.Textarea(attrs={"rows": 5}),
    )
    easy_read = django_forms.CharField(
        label="What is it, in Easy Read?",
        help_text="One idea on each line, in a sentence of at most 15 words. Say what "
        "hard words mean. Each line gets a picture. Empty means that there is no Easy "
        "Read flyer",
        widget=django_forms.Textarea(attrs={"rows": 6}),
        validators=[validate_easy_read],
        required=False,
    )
    cost = django_forms.CharField(
        label="What does it cost?",
        help_text="Empty means nothing. Say who can get help with travel or care",
        widget=django_forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    opens_on = forms.DateField(label="Which day does the call open?")
    opens_time = TimeField(label="At what time?", initial=MIDDAY)
    closes_on = forms.DateField(label="Which day does it close?")
    closes_time = TimeField(
        label="At what time?",
        help_text="Midday is kinder than midnight: somebody is there to help",
        initial=MIDDAY,
    )
    panel_on = forms.DateField(label="When does the panel meet?")
    decision_on = forms.DateField(label="By when does everybody hear from you?")
    routes = forms.CheckboxesField(label="How can people apply?", choices=ROUTES)
    team_minimum = forms.WholeNumberField(
        label="Smallest place team", min_value=2, max_value=LARGEST_TEAM, initial=3
    )
    team_maximum = forms.WholeNumberField(
        label="Largest place team", min_value=2, max_value=LARGEST_TEAM, initial=6
    )
    needs_sponsor = forms.YesNoField(
        label="Do applicants need a sponsor in their organisation?", initial=True
    )
    offer_days = forms.WholeNumberField(
        label="How many days do people have to answer an offer?",
        min_value=3,
        max_value=LONGEST_OFFER,
        initial=14,
    )
    contact_name = forms.TextField(label="Whom can people ask?", max_length=120)
    contact_email = forms.EmailField(label="What is their e-mail address?")

    @classmethod
    def describe(cls, call: Call | None, contact: dict[str, str]) -> dict[str, Any]:
        """First values: the call as it is, or the programme's own contact."""
        if call is None:
            return contact | {"routes": ["single", "teams"]}
        opens = timezone.localtime(call.opens_at)
        closes = timezone.localtime(call.closes_at)
        same = set(cls.base_fields) & {field.name for field in Call._meta.fields}
        return {name: getattr(call, name) for name in same} | {
            "opens_on": opens.date(),
            "opens_time": opens.time(),
            "closes_on": closes.date(),
            "closes_time": closes.time(),
            "routes": [
                name
                for name, is_allowed in (
                    ("single", call.allows_single),
                    ("teams", call.allows_teams),
                )
                if is_allowed
            ],
        }

    def read_fields(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        routes = values.pop("routes")
        opens = join_moment(values.pop("opens_on"), values.pop("opens_time"))
        closes = join_moment(values.pop("closes_on"), values.pop("closes_time"))
        return values | {
            "opens_at": opens,
            "closes_at": closes,
            "allows_single": "single" in routes,
            "allows_teams": "teams" in routes,
        }


class CriterionForm(forms.Form):
    """One thing a call looks for."""

    title = forms.TextField(
        label="What do you look for?",
        help_text="A few words, such as “Works with people, not for them”",
        max_length=120,
    )
    description = django_forms.CharField(
        label="What does it mean, in plain words?",
        help_text="What an applicant could show, and what an assessor would see",
        widget=django_forms.Textarea(attrs={"rows": 4}),
    )

    @classmethod
    def describe(cls, criterion: Criterion | None) -> dict[str, Any]:
        if criterion is None:
            return {}
        return {"title": criterion.title, "description": criterion.description}


class CommonQuestionForm(forms.Form):
    """Something that people ask about a call, with its answer."""

    question = forms.TextField(label="What do people ask?", max_length=200)
    answer = django_forms.CharField(
        label="What is the answer?",
        help_text="An empty line starts a new paragraph",
        widget=django_forms.Textarea(attrs={"rows": 5}),
    )

    @classmethod
    def describe(cls, existing: CommonQuestion | None) -> dict[str, Any]:
        if existing is None:
            return {}
        return {"question": existing.question, "answer": existing.answer}
