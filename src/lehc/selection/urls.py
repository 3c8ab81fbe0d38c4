from __future__ import annotations

from django.urls import path, re_path

from lehc.selection import views

urlpatterns = [
    path("desk/<slug:slug>/selection/", views.desk_selection, name="desk_selection"),
    path(
        "desk/<slug:slug>/selection/targets/", views.desk_targets, name="desk_targets"
    ),
    path(
        "desk/<slug:slug>/selection/threshold/",
        views.desk_threshold,
        name="desk_threshold",
    ),
    path("desk/<slug:slug>/selection/run/", views.desk_run, name="desk_run"),
    path(
        "desk/<slug:slug>/selection/replacement/",
        views.desk_replacement,
        name="desk_replacement",
    ),
    path(
        "desk/<slug:slug>/selection/runs/<int:pk>/",
        views.desk_run_result,
        name="desk_run_result",
    ),
    re_path(
        r"^desk/(?P<slug>[-\w]+)/selection/runs/(?P<pk>\d+)/"
        r"(?P<name>people\.csv|targets\.csv|certificate\.json)$",
        views.desk_run_file,
        name="desk_run_file",
    ),
    path("certificates/<int:pk>/", views.certificate, name="certificate"),
]
