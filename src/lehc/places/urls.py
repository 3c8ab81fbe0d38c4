from __future__ import annotations

from django.urls import path

from lehc.places.views import notes, pairs, stops, towns

urlpatterns = [
    path("", towns.towns, name="places"),
    path("a-few-miles/", pairs.apart, name="apart"),
    path("a-few-miles/talk/", pairs.apart_talk, name="apart_talk"),
    path("a-few-miles/figures.csv", pairs.apart_figures, name="apart_figures"),
    path(
        "a-few-miles/<slug:key>.<slug:kind>", pairs.apart_picture, name="apart_picture"
    ),
    path("line/", stops.stops, name="stops"),
    path("line/figures.csv", stops.stops_figures, name="stops_figures"),
    path("line/picture.<slug:kind>", stops.stops_picture, name="stops_picture"),
    path("<slug:code>/", towns.place, name="place"),
    path("<slug:code>/figures.csv", towns.place_figures, name="place_figures"),
    path(
        "<slug:code>/<slug:key>.<slug:kind>", towns.place_picture, name="place_picture"
    ),
    path("<slug:code>/notes/new/", notes.note_new, name="place_note_new"),
    path("<slug:code>/notes/<int:pk>/end/", notes.note_end, name="place_note_end"),
]
