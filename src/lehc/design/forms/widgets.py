"""Choices with a hint under each, and a divider before the last ("or")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class HintedChoices(forms.RadioSelect):
    """Radios whose options may each carry a hint.

    ``choice_hints`` maps a choice's value, as text, to its hint;
    ``divided_before`` is the value of the option that "or" stands before.
    """

    choice_hints: Mapping[str, str] = {}
    divided_before: str | None = None
    is_inline = False

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Django's context, with whether the options stand side by side."""
        context = super().get_context(name, value, attrs)
        context["widget"]["is_inline"] = self.is_inline
        return context

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's option, with its hint, the hint's id, and whether "or" precedes."""
        option = super().create_option(*args, **kwargs)
        key = str(option["value"])
        option["divider"] = key == self.divided_before
        hint = self.choice_hints.get(key)
        if hint:
            hint_id = f"{option['attrs'].get('id', key)}-item-hint"
            option["hint"] = hint
            option["hint_id"] = hint_id
            option["attrs"]["aria-describedby"] = hint_id
        return option


class Radios(HintedChoices):
    """One answer of several."""

    template_name = "design/forms/widgets/radios.html"


class Checkboxes(HintedChoices, forms.CheckboxSelectMultiple):
    """Any number of answers."""

    template_name = "design/forms/widgets/checkboxes.html"
