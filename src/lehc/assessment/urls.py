from __future__ import annotations

from django.urls import path

from lehc.assessment.views import (
    assessing,
    assessors,
    conflicts,
    declaring,
    desk,
    panel,
    rubrics,
)

ROUND = "assessing/<slug:slug>/"
DESK = "desk/<slug:slug>/assessment/"
PANEL = "desk/<slug:slug>/panel/"

urlpatterns = [
    # Anybody's
    path("cohorts/<slug:slug>/scoring/", rubrics.scoring, name="scoring"),
    # An assessor's own pages
    path("assessing/", assessing.assessing, name="assessing"),
    path(ROUND, assessing.assessing_round, name="assessing_round"),
    path(f"{ROUND}declare/", declaring.assessing_declare, name="assessing_declare"),
    path(
        f"{ROUND}declare/<int:pk>/",
        declaring.assessing_declare_one,
        name="assessing_declare_one",
    ),
    path(
        f"{ROUND}<str:reference>/", assessing.assessing_review, name="assessing_review"
    ),
    # The team's pages of assessing
    path(DESK, desk.assessment, name="assessment"),
    path(f"{DESK}share/", desk.share_out, name="share_out"),
    path(f"{DESK}remind/", desk.remind, name="assessors_remind"),
    path(f"{DESK}rubric/", rubrics.rubric, name="rubric"),
    path(f"{DESK}rubric/start/", rubrics.rubric_start, name="rubric_start"),
    path(f"{DESK}rubric/round/", rubrics.rubric_round, name="rubric_round"),
    path(f"{DESK}rubric/publish/", rubrics.rubric_publish, name="rubric_publish"),
    path(f"{DESK}rubric/<int:pk>/", rubrics.rubric_line, name="rubric_line"),
    path(f"{DESK}assessors/new/", assessors.assessor_add, name="assessor_add"),
    path(
        f"{DESK}assessors/<int:pk>/", assessors.assessor_change, name="assessor_change"
    ),
    path(f"{DESK}assessors/<int:pk>/end/", assessors.assessor_end, name="assessor_end"),
    path(f"{DESK}conflicts/", conflicts.conflicts, name="conflicts"),
    path(f"{DESK}conflicts.csv", conflicts.conflicts_csv, name="conflicts_csv"),
    path(f"{DESK}conflicts/mine/", conflicts.conflict_declare, name="conflict_declare"),
    path(
        f"{DESK}conflicts/<int:pk>/lift/", conflicts.conflict_lift, name="conflict_lift"
    ),
    # The panel: the team and the chair
    path(PANEL, panel.panel, name="panel"),
    path(f"{PANEL}put-forward/", panel.panel_put_forward, name="panel_put_forward"),
    path(f"{PANEL}<str:reference>/", panel.panel_application, name="panel_application"),
]
