"""What must hold before the site may serve the public."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LAPTOP_SECRET_KEY = "for-one-laptop-only-never-in-production"  # noqa: S105
SHORTEST_SECRET_KEY = 50


def refuse_unsafe(
    *, secret_key: str, debug: bool, demonstration: bool, base_url: str
) -> None:
    """Raise with every reason why these settings are unsafe in production."""
    reasons = []
    if secret_key == LAPTOP_SECRET_KEY or len(secret_key) < SHORTEST_SECRET_KEY:
        reasons.append(
            f"Set SECRET_KEY to at least {SHORTEST_SECRET_KEY} random characters."
        )
    if debug:
        reasons.append("Set DEBUG to no: error pages would show people's data.")
    if demonstration:
        reasons.append("Set LEHC_DEMONSTRATION to no: anyone could sign in as anyone.")
    if not base_url.startswith("https://"):
        reasons.append("Set LEHC_BASE_URL to the site's https:// address.")
    if reasons:
        raise ImproperlyConfigured("Not safe in production. " + " ".join(reasons))


def refuse_invented_people() -> None:
    """Raise if invented people are in the database of a site for the public.

    Whoever serves calls it once tables exist: `lehc run` and the WSGI application.
    """
    from lehc.accounts.models import Person  # settings read this module before apps

    if not settings.PRODUCTION:
        return
    count = Person.objects.filter(is_invented=True).count()
    if count:
        raise ImproperlyConfigured(
            f"Not safe in production. This database holds {count} invented people of "
            "the demonstration: start with an empty database."
        )
