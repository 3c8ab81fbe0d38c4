from __future__ import annotations

from typing import Any

from django import forms as django_forms

from lehc.conversations.enums import Stance
from lehc.conversations.keys import make_key
from lehc.conversations.languages import ENGLISH, list_languages
from lehc.conversations.models import Statement
from lehc.conversations.validators import LONGEST_STATEMENT
from lehc.design import forms

NOTHING = ("", "No answer")
MATTERS_ALONE = "Choose an answer, or say no longer that it matters: statement"


# In the order of the sheet that people fill in.
ON_PAPER = (Stance.AGREE, Stance.DISAGREE, Stance.PASS)


class PaperForm(forms.Form):
    """One person's answers on paper or aloud, and perhaps a statement of theirs."""

    marks_optional = False
    sheet = django_forms.CharField(
        max_length=64, initial=make_key, widget=django_forms.HiddenInput
    )

    def __init__(self, *args: Any, statements: list[Statement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_name = {f"vote-{row.pk}": row for row in statements}
        choices = [
            *((str(each.value), each.label) for each in ON_PAPER),
            NOTHING,
        ]
        for name, row in self.by_name.items():
            self.fields[name] = forms.ChoiceField(
                label=f"{row.number}. {row.text}",
                choices=choices,
                required=False,
                inline=True,
            )
            self.fields[name_matters(row)] = forms.TickField(
                label=f"Statement {row.number} matters to them", required=False
            )
        self.fields["text"] = django_forms.CharField(
            label="Did they write a statement? Type it as it is",
            max_length=LONGEST_STATEMENT,
            required=False,
            widget=django_forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["language"] = django_forms.ChoiceField(
            label="Which language is the statement in?",
            choices=list_languages(),
            initial=ENGLISH,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, row in self.by_name.items():
            if values.get(name_matters(row)) and not values.get(name):
                self.add_error(name, f"{MATTERS_ALONE} {row.number}")
        if self.errors:
            return values
        if not self.read_votes() and not values.get("text"):
            self.add_error(None, "Enter at least one answer or a statement")
        return values

    def read_votes(self) -> list[tuple[Statement, int, bool]]:
        """The answers that were given, and whether the statement matters to them."""
        return [
            (row, int(value), self.cleaned_data[name_matters(row)])
            for name, row in self.by_name.items()
            if (value := self.cleaned_data.get(name))
        ]

    def count_lost(self) -> int:
        """Answers to statements that were changed or sent back while somebody typed."""
        sent = {
            name
            for name, value in self.data.items()
            if name.startswith("vote-") and value
        }
        return len(sent - self.by_name.keys())


def name_matters(statement: Statement) -> str:
    return f"matters-{statement.pk}"
