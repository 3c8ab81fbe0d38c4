"""allauth's forms for the second step, in our words."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

CODE_WIDGET = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
}


def word_code_field(form: forms.Form, *, label: str, hint: str) -> None:
    field = form.fields["code"]
    field.label = label
    field.help_text = hint
    field.widget = forms.TextInput(attrs=CODE_WIDGET)
    field.error_messages["required"] = "Enter a code"


class EnterCodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_code_field(
            self,
            label="Code",
            hint="Six digits from your authenticator app, or a recovery code",
        )


class ConfirmCodeForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_code_field(
            self,
            label="Code",
            hint="Six digits from your authenticator app, or a recovery code",
        )


class StartAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_code_field(self, label="Code from the app", hint="Six digits that change")


def word_name_field(form: forms.Form) -> None:
    field = form.fields["name"]
    field.label = "Name of this passkey"
    field.help_text = "So that you can tell it from others, such as “My phone”"
    field.error_messages["required"] = "Enter a name for this passkey"


class AddPasskeyForm(AddWebAuthnForm):
    """Every key added here is a passkey: it can be the only thing you need."""

    passwordless = forms.BooleanField(
        initial=True, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_name_field(self)


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_name_field(self)
