from __future__ import annotations

from typing import Any

from lehc.conversations.forms.fields import DAY_ENDS
from lehc.design import forms
from lehc.programmes.times import join_moment


class BatchForm(forms.Form):
    name = forms.TextField(
        label="Who are they for?",
        help_text="For example, patients of the surgery in Basingstoke Road",
        max_length=100,
    )
    size = forms.WholeNumberField(
        label="How many?", help_text="Up to 500 at once", min_value=1, max_value=500
    )
    expires_on = forms.DateField(label="Until when can they be used?")

    def read_fields(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {
            "name": values["name"],
            "size": values["size"],
            "expires_at": join_moment(values["expires_on"], DAY_ENDS),
        }


class RevokeForm(forms.Form):
    number = forms.WholeNumberField(
        label="Number on the invitation", min_value=1, max_value=500
    )
