"""The base of every form: plain labels, kind words, no browser validation."""

from __future__ import annotations

from typing import Any

from django import forms

from lehc.design.forms.wording import reword_errors


class _PlainForm(forms.BaseForm):
    """What forms and model forms share.

    ``page_heading`` names the field whose label is the page's h1, and
    ``page_caption`` the quiet line above it; ``marks_optional`` puts "(optional)"
    after the label of a field that may stay empty (filters turn it off).
    """

    page_heading: str | None = None
    page_caption: str = ""
    marks_optional = True
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            reword_errors(field, name)


class Form(_PlainForm, forms.Form):
    """A form."""


class ModelForm(_PlainForm, forms.ModelForm):
    """A form over a model."""
