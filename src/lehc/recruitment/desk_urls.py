from __future__ import annotations

from django.urls import URLPattern, path

from lehc.recruitment.views import (
    desk_application,
    desk_applications,
    desk_call,
    desk_checks,
    desk_entry,
    desk_equality,
    desk_form,
    desk_form_parts,
    desk_offers,
    desk_outbox,
    desk_preview,
    desk_questions,
    flyers,
    offers,
    public,
    tell_me,
)

DESK = "desk/<slug:slug>"
CRITERION = f"{DESK}/call/criteria/<int:pk>"
COMMON_QUESTION = f"{DESK}/call/questions/<int:pk>"
SECTION = f"{DESK}/form/sections/<int:pk>"
QUESTION = f"{DESK}/form/questions/<int:pk>"
APPLICATION = f"{DESK}/applications/<slug:reference>"
OFFER = "applications/<slug:reference>/offer"

public_urls = [
    path("tell-me/", tell_me.tell_me, name="tell_me"),
    path("tell-me/sent/", tell_me.tell_me_sent, name="tell_me_sent"),
    path("tell-me/<str:token>/", tell_me.tell_me_confirm, name="tell_me_confirm"),
    path("cohorts/<slug:slug>/", public.cohort, name="cohort"),
    path("cohorts/<slug:slug>/flyer/", flyers.flyer, name="flyer"),
    path(
        "cohorts/<slug:slug>/flyer/easy-read/",
        flyers.flyer_easy_read,
        name="flyer_easy_read",
    ),
    path("cohorts/<slug:slug>/flyer/<str:file>", flyers.flyer_file, name="flyer_file"),
    path(f"{OFFER}/", offers.application_offer, name="application_offer"),
    path(f"{OFFER}/accept/", offers.offer_accept, name="offer_accept"),
    path(f"{OFFER}/decline/", offers.offer_decline, name="offer_decline"),
]
call_urls = [
    path(f"{DESK}/call/", desk_call.desk_call, name="desk_call"),
    path(f"{DESK}/call/change/", desk_call.call_change, name="call_change"),
    path(f"{DESK}/call/criteria/new/", desk_call.criterion_new, name="criterion_new"),
    path(f"{CRITERION}/", desk_call.criterion_change, name="criterion_change"),
    path(f"{CRITERION}/move/", desk_call.criterion_move, name="criterion_move"),
    path(f"{CRITERION}/remove/", desk_call.criterion_remove, name="criterion_remove"),
]
common_question_urls = [
    path(
        f"{DESK}/call/questions/new/",
        desk_questions.common_question_new,
        name="common_question_new",
    ),
    path(
        f"{COMMON_QUESTION}/",
        desk_questions.common_question_change,
        name="common_question_change",
    ),
    path(
        f"{COMMON_QUESTION}/move/",
        desk_questions.common_question_move,
        name="common_question_move",
    ),
    path(
        f"{COMMON_QUESTION}/remove/",
        desk_questions.common_question_remove,
        name="common_question_remove",
    ),
]
form_urls = [
    path(f"{DESK}/form/", desk_form.desk_form, name="desk_form"),
    path(f"{DESK}/form/start/", desk_form.form_start, name="form_start"),
    path(f"{DESK}/form/publish/", desk_form.form_publish, name="form_publish"),
    path(
        f"{DESK}/form/new-version/", desk_form.form_new_version, name="form_new_version"
    ),
    path(
        f"{DESK}/form/versions/<int:number>/",
        desk_preview.form_preview,
        name="form_preview",
    ),
    path(f"{DESK}/form/sections/new/", desk_form_parts.section_new, name="section_new"),
    path(f"{SECTION}/", desk_form_parts.section_change, name="section_change"),
    path(f"{SECTION}/move/", desk_form_parts.section_move, name="section_move"),
    path(f"{SECTION}/remove/", desk_form_parts.section_remove, name="section_remove"),
    path(
        f"{SECTION}/questions/new/", desk_form_parts.question_new, name="question_new"
    ),
    path(f"{QUESTION}/", desk_form_parts.question_change, name="question_change"),
    path(f"{QUESTION}/move/", desk_form_parts.question_move, name="question_move"),
    path(
        f"{QUESTION}/remove/", desk_form_parts.question_remove, name="question_remove"
    ),
    path(
        f"{QUESTION}/preview/",
        desk_preview.form_preview_question,
        name="form_preview_question",
    ),
]
application_urls = [
    path(
        f"{DESK}/applications/",
        desk_applications.desk_applications,
        name="desk_applications",
    ),
    path(
        f"{DESK}/applications/export.csv",
        desk_applications.applications_export,
        name="applications_export",
    ),
    path(
        f"{DESK}/applications/check/",
        desk_checks.applications_check,
        name="applications_check",
    ),
    path(
        f"{DESK}/applications/undo/",
        desk_checks.applications_undo,
        name="applications_undo",
    ),
    path(
        f"{DESK}/applications/enter/",
        desk_entry.application_enter,
        name="application_enter",
    ),
    path(f"{APPLICATION}/", desk_application.desk_application, name="desk_application"),
    path(
        f"{APPLICATION}/withdraw/",
        desk_application.desk_withdraw,
        name="desk_withdraw",
    ),
    path(
        f"{APPLICATION}/entry/", desk_entry.application_entry, name="application_entry"
    ),
    path(
        f"{APPLICATION}/entry/organisation/",
        desk_entry.entry_organisation,
        name="entry_organisation",
    ),
    path(
        f"{APPLICATION}/entry/sponsor/",
        desk_entry.entry_sponsor,
        name="entry_sponsor",
    ),
    path(
        f"{APPLICATION}/entry/answers/<slug:key>/",
        desk_entry.entry_question,
        name="entry_question",
    ),
]
offer_urls = [
    path(f"{DESK}/equality/", desk_equality.desk_equality, name="desk_equality"),
    path(f"{DESK}/offers/", desk_offers.desk_offers, name="desk_offers"),
    path(
        f"{DESK}/offers/<slug:reference>/deadline/",
        desk_offers.offer_deadline,
        name="offer_deadline",
    ),
    path(
        f"{DESK}/offers/<slug:reference>/answer/",
        desk_offers.offer_reply,
        name="offer_reply",
    ),
    path(
        f"{DESK}/offers/waiting-list/end/",
        desk_offers.waiting_list_end,
        name="waiting_list_end",
    ),
    path(f"{DESK}/outbox/", desk_outbox.desk_outbox, name="desk_outbox"),
    path(f"{DESK}/outbox/send/", desk_outbox.outbox_send, name="outbox_send"),
    path(f"{DESK}/outbox/<int:pk>/", desk_outbox.outbox_letter, name="outbox_letter"),
]
urlpatterns: list[URLPattern] = [
    *public_urls,
    *call_urls,
    *common_question_urls,
    *form_urls,
    *application_urls,
    *offer_urls,
]
