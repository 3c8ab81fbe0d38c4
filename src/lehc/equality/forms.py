from __future__ import annotations

from typing import Any

from django import forms

from lehc.design.forms import Form, Radios
from lehc.equality.question_sets import (
    PREFER_NOT_TO_SAY,
    PRESENT_SET,
    Question,
    load_question_set,
)

LONGEST_OWN_WORDS = 100


class MonitoringForm(Form):
    """Every question of a set, none of them required; all offer a way not to say."""

    marks_optional = False

    def __init__(
        self, *args: Any, question_set: str = PRESENT_SET, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question_set = load_question_set(question_set)
        for question in self.question_set.questions:
            self.fields[question.key] = make_choice_field(question)
            if any(choice.own_words for choice in question.choices):
                self.fields[own_words_key(question)] = make_own_words_field(question)

    @property
    def intro(self) -> str:
        """What to say above the questions: that they are optional, and whose."""
        return (
            "Every question is optional. Your answers are kept apart from your "
            "application, without your name, and can't affect it. "
            f"Questions for {self.question_set.country}, "
            f"from: {self.question_set.source}."
        )

    def get_answers(self) -> dict[str, str]:
        """The answers given, by question; questions left open are left out."""
        return {key: value for key, value in self.cleaned_data.items() if value}

    def clean(self) -> dict[str, Any]:
        """Keep own words only beside an answer that asks for them."""
        cleaned = super().clean() or {}
        for question in self.question_set.questions:
            choice = question.find_choice(cleaned.get(question.key, ""))
            if choice is None or not choice.own_words:
                cleaned.pop(own_words_key(question), None)
        return cleaned


def own_words_key(question: Question) -> str:
    return f"{question.key}-own-words"


def make_choice_field(question: Question) -> forms.ChoiceField:
    field = forms.ChoiceField(
        label=question.words,
        help_text=question.hint,
        widget=Radios,
        required=False,
        choices=[(choice.value, choice.label) for choice in question.choices],
        error_messages={"invalid_choice": "Choose one of the answers in the list"},
    )
    field.widget.divided_before = PREFER_NOT_TO_SAY
    return field


def make_own_words_field(question: Question) -> forms.CharField:
    labels = [choice.label for choice in question.choices if choice.own_words]
    return forms.CharField(
        label="In your own words",
        help_text=f"If you chose “{labels[0]}”"
        if len(labels) == 1
        else "If you chose an answer that begins with “any other”, or ends so",
        required=False,
        max_length=LONGEST_OWN_WORDS,
    )


class WithdrawForm(Form):
    page_heading = "code"
    code = forms.CharField(
        label="Enter the code you were given",
        help_text="It looks like K7QX-M2TR-9PHC",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the code you were given"},
    )
