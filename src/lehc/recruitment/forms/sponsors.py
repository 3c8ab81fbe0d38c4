from __future__ import annotations

from typing import Any

from lehc.design import forms

LONGEST_NAME = 150
STATEMENT_WORDS = 150


class SponsorForm(forms.Form):
    """Who could back the applicant: name, role, e-mail address."""

    name = forms.TextField(
        label="Their name",
        max_length=LONGEST_NAME,
        error_messages={"required": "Enter your sponsor's name"},
    )
    role = forms.TextField(
        label="Their role",
        max_length=LONGEST_NAME,
        help_text="For example, chief executive or director of public health",
        error_messages={"required": "Enter your sponsor's role"},
    )
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="We write to them there, with a link. They need no account",
        error_messages={"required": "Enter your sponsor's e-mail address"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"  # it is about somebody else


class BackingForm(forms.Form):
    """What a sponsor answers."""

    confirms = forms.YesNoField(
        label="Do you support this application?",
        help_text="Yes means that they will have the time to take part",
        error_messages={"required": "Choose yes or no"},
    )
    statement = forms.WordLimitedField(
        label="Is there anything you would like to add?",
        help_text="Whether you say yes or no, the applicant and the programme team can "
        "read it",
        word_limit=STATEMENT_WORDS,
        required=False,
    )
