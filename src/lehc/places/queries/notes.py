from __future__ import annotations

from django.http import Http404

from lehc.places.models import Area, ContextNote


def get_area(pk: int) -> Area:
    return Area.objects.get(pk=pk)


def get_note(town: Area, pk: int) -> ContextNote:
    """A note that stands on the town's page.

    Raises:
        Http404: there is none.
    """
    notes = ContextNote.objects.current().select_related("area")
    found = notes.filter(area__parent_links__parent=town, pk=pk).first()
    if found is None:
        raise Http404
    return found
