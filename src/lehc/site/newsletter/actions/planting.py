"""The page that the newsletter starts with."""

from __future__ import annotations

from django.db import transaction

from lehc.site.models import HomePage
from lehc.site.newsletter.models import Newsletter


@transaction.atomic
def plant_newsletter(home: HomePage) -> Newsletter:
    """Make the newsletter's page below the first page, once."""
    found = Newsletter.objects.first()
    if found is not None:
        return found
    page = Newsletter(title="Newsletter", slug="newsletter")
    newsletter: Newsletter = home.add_child(instance=page)
    return newsletter
