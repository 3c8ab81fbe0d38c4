from __future__ import annotations

from lehc.design import forms


class WishForm(forms.Form):
    """Where to write when the next call opens."""

    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We write to you once, when the next call opens, and then forget it",
    )
