from __future__ import annotations

from django.urls import path

from lehc.learning import views

urlpatterns = [
    path("my-cohorts/", views.my_cohorts, name="my_cohorts"),
    path("facilitating/", views.facilitating, name="facilitating"),
    path("my-cohorts/<slug:slug>/", views.my_cohort, name="my_cohort"),
    path(
        "my-cohorts/<slug:slug>/what-others-see/",
        views.my_visibility,
        name="my_visibility",
    ),
    path(
        "my-cohorts/<slug:slug>/new-calendar-address/",
        views.my_calendar_renew,
        name="my_calendar_renew",
    ),
    path(
        "calendar/<str:key>.ics",
        views.participant_calendar,
        name="participant_calendar",
    ),
    path(
        "desk/<slug:slug>/participants/",
        views.desk_participants,
        name="desk_participants",
    ),
    path("desk/<slug:slug>/learning-sets/", views.desk_sets, name="desk_sets"),
    path(
        "desk/<slug:slug>/learning-sets/<int:pk>/",
        views.desk_set_plan,
        name="desk_set_plan",
    ),
]
