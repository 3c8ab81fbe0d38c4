from __future__ import annotations

from django.urls import path

from lehc.programmes.views import cohorts, desk, people, public, sessions

urlpatterns = [
    path("", public.home, name="home"),
    path("about/", public.about, name="about"),
    path("partners/", public.partners, name="partners"),
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
]
