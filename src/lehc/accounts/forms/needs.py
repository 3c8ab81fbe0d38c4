from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lehc.accounts.enums import NEEDS_OF_OWN_WORDS, CommunicationNeedKind
from lehc.design.forms import Form, Radios

DETAIL_HINT = "For example the size of print, or which language"


class NeedDetailForm(Form):
    """What else to know about a need, and whether a venue may know."""

    detail = forms.CharField(
        label="Anything else we should know",
        help_text=DETAIL_HINT,
        required=False,
        max_length=300,
    )
    may_share_with_venues = forms.BooleanField(
        label="You may tell the venue of a session, without my name",
        required=False,
    )


class NeedForm(NeedDetailForm):
    """A new need; `taken` are the kinds that the person has told us already."""

    kind = forms.ChoiceField(
        label="What do you need?",
        widget=Radios,
        choices=CommunicationNeedKind.choices,
        error_messages={"required": "Choose what you need"},
    )
    field_order = ["kind", "detail", "may_share_with_venues"]

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["kind"].choices = [  # type: ignore[attr-defined]
                pair for pair in CommunicationNeedKind.choices if pair[0] not in taken
            ]

    def clean_kind(self) -> CommunicationNeedKind:
        return CommunicationNeedKind(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") in NEEDS_OF_OWN_WORDS and not cleaned.get("detail"):
            self.add_error("detail", ValidationError("Say what you need", code="empty"))
        return cleaned
