from __future__ import annotations

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from lehc.accounts.models import Person
from lehc.site.agreements import check_sharing, find_missing


class PageForm(WagtailAdminPageForm):
    """A draft may lack agreements; a page that is to be public may not."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation:
            body = cleaned.get("body") or ()
            for words in find_missing(body):
                self.add_error("body", words)
            for words in check_sharing(body, cleaned.get("sharing_picture")):
                self.add_error("sharing_picture", words)
        return cleaned


class ConsentForm(WagtailAdminModelForm):
    """An agreement; who has an account is named by its address, not from a list."""

    email = forms.EmailField(
        label="The e-mail address of their account here",
        required=False,
        help_text="If they have one, they can take their agreement back themselves.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.person:
            self.initial["email"] = self.instance.person.email

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.found = Person.objects.filter(email__iexact=email).first()
        if email and self.found is None:
            raise forms.ValidationError(
                "Nobody has an account with this address. Leave it empty, or ask them."
            )
        return email

    def save(self, commit: bool = True) -> Any:
        self.instance.person = self.found
        return super().save(commit)
