from __future__ import annotations

from typing import Any

from django.forms import CharField, Textarea

from lehc.design import forms
from lehc.selection.actions.statements import Reasons
from lehc.selection.enums import Basis, Condition

BASIS_HINTS: dict[str, str] = {
    Basis.POSITIVE_ACTION: "The law allows it only where it is a proportionate way to "
    "put something right. Take advice first",
    Basis.NOT_PROTECTED: "For example, the word found means something else here",
}
NEEDED = {
    "condition": "Choose what you think, with reason",
    "aim": "Say what the target is to achieve",
    "proportionate": "Say why this is a proportionate way",
}


def make_box(label: str, hint: str, error: str = "") -> CharField:
    return CharField(
        label=label,
        help_text=hint,
        widget=Textarea(attrs={"rows": 4}),
        required=bool(error),
        error_messages={"required": error} if error else {},
    )


class StatementForm(forms.Form):
    """What section 158 asks somebody to think, with reason, before they act."""

    basis = forms.ChoiceField(
        label="Why may a target be set here?",
        choices=Basis.choices,
        choice_hints=BASIS_HINTS,
    )
    condition = forms.ChoiceField(
        label="For positive action: what do you think, with reason?",
        choices=Condition.choices,
        required=False,
    )
    evidence = make_box(
        "What shows it?",
        "Figures with their source and year, or what people told you",
        "Say what shows it",
    )
    aim = make_box(
        "For positive action: what is the target to achieve?",
        "To overcome the disadvantage, to meet the need, or to let people take part",
    )
    proportionate = make_box(
        "For positive action: why does it go no further than needed?",
        "What else you tried or looked at, and what it means for everybody else",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("basis") == Basis.POSITIVE_ACTION:
            for name, words in NEEDED.items():
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, words)
        return cleaned

    def read_reasons(self) -> Reasons:
        return Reasons(**self.cleaned_data)
