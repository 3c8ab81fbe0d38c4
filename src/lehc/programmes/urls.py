from __future__ import annotations

from django.urls import path

from lehc.programmes.views import (
    asking,
    cohorts,
    desk,
    enquiries,
    partners,
    people,
    public,
    sessions,
    timeline,
)

PROGRAMME = "desk/programmes/<slug:slug>"
ENQUIRY = f"{PROGRAMME}/enquiries/<int:pk>"
MILESTONE = f"{PROGRAMME}/timeline/moments/<int:pk>"
VISIT = f"{PROGRAMME}/timeline/visits/<int:pk>"
PARTNER = f"{PROGRAMME}/partners/<int:pk>"

urlpatterns = [
    path("about/", public.about, name="about"),
    path("partners/", public.partners, name="partners"),
    path("partners/<int:pk>/<str:name>", public.partner_logo, name="partner_logo"),
    path("timeline/", public.timeline, name="timeline"),
    path("ask/", asking.ask, name="ask"),
    path("ask/thanks/", asking.asked, name="asked"),
    path("cohorts/", public.cohorts, name="cohorts"),
    path("cohorts/<slug:slug>/dates.ics", public.cohort_dates, name="cohort_dates"),
    path("dates/", public.dates, name="dates"),
    path("dates.ics", public.dates_feed, name="dates_feed"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("cookies/", public.cookies, name="cookies"),
    path("desk/", desk.desks, name="desks"),
    path("desk/<slug:slug>/", desk.desk, name="desk"),
    path("desk/<slug:slug>/cohort/", cohorts.cohort_change, name="cohort_change"),
    path(
        "desk/programmes/<slug:slug>/words/",
        cohorts.programme_words,
        name="programme_words",
    ),
    path(
        "desk/programmes/<slug:slug>/new-cohort/",
        cohorts.cohort_new,
        name="cohort_new",
    ),
    path("desk/<slug:slug>/dates/", sessions.desk_sessions, name="desk_sessions"),
    path("desk/<slug:slug>/dates/new/", sessions.session_new, name="session_new"),
    path(
        "desk/<slug:slug>/dates/<int:pk>/",
        sessions.session_change,
        name="session_change",
    ),
    path(
        "desk/<slug:slug>/dates/<int:pk>/remove/",
        sessions.session_remove,
        name="session_remove",
    ),
    path("desk/<slug:slug>/people/", people.desk_people, name="desk_people"),
    path("desk/<slug:slug>/people/give/", people.role_give, name="role_give"),
    path("desk/<slug:slug>/people/<int:pk>/end/", people.role_end, name="role_end"),
    path(
        "desk/<slug:slug>/enquiries/",
        enquiries.cohort_enquiries,
        name="cohort_enquiries",
    ),
    path(f"{PROGRAMME}/enquiries/", enquiries.enquiries, name="enquiries"),
    path(f"{ENQUIRY}/", enquiries.enquiry, name="enquiry"),
    path(f"{ENQUIRY}/reply/", enquiries.enquiry_reply, name="enquiry_reply"),
    path(f"{ENQUIRY}/note/", enquiries.enquiry_note, name="enquiry_note"),
    path(f"{ENQUIRY}/assign/", enquiries.enquiry_assign, name="enquiry_assign"),
    path(f"{ENQUIRY}/close/", enquiries.enquiry_close, name="enquiry_close"),
    path(f"{PROGRAMME}/timeline/", timeline.desk_timeline, name="desk_timeline"),
    path(
        f"{PROGRAMME}/timeline/moments/new/",
        timeline.milestone_new,
        name="milestone_new",
    ),
    path(f"{MILESTONE}/", timeline.milestone_change, name="milestone_change"),
    path(f"{MILESTONE}/remove/", timeline.milestone_remove, name="milestone_remove"),
    path(f"{PROGRAMME}/timeline/visits/new/", timeline.visit_new, name="visit_new"),
    path(f"{VISIT}/", timeline.visit_change, name="visit_change"),
    path(f"{VISIT}/remove/", timeline.visit_remove, name="visit_remove"),
    path(f"{PROGRAMME}/partners/", partners.desk_partners, name="desk_partners"),
    path(f"{PROGRAMME}/partners/new/", partners.partner_new, name="partner_new"),
    path(f"{PARTNER}/", partners.partner_change, name="partner_change"),
    path(f"{PARTNER}/move/", partners.partner_move, name="partner_move"),
    path(f"{PARTNER}/remove/", partners.partner_remove, name="partner_remove"),
]
