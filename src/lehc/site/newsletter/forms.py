from __future__ import annotations

from lehc.accounts.validators import clean_email
from lehc.design import forms


class JoinForm(forms.Form):
    """An address, and a field that people don't see and machines fill in."""

    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We send you a letter with a link. Press it, and you are on the list",
    )
    website = forms.TextField(label="Leave this empty", required=False)

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"])

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))
