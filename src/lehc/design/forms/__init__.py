"""Forms that speak the design system's markup and ask in plain words.

Import from here: ``from lehc.design import forms``.
"""

from __future__ import annotations

from lehc.design.forms.base import Form, ModelForm
from lehc.design.forms.dates import DateField, DateInput
from lehc.design.forms.fields import (
    CheckboxesField,
    ChoiceField,
    EmailField,
    OneTimeCodeField,
    PhoneField,
    TextField,
    TickField,
    UploadField,
    WholeNumberField,
    WordLimitedField,
    YesNoField,
)
from lehc.design.forms.rendering import BoundField, Renderer
from lehc.design.forms.widgets import Checkboxes, Radios

__all__ = [
    "BoundField",
    "Checkboxes",
    "CheckboxesField",
    "ChoiceField",
    "DateField",
    "DateInput",
    "EmailField",
    "Form",
    "ModelForm",
    "OneTimeCodeField",
    "PhoneField",
    "Radios",
    "Renderer",
    "TextField",
    "TickField",
    "UploadField",
    "WholeNumberField",
    "WordLimitedField",
    "YesNoField",
]
