from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from lehc.site.agreements import find_missing_agreements


class PageForm(WagtailAdminPageForm):
    """A draft may lack agreements; a page that is to be public may not."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation:
            for words in find_missing_agreements(cleaned.get("body") or ()):
                self.add_error("body", words)
        return cleaned
