from __future__ import annotations

from django.urls import path

from lehc.assessment.views import (
    after,
    assessing,
    assessors,
    conflicts,
    declaring,
    desk,
    easy_read,
    pack,
    panel,
    payments,
    rubrics,
    swaps,
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
    path(f"{ROUND}reading/", easy_read.assessing_reading, name="assessing_reading"),
    path(f"{ROUND}payment/", payments.assessing_payment, name="assessing_payment"),
    path(
        f"{ROUND}payment/<int:pk>/take-back/",
        payments.assessing_claim_withdraw,
        name="assessing_claim_withdraw",
    ),
    path(f"{ROUND}swaps/<int:pk>/take/", swaps.swap_take, name="swap_take"),
    path(f"{ROUND}swaps/<str:reference>/ask/", swaps.swap_ask, name="swap_ask"),
    path(
        f"{ROUND}swaps/<str:reference>/take-back/",
        swaps.swap_take_back,
        name="swap_take_back",
    ),
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
    path(f"{DESK}swaps/", swaps.swaps, name="swaps"),
    path(f"{DESK}swaps/<int:pk>/", swaps.swap_agree, name="swap_agree"),
    path(f"{DESK}easy-read/", easy_read.easy_read, name="easy_read"),
    path(
        f"{DESK}easy-read/<str:reference>/",
        easy_read.easy_read_write,
        name="easy_read_write",
    ),
    # The coordinator alone
    path(f"{DESK}payments/", payments.payments, name="payments"),
    path(f"{DESK}payments/rate/", payments.payment_terms, name="payment_terms"),
    path(f"{DESK}payments.csv", payments.payments_csv, name="payments_csv"),
    path(f"{DESK}payments/<int:pk>/", payments.payment_claim, name="payment_claim"),
    # After a decision
    path(f"{DESK}feedback/", after.feedback, name="feedback"),
    path(f"{DESK}feedback/send/", after.feedback_send, name="feedback_send"),
    path(f"{DESK}feedback/<str:reference>/", after.feedback_edit, name="feedback_edit"),
    path(f"{DESK}second-looks/", after.second_looks, name="second_looks"),
    path(
        f"{DESK}second-looks/<int:pk>/", after.second_look_give, name="second_look_give"
    ),
    path("second-looks/<int:pk>/", after.second_look, name="second_look"),
    path(
        "applications/<str:reference>/second-look/",
        after.application_second_look,
        name="application_second_look",
    ),
    # The panel: the team and the chair
    path(PANEL, panel.panel, name="panel"),
    path(f"{PANEL}pack/", pack.panel_pack, name="panel_pack"),
    path(f"{PANEL}pack.pdf", pack.panel_pack_pdf, name="panel_pack_pdf"),
    path(f"{PANEL}calibration/", panel.panel_calibration, name="panel_calibration"),
    path(f"{PANEL}put-forward/", panel.panel_put_forward, name="panel_put_forward"),
    path(f"{PANEL}<str:reference>/", panel.panel_application, name="panel_application"),
]
