from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms as django_forms

from lehc.design import forms
from lehc.letters.models import Letter
from lehc.recruitment.actions.offers import end_of_day


class AcceptForm(forms.Form):
    """Taking a place is a promise to come, so it is said in words."""

    comes = forms.TickField(
        label="I have the dates in my diary and I will take part",
        error_messages={
            "required": "Tick the box to take your place. "
            "If you can't come on one of the dates, talk to us first"
        },
    )


class DeclineForm(forms.Form):
    reason = django_forms.CharField(
        label="Would you like to tell us why?",
        help_text="It helps us to do better, and you need not say anything",
        widget=django_forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class LetterForm(forms.Form):
    """The words of a letter that waits."""

    subject = forms.TextField(label="Subject", max_length=200)
    body = django_forms.CharField(
        label="Letter", widget=django_forms.Textarea(attrs={"rows": 24})
    )

    @classmethod
    def describe(cls, letter: Letter) -> dict[str, Any]:
        return {"subject": letter.subject, "body": letter.body}

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").strip() + "\n"


class DeadlineForm(forms.Form):
    """A new last day to answer an offer."""

    day = forms.DateField(label="Until the end of which day may they answer?")

    def read_deadline(self) -> datetime:
        return end_of_day(self.cleaned_data["day"])


class ReplyForm(forms.Form):
    """An answer somebody gave us by phone or on paper."""

    answer = forms.ChoiceField(
        label="What did they say?",
        choices=[
            ("accept", "They take the place"),
            ("decline", "They can't take the place"),
        ],
    )
    how = forms.TextField(
        label="How did they tell you?",
        help_text="For example, by phone on Tuesday",
        max_length=200,
    )
