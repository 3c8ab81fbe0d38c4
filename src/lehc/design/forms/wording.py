"""Error messages as instructions, in place of Django's own words.

A message that a form's author wrote is left alone.
"""

from __future__ import annotations

from django import forms
from django.forms.utils import pretty_name

CHOICE_FIELDS = (forms.ChoiceField, forms.ModelChoiceField)
INSTRUCTIONS = {
    "invalid_choice": "Choose one of the answers in the list",
    "invalid_pk_value": "Choose from the answers in the list",
    "invalid_list": "Choose from the answers in the list",
    "max_length": "Use %(limit_value)d characters or fewer: there are %(show_value)d",
    "min_length": "Use %(limit_value)d characters or more: there are %(show_value)d",
    "null_characters_not_allowed": "Remove the character that cannot be shown",
}
INSTRUCTIONS_BY_CLASS: list[tuple[type[forms.Field], dict[str, str]]] = [
    (forms.EmailField, {"invalid": "Enter an e-mail address like name@example.org"}),
    (forms.URLField, {"invalid": "Enter a web address like https://example.org"}),
    (forms.IntegerField, {"invalid": "Enter a whole number, like 12"}),
    (forms.DecimalField, {"invalid": "Enter a number, like 12.5"}),
    (
        forms.FileField,
        {
            "invalid": "The file did not arrive: choose it again",
            "missing": "The file did not arrive: choose it again",
            "empty": "This file is empty: choose another one",
        },
    ),
]


def reword_errors(field: forms.Field, name: str) -> None:
    """Give the field's messages our words, wherever they still are Django's."""
    label = str(field.label or pretty_name(name))
    wording = {**INSTRUCTIONS, "required": require_answer(field, label)}
    for field_class, messages in INSTRUCTIONS_BY_CLASS:
        if isinstance(field, field_class):
            wording.update(messages)
    for code, message in wording.items():
        if _is_unset(field, code):
            field.error_messages[code] = message


def require_answer(field: forms.Field, label: str) -> str:
    """What to do about a question left open."""
    if label.endswith("?"):
        return f"Answer the question: {label}"
    if isinstance(field, forms.BooleanField):
        return "Tick the box to go on"
    verb = "Choose" if isinstance(field, CHOICE_FIELDS) else "Enter"
    return f"{verb} {_lower_first(label)}"


def _lower_first(label: str) -> str:
    """``Your name`` as ``your name``; ``NHS trust`` and ``I agree`` stay."""
    keeps_capital = label[:1] == "I" or label[1:2].isupper()
    return label if keeps_capital else label[:1].lower() + label[1:]


def _is_unset(field: forms.Field, code: str) -> bool:
    """Whether the message is still the one that a class of Django's gives."""
    present = field.error_messages.get(code)
    if present is None:
        return True
    for ancestor in type(field).__mro__:
        if vars(ancestor).get("default_error_messages", {}).get(code) is present:
            return ancestor.__module__.startswith("django.")
    return False
