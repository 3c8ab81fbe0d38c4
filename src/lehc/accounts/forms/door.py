from __future__ import annotations

from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from django import forms
from django.core.exceptions import ValidationError

from lehc.accounts.consent_texts import CONSENT_TEXTS
from lehc.accounts.enums import ConsentKind
from lehc.accounts.validators import clean_email, clean_name
from lehc.design.forms import Form, TickField


class EmailForm(Form):
    page_heading = "email"
    email = forms.EmailField(
        label="Enter your e-mail address",
        help_text="We'll send you a code to sign in with. There is no password",
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false"},
        ),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address in the correct format, "
            "like name@example.com",
        },
    )

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"])


class CodeForm(Form):
    """The e-mailed code; `expected` is what was sent."""

    page_heading = "code"
    code = forms.CharField(
        label="Enter the code from the e-mail",
        help_text="Eight letters. Capitals or not, with or without the dash",
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "spellcheck": "false",
                "autocapitalize": "characters",
            },
        ),
        error_messages={"required": "Enter the code from the e-mail"},
    )

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not compare_user_code(actual=code, expected=self.expected):
            raise ValidationError(
                "That code is not right. Check the newest e-mail and type it again",
                code="wrong",
            )
        return code


class EntranceForm(CodeForm):
    stay = TickField(
        label=CONSENT_TEXTS[ConsentKind.STAY_SIGNED_IN].words, required=False
    )


class NameForm(Form):
    page_heading = "name"
    name = forms.CharField(
        label="What is your name?",
        help_text="As you would like to be called, in full",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your name"},
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])
