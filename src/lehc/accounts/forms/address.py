from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from lehc.accounts.forms.door import EmailForm


class NewAddressForm(EmailForm):
    """A new address for somebody who has one; `current` is the present one."""

    def __init__(self, *args: Any, current: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = current
        self.fields["email"].label = "What is your new e-mail address?"
        self.fields["email"].help_text = "We'll send a code there to check it is yours"

    def clean_email(self) -> str:
        email = super().clean_email()
        if email == self.current:
            raise ValidationError(
                "This is the address you have now. Enter another one", code="same"
            )
        return email
