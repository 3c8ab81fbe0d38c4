from __future__ import annotations

from typing import Any

from django import forms as django_forms

from lehc.conversations.enums import Stance
from lehc.conversations.languages import ENGLISH, list_languages
from lehc.conversations.validators import LONGEST_STATEMENT, check_statement_words
from lehc.design import forms


class VoteForm(django_forms.Form):
    """What one press of a button sends; a person can't get it wrong."""

    statement = django_forms.IntegerField(min_value=1, max_value=2**62)
    vote = django_forms.TypedChoiceField(choices=Stance.choices, coerce=int)
    matters = django_forms.BooleanField(required=False)
    skipped = django_forms.CharField(required=False, max_length=4000)


class WriteForm(forms.Form):
    """A statement in a person's own words."""

    page_heading = "text"
    marks_optional = False
    text = django_forms.CharField(
        label="What would you like to say?",
        help_text="One thing at a time, in your own words. Leave out names and "
        "addresses",
        max_length=LONGEST_STATEMENT,
        widget=django_forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write your statement"},
    )

    language = django_forms.ChoiceField(
        label="Which language is it in?",
        choices=list_languages(),
        initial=ENGLISH,
        required=False,
    )

    def clean_text(self) -> str:
        return check_statement_words(self.cleaned_data["text"])

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or ENGLISH


class FollowForm(forms.Form):
    """An address to write to when something becomes of it."""

    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We use it for this alone, keep it apart from your votes, and "
        "delete it a year after the conversation has closed, or after today if that is "
        "later",
        widget=django_forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Enter your e-mail address"},
    )


class AppealForm(forms.Form):
    words = django_forms.CharField(
        label="Is there anything that we should know?",
        max_length=400,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 4}),
    )


def read_vote(data: Any) -> dict[str, Any] | None:
    """The vote that was sent, or None for what no page of ours sends."""
    form = VoteForm(data)
    return form.cleaned_data if form.is_valid() else None
