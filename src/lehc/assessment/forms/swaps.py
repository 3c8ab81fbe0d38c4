from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lehc.design import forms


class AskSwapForm(forms.Form):
    """Why somebody else should read it."""

    reason = forms.TextField(
        label="Why would you like somebody else to read it?",
        help_text="Only the programme team reads this",
        max_length=300,
        error_messages={"required": "Say why, in a few words"},
    )


class AgreeSwapForm(forms.Form):
    """Who takes it; the best fit comes first."""

    taker = forms.ChoiceField(label="Who will read it?", choices=())

    def __init__(
        self, *args: Any, takers: Iterable[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].choices = [(str(pk), name) for pk, name in takers]  # type: ignore[attr-defined]
