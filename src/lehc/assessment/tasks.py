from __future__ import annotations

from lehc.assessment.actions.tallies import refresh_tallies
from lehc.background.registry import register_housekeeping
from lehc.recruitment.models import Application


@register_housekeeping("assessment.refresh_tallies")
def refresh_all_tallies() -> None:
    """Mend what a raw change in the database left out of step."""
    refresh_tallies(Application.objects.all())
