from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lehc.places.actions import end_note, write_note
from lehc.places.forms import NoteForm
from lehc.places.queries.notes import get_area, get_note
from lehc.places.queries.profiles import read_town
from lehc.places.queries.towns import get_town
from lehc.places.rules import can_write_notes


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def note_new(request: HttpRequest, code: str) -> HttpResponse:
    """An editor writes what the figures of a neighbourhood do not say."""
    check_writer(request)
    town = get_town(code)
    rows = read_town(town).neighbourhoods
    data = request.POST if request.method == "POST" else None
    form = NoteForm(data, neighbourhoods=rows)
    if form.is_valid():
        area = get_area(int(form.cleaned_data["area"]))
        text = form.cleaned_data["text"]
        write_note(
            area=area, kind=form.cleaned_data["kind"], text=text, by=request.user
        )
        messages.success(request, f"Your note on {area} is on the page.")
        return redirect("place", code=code)
    return render(request, "places/note_new.html", {"form": form, "town": town})


@require_POST
@login_required
def note_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """An editor takes a note off the page."""
    check_writer(request)
    note = get_note(get_town(code), pk)
    end_note(note=note, by=request.user)
    messages.success(request, f"The note on {note.area} is no longer on the page.")
    return redirect("place", code=code)


def check_writer(request: HttpRequest) -> None:
    """Strangers can't tell whether there is such a page."""
    if not can_write_notes(request.user):
        raise Http404
