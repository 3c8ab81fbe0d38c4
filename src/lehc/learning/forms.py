from __future__ import annotations

from lehc.design import forms


class VisibilityForm(forms.Form):
    marks_optional = False
    shows_name = forms.TickField(label="Show my name", required=False)
    shows_organisation = forms.TickField(label="Show my organisation", required=False)
    shows_email = forms.TickField(label="Show my e-mail address", required=False)
