from __future__ import annotations

from typing import Any

from django import forms as django_forms

from lehc.conversations.enums import Answer, Rung
from lehc.conversations.forms.fields import long_text
from lehc.conversations.models import Conversation, Decision
from lehc.conversations.validators import check_purpose
from lehc.design import forms


class DecisionForm(forms.Form):
    """What we say to statements."""

    statements = forms.CheckboxesField(label="Which statements does it answer?")
    title = forms.TextField(label="What is it about?", max_length=120)
    answer = forms.ChoiceField(label="What do we say?", choices=Answer.choices)
    words = long_text(
        "In words",
        help_text="What you will do or did. If you did not: why not, honestly",
        error_messages={"required": "Write what you will do or did, or why not"},
    )
    who = forms.TextField(
        label="Who sees to it?", help_text="A team or a role", max_length=120
    )
    by_when = forms.DateField(
        label="By when?", help_text="Needed when you will do it", required=False
    )
    rung = django_forms.TypedChoiceField(
        label="How together is it done?",
        help_text="The ladder of co-production, from 1 to 7",
        choices=[
            ("", "Choose a step"),
            *((value, f"{value}. {label}") for value, label in Rung.choices),
        ],
        coerce=int,
        error_messages={"required": "Choose how together it is done"},
    )

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = conversation.statements.published()
        self.by_id = {str(row.pk): row for row in rows}
        self.fields["statements"].choices = [  # type: ignore[attr-defined]
            (pk, f"{row.number}. {row.text}") for pk, row in self.by_id.items()
        ]

    @classmethod
    def describe(cls, decision: Decision | None) -> dict[str, Any]:
        if decision is None:
            return {}
        return {
            "statements": [str(row.pk) for row in decision.statements.all()],
            **{
                name: getattr(decision, name)
                for name in ("title", "answer", "words", "who", "by_when", "rung")
            },
        }

    def read_fields(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        values["statements"] = [self.by_id[pk] for pk in values["statements"]]
        return values


class StepForm(forms.Form):
    """The next step of a decision that people know."""

    answer = forms.ChoiceField(label="What do we say now?", choices=Answer.choices)
    words = long_text(
        "In words",
        help_text="Authors and followers get this in a letter",
        error_messages={"required": "Write what has happened, or what comes next"},
    )
    by_when = forms.DateField(
        label="By when?", help_text="Needed when you will do it", required=False
    )


class LeaveOutForm(forms.Form):
    because = forms.TextField(
        label="Why are these votes left out?",
        help_text="The record says how many votes were left out, not this reason",
        max_length=300,
    )


class TakeOutForm(forms.Form):
    """What single votes are needed for."""

    reason = forms.TextField(
        label="What do you need the single votes for?",
        help_text="In a sentence: who will use them, and for what. Your team reads it",
        max_length=300,
    )

    def clean_reason(self) -> str:
        return check_purpose(self.cleaned_data["reason"])
