from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, Textarea

from lehc.design import forms
from lehc.selection.enums import DICE_NUMBERS, DrawnBy

MOST_DIGITS = 7
DICE_DIGITS = len(str(DICE_NUMBERS - 1))
HOW_HINTS: dict[str, str] = {
    DrawnBy.DICE: "Hundreds, tens and ones, in the order you named before",
    DrawnBy.BALLS: "For example, three bags with the digits 0 to 9",
    DrawnBy.COMPUTER: "Leave the number empty: we draw it when you go on",
}


class DrawForm(forms.Form):
    """The drawn number, typed twice, because it can't be changed."""

    how = forms.ChoiceField(
        label="How is the number drawn?",
        choices=DrawnBy.choices,
        choice_hints=HOW_HINTS,
        initial=DrawnBy.DICE,
    )
    number = forms.TextField(
        label="The number",
        help_text="Three digits, such as 417. 000 stands for cohort 1,000",
        max_length=7,
        width=5,
        required=False,
    )
    again = forms.TextField(
        label="The number once more",
        help_text="It can’t be changed afterwards",
        max_length=7,
        width=5,
        required=False,
    )
    witnesses = CharField(
        label="Who watched?",
        help_text="Names are shown to everybody: only of people who agree to it",
        widget=Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = count

    def clean_number(self) -> int | None:
        return self.read_number("number")

    def clean_again(self) -> int | None:
        return self.read_number("again")

    def read_number(self, name: str) -> int | None:
        """The number on the dice; 000 is the last of the list."""
        typed = str(self.cleaned_data[name]).replace(",", "").strip()
        if not typed or self.data.get("how") == DrawnBy.COMPUTER:
            return None
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS
        has_dice = self.data.get("how") == DrawnBy.DICE and self.count == DICE_NUMBERS
        is_short = has_dice and len(typed) < DICE_DIGITS
        if not is_number or is_short or int(typed) > self.count:
            raise ValidationError("Enter the three digits that were drawn, like 417")
        return int(typed) or self.count

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors or cleaned["how"] == DrawnBy.COMPUTER:
            return cleaned
        if cleaned["number"] is None:
            self.add_error("number", "Enter the number that was drawn")
        elif cleaned["number"] != cleaned["again"]:
            self.add_error("again", "This is another number. Enter the drawn one twice")
        return cleaned
