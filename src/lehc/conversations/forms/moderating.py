from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import pluralize

from lehc.conversations.enums import StatementState
from lehc.conversations.languages import list_languages
from lehc.conversations.models import Statement
from lehc.conversations.rules import list_following
from lehc.conversations.validators import LONGEST_STATEMENT, check_statement_words
from lehc.design import forms


class WordsForm(forms.Form):
    """The words of one statement."""

    text = django_forms.CharField(
        label="The statement",
        help_text="One thing at a time, so that people can agree or disagree",
        max_length=LONGEST_STATEMENT,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )

    def clean_text(self) -> str:
        return check_statement_words(self.cleaned_data["text"])


LONGEST_REASON = 120  # it fits where the words of a statement do
PUBLISH, REWORD, MERGE, RETURN = "publish", "reword", "merge", "return"
OUTCOME_CHOICES = (
    (PUBLISH, "Open it for votes"),
    (REWORD, "Open it in other words"),
    (MERGE, "Join it with another statement"),
    (RETURN, "Send it back"),
)


STATES = {
    PUBLISH: StatementState.PUBLISHED,
    REWORD: StatementState.REPLACED,
    MERGE: StatementState.MERGED,
    RETURN: StatementState.RETURNED,
}


class ReviewForm(forms.Form):
    """What becomes of a statement."""

    outcome = forms.ChoiceField(
        label="What becomes of it?",
        choices=OUTCOME_CHOICES,
        choice_hints={
            REWORD: "Votes on the old words no longer count. The author is told",
            MERGE: "With one that is open. Votes on this one no longer count",
            RETURN: "For one of the published reasons. The author is told",
        },
    )
    language = django_forms.ChoiceField(
        label="Which language is it in?", choices=list_languages(), required=False
    )
    text = django_forms.CharField(
        label="If in other words: which?",
        max_length=LONGEST_STATEMENT,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )
    into: Any = django_forms.ModelChoiceField(
        label="If joined: with which?",
        queryset=None,
        required=False,
        empty_label="Choose",
    )
    reason: Any = django_forms.ModelChoiceField(
        label="If sent back: why?",
        queryset=None,
        required=False,
        empty_label="Choose",
    )
    note = django_forms.CharField(
        label="A word to the author",
        max_length=400,
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statement = statement
        conversation = statement.conversation
        others = conversation.statements.published().exclude(pk=statement.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
        self.fields["into"].label_from_instance = (  # type: ignore[attr-defined]
            lambda row: f"{row.number}. {row.text[:80]}"
        )
        self.fields["reason"].queryset = (  # type: ignore[attr-defined]
            conversation.reasons.all()
        )
        possible = list_following(statement)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (key, label) for key, label in OUTCOME_CHOICES if STATES[key] in possible
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        outcome = values.get("outcome")
        if outcome == REWORD:
            self.clean_new_words(values)
        if outcome == MERGE and not values.get("into"):
            self.add_error("into", "Choose the statement to join it with")
        if outcome == RETURN and not values.get("reason"):
            self.add_error("reason", "Choose the reason")
        return values

    def clean_new_words(self, values: dict[str, Any]) -> None:
        if not values.get("text"):
            self.add_error("text", "Write the new words")
            return
        try:
            values["text"] = check_statement_words(values["text"])
        except ValidationError as error:
            self.add_error("text", error)


class TranslationForm(forms.Form):
    language = django_forms.ChoiceField(label="Language", choices=())
    text = django_forms.CharField(
        label="The translation",
        max_length=400,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )
    made_by = forms.TextField(
        label="Who translated it?",
        help_text="A name or a role, or the program that did. Shown beside it",
        max_length=100,
    )

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = list_languages(without=statement.language)
        self.fields["language"].choices = others  # type: ignore[attr-defined]


class TakeDownForm(forms.Form):
    """Why a statement's words are taken down, as everybody then reads it."""

    because = forms.TextField(
        label="Why?",
        help_text=(
            "Everybody reads this in place of the words, like: it named a person. "
            "Don’t name anybody yourself"
        ),
        max_length=LONGEST_REASON,
        error_messages={"required": "Say why, in a few words"},
    )


OPEN, OPEN_OWN_WORDS = "Open it for votes", "Open it in the author’s own words"


class SecondLookForm(forms.Form):
    """What a second look decides; `is_reworded`: about changed words with `votes`."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[("grant", OPEN), ("keep", "Leave it as it is")],
    )
    answer = django_forms.CharField(
        label="A word to the author",
        max_length=400,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, is_reworded: bool, votes: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_reworded:
            field: Any = self.fields["decision"]
            field.choices = [("grant", OPEN_OWN_WORDS), field.choices[1]]
            lost = f"{votes} vote{pluralize(votes)} on the changed words"
            verb = "counts" if votes == 1 else "count"
            field.widget.choice_hints = {"grant": f"{lost} no longer {verb}"}
