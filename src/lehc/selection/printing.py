"""The numbered cohorts as PDF: seven seconds of work, so it is done once and kept."""

from __future__ import annotations

from django.core.cache import cache

from lehc.recruitment.documents import print_pdf
from lehc.selection.models import Run
from lehc.selection.presenters.draws import show_list

KEPT_SECONDS = 60 * 60 * 24 * 30


def print_cohorts(run: Run) -> bytes:
    """The list as a tagged PDF, from the cache where it has been printed before."""
    shown = show_list(run)
    key = f"cohorts-pdf-{run.pk}-{shown['fingerprint']}"
    kept = cache.get(key)
    if kept is None:
        kept = print_pdf("selection/cohorts_pdf.html", shown)
        cache.set(key, kept, KEPT_SECONDS)
    return bytes(kept)
