from __future__ import annotations

from django.urls import path, re_path

from lehc.selection.views import (
    changes,
    desk,
    files,
    public,
    runs,
    statements,
)

DESK = "desk/<slug:slug>/selection/"
ONE = f"{DESK}runs/<int:pk>/"
STATEMENT = f"{DESK}targets/<slug:key>/statement/"
FILES = r"(?P<name>people\.csv|targets\.csv|certificate\.json|cohorts\.csv)$"

urlpatterns = [
    path(DESK, desk.desk_selection, name="desk_selection"),
    path(f"{DESK}targets/", desk.desk_targets, name="desk_targets"),
    path(STATEMENT, statements.target_statement, name="target_statement"),
    path(
        f"{STATEMENT}withdraw/",
        statements.target_statement_withdraw,
        name="target_statement_withdraw",
    ),
    path(f"{DESK}threshold/", desk.desk_threshold, name="desk_threshold"),
    path(f"{DESK}panel/", changes.panel_cohort, name="panel_cohort"),
    path(f"{DESK}run/", runs.desk_run, name="desk_run"),
    path(f"{DESK}compare/", runs.desk_compare, name="desk_compare"),
    path(f"{DESK}replacement/", runs.desk_replacement, name="desk_replacement"),
    path(f"{DESK}latecomers/", runs.desk_latecomers, name="desk_latecomers"),
    path(ONE, runs.desk_run_result, name="desk_run_result"),
    path(
        f"{ONE}targets/", runs.desk_replacement_change, name="desk_replacement_change"
    ),
    path(f"{ONE}stop/", runs.desk_run_stop, name="desk_run_stop"),
    path(f"{ONE}change/", changes.desk_run_change, name="desk_run_change"),
    path(f"{ONE}take-back/", changes.desk_run_take_back, name="desk_run_take_back"),
    re_path(
        rf"^desk/(?P<slug>[-\w]+)/selection/runs/(?P<pk>\d+)/{FILES}",
        files.desk_run_file,
        name="desk_run_file",
    ),
    path("certificates/<int:pk>/", public.certificate, name="certificate"),
    re_path(
        rf"^certificates/(?P<pk>\d+)/{FILES}",
        files.certificate_file,
        name="certificate_file",
    ),
    path("draws/<int:pk>/", public.draw, name="draw"),
    path("draws/<int:pk>/cohorts/", public.draw_cohorts, name="draw_cohorts"),
    path("draws/<int:pk>/cohorts.pdf", files.cohorts_pdf, name="cohorts_pdf"),
    path("draws/<int:pk>/number/", public.draw_number, name="draw_number"),
    path(
        "applications/<slug:reference>/chance/",
        public.application_chance,
        name="application_chance",
    ),
]
