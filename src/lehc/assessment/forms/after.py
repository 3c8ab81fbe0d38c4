from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.db.models import QuerySet

from lehc.accounts.models import Person
from lehc.assessment.enums import SecondLookState
from lehc.design import forms

LONGEST_WORDS = 4000


class FeedbackForm(forms.Form):
    """Feedback as a person words it."""

    words = django_forms.CharField(
        label="What should they know?",
        help_text="The draft says what the rubric says of the scores. Put it in your "
        "own words, as you would say it to them",
        widget=django_forms.Textarea(attrs={"rows": 16}),
        max_length=LONGEST_WORDS,
        error_messages={"required": "Write at least one sentence"},
    )
    is_ready = forms.TickField(
        label="I have read it through, and it is ready to go", required=False
    )


class AskSecondLookForm(forms.Form):
    """What an applicant would like to be looked at again."""

    words = django_forms.CharField(
        label="What should we look at again?",
        help_text="For example: something was not read as you meant it, or the rules "
        "were not kept. Please don't add new answers: we look at what you sent",
        widget=django_forms.Textarea(attrs={"rows": 8}),
        max_length=LONGEST_WORDS,
        error_messages={"required": "Say what we should look at again"},
    )


class GiveForm(forms.Form):
    """Who takes a second look."""

    looker = django_forms.ModelChoiceField(
        label="Who will look at it?",
        help_text="Only people who had no part in the decision are listed",
        queryset=Person.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose who will look at it"},
    )

    def __init__(self, *args: Any, lookers: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["looker"].queryset = lookers  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the second look found."""

    to = forms.ChoiceField(
        label="What have you found?",
        choices=[
            (SecondLookState.STAYS.value, "The decision was fair: it stays"),
            (SecondLookState.AGAIN.value, "The panel should look at it again"),
        ],
        error_messages={"required": "Say what you have found"},
    )
    reason = django_forms.CharField(
        label="Why?",
        help_text="The applicant reads this, word for word",
        widget=django_forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_WORDS,
        error_messages={"required": "Say why, in a few kind sentences"},
    )
